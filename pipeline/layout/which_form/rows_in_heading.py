"""Rows of writing in what was taken for a table's heading: none of the lines between them was seen."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.grey_levels import with_dark_strokes
from pipeline.scan.pieces import piece_boxes, runs

NUMBER_AND_NAME = 2
"""The columns that every row is written in."""
INSIDE_MM, HIGH_MM, INK_BELOW = 0.5, 1.5, 160
"""How far inside a column writing is looked for, and how high a piece of it is at least: of rulings not seen pieces are
left, which are lower."""
STEP = 0.2
"""Of a row's height: by so much lines of writing stand nearer or farther than rows do; those of print are nearer."""


def rows_in_heading(lattice: Lattice, cleaned: Grey, px_per_mm: float) -> int:
    """How many lines of writing stand one row's height below each other in the heading, in the first column as in the
    second; 1 or 0 where they are a heading's words. cleaned: the page without its rulings."""
    columns = range(min(NUMBER_AND_NAME, lattice.columns))
    return min(_in_step(lattice, column, cleaned, px_per_mm) for column in columns)


def _in_step(lattice: Lattice, column: int, cleaned: Grey, px_per_mm: float) -> int:
    """The most lines of writing in a column of the heading that follow each other as rows do."""
    box = lattice.cell(0, column).grown(-INSIDE_MM * px_per_mm)
    part = cleaned[box.slices(cleaned.shape[1], cleaned.shape[0])]
    if not part.size:
        return 0
    # A pencil may be paler than print.
    part = with_dark_strokes(part, *(slice(0, size) for size in part.shape))
    _, tops, _, highs = piece_boxes((part < INK_BELOW).astype(np.uint8)).T
    inked = np.zeros(len(part), np.bool_)
    for top, high in zip(tops, highs, strict=True):
        if high >= HIGH_MM * px_per_mm:
            inked[top : top + high] = True
    middles = [(first + after) / 2 for first, after in runs(inked)]
    most = count = min(1, len(middles))
    for upper, lower in pairwise(middles):
        count = count + 1 if abs((lower - upper) / lattice.row_px - 1) <= STEP else 1
        most = max(most, count)
    return most
