"""By how much the rulings and text lines are off the straight, from projection profiles.

At the right angle rows of ink and rows of paper alternate sharply. The angle is searched coarsely on a small image
and then finely on a larger one. Both axes count, so sideways pages and pages with verticals only are measured too.

An image is cut into strips across the lines, each summed to one profile; at an angle the strips' profiles are slid
past each other and added, which costs a hundredth of turning the image (as in Postl's and Baird's skew detectors).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.resample import rotation, shift, shrunk, warped

MAX_SKEW_DEG = 15.0
_COARSE_SIDE_PX, _COARSE_STRIP_PX, _COARSE_STEP_DEG = 440, 12, 0.5
_FINE_SIDE_PX, _FINE_STRIP_PX, _FINE_STEPS_DEG = 875, 24, (0.15, 0.12)
_FINER = 4
"""Places to a pixel of the profiles that are searched finely."""
_LEAN_STEPS_DEG = ((0.25, 24), (0.1, 3))
_LEAN_CONTRAST, _BESIDE_DEG = 1.5, 2.5
"""Upright print is believed when its profile is that much sharper than one that far beside it."""


def skew_deg(ink: Grey) -> float:
    """Angle, counter-clockwise, in degrees within ±15, by which the print stands turned; 0 when there is no ink.

    `ink`: bright strokes on 0.
    """
    steps = round(MAX_SKEW_DEG / _COARSE_STEP_DEG)
    angles = _COARSE_STEP_DEG * np.arange(-steps, steps + 1, dtype=np.float64)
    coarse, sharp = _search(_both_ways(_softened(ink, _COARSE_SIDE_PX), _COARSE_STRIP_PX, 1), angles)
    if not sharp:
        return 0.0
    fine = _both_ways(_turned_back(_softened(ink, _FINE_SIDE_PX), coarse), _FINE_STRIP_PX, _FINER)
    best = 0.0
    for step in _FINE_STEPS_DEG:
        best, _ = _search(fine, best + step * np.arange(-3, 4, dtype=np.float64))
    return float(np.clip(coarse + best, -MAX_SKEW_DEG, MAX_SKEW_DEG))


def lean_deg(ink: Grey) -> float | None:
    """How far upright print leans from plumb, counter-clockwise, in degrees within ±6; None where nothing tells.

    Labels and check boxes that begin under one another are upright too: this serves pages without vertical rulings.
    `ink`: as for skew_deg, straight within 2 degrees.
    """
    columns = (_stripped(_softened(ink, _FINE_SIDE_PX), _FINE_STRIP_PX, _FINER),)
    best, sharp = 0.0, 0.0
    for step, reach in _LEAN_STEPS_DEG:
        best, sharp = _search(columns, best + step * np.arange(-reach, reach + 1, dtype=np.float64))
    return best if sharp > _LEAN_CONTRAST * _sharpness(columns, best + _BESIDE_DEG) else None


@dataclass(frozen=True, slots=True, eq=False)
class _Strips:
    """Profiles of the strips of an image. sums: (strips, places), ink as float32, with empty places at both ends.

    reach: by how many places a strip's profile slides per unit of the angle's tangent, shape (strips,). empty: places
    added at each end. step: places per pixel.
    """

    sums: NDArray[np.float32]
    reach: NDArray[np.float64]
    empty: int
    step: int


def _both_ways(ink: Grey, strip_px: int, step: int) -> tuple[_Strips, ...]:
    """Profiles of rows, in strips that run down, and of columns, in strips that run across."""
    return _stripped(np.ascontiguousarray(ink.T), strip_px, -step), _stripped(ink, strip_px, step)


def _stripped(ink: Grey, strip_px: int, way: int) -> _Strips:
    """The strips run along the rows of `ink`, abs(way) places to a pixel."""
    strips = max(1, round(ink.shape[0] / strip_px))
    edges = np.linspace(0, ink.shape[0], strips + 1).round().astype(int)
    step = abs(way)
    # Whole numbers so small are exact, in whatever order they are added.
    sums = np.concatenate(
        [cv2.reduce(ink[top:end], 0, cv2.REDUCE_SUM, dtype=cv2.CV_32F) for top, end in itertools.pairwise(edges)]
    )
    sums = cv2.resize(sums, (step * ink.shape[1], strips), interpolation=cv2.INTER_LINEAR)
    reach = way * ((edges[:-1] + edges[1:]) / 2 - ink.shape[0] / 2)
    empty = int(np.abs(reach).max() * np.tan(np.radians(MAX_SKEW_DEG + 1))) + 2
    return _Strips(np.pad(sums, ((0, 0), (empty, empty))), reach, empty, step)


def _softened(ink: Grey, side_px: int) -> Grey:
    """A copy to search on; blurred, since otherwise places that need no interpolation look the sharpest."""
    return cv2.GaussianBlur(shrunk(ink, side_px)[0], (0, 0), 1.0).astype(np.uint8, copy=False)


def _turned_back(ink: Grey, angle_deg: float) -> Grey:
    height, width = ink.shape
    about = shift(width / 2, height / 2) @ rotation(angle_deg) @ shift(-width / 2, -height / 2)
    return warped(ink, about, width, height)


def _search(parts: tuple[_Strips, ...], angles_deg: NDArray[np.float64]) -> tuple[float, float]:
    """The angle of the sharpest profiles, between the steps by a parabola, and their sharpness."""
    sharpness = np.array([_sharpness(parts, float(angle)) for angle in angles_deg])
    at = int(sharpness.argmax())
    between = 0.0
    if 0 < at < len(angles_deg) - 1:
        before, here, after = sharpness[at - 1 : at + 2]
        curve = before - 2 * here + after
        between = float(0.5 * (before - after) / curve) if curve < 0 else 0.0
    return float(angles_deg[at] + between * (angles_deg[1] - angles_deg[0])), float(sharpness[at])


def _sharpness(parts: tuple[_Strips, ...], angle_deg: float) -> float:
    """Summed squared steps of the ink's profiles, turned back by that angle."""
    total = 0.0
    for part in parts:
        length = part.sums.shape[1] - 2 * part.empty
        profile = np.zeros(length, np.float32)
        starts = part.empty + np.rint(np.tan(np.radians(angle_deg)) * part.reach).astype(int)
        for sums, start in zip(part.sums, starts.tolist(), strict=True):
            profile += sums[start : start + length]
        steps = profile[part.step :] - profile[: -part.step]
        total += float(steps @ steps) / len(part.reach)
    return total
