"""A number on the line between two rows is told in both cells; numbers in their rows, tails and words are not."""

import cv2
import pytest

from pipeline.layout.doubts.over_lines import over_lines
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, PX_PER_MM, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())
NARROW = (3, 4, 5)  # columns of 100 pixels


def told(sheet: Grey) -> frozenset[tuple[int, int]]:
    return over_lines(sheet, LATTICE, range(1, LATTICE.bands), NARROW, PX_PER_MM)


def wrote(sheet: Grey, text: str, x: int, feet: int) -> None:
    """Digits about 29 pixels high."""
    cv2.putText(sheet, text, (x, feet), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 60, 4)


@pytest.mark.parametrize("below", [12, 15, 18])
def test_a_number_on_a_line_is_told_in_both_cells(below: int) -> None:
    sheet = paper()
    wrote(sheet, "17", BARS[4] + 20, LINES[4] + below)
    assert told(sheet) == {(3, 4), (4, 4)}


@pytest.mark.parametrize("below", [-25, 2, 4, 60])
def test_a_number_of_its_row_is_not_however_near_to_the_line(below: int) -> None:
    """One that stands on the line, or reaches over it by a tail."""
    sheet = paper()
    wrote(sheet, "17", BARS[4] + 20, LINES[4] + below)
    assert told(sheet) == frozenset()


def test_nor_are_a_dash_on_the_line_and_a_stroke_through_rows() -> None:
    sheet = paper()
    cv2.line(sheet, (BARS[4] + 30, LINES[4]), (BARS[4] + 60, LINES[4]), 60, 5)
    cv2.line(sheet, (BARS[5] + 50, LINES[3] + 10), (BARS[5] + 50, LINES[5] - 10), 60, 5)
    assert told(sheet) == frozenset()


def test_nor_is_a_word_nor_a_number_on_the_line_above_the_rows() -> None:
    """Print of the heading stands there."""
    sheet = paper()
    wrote(sheet, "Siti", BARS[1] + 20, LINES[4] + 15)
    wrote(sheet, "17", BARS[4] + 20, LINES[1] + 15)
    assert told(sheet) == frozenset()
