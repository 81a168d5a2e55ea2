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
_COARSE_SIDE_PX, _COARSE_STEP_DEG = 600, 0.5
_FINE_SIDE_PX, _FINE_STEPS_DEG = 1400, (0.15, 0.05)


def skew_deg(ink: Grey) -> float:
    """Angle, counter-clockwise, in degrees within ±15, by which the print stands turned; 0 when there is no ink.

    `ink`: bright strokes on 0.
    """
    small, _ = shrunk(ink, _COARSE_SIDE_PX)
    steps = round(MAX_SKEW_DEG / _COARSE_STEP_DEG)
    best, around = _search(small, _COARSE_STEP_DEG * np.arange(-steps, steps + 1, dtype=np.float64))
    if not around:
        return 0.0
    fine, _ = shrunk(ink, _FINE_SIDE_PX)
    for step in _FINE_STEPS_DEG:
        best, _ = _search(fine, best + step * np.arange(-3, 4, dtype=np.float64))
    return float(np.clip(best, -MAX_SKEW_DEG, MAX_SKEW_DEG))


def _search(ink: Grey, angles_deg: NDArray[np.float64]) -> tuple[float, bool]:
    """The angle of the sharpest profiles, between the steps by a parabola, and whether any profile had an edge."""
    sharpness = np.array([_sharpness(ink, float(angle)) for angle in angles_deg])
    if not sharpness.max() > 0:
        return 0.0, False
    at = int(sharpness.argmax())
    between = 0.0
    if 0 < at < len(angles_deg) - 1:
        before, here, after = sharpness[at - 1 : at + 2]
        curve = before - 2 * here + after
        between = float(0.5 * (before - after) / curve) if curve < 0 else 0.0
    return float(angles_deg[at] + between * (angles_deg[1] - angles_deg[0])), True


def _sharpness(ink: Grey, angle_deg: float) -> float:
    """Summed squared steps of the row and column profiles of the ink turned back by that angle about its middle."""
    height, width = ink.shape
    about = shift(width / 2, height / 2) @ rotation(angle_deg) @ shift(-width / 2, -height / 2)
    turned = warped(ink, about, width, height)
    total = 0.0
    for axis, across in ((1, width), (0, height)):
        profile = cv2.reduce(turned, axis, cv2.REDUCE_SUM, dtype=cv2.CV_32F).ravel() / np.float32(across)
        total += float(np.square(np.diff(profile)).sum()) * across
    return total
