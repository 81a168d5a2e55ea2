"""A streak through the page that was taken for a bar is known by going on above and below the table."""

import pytest

from pipeline.layout.doubts.streaked_bars import beside_streaks
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, PX_PER_MM, inked, lattice_of, line, ruled

AT = BARS[4]


def _found(sheet: Grey) -> frozenset[tuple[int, int]]:
    return beside_streaks(inked(sheet), lattice_of(ruled()), PX_PER_MM)


def test_cells_on_both_sides_of_a_bar_that_goes_on_above_and_below_are_doubted() -> None:
    """A feeder's streak took the place of a bar beside it, and a column was read as blank, accepted."""
    sheet = ruled()
    line(sheet, (AT, 0), (AT, sheet.shape[0]))
    assert _found(sheet) == {(band, column) for band in range(1, len(LINES) - 1) for column in (3, 4)}


def test_a_streak_may_be_broken() -> None:
    sheet = ruled()
    line(sheet, (AT, 0), (AT, sheet.shape[0]))
    for top in (120, 210, 1230, 1330):
        sheet[top : top + 40, AT - 4 : AT + 5] = 255
    assert {column for _, column in _found(sheet)} == {3, 4}


@pytest.mark.parametrize(("first", "last"), [(0, LINES[0]), (LINES[-1], 1600), (0, 0)])
def test_a_bar_that_ends_with_its_table_is_none(first: int, last: int) -> None:
    """Above stand the sides of frames in the head, below lines to sign on."""
    sheet = ruled()
    if last:
        line(sheet, (AT, first), (AT, last))
    assert _found(sheet) == frozenset()


def test_the_outer_bars_of_a_table_may_be_a_page_border() -> None:
    sheet = ruled()
    for x in (BARS[0], BARS[-1]):
        line(sheet, (x, 0), (x, sheet.shape[0]))
    assert _found(sheet) == frozenset()
