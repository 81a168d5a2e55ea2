"""A line that slants over several rows is no ruling of the table."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.layout.lines.crossing_lines import without_crossing
from pipeline.layout.lines.rulings import Ruling
from tests.layout.drawing import PX_PER_MM, lattice_of, line, paper, table

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


def test_a_ruling_traced_along_writing_for_a_while_is_kept() -> None:
    """A broken one was joined with the feet of names above it, and taken for a pen's that slants."""
    along = np.arange(315.0, 2000.0, 30.0)
    level = [Ruling(along, np.full(len(along), float(y)), 30.0, 3.0) for y in LINES]
    leaping = replace(level[5], across=np.where(along < 750, level[5].across - 26, level[5].across))
    slanting = replace(level[5], across=level[5].across - np.linspace(26, 0, len(along)))
    bars = [Ruling(np.array([200.0, 980.0]), np.array([float(x)] * 2), 30.0, 3.0) for x in BARS]
    for line_of, away in ((leaping, ()), (slanting, (slanting,))):
        assert without_crossing((*level[:5], line_of, *level[6:]), bars, PX_PER_MM)[1] == away


def test_rulings_that_fan_out_are_kept() -> None:
    sheet = paper()
    for x in BARS:
        line(sheet, (x, 200), (x, 1300))
    for row in range(12):
        line(sheet, (300, 200 + 100 * row), (2000, 200 + 95 * row))
    found = lattice_of(sheet)
    assert (found.bands, found.strikes) == (11, ())
