"""Pen strokes on the page: ticks, crosses, circles round words, lines through them, dashes and ditto signs."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box

INK_SEEN = 64
"""Coverage (of 255) from which a pixel counts as written on."""


@dataclass(slots=True, eq=False)
class Paper:
    """The page that is being written on, grey, and the pen: its darkness and its width."""

    grey: NDArray[np.uint8]
    ink_grey: int
    pen_px: float

    def stamp(self, tile: NDArray[np.uint8], left: int, top: int, pressure: float) -> Box | None:
        """Lays ink of `tile`'s coverage on the page; returns the box of what is seen of it, null if nothing is."""
        height, width = self.grey.shape
        x0, y0 = max(left, 0), max(top, 0)
        x1, y1 = min(left + tile.shape[1], width), min(top + tile.shape[0], height)
        if x0 >= x1 or y0 >= y1:
            return None
        part = tile[y0 - top : y1 - top, x0 - left : x1 - left]
        under = self.grey[y0:y1, x0:x1]
        alpha = part.astype(np.float32) * (pressure / 255.0)
        mixed = under * (1 - alpha) + np.minimum(under, self.ink_grey) * alpha
        self.grey[y0:y1, x0:x1] = np.rint(mixed).astype(np.uint8)
        seen = part >= INK_SEEN
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        if not len(rows):
            return None
        return Box(float(x0 + columns[0]), float(y0 + rows[0]), float(x0 + columns[-1] + 1), float(y0 + rows[-1] + 1))

    def stroke(self, points: Sequence[tuple[float, float]], rng: random.Random, wide: float = 1.0) -> Box | None:
        """One stroke through the points, smoothed, in page pixels."""
        curve = _smooth(points)
        margin = math.ceil(self.pen_px * 2) + 2
        left, top = (math.floor(edge) - margin for edge in curve.min(axis=0))
        size = np.ceil(curve.max(axis=0)).astype(int) - (left, top) + margin
        tile = np.zeros((size[1], size[0]), np.uint8)
        shifted = np.rint((curve - (left, top)) * 16).astype(np.int32)
        thickness = max(2, round(self.pen_px * wide * rng.uniform(0.85, 1.15)))
        cv2.polylines(tile, [shifted.reshape(-1, 1, 2)], False, 255, thickness, cv2.LINE_AA, 4)
        return self.stamp(tile, left, top, rng.uniform(0.75, 1.0))


def _smooth(points: Sequence[tuple[float, float]]) -> NDArray[np.float64]:
    """Points of a quadratic B-spline through the middles of the polygon's sides, ends kept; shape (n, 2)."""
    corners = np.asarray(points, dtype=np.float64)
    if len(corners) < 3:
        return corners
    middles = np.concatenate([corners[:1], (corners[1:-2] + corners[2:-1]) / 2, corners[-1:]])
    t = np.linspace(0, 1, 9)[:, None]
    pieces = [
        (1 - t) ** 2 * middles[i] + 2 * t * (1 - t) * corners[i + 1] + t**2 * middles[i + 1]
        for i in range(len(middles) - 1)
    ]
    return np.concatenate(pieces)


def joined(boxes: Sequence[Box | None]) -> Box | None:
    """The smallest box around those that are there."""
    found = None
    for box in boxes:
        if box is not None:
            found = box if found is None else found.union(box)
    return found


def tick(paper: Paper, centre: tuple[float, float], size: float, rng: random.Random) -> Box | None:
    """A tick of about `size` pixels round `centre`."""
    (cx, cy), s = centre, size * rng.uniform(0.85, 1.15)
    low = cy + s * rng.uniform(0.3, 0.45)
    points = [(cx - s * rng.uniform(0.35, 0.55), cy + s * rng.uniform(-0.15, 0.1)), (cx - s * 0.12, low - s * 0.02),
              (cx - s * 0.08, low), (cx - s * 0.02, low - s * 0.06),
              (cx + s * rng.uniform(0.4, 0.65), cy - s * rng.uniform(0.4, 0.6))]  # fmt: skip
    return paper.stroke(points, rng)


def cross(paper: Paper, centre: tuple[float, float], size: float, rng: random.Random) -> Box | None:
    """A cross of about `size` pixels round `centre`."""
    (cx, cy), s = centre, size * 0.45
    wobble = [rng.uniform(0.8, 1.15) * s for _ in range(8)]
    one = paper.stroke([(cx - wobble[0], cy - wobble[1]), (cx, cy + s * 0.05), (cx + wobble[2], cy + wobble[3])], rng)
    two = paper.stroke([(cx + wobble[4], cy - wobble[5]), (cx, cy + s * 0.05), (cx - wobble[6], cy + wobble[7])], rng)
    return joined([one, two])


def dash(paper: Paper, centre: tuple[float, float], size: float, rng: random.Random) -> Box | None:
    """A short level stroke."""
    (cx, cy), s = centre, size * rng.uniform(0.35, 0.6)
    return paper.stroke([(cx - s / 2, cy + rng.uniform(-2, 3)), (cx, cy + rng.uniform(-2, 2)), (cx + s / 2, cy)], rng)


def ditto(paper: Paper, centre: tuple[float, float], size: float, rng: random.Random) -> Box | None:
    """Two short upright strokes side by side."""
    (cx, cy), s = centre, size * rng.uniform(0.22, 0.34)
    gap = s * rng.uniform(0.45, 0.7)
    lean = s * rng.uniform(-0.1, 0.3)
    strokes = [paper.stroke([(x + lean, cy - s / 2), (x, cy + s / 2)], rng) for x in (cx - gap / 2, cx + gap / 2)]
    return joined(strokes)


def circle(paper: Paper, box: Box, rng: random.Random) -> Box | None:
    """A ring round printed words, not quite closed or closed twice."""
    cx, cy = box.centre
    rx = box.width / 2 + box.height * rng.uniform(0.25, 0.6)
    ry = box.height * rng.uniform(0.75, 1.05)
    start, turns = rng.uniform(0, 2 * math.pi), rng.uniform(0.95, 1.15)
    tilt = rng.uniform(-0.06, 0.06)
    points = []
    for i in range(25):
        angle = start + 2 * math.pi * turns * i / 24
        grow = 1 + 0.06 * math.sin(angle * 2 + start) + 0.05 * i / 24
        x, y = rx * grow * math.cos(angle), ry * grow * math.sin(angle)
        points.append((cx + x, cy + y + tilt * x))
    return paper.stroke(points, rng)


def line_through(paper: Paper, box: Box, rng: random.Random, strokes: int = 1) -> Box | None:
    """Lines that strike out what stands in `box`."""
    found: list[Box | None] = []
    for _ in range(strokes):
        y = box.top + box.height * rng.uniform(0.4, 0.65)
        over = box.height * rng.uniform(0.05, 0.3)
        rise = box.height * rng.uniform(-0.12, 0.12)
        middle = ((box.left + box.right) / 2, y + rng.uniform(-3, 3))
        found.append(paper.stroke([(box.left - over, y + rise), middle, (box.right + over, y - rise)], rng))
    return joined(found)


def scribble(paper: Paper, box: Box, rng: random.Random) -> Box | None:
    """A zigzag that makes a word illegible."""
    turns = max(4, round(box.width / (box.height * 0.45)))
    points = []
    for i in range(turns + 1):
        y = box.top + box.height * (rng.uniform(0.1, 0.3) if i % 2 else rng.uniform(0.7, 0.95))
        points.append((box.left + box.width * i / turns + rng.uniform(-3, 3), y))
    return paper.stroke(points, rng)
