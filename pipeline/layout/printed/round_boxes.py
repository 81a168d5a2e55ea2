"""Printed check boxes that are circles, empty or marked."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.printed.check_boxes import (
    LARGEST_MM,
    LEAST_BOXES,
    MOST_AROUND,
    MOST_FILLED,
    SMALLEST_MM,
    stands_in_line,
)
from pipeline.model import Grey
from pipeline.scan.pieces import hole_boxes

ROUND = 0.05
"""Most mean distance of a printed circle's inner edge from a circle, in radii: a 0 that a hand writes is less round."""
ROUND_AREA = 0.07
"""Of a square, beside pi / 4: how much more or less of it the paper inside a circle may take."""
ONE_SIZE = 0.07
"""The boxes of a page differ by so much in size at most."""
LEAST_EMPTY = 3
"""So many circles must be seen empty, which is how their size is known."""
RING_COVERED = 0.9
"""Share of a circle's line that must be seen where a mark lies in it."""
MOST_HOLES, MOST_MARKED = 20_000, 500
_CLEAR, _MARKED = 0.06, 0.4
"""Most ink where a circle has paper to its left and right; the same where a mark may reach out of it."""
_LEFT_MM = 1.6
"""The words before a circle end farther away."""
_OUTSIDE = 0.25
"""Of a circle's size: so wide is the band around it that holds little but paper."""


def round_boxes(ink: Grey, px_per_mm: float) -> tuple[Box, ...]:
    """The circles on `ink` (255 where ink is, else 0) by their outer edges, from top to bottom, then left to right.

    A form with round check boxes has many of one size, most of them empty; those are found by the paper inside, the
    marked ones by the line of a circle as large.
    """
    empty = _of_one_size(_empty_circles(ink, px_per_mm))
    if len(empty) < LEAST_EMPTY:
        return ()
    found = [*empty, *_marked_circles(ink, empty, px_per_mm)]
    return tuple(sorted(found, key=lambda box: (box.top, box.left))) if len(found) >= LEAST_BOXES else ()


def _empty_circles(ink: Grey, px_per_mm: float) -> list[Box]:
    """Circles with nothing inside and paper to either side."""
    smallest, largest = SMALLEST_MM * px_per_mm * 0.8, LARGEST_MM * px_per_mm
    holes = hole_boxes(ink)
    if len(holes) > MOST_HOLES:
        return []
    wide, tall = holes[:, 2], holes[:, 3]
    alike = (wide >= smallest) & (wide <= largest) & (np.abs(wide - tall) <= np.maximum(2, 0.09 * wide))
    found = []
    for left, top, width, height in holes[alike].tolist():
        paper = _spanning(ink[top : top + height, left : left + width])
        if abs(float(paper.mean()) - np.pi / 4) > ROUND_AREA or _unevenness(paper) > ROUND:
            continue
        hole = Box(float(left), float(top), float(left + width), float(top + height))
        circle = hole.grown(_line_px(ink, hole))
        if max(_beside(ink, circle, px_per_mm), _before(ink, circle, px_per_mm)) <= _CLEAR:
            found.append(circle)
    return found


