"""Numbers written over the line between two rows: nobody can say to which of the two one belongs, or whether to both.

Of the two cells one was read as the number and the other as blank, each surely.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.doubts.between_rows import HIGHEST, LOWEST, NEAR
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

HALF = 0.25
"""The middle of such a digit is so near to the line in its own height, and as near in the row's as no writing of a row
stands. Of 10,076 cells of 35 recaps of honest writers 12 are so, 8 of them of one that writes high in its rows; a
little farther 30 are."""
INSIDE_MM = 0.7
"""So far inside its bars a column is looked at: their rests."""


def over_lines(
    cleaned: Grey, lattice: Lattice, bands: Sequence[int], counted: Collection[int], px_per_mm: float
) -> frozenset[tuple[int, int]]:
    """Band and column of the cells over and under a line on which a digit stands, half above and half below it.

    bands: the rows from top to bottom. counted: the columns in which numbers stand. cleaned: the page without its
    rulings.
    """
    found: set[tuple[int, int]] = set()
    pairs = [band for band in bands if band + 1 in bands]
    rows = [min(lattice.height(upper), lattice.height(upper + 1)) for upper in pairs]
    for column in counted if pairs else ():
        digits = _pieces(cleaned, lattice, (bands[0], bands[-1]), column, px_per_mm)
        for upper, row in zip(pairs, rows, strict=True):
            if _is_over(digits, lattice, upper + 1, row).any():
                found |= {(upper, column), (upper + 1, column)}
    return frozenset(found)


def _pieces(cleaned: Grey, lattice: Lattice, ends: tuple[int, int], column: int, px_per_mm: float) -> Floats:
    """Left, top, right and bottom of the pieces of ink in a column, from the first of those bands to the last, in
    pixels of the page, shape (4, n)."""
    whole = lattice.cell(ends[0], column).union(lattice.cell(ends[1], column)).grown(-INSIDE_MM * px_per_mm, 0)
    rows, columns = whole.slices(cleaned.shape[1], cleaned.shape[0])
    ink = (cleaned[rows, columns] < INK_BELOW).astype(np.uint8)
    left, top, wide, high = piece_boxes(ink).astype(np.float64).T
    start = np.array([[columns.start], [rows.start]] * 2, np.float64)
    return np.asarray(np.stack([left, top, left + wide, top + high]) + start)


def _is_over(pieces: Floats, lattice: Lattice, lower: int, row: float) -> NDArray[np.bool_]:
    """Which pieces as high as a digit stand on the upper line of that band. row: the height of the rows there."""
    left, top, right, bottom = pieces
    x, y, high = (left + right) / 2, (top + bottom) / 2, bottom - top
    off = np.abs(y - np.interp(x, lattice.nodes[lower, :, 0], lattice.nodes[lower, :, 1]))
    found = (LOWEST * row < high) & (high < HIGHEST * row) & (off < np.minimum(NEAR * row, HALF * high))
    return np.asarray(found, dtype=np.bool_)
