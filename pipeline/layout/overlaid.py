"""Cells over which something larger than writing lies in ink: an office stamp, a signature, a line through the page.

What of it lies in a cell would be read as its value: the arc of a stamp looks like a 1, and words stand within.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.lattice import Lattice
from pipeline.model import Grey

LEAST_WIDE_MM, LEAST_HIGH_MM = 14.0, 14.0
LEAST_ROWS = 1.7
"""A shape is no writing that is so wide, and so high in millimetres and in rows: long tails reach into one more row."""
COARSER = 3
"""How many pixels a side are put together for looking: gaps that taking off the rulings left close."""
_INK_BELOW, _INK_SHARE = 190, 0.2
_INSIDE = 0.05
"""Share of a cell on every side that is not looked at: what only touches a cell is not read there."""
LEAST_INK = 3
"""Coarse pixels of ink inside a cell, from which it is doubted."""


def overlaid_cells(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells in which there is ink that such a shape crosses or runs around.

    cleaned: the page without its rulings.
    """
    box = lattice.box
    rows, columns = box.slices(cleaned.shape[1], cleaned.shape[0])
    part = cleaned[rows, columns]
    if min(part.shape) < COARSER:
        return frozenset()
    size = (part.shape[1] // COARSER, part.shape[0] // COARSER)
    dark = cv2.resize((part < _INK_BELOW).astype(np.uint8) * 255, size, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(dark, 255 * _INK_SHARE, 255, cv2.THRESH_BINARY)[1]
    closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, numbered, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    scale = px_per_mm / COARSER
    row_px = float(np.median([lattice.height(band) for band in range(1, lattice.bands)])) / COARSER
    large = (stats[:count, 2] >= LEAST_WIDE_MM * scale) & (
        stats[:count, 3] >= max(LEAST_HIGH_MM * scale, LEAST_ROWS * row_px)
    )
    large[0] = False
    labels = np.asarray(numbered, dtype=np.int32)
    if not large.any():
        return frozenset()
    shape = (_hulls(labels, np.flatnonzero(large)) & (ink > 0)).astype(np.uint8)
    found = set()
    for band in range(1, lattice.bands):
        for column in range(lattice.columns):
            cell = lattice.cell(band, column).shifted(-columns.start, -rows.start)
            inside = cell.grown(-_INSIDE * cell.width, -_INSIDE * cell.height)
            inner = Box(*(edge / COARSER for edge in (inside.left, inside.top, inside.right, inside.bottom)))
            if int(shape[inner.slices(size[0], size[1])].sum()) >= LEAST_INK:
                found.add((band, column))
    return frozenset(found)


def _hulls(labels: NDArray[np.int32], shapes: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Where the shapes of those numbers lie, and all between their parts."""
    mask = np.zeros(labels.shape, np.uint8)
    for number in shapes:
        y, x = np.nonzero(labels == number)
        hull = cv2.convexHull(np.column_stack([x, y]).astype(np.int32))
        cv2.fillConvexPoly(mask, hull, (1,))
    return mask > 0
