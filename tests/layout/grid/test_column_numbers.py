"""The band of column numbers, told from a first row of writing, and parted from it where no line does."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.geometry import Homography, PageMap
from pipeline.layout.glance import look
from pipeline.layout.grid.column_numbers import (
    all_numbered,
    is_number,
    last_alone,
    last_number,
    last_of_all,
    low_bands,
    number_strips,
    numbered_columns,
    numbers_or_not,
    with_numbers,
)
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.print_reader import Enough, PrintedText, never
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, lattice_of, paper, table

COLUMNS = 5
NUMBERS, OTHER = PrintedText("1 2 3 4 5", 1.0), PrintedText("Tri 3 2 0", 1.0)


def ruled(first: int) -> Lattice:
    """Rows of 100 px, below the heading one of another height."""
    sheet = paper()
    table(sheet, [300, 380, 900, 1300, 1700, 2000], [200, 400, *(400 + first + 100 * row for row in range(6))])
    found = lattice_of(sheet)
    assert found.columns == COLUMNS
    return found


@pytest.mark.parametrize(
    ("first", "text", "numbers"),
    [
        (100, NUMBERS, True),
        (100, OTHER, False),
        (60, OTHER, True),
        (80, PrintedText("1 2 3 8 5", 1.0), True),
        (80, OTHER, False),
    ],
)
def test_a_band_is_of_numbers_by_what_it_says_and_how_low_it_is(first: int, text: PrintedText, numbers: bool) -> None:
    lattice = ruled(first)
    assert with_numbers(lattice, (text, OTHER))[:2] == (lattice, numbers)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("1 2 3 4 5", True),
        ("1 2 4 5", True),
        ("Tri Prasetyo 9 8", True),
        ("1 2 3 4", False),
        ("1 2 3 4 5 6", False),
        ("", False),
        ("Tri 1", True),
        ("Tr", False),
    ],
)
def test_numbers_to_the_last_column_are_plain_and_so_is_writing(text: str, plain: bool) -> None:
    """What is missing, or little, may be more to another reader."""
    assert numbers_or_not(PrintedText(text, 0.3), COLUMNS) is plain


def test_numbers_that_run_into_the_first_row_are_parted_from_it() -> None:
    lattice = ruled(145)
    found, numbers, last = with_numbers(lattice, (OTHER, NUMBERS))
    assert (numbers, last, found.bands) == (True, COLUMNS, lattice.bands + 1)
    assert found.height(1) == pytest.approx(45, abs=3)
    assert found.height(2) == pytest.approx(100, abs=3)
    assert found.cell(3, 2) == lattice.cell(2, 2)


def test_a_tall_first_row_without_numbers_stays_whole() -> None:
    lattice = ruled(145)
    assert with_numbers(lattice, (NUMBERS, OTHER)) == (lattice, False, 0)


def test_only_what_is_more_than_a_row_is_looked_at_for_numbers() -> None:
    sheet = paper()
    for x in (340, 640, 1100, 1500, 1850):
        sheet[410:430, x : x + 12] = 0
        sheet[470:500, x : x + 12] = 0
    whole, upper = number_strips(sheet, ruled(145), PX_PER_MM)
    assert (whole < 100).sum() > 0 < (upper < 100).sum()
    _, none = number_strips(sheet, ruled(100), PX_PER_MM)
    assert (none == 255).all()


@pytest.mark.parametrize("columns", [5, 12, 19, 31])
def test_the_numbers_of_all_columns_are_the_band_of_numbers(columns: int) -> None:
    text = " ".join(str(number) for number in range(1, columns + 1))
    assert last_number(PrintedText(text, 1.0), columns) == columns


@pytest.mark.parametrize("text", ["1 2 3", "1 Siti 2 3", "123 4", ""])
def test_a_few_digits_in_a_wide_row_are_no_band_of_numbers(text: str) -> None:
    assert last_number(PrintedText(text, 1.0), 19) == 0


@pytest.mark.parametrize(("text", "last"), [("1 Penghayatan dan Pengamalan Pancasila 2", 0), ("I 2 3 A", 4)])
def test_a_row_with_words_printed_in_it_is_no_band_of_numbers(text: str, last: int) -> None:
    """In a table of four columns 1 and 2 are nearly all: the first of seven activities was lost, and the page."""
    assert last_number(PrintedText(text, 1.0), 4) == last


def test_numbers_may_stand_in_a_low_band_below_a_fold() -> None:
    sheet = paper()
    table(sheet, [300, 380, 900, 1300, 1700, 2000], [200, 320, 400, 450, *(550 + 100 * row for row in range(5))])
    assert low_bands(lattice_of(sheet)) == (2,)
    assert low_bands(ruled(100)) == low_bands(ruled(60)) == ()


@pytest.mark.parametrize(("written", "columns"), [(False, 4), (True, 5)])
def test_a_column_behind_the_last_number_was_ruled_by_hand(written: bool, columns: int) -> None:
    lattice, sheet = ruled(60), paper()
    if written:
        sheet[420:440, 1800:1815] = 0
    found = numbered_columns(sheet, lattice, 4, PX_PER_MM)
    assert (found.columns, found.bands) == (columns, lattice.bands)
    assert found.cell(3, 3) == lattice.cell(3, 3)
    assert numbered_columns(sheet, lattice, 0, PX_PER_MM) is lattice
    assert numbered_columns(sheet, lattice, 2, PX_PER_MM) is lattice


def test_all_columns_are_numbered_where_something_as_high_as_a_digit_stands_in_each() -> None:
    """Numbers whose tops touch the line above read as 1 2 3 4 5 58: nine columns were no form's, and refused."""
    sheet = paper()
    lattice = ruled(60)
    assert not all_numbered(sheet, lattice, PX_PER_MM)
    for column in range(COLUMNS):
        left = round(lattice.nodes[1, column, 0]) + 30
        sheet[415:440, left : left + 14] = 0
    assert all_numbered(sheet, lattice, PX_PER_MM)
    sheet[421:440, round(lattice.nodes[1, 2, 0]) : round(lattice.nodes[1, 3, 0])] = 255  # a speck is left
    assert not all_numbered(sheet, lattice, PX_PER_MM)


