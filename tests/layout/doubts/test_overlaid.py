"""Cells that a stamp crosses are known; writing, however long its tails, is not taken for one."""

import cv2
import numpy as np

from pipeline.layout.doubts.overlaid import overlaid_cells
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.model import Grey
from tests.layout.doubts.test_long_strokes import LINES, lattice
from tests.layout.drawing import PX_PER_MM, line, paper

RADIUS = round(14 * PX_PER_MM)


def stamped(grey: int) -> Grey:
    sheet = paper()
    cv2.circle(sheet, (1450, 850), RADIUS, grey, 5)
    # Where the rulings were taken off, the stamp has gaps.
    for y in LINES:
        sheet[y - 2 : y + 3] = 255
    line(sheet, (1430, 870), (1470, 830), 4)  # what stands within it
    return sheet


def test_the_cells_that_a_stamp_crosses_are_known_and_no_others() -> None:
    for grey in (60, 150):
        found = overlaid_cells(coarse_ink(stamped(grey), lattice()), lattice(), PX_PER_MM)
        assert found
        for band, column in found:
            x, y = lattice().cell(band, column).centre
            assert np.hypot(x - 1450, y - 850) < RADIUS + 90
        # The row through the circle's middle is crossed on both sides, and something stands in its middle.
        assert {column for band, column in found if band == 5} == {5, 7, 9}


def test_writing_with_long_tails_and_strokes_through_words_are_no_stamp() -> None:
    sheet = paper()
    for x in range(420, 860, 40):
        line(sheet, (x, 640), (x - 12, 720), 4)  # letters that reach down into the next row
    line(sheet, (400, 660), (880, 655), 4)
    line(sheet, (1010, 620), (1090, 690), 4)
    assert overlaid_cells(coarse_ink(sheet, lattice()), lattice(), PX_PER_MM) == frozenset()


def test_an_empty_table_has_none() -> None:
    assert overlaid_cells(coarse_ink(paper(), lattice()), lattice(), PX_PER_MM) == frozenset()
