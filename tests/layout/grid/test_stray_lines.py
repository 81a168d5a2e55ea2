"""Straight lines through cells that are neither the table's nor writing."""

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.layout.doubts.overlaid import overlaid_cells
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.layout.grid.stray_lines import stray_lines, strayed_on
from pipeline.model import Cell, Doubt, Grey, Part
from tests.layout.drawing import PX_PER_MM, lattice_of, line, paper, table

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, *(500 + 100 * row for row in range(9))]


def ruled() -> Grey:
    sheet = paper()
    table(sheet, BARS, LINES)
    return sheet


TABLE = lattice_of(ruled())


def cells(sheet: Grey) -> frozenset[tuple[int, int]]:
    return stray_lines(sheet, TABLE, PX_PER_MM).cells(TABLE, PX_PER_MM)


@pytest.mark.parametrize("grey", [0, 120, 215])
def test_a_streak_down_the_page_however_pale_is_in_all_cells_of_its_column(grey: int) -> None:
    sheet = paper()
    sheet[:, 1500:1502] = grey
    assert cells(sheet) == {(band, 3) for band in range(1, TABLE.bands)}


def test_a_line_of_ruled_paper_is_in_all_cells_of_its_row() -> None:
    sheet = paper()
    cv2.line(sheet, (0, 640), (2399, 648), (205,), 2)
    assert cells(sheet) == {(3, column) for column in range(TABLE.columns)}


def test_words_of_a_flowing_hand_that_end_before_the_bars_are_none() -> None:
    """The feet of Wulan Kusumawati and Menikah were a line through both, and both went to a person."""
    sheet = paper()
    for left, right in pairwise(BARS[1:5]):
        for x in range(left + 14, right - 14, 60):
            line(sheet, (x, 660), (min(x + 56, right - 14), 660), 3)
            line(sheet, (x, 660), (x + 14, 630), 3)
    assert cells(sheet) == frozenset()


def test_a_word_across_one_wide_cell_is_none_but_a_line_is() -> None:
    sheet = paper()
    for x in range(394, 834, 60):
        line(sheet, (x, 660), (x + 44, 660), 3)
    assert cells(sheet) == frozenset()
    line(sheet, (394, 660), (884, 662), 3)
    assert cells(sheet) == {(3, 1)}


def test_what_is_left_of_rulings_dashes_and_ones_in_line_are_none() -> None:
    sheet = paper()
    for y in LINES[1:]:
        line(sheet, (300, y + 4), (2000, y + 4), 1)
    for left, right in pairwise(BARS[1:]):
        for row in range(3, 8):
            line(sheet, (left + 40, LINES[row] + 50), (left + 100, LINES[row] + 50), 4)
            line(sheet, ((left + right) // 2, LINES[row] + 20), ((left + right) // 2, LINES[row] + 75), 4)
    assert cells(sheet) == frozenset()


def test_without_them_what_they_join_is_no_large_shape() -> None:
    sheet = paper()
    sheet[:, 1500:1502] = 60
    for y in range(530, 1300, 100):
        line(sheet, (1340, y), (1660, y + 8), 4)
    ink = coarse_ink(sheet, TABLE)
    assert overlaid_cells(ink, TABLE, PX_PER_MM)
    left = stray_lines(sheet, TABLE, PX_PER_MM).taken_off(ink)
    assert overlaid_cells(left, TABLE, PX_PER_MM) == frozenset()
    assert np.count_nonzero(left.mask) > 0.5 * np.count_nonzero(ink.mask)


@pytest.mark.parametrize("gap", [16, 24])
def test_letters_in_line_with_one_another_are_none(gap: int) -> None:
    """The M of Menikah in four rows was a line down them, and all four went to a person."""
    sheet = paper()
    for row in range(1, 9):
        for x in (1340, 1352, 1390):
            line(sheet, (x, LINES[row] + gap), (x + 2, LINES[row + 1] - gap), 4)
    assert cells(sheet) == frozenset()


def test_words_of_two_lines_that_touch_the_rulings_are_none() -> None:
    """BELUM above KAWIN in four rows."""
    sheet = paper()
    for row in range(1, 9):
        for top, bottom in ((8, 40), (60, 92)):
            line(sheet, (1350, LINES[row] + bottom), (1356, LINES[row] + top), 4)
    assert cells(sheet) == frozenset()


def test_the_other_line_of_a_double_ruling_is_none() -> None:
    """Below the heading of some printings: 21 cells of a first row went to a person."""
    sheet = paper()
    line(sheet, (300, LINES[1] + 8), (2000, LINES[1] + 8), 1)
    assert cells(sheet) == frozenset()


FIELD = Cell(Part.HEAD, None, Field("name", Kind.NAME), Box(700, 400, 1500, 500))


@pytest.mark.parametrize(
    ("start", "end", "doubted"),
    [
        ((900, 100), (904, 900), True),
        ((900, 430), (902, 490), False),
        ((300, 455), (1300, 448), True),
        ((690, 455), (1510, 455), False),
        ((300, 496), (1300, 496), False),
        ((1560, 100), (1560, 900), False),
    ],
)
def test_a_field_is_doubted_that_a_line_runs_through_from_beyond_it(
    start: tuple[int, int], end: tuple[int, int], doubted: bool
) -> None:
    """A tall stroke is writing, one that ends with the field strikes it out, one along its edge is its line."""
    sheet = paper()
    line(sheet, start, end, 2)
    assert (Doubt.OVERLAID in strayed_on([FIELD], sheet, PX_PER_MM)[0].doubts) == doubted


def test_the_edge_of_the_sheet_runs_through_no_field() -> None:
    sheet = paper()
    line(sheet, (2370, 0), (2370, 1599), 2)
    wide = replace(FIELD, box=Box(700, 400, 2400, 500))
    assert strayed_on([wide], sheet, PX_PER_MM) == (wide,)


def test_a_table_too_small_has_none() -> None:
    assert stray_lines(paper(40, 40), TABLE, PX_PER_MM).cells(TABLE, PX_PER_MM) == frozenset()
