"""Coarse ink keeps where on the page it lies; rulings' neighbourhood is known apart for lines and bars."""

import numpy as np

from pipeline.layout.grid.coarse_ink import COARSER, beside_rulings, coarse_ink, strokes_of
from tests.layout.doubts.test_long_strokes import lattice
from tests.layout.drawing import line, paper


def test_a_window_cuts_out_the_ink_of_its_cell_alone() -> None:
    sheet, table = paper(), lattice()
    cell = table.cell(3, 3)
    x, y = (round(middle) for middle in cell.centre)
    line(sheet, (x - 20, y), (x + 20, y), 6)
    ink = coarse_ink(sheet, table)
    assert ink.mask[ink.window(cell, 4, 4)].any()
    assert not ink.mask[ink.window(table.cell(4, 3), 4, 4)].any()
    rows, columns = ink.window(cell, 0, 0)
    assert abs((rows.stop - rows.start) * COARSER - cell.height) <= 2 * COARSER
    assert abs((columns.stop - columns.start) * COARSER - cell.width) <= 2 * COARSER


def test_small_gaps_do_not_part_a_stroke() -> None:
    mask = np.zeros((20, 60), np.uint8)
    mask[10, 5:50] = 255
    mask[10, 25:27] = 0
    labels, stats = strokes_of(mask)
    assert len(stats) == 2 and labels[10, 6] == labels[10, 40] == 1


def test_lines_and_bars_are_marked_apart() -> None:
    table = lattice()
    ink = coarse_ink(paper(), table)
    lines, bars = beside_rulings(table, ink.start, ink.mask.shape, 2)
    middle_of_cell = [edge.start + (edge.stop - edge.start) // 2 for edge in ink.window(table.cell(3, 3), 0, 0)]
    row, column = middle_of_cell
    assert not lines[row, column] and not bars[row, column]
    assert lines[:, column].any() and bars[row].any()
    assert lines[:, column].sum() < 0.5 * 255 * len(lines)
