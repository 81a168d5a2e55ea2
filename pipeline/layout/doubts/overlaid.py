"""Cells over which something larger than writing lies in ink: an office stamp, a signature, a line through the page.

What of it lies in a cell would be read as its value: the arc of a stamp looks like a 1, and words stand within.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import COARSER, CoarseInk, strokes_of
from pipeline.layout.grid.lattice import Lattice

LEAST_WIDE_MM, LEAST_HIGH_MM = 14.0, 14.0
LEAST_ROWS = 1.7
"""A shape is no writing that is so wide, and so high in millimetres and in rows: long tails reach into one more row."""
_INSIDE = 0.05
"""Share of a cell on every side that is not looked at: what only touches a cell is not read there."""
LEAST_INK = 3
"""Coarse pixels of ink inside a cell, from which it is doubted."""


def overlaid_cells(ink: CoarseInk, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells in which there is ink that such a shape crosses or runs around."""
    labels, stats = strokes_of(ink.mask)
    scale = px_per_mm / COARSER
    least_high = max(LEAST_HIGH_MM * scale, LEAST_ROWS * lattice.row_px / COARSER)
    large = (stats[:, 2] >= LEAST_WIDE_MM * scale) & (stats[:, 3] >= least_high)
    large[0] = False
    if not large.any():
        return frozenset()
    shape = (_hulls(labels, np.flatnonzero(large)) & (ink.mask > 0)).astype(np.uint8)
    found = set()
    for band in range(1, lattice.bands):
        for column in range(lattice.columns):
            cell = lattice.cell(band, column)
            if int(shape[ink.window(cell, _INSIDE * cell.width, _INSIDE * cell.height)].sum()) >= LEAST_INK:
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
