"""Rows are ruled alike: where one is not as tall as its neighbours, something was hidden or feigned."""

import pytest

from pipeline.layout.lines.row_heights import OddRows, odd_rows
from tests.layout.drawing import lattice_of, line, paper, table

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, *(500 + 100 * row for row in range(9))]


@pytest.mark.parametrize(
    "heights", [[100.0] * 8, [100, 102, 104, 106, 108, 111, 113], [100, 97, 103, 99, 101, 96, 104]]
)
def test_rows_of_one_height_and_of_bent_paper_are_in_no_doubt(heights: list[float]) -> None:
    assert odd_rows(heights).touched == frozenset()
    assert odd_rows(heights).after >= len(heights)


@pytest.mark.parametrize("tall", [115.0, 140.0, 170.0])
def test_below_a_row_that_is_too_tall_the_places_are_in_doubt(tall: float) -> None:
    assert odd_rows([100, 100, tall, 100, 100, 100]) == OddRows(frozenset({2} if tall == 170 else ()), 3)


def test_of_a_low_row_only_it_is_in_doubt() -> None:
    odd = odd_rows([100, 100, 100, 70, 75, 100, 100])
    assert (odd.touched, odd.after >= 7) == (frozenset({3, 4}), True)


def test_two_low_rows_that_make_one_put_the_rest_in_doubt() -> None:
    assert odd_rows([100, 100, 44, 56, 100, 100]) == OddRows(frozenset({2, 3}), 3)


def test_lines_drawn_by_hand_through_many_rows_are_noticed() -> None:
    odd = odd_rows([100, 101, 99, 48, 52, 100, 51, 49, 54, 46, 99])
    assert (odd.touched, odd.after) == (frozenset({3, 4, 6, 7, 8, 9}), 4)


def test_a_line_out_of_its_place_moves_no_row() -> None:
    odd = odd_rows([100, 100, 70, 130, 100, 100])
    assert (odd.touched, odd.after >= 6) == (frozenset({2, 3}), True)


def test_a_low_first_row_may_be_the_column_numbers() -> None:
    assert odd_rows([78, 100, 100, 100, 100]) == OddRows(frozenset({0}), 0)


@pytest.mark.parametrize("heights", [[52, 80, 63, 52, 63, 62, 81, 62, 63], [72, 63, 93, 72, 94, 72, 72]])
def test_a_table_ruled_with_several_heights_is_not_folded_so_often(heights: list[float]) -> None:
    assert odd_rows(heights) == OddRows(frozenset(), len(heights))


@pytest.mark.parametrize("heights", [[122, 122, 103, 103, 122, 122], [76, 90, 90, 119, 77, 119, 90, 90]])
def test_rows_of_the_same_odd_height_were_typed_so(heights: list[float]) -> None:
    """Of 280 such cells on nine of 192 strange pages all were right, and went to a person."""
    assert odd_rows(heights) == OddRows(frozenset(), len(heights))
    assert odd_rows([100, 100, 200, 100, 200, 100, 100]).touched == {2, 4}
    assert odd_rows([100, 100, 50, 50, 100, 100]).touched == {2, 3}


def test_of_few_rows_nobody_can_say() -> None:
    assert odd_rows([100, 150, 100]) == odd_rows([])


def ruled(folds: list[tuple[int, int, int]]) -> tuple[int, int]:
    """How many bands and how many folds are found on a sheet with lines drawn at (y, left, right)."""
    sheet = paper()
    table(sheet, BARS, LINES)
    for y, left, right in folds:
        line(sheet, (left, y), (right, y + 3))
    found = lattice_of(sheet)
    return found.bands, len(found.folds)


def test_a_fold_along_a_line_leaves_the_line() -> None:
    assert ruled([(700, 60, 2340)])[0] == len(LINES) - 1


@pytest.mark.parametrize("y", [640, 725, 760])
def test_a_dark_fold_across_the_sheet_is_no_line_of_the_table(y: int) -> None:
    assert ruled([(y, 60, 2340)]) == (len(LINES) - 1, 1)
    assert ruled([]) == (len(LINES) - 1, 0)


def test_a_line_ruled_inside_the_table_is_one() -> None:
    assert ruled([(650, BARS[0], BARS[-1])]) == (len(LINES), 0)


@pytest.mark.parametrize("bars_on", [False, True])
def test_a_fold_right_below_the_table_is_no_line_of_it(bars_on: bool) -> None:
    """It ran half a row below JUMLAH, which became a row, and the fold's band JUMLAH: a desa's totals were lost."""
    sheet = paper()
    table(sheet, BARS, LINES)
    below = LINES[-1] + 32
    line(sheet, (100, below), (2200, below))
    if bars_on:
        for x in BARS:
            line(sheet, (x, LINES[-1]), (x, below))
    found = lattice_of(sheet)
    assert found.bands == len(LINES) - 1 + bars_on
