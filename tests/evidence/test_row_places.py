"""Running numbers tell which row a reading belongs to where layout cannot."""

from dataclasses import replace

import pytest

from pipeline.evidence.row_places import with_places
from pipeline.model import Alternative, Doubt, Reading, State
from tests.evidence.written_pages import form, readings

RECAP = form("rekap-rt", "4.16b")


def page(numbers: list[int | None], after: int) -> tuple[Reading, ...]:
    """A recap with these running numbers, rows from `after` on in doubt."""
    rows = [{"households": "7"} | ({} if number is None else {"row_no": str(number)}) for number in numbers]
    return tuple(
        replace(one, cell=replace(one.cell, doubts=(Doubt.ROW_PLACE,)))
        if one.cell.row is not None and one.cell.row >= after
        else one
        for one in readings(RECAP, {}, rows)
    )


def numbers_at(found: tuple[Reading, ...]) -> dict[int, str]:
    return {
        one.cell.row: one.alternatives[0].text
        for one in found
        if one.cell.field.name == "row_no" and one.cell.row is not None and one.alternatives[0].text
    }


def doubted(found: tuple[Reading, ...]) -> set[int | None]:
    return {one.cell.row for one in found if Doubt.ROW_PLACE in one.cell.doubts}


def test_rows_below_a_hidden_line_move_down_by_their_numbers() -> None:
    found = with_places(RECAP, page([1, 2, 4, 5, None], after=2))
    assert numbers_at(found) == {0: "1", 1: "2", 2: "2", 3: "4", 4: "5"}
    assert not doubted(found)
    assert {one.cell.row for one in found if one.cell.row is not None} == set(range(6))


def test_rows_below_a_feigned_line_move_up() -> None:
    found = with_places(RECAP, page([1, 2, None, 3, 4], after=2))
    assert numbers_at(found) == {0: "1", 1: "2", 2: "3", 3: "4"}
    assert not doubted(found)


def test_rows_that_are_where_they_belong_lose_their_doubt() -> None:
    given = page([1, 2, 3, 4], after=2)
    found = with_places(RECAP, given)
    assert [one.cell.row for one in found] == [one.cell.row for one in given]
    assert not doubted(found)


def test_rows_in_which_nothing_is_written_are_in_no_doubt_of_their_place() -> None:
    """One tall row was written in, and the blank rows of the page, 114 cells, went to a person for it."""
    given = page([1, None, None], after=1)
    blank = tuple(
        replace(one, alternatives=(Alternative(State.BLANK, None, 1.0),)) if one.cell.row in (1, 2) else one
        for one in given
    )
    found = with_places(RECAP, blank)
    assert not doubted(found)
    assert {one.cell.row for one in found if Doubt.FOLDED in one.cell.doubts} == {0}
    assert doubted(with_places(RECAP, given)) == {1, 2}


@pytest.mark.parametrize("numbers", [[1, 2, None, None], [1, 2, 4, 4], [1, 2, 6, 7], [1, 3, 4, 5]])
def test_where_the_numbers_do_not_tell_a_person_looks(numbers: list[int | None]) -> None:
    assert doubted(with_places(RECAP, page(numbers, after=2))) == {2, 3}


@pytest.mark.parametrize(
    ("numbers", "folded"), [([1, 2, 4, 5, None], {1, 2}), ([1, 2, 3, 4], set()), ([1, 2, None, None], {1})]
)
def test_a_row_that_may_hold_two_is_in_doubt_until_the_numbers_tell(
    numbers: list[int | None], folded: set[int]
) -> None:
    """Rows typed taller than others were taken for folded: 300 cells of a set of strange pages went to a person."""
    found = with_places(RECAP, page(numbers, after=2))
    assert {one.cell.row for one in found if Doubt.FOLDED in one.cell.doubts} == folded


def test_both_rows_beside_a_number_left_out_are_in_doubt() -> None:
    assert doubted(with_places(RECAP, page([1, 2, 4, 5], after=9))) == {1, 2}
    assert doubted(with_places(RECAP, page([4, 5, 6, 7], after=9))) == set()


