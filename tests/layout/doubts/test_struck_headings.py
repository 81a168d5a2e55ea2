"""A heading struck through is told; headings as printed, underlined ones and rulings under a group's name are not."""

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.struck_headings import _may_hold, struck_headings
from pipeline.model import Grey
from tests.layout.drawing import BARS, PX_PER_MM, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())
WORDS = {1: "STATUS", 2: "LAHIR", 6: "PEKERJAAN", 7: "SEHAT"}


def headed() -> Grey:
    sheet = paper()
    for column, word in WORDS.items():
        cv2.putText(sheet, word, (BARS[column] + 30, 440), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3, cv2.LINE_AA)
    return sheet


def upright(sheet: Grey, column: int, word: str) -> None:
    tile = np.full((100, 200), 255, np.uint8)
    cv2.putText(tile, word, (20, 62), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 3, cv2.LINE_AA)
    turned = np.rot90(tile)
    sheet[330:530, BARS[column] : BARS[column] + 100] = np.minimum(
        sheet[330:530, BARS[column] : BARS[column] + 100], turned
    )


def told(sheet: Grey, alike: float = 1.0) -> frozenset[int]:
    return struck_headings(sheet, LATTICE, [alike] * LATTICE.columns, PX_PER_MM)


def test_headings_as_printed_are_not() -> None:
    sheet = headed()
    upright(sheet, 4, "BALITA")
    cv2.line(sheet, (BARS[3] + 3, 330), (BARS[6] - 3, 331), 0, 3)  # under the name of a group
    cv2.line(sheet, (BARS[6] + 30, 452), (BARS[6] + 200, 452), 0, 3)  # printed under a word
    assert told(sheet) == frozenset()


@pytest.mark.parametrize("thick", [3, 6])
def test_one_struck_through_is(thick: int) -> None:
    sheet = headed()
    cv2.line(sheet, (BARS[1] + 20, 434), (BARS[1] + 160, 425), 60, thick, cv2.LINE_AA)
    assert told(sheet) == {1}


def test_so_is_one_that_stands_upright() -> None:
    sheet = headed()
    upright(sheet, 4, "BALITA")
    cv2.line(sheet, (BARS[4] + 10, 440), (BARS[4] + 95, 415), 60, 4, cv2.LINE_AA)
    assert told(sheet) == {4}


def test_a_line_between_words_that_cannot_be_read_is_one_too() -> None:
    sheet = headed()
    cv2.line(sheet, (BARS[6] + 32, 445), (BARS[6] + 170, 442), 60, 6, cv2.LINE_AA)
    assert told(sheet) == frozenset()
    assert told(sheet, alike=0.2) == {6}


def test_so_is_one_that_goes_beyond_the_words_on_both_sides() -> None:
    sheet = headed()
    cv2.line(sheet, (BARS[6] + 5, 445), (BARS[6] + 260, 442), 60, 6, cv2.LINE_AA)
    assert told(sheet) == {6}


def test_lines_are_looked_for_where_a_piece_of_ink_is_as_wide_as_they_are() -> None:
    """Small gaps in a line part no piece; letters beside one another are pieces of their own."""
    mask = np.zeros((60, 100), np.uint8)
    for left in range(0, 100, 20):
        mask[5:25, left : left + 17] = 255
    assert not _may_hold(mask, 40.0)
    for left in range(20, 80, 6):
        y = 50 - left // 4
        mask[y : y + 2, left : left + 4] = 255
    assert _may_hold(mask, 40.0)


@pytest.mark.parametrize(("alike", "end", "struck"), [(1.0, 95, False), (0.5, 95, True), (1.0, 195, True)])
def test_of_a_heading_that_reads_well_a_short_line_is_of_its_letters(alike: float, end: int, struck: bool) -> None:
    """Feet of bold letters that run together were strokes: whole columns of names waited for a person."""
    sheet = headed()
    cv2.line(sheet, (BARS[6] + 45, 434), (BARS[6] + end, 432), 0, 3)
    assert told(sheet, alike) == (frozenset({6}) if struck else frozenset())
