"""Columns of which the numbers stand higher or lower than their rows: half a row off, each may belong to the next.

A hand writes at about the same height all along a row; who filled one column by itself, or turned the sheet to do so,
may have begun between two rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np

from pipeline.form import COUNT_KINDS
from pipeline.model import Crop, Part
from pipeline.read.ink import USUAL_CELL_PX, Ink

_OFF = 0.25
"""In heights of the row: so far from the others of their rows the numbers of a column stand, by the median. Of 770
columns of sixteen hands none stands farther off than 0.12; of 17 drawn 0.35 to 0.65 of a row lower 16 do."""
_FEWEST_ROWS, _FEWEST_BESIDE = 2, 3
"""Numbers of a column, and others in each of their rows, that tell."""


def columns_off_their_rows(cells: Mapping[int, tuple[Crop, Ink]]) -> frozenset[str]:
    """The columns of counts that stand between the rows. cells: those of a page that hold ink, by place."""
    heights: dict[int | None, dict[str, float]] = defaultdict(dict)
    for crop, ink in cells.values():
        cell = crop.cell
        if cell.part is Part.TABLE and cell.field.kind in COUNT_KINDS:
            usual = min(cell.box.height, USUAL_CELL_PX)
            heights[cell.row][cell.field.name] = (ink.box().centre[1] + crop.box.top - cell.box.centre[1]) / usual
    off: dict[str, list[float]] = defaultdict(list)
    for row in heights.values():
        for name, height in row.items():
            beside = [other for column, other in row.items() if column != name]
            if len(beside) >= _FEWEST_BESIDE:
                off[name].append(abs(height - float(np.median(beside))))
    return frozenset(
        name for name, found in off.items() if len(found) >= _FEWEST_ROWS and float(np.median(found)) >= _OFF
    )
