"""Numbers written over a bar of the table, across it into the next cell: each half reads as a number of its own cell.

Nobody leaves room on the far side of two cells and writes close to the bar between them on both its sides.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey

EDGE_MM, REST_PX, LEAST_PX = 0.35, 2, 2
"""So near to its lines a row is not looked at, and so near to its bars a cell: their rests; so many dark pixels in a
column of them are ink."""
LEAST_HIGH_MM = 1.2
"""Dashes and specks are lower."""
GAP, FREE = 0.8, 0.4
"""As shares of the ink's height: so near to each other stands what may be one number, and by so much more paper is free
on the far side of both cells. Of 5,776 cells of 21 made pages, most of them recaps, none was so, of 18 halves of
numbers written across 16."""
SIDE_MM, LEVEL = 3.0, 0.4
"""So far from the bar the heights of both halves are compared, and so much of the lower one lies beside the other."""


@dataclass(frozen=True, slots=True)
class _Half:
    """What is written in a cell: free pixels before and behind it, and its ink."""

    before: int
    behind: int
    ink: NDArray[np.bool_]

    def reach(self, side: slice) -> tuple[int, int]:
        """From where to where down the cell there is ink in some of its columns."""
        rows = np.flatnonzero(self.ink[:, side].any(axis=1))
        return int(rows[0]), int(rows[-1]) + 1


def over_bars(
    cleaned: Grey, lattice: Lattice, bands: Sequence[int], counted: Collection[int], px_per_mm: float
) -> frozenset[tuple[int, int]]:
    """Band and column of the cells, of two neighbouring columns of numbers each, that hold halves of one.

    bands: the rows. counted: the columns in which numbers stand. cleaned: the page without its rulings.
    """
    found: set[tuple[int, int]] = set()
    for band in bands:
        halves = {column: _half(cleaned, lattice, (band, column), px_per_mm) for column in counted}
        for column, left in halves.items():
            right = halves.get(column + 1)
            if left is not None and right is not None and _is_one(left, right, px_per_mm):
                found |= {(band, column), (band, column + 1)}
    return frozenset(found)


def _half(cleaned: Grey, lattice: Lattice, place: tuple[int, int], px_per_mm: float) -> _Half | None:
    """What is written there; None where nothing is."""
    box = lattice.cell(*place).grown(-REST_PX, -EDGE_MM * px_per_mm)
    if box.width <= 0 or box.height <= 0:
        return None
    ink = np.asarray(cleaned[box.slices(cleaned.shape[1], cleaned.shape[0])] < INK_BELOW, dtype=np.bool_)
    columns = np.flatnonzero(ink.sum(axis=0) >= LEAST_PX)
    if not len(columns):
        return None
    return _Half(REST_PX + int(columns[0]), REST_PX + ink.shape[1] - 1 - int(columns[-1]), ink)


def _is_one(left: _Half, right: _Half, px_per_mm: float) -> bool:
    """Whether what stands in two neighbouring cells may be one number over the bar between them."""
    near = round(SIDE_MM * px_per_mm)
    one = left.reach(slice(max(0, left.ink.shape[1] - left.behind - near), None))
    other = right.reach(slice(None, right.before + near))
    heights = [last - first for first, last in (one, other)]
    high = max(heights)
    beside = min(one[1], other[1]) - max(one[0], other[0])
    return (
        high >= LEAST_HIGH_MM * px_per_mm
        and beside >= LEVEL * min(heights)
        and left.behind + right.before <= GAP * high
        and min(left.before - left.behind, right.behind - right.before) >= FREE * high
    )
