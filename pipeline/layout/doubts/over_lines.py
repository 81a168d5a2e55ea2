"""Numbers written over the line between two rows: nobody can say to which of the two one belongs, or whether to both.

Of the two cells one was read as the number and the other as blank, each surely.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.doubts.between_rows import HIGHEST, LOWEST, NEAR
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
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
    for column in counted:
        digits = _pieces(cleaned, lattice, (bands[0], bands[-1]), column, px_per_mm) if bands else []
        for upper in bands:
            lower = upper + 1
            if lower in bands and any(_is_over(box, lattice, lower) for box in digits):
                found |= {(upper, column), (lower, column)}
    return frozenset(found)


def _pieces(cleaned: Grey, lattice: Lattice, ends: tuple[int, int], column: int, px_per_mm: float) -> list[Box]:
    """The boxes of pieces of ink in a column, from the first of those bands to the last, in pixels of the page."""
    whole = lattice.cell(ends[0], column).union(lattice.cell(ends[1], column)).grown(-INSIDE_MM * px_per_mm, 0)
    rows, columns = whole.slices(cleaned.shape[1], cleaned.shape[0])
    ink = (cleaned[rows, columns] < INK_BELOW).astype(np.uint8)
    return [
        Box(left, top, left + wide, top + high).shifted(columns.start, rows.start)
        for left, top, wide, high in piece_boxes(ink).astype(np.float64).tolist()
    ]


def _is_over(box: Box, lattice: Lattice, lower: int) -> bool:
    """Whether a piece as high as a digit stands on the upper line of that band."""
    x, y = box.centre
    row = min(lattice.height(lower - 1), lattice.height(lower))
    off = abs(y - float(np.interp(x, lattice.nodes[lower, :, 0], lattice.nodes[lower, :, 1])))
    return LOWEST * row < box.height < HIGHEST * row and off < min(NEAR * row, HALF * box.height)