def test_printed_column_numbers_are_no_row() -> None:
    numbers = {column.field.name: str(column.number) for column in RECAP.columns}
    rows = [numbers, *({"row_no": str(number), "households": "7"} for number in (1, 2, 3))]
    found = with_places(RECAP, readings(RECAP, {}, rows))
    assert numbers_at(found) == {0: "1", 1: "2", 2: "3"}
    assert not doubted(found)


def test_column_numbers_in_brackets_are_no_row() -> None:
    numbers = {column.field.name: f"({column.number})" for column in RECAP.columns}
    rows = [numbers, {"row_no": "1", "households": "7"}, {"row_no": "2", "households": "7"}]
    found = with_places(RECAP, readings(RECAP, {}, rows))
    assert numbers_at(found) == {0: "1", 1: "2"}
    assert not doubted(found)


def test_a_written_row_above_number_one_puts_all_in_doubt() -> None:
    """Column numbers that were hardly read were the first row, and all below stood one too low, accepted."""
    found = with_places(RECAP, page([None, 1, 2, 3], after=9))
    assert doubted(found) == {0, 1, 2, 3}


def test_a_blank_row_above_number_one_is_a_blank_row() -> None:
    rows: list[dict[str, str]] = [{}, {"row_no": "1", "households": "7"}, {"row_no": "2", "households": "7"}]
    assert not doubted(with_places(RECAP, readings(RECAP, {}, rows)))


def test_column_numbers_above_rows_without_numbers_put_all_in_doubt() -> None:
    numbers = {column.field.name: str(column.number) for column in RECAP.columns}
    found = with_places(RECAP, readings(RECAP, {}, [numbers, {"households": "7"}, {"households": "3"}]))
    assert doubted(found) == {0, 1, 2}


def test_column_numbers_in_the_second_row_put_all_in_doubt() -> None:
    """Something of the heading was taken for a row above them."""
    numbers = {column.field.name: str(column.number) for column in RECAP.columns}
    rows = [{}, numbers, *({"row_no": str(number), "households": "7"} for number in (1, 2, 3))]
    assert doubted(with_places(RECAP, readings(RECAP, {}, rows))) == {0, 1, 2, 3, 4}


def test_a_long_number_is_none() -> None:
    given = page([1, 2, 3], after=2)
    endless = (Alternative(State.VALUE, "9" * 5000, 1.0),)
    odd = tuple(
        replace(one, alternatives=endless) if one.cell.field.name == "row_no" and one.cell.row == 2 else one
        for one in given
    )
    assert doubted(with_places(RECAP, odd)) == {2}


@pytest.mark.parametrize("first, doubts", [(1, set()), (2, {0, 1, 2, 3}), (3, {0, 1, 2, 3}), (8, set())])
def test_rows_that_begin_with_two_lack_the_one_above(first: int, doubts: set[int]) -> None:
    """The line below the heading was not seen, and the first household with it; another sheet's rows may go on."""
    found = with_places(RECAP, page([first, first + 1, first + 2, None], after=9))
    assert doubted(found) == doubts
    assert numbers_at(found) == {0: str(first), 1: str(first + 1), 2: str(first + 2)}


@pytest.mark.parametrize(
    ("numbers", "doubts"),
    [
        ([None, 3, 4, None], {0, 1, 2, 3}),
        ([None, 4, 5, 6], {0, 1, 2, 3}),
        ([None, 3, None, None], set()),
        ([None, 2, 3, 4], set()),
        ([None, 12, 13, 14], set()),
    ],
)
def test_rows_that_go_on_from_two_lack_one_above_though_the_first_is_not_read(
    numbers: list[int | None], doubts: set[int]
) -> None:
    """A page's first row was lost, the 2 of the next in pale ink was not sure, and the rows moved up were accepted."""
    assert doubted(with_places(RECAP, page(numbers, after=9))) == doubts
