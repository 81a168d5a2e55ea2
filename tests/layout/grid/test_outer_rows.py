"""Lines are found one row above the first that was traced and below the last, and nowhere else."""

from itertools import pairwise

import numpy as np
import pytest

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.outer_rows import with_outer_rows
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, bent, lattice_of, line, paper, table, word

BARS = [100, 180, 700, 900, 1000, 1100, 1200, 1700, 2300]
LINES = [200, 560, 650, 740, 830, 920, 1010]
ABOVE = 470
"""One row above the first line that is seen below the heading."""


def sheet(grain: int = 3) -> Grey:
    """A table whose heading, as it seems, is four rows tall, on grainy paper."""
    drawn = paper()
    table(drawn, BARS, LINES)
    for left, right in pairwise(BARS):
        if right - left > 150:
            word(drawn, left + 20, 330, letters=4)
    noise = np.random.default_rng(1).normal(0, grain, drawn.shape)
    return np.clip(drawn.astype(np.float64) - 5 + noise, 0, 255).astype(np.uint8)


def faintly(drawn: Grey, first: int, last: int, missing: tuple[int, ...] = ()) -> None:
    """A line too faint for ink one row above the first, without the columns that are `missing`."""
    for column, (left, right) in enumerate(pairwise(BARS)):
        if first <= left and right <= last and column not in missing:
            drawn[ABOVE - 1 : ABOVE + 2, left:right] = np.minimum(drawn[ABOVE - 1 : ABOVE + 2, left:right], 225)


def seen(drawn: Grey) -> Lattice:
    lattice = lattice_of(drawn)
    assert lattice.bands == len(LINES) - 1
    return lattice


def test_a_faint_line_with_gaps_and_a_row_of_writing_below_it_is_found() -> None:
    drawn = sheet()
    faintly(drawn, BARS[0], BARS[-1], missing=(0, 4))
    for left in (190, 710, 1210, 1710):
        word(drawn, left, 545, letters=6)
    found = with_outer_rows(seen(drawn), drawn, PX_PER_MM)
    assert found.bands == len(LINES)
    assert found.nodes[1, :, 1] == pytest.approx(np.full(len(BARS), ABOVE), abs=3)
    assert [found.height(band) for band in range(1, found.bands)] == pytest.approx([90] * (len(LINES) - 1), abs=4)


def test_it_is_found_on_paper_that_bends() -> None:
    drawn = sheet(grain=1)
    faintly(drawn, BARS[0], BARS[-1])
    drawn = bent(drawn, 14)
    lattice = seen(drawn)
    found = with_outer_rows(lattice, drawn, PX_PER_MM)
    assert found.bands == lattice.bands + 1
    assert np.abs(found.nodes[1, :, 1] - (lattice.nodes[1, :, 1] - 90)).max() < 3


def test_two_lost_lines_are_both_found() -> None:
    drawn = sheet()
    faintly(drawn, BARS[0], BARS[-1])
    drawn[ABOVE - 91 : ABOVE - 88, BARS[0] : BARS[-1]] = 225
    assert with_outer_rows(seen(drawn), drawn, PX_PER_MM).bands == len(LINES) + 1


@pytest.mark.parametrize("first, last", [(BARS[3], BARS[-2]), (BARS[0], BARS[-3]), (BARS[2], BARS[-1])])
def test_the_line_of_a_group_of_headings_is_none(first: int, last: int) -> None:
    drawn = sheet()
    faintly(drawn, first, last)
    assert with_outer_rows(seen(drawn), drawn, PX_PER_MM).bands == len(LINES) - 1


def test_words_on_one_height_are_none() -> None:
    drawn = sheet()
    for left, right in pairwise(BARS):
        word(drawn, left + 12, ABOVE + 12, letters=max(1, (right - left - 24) // 26))
    assert with_outer_rows(seen(drawn), drawn, PX_PER_MM).bands == len(LINES) - 1


def test_plain_paper_holds_none() -> None:
    assert with_outer_rows(seen(sheet(grain=8)), sheet(grain=8), PX_PER_MM).bands == len(LINES) - 1


def test_a_heading_as_tall_as_a_row_holds_none() -> None:
    drawn = paper()
    table(drawn, BARS, [200, 290, 380, 470, 560, 650])
    line(drawn, (BARS[0], 110), (BARS[-1], 110))
    lattice = lattice_of(drawn)
    assert with_outer_rows(lattice, drawn, PX_PER_MM) is lattice


def ended(drawn: Grey, line_grey: int, bars_grey: int) -> Lattice:
    """What is seen of the table where a last row has such a line and bars, with gaps in both."""
    lattice = seen(drawn)
    for x in BARS[1:-1]:
        drawn[LINES[-1] + 3 : LINES[-1] + 90, x - 1 : x + 2] = bars_grey
    for left, right in pairwise(BARS[2:-1]):
        drawn[LINES[-1] + 89 : LINES[-1] + 92, left:right] = line_grey
    return lattice


def test_a_last_line_with_gaps_is_found() -> None:
    drawn = sheet()
    found = with_outer_rows(ended(drawn, 225, 215), drawn, PX_PER_MM)
    assert found.bands == len(LINES)
    assert found.nodes[-1, :, 1] == pytest.approx(np.full(len(BARS), LINES[-1] + 90), abs=3)


@pytest.mark.parametrize("line_grey, bars_grey", [(225, 250), (250, 215)])
def test_a_line_below_without_bars_and_bars_without_a_line_are_no_row(line_grey: int, bars_grey: int) -> None:
    drawn = sheet()
    assert with_outer_rows(ended(drawn, line_grey, bars_grey), drawn, PX_PER_MM).bands == len(LINES) - 1


def test_a_table_at_the_end_of_the_picture_ends_there() -> None:
    drawn = sheet()[: LINES[-1] + 60]
    assert with_outer_rows(seen(drawn), drawn, PX_PER_MM).bands == len(LINES) - 1


def test_a_line_of_the_back_page_that_headings_run_through_is_none() -> None:
    drawn = sheet()
    faintly(drawn, BARS[0], BARS[-1])
    for left, right in pairwise(BARS[2:]):
        line(drawn, ((left + right) // 2, ABOVE - 80), ((left + right) // 2, ABOVE + 60), 5)
    assert with_outer_rows(seen(drawn), drawn, PX_PER_MM).bands == len(LINES) - 1


def test_a_line_of_the_back_page_over_an_empty_band_is_none_where_the_rows_are_written() -> None:
    drawn = sheet()
    for below in (635, 725, 815):
        for left in (190, 710, 1210, 1710):
            word(drawn, left, below, letters=6)
    faintly(drawn, BARS[0], BARS[-1])
    assert with_outer_rows(seen(drawn), drawn, PX_PER_MM).bands == len(LINES) - 1