@pytest.mark.parametrize(("numbered", "said"), [(2, 0), (COLUMNS - 1, 2)])
def test_numbers_that_stop_halfway_with_nothing_behind_are_hidden(numbered: int, said: int) -> None:
    """Paper over the right half of the numbers, and the page was refused as of a form with fewer columns."""
    lattice, sheet = ruled(60), paper()
    for column in range(numbered):
        left = round(lattice.nodes[1, column, 0]) + 30
        sheet[415:440, left : left + 14] = 0
    assert last_of_all(sheet, lattice, 2, PX_PER_MM) == said


def test_a_pale_number_is_one() -> None:
    """Of a pale recap 30 was no ink and its column a village's: 151 cells waited, or the page was refused."""
    sheet = paper()
    lattice = ruled(60)
    for column, grey in enumerate((130, 135, 140, 150, 165)):
        left = round(lattice.nodes[1, column, 0]) + 30
        sheet[415:440, left : left + 14] = grey
    assert numbered_columns(sheet, lattice, COLUMNS - 1, PX_PER_MM).columns == COLUMNS
    sheet[:, round(lattice.nodes[1, -2, 0]) :] = 255
    assert numbered_columns(sheet, lattice, COLUMNS - 1, PX_PER_MM).columns == COLUMNS - 1


@pytest.mark.parametrize(
    ("read", "columns", "last"),
    [
        ("1 2 3 4 5 6 7 8 9 1", 9, 9),
        ("1 2 3 4 5 6 7 8 9 10", 9, 10),
        (" ".join(str(number) for number in range(1, 32)), 30, 31),
        (" ".join(str(number) for number in range(1, 32)).replace("12", "1"), 30, 31),
    ],
)
def test_a_speck_read_as_a_digit_is_no_column_more(read: str, columns: int, last: int) -> None:
    assert last_number(PrintedText(read, 0.9), columns) == last


@pytest.mark.parametrize(("read", "same"), [("5", True), (" 5.", True), ("4", False), ("15", False), ("", False)])
def test_the_last_number_read_alone_is_that_of_its_column_or_not(read: str, same: bool) -> None:
    assert is_number(PrintedText(read, 0.9), COLUMNS) is same


@pytest.mark.parametrize(("read", "same"), [("19", True), ("1", True), ("9", True), ("18", False), ("7", False)])
def test_of_a_broken_last_number_one_digit_will_do(read: str, same: bool) -> None:
    """The 19 of a pale copy read as 1: a table of 19 columns was of 18, and lattice_lost."""
    assert is_number(PrintedText(read, 0.9), 19) is same


def test_what_is_read_alone_is_the_last_columns() -> None:
    sheet = paper()
    for x in (340, 640, 1100, 1500, 1850):
        sheet[425:450, x : x + 12] = 0
    alone, (all_of_them, _) = last_alone(sheet, ruled(100), PX_PER_MM), number_strips(sheet, ruled(100), PX_PER_MM)
    assert (alone[:, :-1] < 128).any()
    assert np.array_equal(alone, all_of_them[:, -alone.shape[1] :])


@pytest.mark.parametrize(
    ("last", "empty", "columns"), [("5", 0, 5), ("8", 0, 5), ("4", 0, 4), ("8", 1100, 4), ("i", 0, 4), ("15", 0, 4)]
)
def test_a_last_number_that_was_lost_in_the_row_counts(last: str, empty: int, columns: int) -> None:
    """Though misread, where it is none of those before it and no column is empty, as a part of one is."""
    sheet = paper()
    table(sheet, [300, 380, 900, 1300, 1700, 2000], [200, 400, *(460 + 100 * row for row in range(6))])
    for x in {340, 640, 1100, 1500, 1850} - {empty}:
        sheet[420:440, x : x + 12] = 0

    class Reader:
        """Loses the last number of a row; a strip alone is `last`."""

        def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
            rows = [strip.shape[1] for strip in strips]
            return tuple(PrintedText("1 2 3 4" if wide > 100 else last if wide > 50 else "", 0.9) for wide in rows)

    seen = look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Reader())
    assert seen.last_number == columns


def test_rests_of_rulings_and_specks_are_left_out_beside_the_numbers() -> None:
    sheet = paper()
    for x in (340, 640, 1100, 1500, 1850):
        sheet[425:450, x : x + 12] = 0
    clean, _ = number_strips(sheet, ruled(100), PX_PER_MM)
    for x in (400, 1000, 1600):
        sheet[404:406, x : x + 90] = sheet[494:497, x + 40 : x + 130] = 0
        sheet[460:464, x : x + 4] = 0
    np.testing.assert_array_equal(number_strips(sheet, ruled(100), PX_PER_MM)[0], clean)
    # A digit of which a copier broke a part off keeps it.
    sheet[453:457, 1102:1110] = 0
    assert (number_strips(sheet, ruled(100), PX_PER_MM)[0] < 100).sum() > (clean < 100).sum()
