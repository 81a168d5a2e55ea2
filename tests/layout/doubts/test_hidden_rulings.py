"""Cells beside a ruling that stops for a while are told; whole rulings, gaps of print, and broken copies are not."""

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.hidden_rulings import hidden_cells
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, PX_PER_MM, broken, lattice_of, ruled

LATTICE = lattice_of(ruled())


def hidden(sheet: Grey) -> frozenset[tuple[int, int]]:
    return hidden_cells(sheet, LATTICE, PX_PER_MM)


@pytest.mark.parametrize("paper", [255, 235])
def test_a_slip_over_half_a_cell_is_seen_by_its_rulings(paper: int) -> None:
    sheet = ruled()
    middle = (BARS[3] + BARS[4]) // 2
    sheet[LINES[3] - 20 : LINES[4] + 20, middle : BARS[4] - 15] = paper
    assert {(2, 3), (3, 3), (4, 3)} == hidden(sheet)


def test_one_over_a_bar_is_seen_by_that() -> None:
    sheet = ruled()
    sheet[LINES[3] + 10 : LINES[4] - 10, BARS[4] - 60 : BARS[4] + 15] = 255
    assert {(3, 3), (3, 4)} == hidden(sheet)


@pytest.mark.parametrize("long_mm", [0.0, 1.2])
def test_whole_rulings_and_short_gaps_are_not(long_mm: float) -> None:
    sheet = ruled()
    sheet[LINES[3] - 5 : LINES[3] + 6, BARS[3] + 60 : BARS[3] + 60 + round(long_mm * PX_PER_MM)] = 255
    assert hidden(cv2.GaussianBlur(sheet, (0, 0), 1.0).astype(np.uint8)) == frozenset()


def test_of_rulings_that_are_broken_all_over_nothing_is_told() -> None:
    sheet = ruled()
    broken(sheet, 0.35, 3)
    assert hidden(sheet) == frozenset()


def test_what_is_written_over_a_ruling_does_not_hide_it() -> None:
    sheet = ruled()
    cv2.putText(sheet, "8888", (BARS[3] + 20, LINES[3] + 25), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 60, 4)
    assert hidden(sheet) == frozenset()
