"""Rulings too broken to be traced are found along the way of the others."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from pipeline.layout.grid.lattice import find_lattice
from pipeline.layout.lines.faint_rulings import with_faint
from pipeline.layout.lines.lost_rulings import with_lost
from pipeline.layout.lines.rulings import horizontal_rulings, vertical_rulings
from pipeline.layout.lost_rows import two_high
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, inked, lattice_of, line, paper, table, word

BARS = [100, 180, 700, 900, 1000, 1100, 1200, 1700, 2300]
LINES = [200, 560, 610, 700, 790, 880, 970, 1060]


def broken_bar(sheet: Grey, x: int, seed: int) -> None:
    """Takes 30 % of a bar away, in pieces shorter than a traced ruling must be."""
    random = np.random.default_rng(seed)
    for top in range(LINES[1] + 10, LINES[-1], 60):
        at = top + int(random.integers(0, 20))
        sheet[at : at + 20, x - 5 : x + 6] = 255


def test_a_bar_between_two_others_is_found_where_it_is() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    ink = inked(sheet)
    known = [bar for bar in vertical_rulings(ink, PX_PER_MM) if abs(bar.middle - 1000) > 20]
    found = with_lost(ink, known, 560, 1060, PX_PER_MM)
    (new,) = [bar for bar in found if bar not in known]
    assert new.middle == pytest.approx(1000, abs=2)
    assert new.covered(560, 1060) > 0.9


def test_letters_below_one_another_are_no_bar() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for y in (655, 745, 835, 925):
        for x in (190, 710, 1210, 1710):
            word(sheet, x, y, letters=12)
    ink = inked(sheet)
    known = vertical_rulings(ink, PX_PER_MM)
    assert with_lost(ink, known, 560, 1060, PX_PER_MM) == known


def test_a_heading_whose_words_fill_a_line_is_no_ruling() -> None:
    """Bold words on one height in every column: a row of no one stood above the column numbers."""
    sheet = paper()
    table(sheet, BARS, LINES)
    for left, right in pairwise(BARS):
        sheet[400:412, left + 30 : right - 30] = 0
    ink = inked(sheet)
    known = horizontal_rulings(ink, PX_PER_MM)
    ruled = [ruling for ruling in known if min(abs(ruling.middle - y) for y in LINES) < 5]
    assert len(with_lost(ink.T, ruled, BARS[0], BARS[-1], PX_PER_MM)) == len(ruled) + 1
    assert with_lost(ink.T, ruled, BARS[0], BARS[-1], PX_PER_MM, BARS) == tuple(ruled)


@pytest.mark.parametrize("grey", [200, 225])
@pytest.mark.parametrize("seed", range(3))
def test_a_faint_and_broken_table_is_found_whole(grey: int, seed: int) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for x in BARS:
        broken_bar(sheet, x, seed + x)
    sheet[sheet < grey] = grey
    noise = np.random.default_rng(seed).normal(0, 3, sheet.shape)
    sheet = np.clip(sheet - 5 + noise, 0, 255).astype(np.uint8)
    ink = inked(sheet)
    inks = (with_faint(sheet, ink, PX_PER_MM, across=True), with_faint(sheet, ink, PX_PER_MM, across=False))
    lines, bars = horizontal_rulings(inks[0], PX_PER_MM), vertical_rulings(inks[1], PX_PER_MM)
    found = find_lattice(lines, bars, PX_PER_MM, inks)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)


def test_dotted_lines_between_rows_are_made_whole() -> None:
    sheet = paper()
    for x in range(100, 2300, 7):
        sheet[700:703, x : x + 3] = 0
    ink = with_faint(sheet, inked(sheet), PX_PER_MM, across=True)
    (ruling,) = horizontal_rulings(ink, PX_PER_MM)
    assert ruling.length == pytest.approx(2200, abs=60)


def test_grain_makes_no_rulings() -> None:
    sheet = np.clip(np.random.default_rng(5).normal(235, 8, (1600, 2400)), 0, 255).astype(np.uint8)
    for across in (True, False):
        ink = with_faint(sheet, inked(sheet), PX_PER_MM, across=across)
        assert horizontal_rulings(ink, PX_PER_MM) == ()
        assert vertical_rulings(ink, PX_PER_MM) == ()


@pytest.mark.parametrize(("lost", "bands"), [(None, ()), (4, (3,))])
def test_a_band_of_two_rows_is_as_tall_as_two(lost: int | None, bands: tuple[int, ...]) -> None:
    sheet = paper()
    lines = [y for index, y in enumerate(LINES) if index != lost]
    table(sheet, BARS, lines)
    line(sheet, (100, lines[0]), (2300, lines[0]))
    assert two_high(lattice_of(sheet)) == bands


def test_a_band_of_most_rows_is_as_tall_as_two() -> None:
    sheet = paper()
    table(sheet, [100, 180, 700, 900, 1000, 1100, 2300], [200, 560, 610, 970, 1060])
    found = find_lattice(
        horizontal_rulings(inked(sheet), PX_PER_MM), vertical_rulings(inked(sheet), PX_PER_MM), PX_PER_MM
    )
    assert found is not None and found.bands == 4
    assert two_high(found) == (2,)


@pytest.mark.parametrize(
    ("heights", "bands"),
    [
        ((3, 1, 1, 2, 3, 1), (1, 4, 5)),
        ((1, 2, 2, 3, 1), (2, 3, 4)),
        ((2, 2, 1, 1, 2, 2, 2, 2, 2), ()),
    ],
    ids=["most lines lost", "and the first row taken for numbers", "a fold through one row"],
)
def test_where_most_lines_are_lost_the_lowest_rows_tell(heights: tuple[int, ...], bands: tuple[int, ...]) -> None:
    """Of a table with dotted rulings two and three rows were one, and no taller than the others."""
    sheet = paper()
    table(sheet, BARS, [200, 560, *(560 + 90 * sum(heights[: at + 1]) for at in range(len(heights)))])
    assert two_high(lattice_of(sheet)) == bands


ROWS = [200, 560, *(650 + 90 * row for row in range(7))]


@pytest.mark.parametrize(("dash", "even", "found"), [(28, True, 1), (28, False, 0), (6, True, 0)])
def test_between_two_rows_twice_as_far_apart_as_most_little_of_a_line_will_do(
    dash: int, even: bool, found: int
) -> None:
    """Of eleven dotted lines a third of one was seen: the row was twice as tall, and the page refused."""
    sheet = paper()
    table(sheet, BARS, [y for y in ROWS if y != 920])
    for x in range(BARS[0] + 4, BARS[-1], 80):
        line(sheet, (x, 920), (x + dash, 920))
    ink = inked(sheet)
    ruled = [one for one in horizontal_rulings(ink, PX_PER_MM) if min(abs(one.middle - y) for y in ROWS) < 5]
    ruled = [one for one in ruled if abs(one.middle - 920) > 5]
    new = [one for one in with_lost(ink.T, ruled, BARS[0], BARS[-1], PX_PER_MM, BARS, even=even) if one not in ruled]
    assert [round(one.middle, -1) for one in new] == [920] * found


@pytest.mark.parametrize(("left_out", "found"), [(None, 5), (830, 0)], ids=("all", "all but one"))
@pytest.mark.parametrize("low", [0, 8], ids=("a line below", "no line but where bars end"))
def test_dots_too_far_apart_to_be_joined_part_rows_where_they_do_it_evenly(
    left_out: int | None, found: int, low: int
) -> None:
    """Nine rows were two, one as tall as eight of the others, and the page was refused."""
    sheet = paper()
    last = ROWS[-1]
    table(sheet, BARS, [*ROWS[:3], last] if not low else ROWS[:3])
    for y in [y for y in ROWS[3 : None if low else -1] if y != left_out]:
        for x in range(BARS[0], BARS[-1], 28):
            line(sheet, (x, y), (x + 4, y))
    for x in BARS:
        line(sheet, (x, ROWS[0]), (x, last + low))
    word(sheet, 190, 670, letters=30)
    ink = inked(sheet)
    known = [one for one in horizontal_rulings(ink, PX_PER_MM) if min(abs(one.middle - y) for y in ROWS[:3]) < 5]
    closing = replace(known[-1], across=known[-1].across + last + low - known[-1].middle)
    new = with_lost(ink.T, [*known, closing], BARS[0], BARS[-1], PX_PER_MM, BARS, even=True)
    expected = [*ROWS[3:-1], last] if found else [last + low]
    assert [one.middle for one in new[len(known) :]] == pytest.approx(expected, abs=2)


@pytest.mark.parametrize("seed", range(4))
def test_rows_of_writing_part_no_rows(seed: int) -> None:
    sheet = paper()
    table(sheet, BARS, [*ROWS[:3], ROWS[-1]])
    random = np.random.default_rng(seed)
    for y in range(665, ROWS[-1] - 40, 90):
        for x in (*BARS[:-1], 1450, 2000):
            word(sheet, x + 15, y + int(random.integers(-6, 7)), letters=int(random.integers(2, 4)))
    ink = inked(sheet)
    known = [one for one in horizontal_rulings(ink, PX_PER_MM) if min(abs(one.middle - y) for y in ROWS) < 5]
    assert with_lost(ink.T, known, BARS[0], BARS[-1], PX_PER_MM, BARS, even=True) == tuple(known)
