"""Cells that one long stroke crosses are known; writing, long tails and words that touch are not taken for one."""

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.long_strokes import long_strokes
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, lattice_of, line, paper, table

BARS = [300, 380, 900, *range(1000, 2001, 100)]
LINES = [200, 400, *(500 + 100 * row for row in range(9))]


def lattice() -> Lattice:
    sheet = paper()
    table(sheet, BARS, LINES)
    return lattice_of(sheet)


def crossed(sheet: Grey) -> frozenset[tuple[int, int]]:
    return long_strokes(coarse_ink(sheet, lattice()), lattice(), PX_PER_MM)


def drawn(sheet: Grey, points: list[tuple[float, float]], weight: int) -> Grey:
    corners = np.array(points, dtype=np.int32).reshape(-1, 1, 2)
    cv2.polylines(sheet, [corners], False, (40.0,), weight, cv2.LINE_AA)
    return sheet


@pytest.mark.parametrize("weight", [3, 6, 9])
@pytest.mark.parametrize("lean", [0, 30, -25])
def test_a_line_down_blank_cells_is_known_in_each_of_them(weight: int, lean: int) -> None:
    wave = [(1050 + 6 * (-1) ** at + lean * at / 6, 620 + 60 * at) for at in range(7)]
    assert crossed(drawn(paper(), wave, weight)) == {(band, 3) for band in (3, 4, 5, 6)}


@pytest.mark.parametrize("rise", [0, 30, 60])
@pytest.mark.parametrize("weight", [3, 7])
def test_a_row_struck_or_crossed_by_a_zigzag_is_known_whole(rise: int, weight: int) -> None:
    sheet = drawn(paper(), [(310 + 120 * at, 650 + rise / 2 * (-1) ** at) for at in range(14)], weight)
    line(sheet, (1130, 620), (1120, 690), 4)  # a digit that it crosses
    # Near its end something of it is missing, where it was too faint.
    sheet[:, 1340:1370] = 255
    assert {(3, column) for column in range(10)} <= crossed(sheet) <= {(3, column) for column in range(13)}


def test_what_hangs_into_a_blank_cell_and_its_beginning_are_known() -> None:
    sheet = drawn(paper(), [(1052, 665), (1050, 720), (1046, 760)], 4)
    assert crossed(sheet) == {(3, 3), (4, 3)}


def test_writing_with_tails_words_that_touch_and_rests_of_rulings_are_no_stroke() -> None:
    sheet = paper()
    for x in range(420, 860, 40):
        line(sheet, (x, 640), (x - 12, 715), 4)  # letters that reach down a little
    line(sheet, (400, 660), (880, 655), 4)  # a word struck out
    for x in range(1010, 1090, 16):
        line(sheet, (x, 620), (x + 8, 680), 4)
    line(sheet, (990, 650), (1110, 650), 4)  # a word as wide as its cell that touches both neighbours
    line(sheet, (1112, 620), (1112, 680), 4)
    line(sheet, (310, 806), (1990, 806), 3)  # what is left beside a ruling
    line(sheet, (1150, 830), (1150, 870), 4)
    assert crossed(sheet) == frozenset()
    assert crossed(paper()) == frozenset()
