"""Cells that a pen's line runs through on its way from one row into another are known, the last corner, too."""

import pytest

from pipeline.layout.doubts.slanting_lines import slanting_cells
from pipeline.layout.lines.rulings import horizontal_rulings
from tests.layout.drawing import PX_PER_MM, inked, lattice_of, line, paper, table, word

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, *(500 + 60 * row for row in range(9))]
Point = tuple[int, int]


@pytest.mark.parametrize(
    ("start", "end", "cells"),
    [
        ((500, 645), (1650, 598), {(4, 0), (4, 1), (4, 2), (3, 2), (3, 3), (3, 4)}),
        ((950, 590), (1980, 640), {(3, 1), (3, 2), (3, 3), (4, 3), (4, 4)}),
        ((400, 640), (1650, 655), set()),  # within a row
        ((920, 600), (1100, 640), set()),  # no longer than a word
    ],
)
def test_what_a_slanting_line_runs_through(start: Point, end: Point, cells: set[tuple[int, int]]) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    line(sheet, start, end, 4)
    lines = horizontal_rulings(inked(sheet), PX_PER_MM)
    assert slanting_cells(lattice_of(sheet), lines, PX_PER_MM) == cells


def test_words_in_rows_are_none() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for x in range(400, 1900, 160):
        word(sheet, x, 650)
        word(sheet, x, 708)
    assert not slanting_cells(lattice_of(sheet), horizontal_rulings(inked(sheet), PX_PER_MM), PX_PER_MM)
