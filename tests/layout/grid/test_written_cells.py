"""Writing in a cell is told from rests of its lines and from specks."""

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.grid.written_cells import ink_inside, large_pieces

PX_PER_MM = 10.0
CELL = Box(20, 20, 120, 80)


def test_rests_of_lines_and_specks_are_no_writing() -> None:
    sheet = np.full((100, 140), 255, np.uint8)
    sheet[20:23, 20:120] = 0  # a rest of the upper line
    sheet[40:43, 50:53] = 0
    ink = ink_inside(sheet, CELL, PX_PER_MM)
    assert ink.sum() == 9 and len(large_pieces(ink, PX_PER_MM)) == 0
    sheet[40:60, 80:84] = 100
    (piece,) = large_pieces(ink_inside(sheet, CELL, PX_PER_MM), PX_PER_MM).tolist()
    assert piece == [55, 15, 4, 20]


def test_a_cell_too_low_to_write_in_holds_nothing() -> None:
    sheet = np.zeros((100, 140), np.uint8)
    ink = ink_inside(sheet, Box(20, 20, 120, 25), PX_PER_MM)
    assert not ink.size and len(large_pieces(ink, PX_PER_MM)) == 0