def _spanning(ink: Grey) -> NDArray[np.bool_]:
    """Where in the box around a hole of the ink the hole is, and not what lies beyond its edge in the corners."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats((ink == 0).astype(np.uint8), connectivity=4)
    height, width = ink.shape
    whole = np.flatnonzero((stats[1:, 2] == width) & (stats[1:, 3] == height)) + 1
    return np.asarray(labels == whole[0], dtype=np.bool_)


def _unevenness(hole: NDArray[np.bool_]) -> float:
    """How far the edge of a hole strays from the ellipse in its box on average, in radii."""
    contours, _ = cv2.findContours(hole.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    edge = max(contours, key=len).reshape(-1, 2).astype(np.float64)
    height, width = hole.shape
    radii = np.hypot((edge[:, 0] + 0.5 - width / 2) / (width / 2), (edge[:, 1] + 0.5 - height / 2) / (height / 2))
    return float(np.abs(radii - np.median(radii)).mean())


def _line_px(ink: Grey, hole: Box) -> float:
    """How thick the line round a hole is, by its middles on all four sides."""
    (x, y), reach = hole.centre, max(3, round(0.35 * hole.width))
    row, column = round(y - 0.5), round(x - 0.5)
    left, top, right, bottom = round(hole.left), round(hole.top), round(hole.right), round(hole.bottom)
    ways = [
        ink[row, max(0, left - reach) : left][::-1],
        ink[row, right : right + reach],
        ink[max(0, top - reach) : top, column][::-1],
        ink[bottom : bottom + reach, column],
    ]
    return float(np.median([np.argmin(way) if len(way) and not way.all() else len(way) for way in ways]))


def _beside(ink: Grey, circle: Box, px_per_mm: float) -> float:
    """The larger share of ink in a strip left of the circle's middle and one right of it: letters have neighbours."""
    rows = slice(round(circle.top + 0.2 * circle.height), round(circle.bottom - 0.2 * circle.height))
    near, far = max(1.0, 0.12 * px_per_mm), 0.5 * px_per_mm
    left = ink[rows, max(0, round(circle.left - far)) : max(0, round(circle.left - near))]
    right = ink[rows, round(circle.right + near) : round(circle.right + far)]
    return max(float((strip > 0).mean()) if strip.size else 0.0 for strip in (left, right))


def _before(ink: Grey, circle: Box, px_per_mm: float) -> float:
    """The share of ink in a wider strip on the left: a hand's round letters stand nearer to others than boxes do."""
    rows, _ = circle.slices(ink.shape[1], ink.shape[0])
    strip = ink[rows, max(0, round(circle.left - _LEFT_MM * px_per_mm)) : max(0, round(circle.left - 1))]
    return float((strip > 0).mean()) if strip.size else 0.0


def _around(ink: Grey, circle: Box) -> float:
    """The share of ink in a band around a circle; a circle seen among letters has more."""
    wide = circle.grown(_OUTSIDE * circle.width)
    rows, columns = wide.slices(ink.shape[1], ink.shape[0])
    band = np.ones((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
    middle = circle.centre[0] - columns.start - 0.5, circle.centre[1] - rows.start - 0.5
    cv2.ellipse(band, (middle, (circle.width + 3, circle.height + 3), 0), 0.0, -1)
    return float((ink[rows, columns][band > 0] > 0).mean())


def _of_one_size(circles: list[Box]) -> list[Box]:
    """The most circles that are about as large as one of them."""
    groups = [
        [box for box in circles if abs(box.width - one.width) <= max(1.5, ONE_SIZE * one.width)] for one in circles
    ]
    return max(groups, key=len, default=[])


def _marked_circles(ink: Grey, empty: list[Box], px_per_mm: float) -> list[Box]:
    """Circles of the size of the empty ones, with their line where something lies in or over them."""
    wide, tall = (round(float(np.median([getattr(box, side) for box in empty]))) for side in ("width", "height"))
    if min(ink.shape[0] - tall, ink.shape[1] - wide) <= 0:
        return []
    ring = np.zeros((tall, wide), np.float32)
    cv2.ellipse(ring, (((wide - 1) / 2, (tall - 1) / 2), (wide - 3, tall - 3), 0), 1.0, 1)
    near = cv2.dilate(ink, np.ones((3, 3), np.uint8)) > 0
    covered = cv2.matchTemplate(near.astype(np.float32), ring / ring.sum(), cv2.TM_CCORR)
    filled = cv2.boxFilter((ink > 0).astype(np.float32), -1, (wide, tall), anchor=(0, 0))[
        : covered.shape[0], : covered.shape[1]
    ]
    y, x = np.nonzero((covered >= RING_COVERED) & (filled <= MOST_FILLED))
    found: list[Box] = []
    for at in np.argsort(-covered[y, x], kind="stable")[:MOST_MARKED]:
        box = Box(float(x[at]), float(y[at]), float(x[at] + wide), float(y[at] + tall))
        if any(box.overlap(other) >= 0.3 * box.area for other in (*empty, *found)):
            continue
        if stands_in_line(box, empty) and _around(ink, box) <= MOST_AROUND and _beside(ink, box, px_per_mm) <= _MARKED:
            found.append(box)
    return found
