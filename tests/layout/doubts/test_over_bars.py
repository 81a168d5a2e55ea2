"""A number across a bar is told in both cells; numbers of their own, however near to it, and words are not."""

import cv2
import pytest

from pipeline.layout.doubts.over_bars import over_bars
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, PX_PER_MM, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())
NARROW = (3, 4, 5)  # columns of 100 pixels


def told(sheet: Grey) -> frozenset[tuple[int, int]]:
    for bar in BARS:  # as rulings that were taken off leave it
        cv2.line(sheet, (bar, LINES[0]), (bar, LINES[-1]), 255, 5)
    return over_bars(sheet, LATTICE, range(1, LATTICE.bands), NARROW, PX_PER_MM)


def wrote(sheet: Grey, text: str, x: int, band: int) -> None:
    cv2.putText(sheet, text, (x, LINES[band] + 65), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 60, 4)


@pytest.mark.parametrize(("text", "x"), [("23", BARS[4] - 28), ("7", BARS[4] - 13), ("45", BARS[4] - 38)])
def test_a_number_across_a_bar_is_told_on_both_its_sides(text: str, x: int) -> None:
    sheet = paper()
    wrote(sheet, text, x, 4)
    assert told(sheet) == {(4, 3), (4, 4)}


@pytest.mark.parametrize(
    "numbers",
    [(("12", BARS[3] + 20), ("34", BARS[4] + 20)), (("128", BARS[3] + 12), ("7", BARS[4] + 8)), (("9", BARS[4] - 30),)],
    ids=["in their middle", "one that fills its cell", "one alone"],
)
def test_numbers_of_their_own_are_not(numbers: tuple[tuple[str, int], ...]) -> None:
    sheet = paper()
    for text, x in numbers:
        wrote(sheet, text, x, 4)
    assert told(sheet) == frozenset()


def test_nor_is_a_word_that_runs_over_from_a_column_of_words() -> None:
    sheet = paper()
    wrote(sheet, "Rukmini", BARS[3] - 100, 4)
    assert told(sheet) == frozenset()
