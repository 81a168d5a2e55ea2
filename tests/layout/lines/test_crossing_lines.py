"""A line that slants over several rows is no ruling of the table."""

import pytest

from tests.layout.drawing import lattice_of, line, paper, table

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, 440, *(500 + 60 * row for row in range(9))]


@pytest.mark.parametrize(
    ("left", "right"),
    [(660, 580), (690, 770), (600, 520), (530, 610)],
)
def test_a_line_over_two_rows_or_three_parts_none(left: int, right: int) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    line(sheet, (280, left), (2030, right), 4)
    found = lattice_of(sheet)
    assert found.nodes[:, 0, 1] == pytest.approx(LINES, abs=3)
    assert found.nodes[:, -1, 1] == pytest.approx(LINES, abs=3)
    (strike,) = found.strikes
    assert strike.at(1150.0) == pytest.approx((left + right) / 2, abs=4)


def test_a_line_that_slants_through_the_heading_parts_none() -> None:
    """It crosses no line of the table; the heading's lower line was taken for a strike, and the numbers for a row."""
    sheet = paper()
    table(sheet, BARS, LINES)
    line(sheet, (340, 250), (1950, 330), 4)
    found = lattice_of(sheet)
    assert found.nodes[:, 0, 1] == pytest.approx(LINES, abs=3)
    assert [strike.middle for strike in found.strikes] == [pytest.approx(290, abs=4)]


def test_rulings_that_fan_out_are_kept() -> None:
    sheet = paper()
    for x in BARS:
        line(sheet, (x, 200), (x, 1300))
    for row in range(12):
        line(sheet, (300, 200 + 100 * row), (2000, 200 + 95 * row))
    found = lattice_of(sheet)
    assert (found.bands, found.strikes) == (11, ())
