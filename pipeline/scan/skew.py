"""By how much the rulings and text lines are off the straight, from projection profiles.

At the right angle rows of ink and rows of paper alternate sharply. The angle is searched coarsely on a small image
and then finely on a larger one. Both axes count, so sideways pages and pages with verticals only are measured too.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.resample import rotation, shift, shrunk, warped

MAX_SKEW_DEG = 15.0
_COARSE_SIDE_PX, _COARSE_STEP_DEG = 500, 0.5
_FINE_SIDE_PX, _FINE_STEPS_DEG = 1400, (0.15, 0.05)
_LEAN_STEPS_DEG = ((0.25, 7), (0.1, 3))
_LEAN_CONTRAST, _BESIDE_DEG = 1.5, 2.5
"""Upright print is believed when its profile is that much sharper than one that far beside it."""
_COLUMNS, _ROWS = 0, 1
"""The axis that is summed over for a profile of columns, of rows."""


def skew_deg(ink: Grey) -> float:
    """Angle, counter-clockwise, in degrees within ±15, by which the print stands turned; 0 when there is no ink.

    `ink`: bright strokes on 0.
    """
    small, _ = shrunk(ink, _COARSE_SIDE_PX)
    steps = round(MAX_SKEW_DEG / _COARSE_STEP_DEG)
    best, sharp = _search(small, _COARSE_STEP_DEG * np.arange(-steps, steps + 1, dtype=np.float64), (_ROWS, _COLUMNS))
    if not sharp:
        return 0.0
    fine = _softened(ink)
    for step in _FINE_STEPS_DEG:
        best, _ = _search(fine, best + step * np.arange(-3, 4, dtype=np.float64), (_ROWS, _COLUMNS))
    return float(np.clip(best, -MAX_SKEW_DEG, MAX_SKEW_DEG))


def lean_deg(ink: Grey) -> float | None:
    """How far upright print leans from plumb, counter-clockwise, in degrees within ±2; None where nothing tells.

    Labels and check boxes that begin under one another are upright too: this serves pages without vertical rulings.
    `ink`: as for skew_deg, straight within 2 degrees.
    """
    fine, best, sharp = _softened(ink), 0.0, 0.0
    for step, reach in _LEAN_STEPS_DEG:
        best, sharp = _search(fine, best + step * np.arange(-reach, reach + 1, dtype=np.float64), (_COLUMNS,))
    return best if sharp > _LEAN_CONTRAST * _sharpness(fine, best + _BESIDE_DEG, (_COLUMNS,)) else None


def _softened(ink: Grey) -> Grey:
    """A copy to search finely; blurred, since otherwise pixels that need no resampling look the sharpest."""
    return cv2.GaussianBlur(shrunk(ink, _FINE_SIDE_PX)[0], (0, 0), 1.0).astype(np.uint8, copy=False)


def _search(ink: Grey, angles_deg: NDArray[np.float64], axes: tuple[int, ...]) -> tuple[float, float]:
    """The angle of the sharpest profiles, between the steps by a parabola, and their sharpness."""
    sharpness = np.array([_sharpness(ink, float(angle), axes) for angle in angles_deg])
    at = int(sharpness.argmax())
    between = 0.0
    if 0 < at < len(angles_deg) - 1:
        before, here, after = sharpness[at - 1 : at + 2]
        curve = before - 2 * here + after
        between = float(0.5 * (before - after) / curve) if curve < 0 else 0.0
    return float(angles_deg[at] + between * (angles_deg[1] - angles_deg[0])), float(sharpness[at])


def _sharpness(ink: Grey, angle_deg: float, axes: tuple[int, ...]) -> float:
    """Summed squared steps of the ink's profiles along the axes, turned back by that angle about its middle."""
    height, width = ink.shape
    about = shift(width / 2, height / 2) @ rotation(angle_deg) @ shift(-width / 2, -height / 2)
    turned = warped(ink, about, width, height)
    total = 0.0
    for axis in axes:
        across = ink.shape[axis]
        profile = cv2.reduce(turned, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel() / np.float32(across)
        total += float(np.square(np.diff(profile)).sum()) * across
    return total
