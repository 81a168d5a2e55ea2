"""A row struck out by a pen line is one row; two rows with a ruling between them are two."""

import pytest

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.struck_rows import struck_bands, without_strikes
from pipeline.layout.lines.rulings import horizontal_rulings
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, inked, lattice_of, line, paper, table, word

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, *(500 + 100 * row for row in range(9))]
BANDS = len(LINES) - 1


def seen(sheet: Grey) -> Lattice:
    ink = inked(sheet)
    return without_strikes(lattice_of(sheet), ink, horizontal_rulings(ink, PX_PER_MM), PX_PER_MM)


def ruled(lines: list[int] = LINES) -> Grey:
    sheet = paper()
    table(sheet, BARS, lines)
    return sheet


@pytest.mark.parametrize(
    ("left", "right", "top", "falls", "weight"),
    [
        (310, 1990, 650, 12, 3),  # askew
        (270, 2035, 652, 0, 3),  # on beyond the table
        (320, 1975, 650, 0, 3),  # not up to the outer bars
        (300, 2000, 650, 0, 7),  # a thicker pen
        (300, 2000, 638, 0, 3),  # where no ruling of rows half as tall would lie
    ],
)
def test_a_pen_line_through_a_row_is_no_ruling(left: int, right: int, top: int, falls: int, weight: int) -> None:
    sheet = ruled()
    line(sheet, (left, top), (right, top + falls), weight)
    assert lattice_of(sheet).bands == BANDS + 1
    found = seen(sheet)
    assert (found.bands, struck_bands(found)) == (BANDS, {3})
    assert found.nodes[:, 0, 1] == pytest.approx(LINES, abs=3)
    assert found.folds == ()


def test_a_level_line_from_bar_to_bar_is_told_by_the_writing_that_it_strikes_out() -> None:
    sheet = ruled()
    line(sheet, (300, 650), (2000, 650))
    assert seen(sheet).bands == BANDS + 1
    for x in (400, 920, 1320, 1720):
        for at in range(0, 200, 25):
            line(sheet, (x + at, 635), (x + at + 6, 665))
    assert struck_bands(seen(sheet)) == {3}


def test_rows_that_lie_next_to_one_another_are_struck_out_each_for_itself() -> None:
    sheet = ruled()
    for top in (550, 650, 950):
        line(sheet, (312, top), (1985, top - 9))
    found = seen(sheet)
    assert (found.bands, struck_bands(found)) == (BANDS, {2, 3, 6})


def test_a_row_may_be_struck_out_twice() -> None:
    sheet = ruled()
    line(sheet, (312, 632), (1985, 628))
    line(sheet, (330, 665), (1970, 672))
    found = seen(sheet)
    assert (found.bands, struck_bands(found)) == (BANDS, {3})


@pytest.mark.parametrize(
    ("top", "falls", "weight", "band"),
    [(568, 15, 3, 2), (620, 15, 3, 3), (1220, 15, 3, 9), (1270, 15, 3, 9), (622, 0, 7, 3), (578, 0, 7, 2)],
)
def test_a_line_beside_a_ruling_does_not_stand_for_it(top: int, falls: int, weight: int, band: int) -> None:
    sheet = ruled()
    line(sheet, (310, top), (1990, top + falls), weight)
    found = seen(sheet)
    assert (found.bands, struck_bands(found)) == (BANDS, {band})
    assert found.nodes[:, 0, 1] == pytest.approx(LINES, abs=3)


def test_a_line_that_slants_strikes_out_all_rows_it_runs_through() -> None:
    sheet = ruled()
    line(sheet, (290, 750), (2020, 660), 4)
    found = seen(sheet)
    assert (found.bands, struck_bands(found)) == (BANDS, {3, 4})
    assert found.nodes[:, 0, 1] == pytest.approx(LINES, abs=3)


def test_a_ruling_that_a_z_of_the_pen_crosses_at_a_small_angle_is_kept() -> None:
    rows = [500 + 60 * row for row in range(9)]
    sheet = ruled([200, 400, 440, *rows])
    for start, end in (((330, 600), (1970, 600)), ((330, 640), (1970, 645)), ((1970, 600), (330, 640))):
        line(sheet, start, end, 4)
    found = seen(sheet)
    assert found.nodes[:, 0, 1] == pytest.approx([200, 400, 440, *rows], abs=3)


def test_rows_of_which_some_rulings_were_lost_are_not_struck_out() -> None:
    rows = [500 + 50 * row for row in range(17)]
    sheet = ruled([200, 400, *(y for y in rows if y not in (600, 850, 1100))])
    for x in (400, 920, 1320, 1720):
        word(sheet, x, 790)
    assert seen(sheet).strikes == ()


def test_double_lines_and_column_numbers_are_left_alone() -> None:
    sheet = ruled([200, 400, 450, *(550 + 100 * row for row in range(9))])
    for y in (395, 456, 1357):
        line(sheet, (300, y), (2000, y), 5)
    plain, found = lattice_of(sheet), seen(sheet)
    assert (found.strikes, found.nodes.tolist()) == ((), plain.nodes.tolist())
