"""Folds that look like rulings: through the heading, from top to bottom, and none where the table's edge is missing."""

import pytest

from pipeline.layout.grid.lattice import find_lattice
from pipeline.layout.grid.lattice_changes import without_lines
from pipeline.layout.lines.folds import goes_on_in_ink
from pipeline.layout.lines.rulings import horizontal_rulings, vertical_rulings
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, inked, lattice_of, line, paper, table

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, *(450 + 100 * row for row in range(8))]


def drawn(*folds: tuple[tuple[int, int], tuple[int, int]]) -> Grey:
    sheet = paper()
    table(sheet, BARS, LINES)
    for start, end in folds:
        line(sheet, start, end)
    return sheet


@pytest.mark.parametrize("y", [240, 290, 350])
def test_a_fold_through_the_heading_makes_no_band(y: int) -> None:
    found = lattice_of(drawn(((100, y), (2300, y + 3))))
    assert (found.bands, found.columns, len(found.folds)) == (9, 5, 1)
    assert found.cell(1, 2).top == pytest.approx(LINES[1], abs=3)


@pytest.mark.parametrize("x", [640, 1000, 1500, 1850])
def test_a_fold_from_top_to_bottom_makes_no_column(x: int) -> None:
    found = lattice_of(drawn(((x, 40), (x + 2, 1560))))
    assert (found.bands, found.columns) == (9, 5)
    (fold,) = found.upright_folds
    assert fold.middle == pytest.approx(x, abs=3)


@pytest.mark.parametrize("x", [892, 910])
def test_a_ruling_beside_a_fold_is_kept_in_its_place(x: int) -> None:
    found = lattice_of(drawn(((x, 40), (x, 1560))))
    assert found.columns == 5
    assert found.cell(3, 1).right == pytest.approx(900, abs=14)


def test_lines_of_a_table_that_runs_out_of_the_picture_are_no_folds() -> None:
    sheet = drawn()
    sheet[:, :340] = 255
    sheet[:, 1980:] = 255
    found = lattice_of(sheet)
    assert (found.bands, found.folds, found.upright_folds) == (9, (), ())


def test_a_line_that_was_not_traced_is_a_fold_where_ink_leads_on_beyond_both_sides() -> None:
    sheet = drawn(((100, 300), (2300, 300)), ((380, 340), (2300, 340)))
    ink, found = inked(sheet), lattice_of(drawn())
    own = found.lines[0]
    through, from_the_table_on = (
        type(own)(own.along, own.across + down, own.step_px, own.weight_px) for down in (100, 140)
    )
    assert goes_on_in_ink(through, found.bars, ink, PX_PER_MM)
    assert not goes_on_in_ink(from_the_table_on, found.bars, ink, PX_PER_MM)
    assert not goes_on_in_ink(own, found.bars, ink, PX_PER_MM)


def test_without_lines_the_bands_between_are_one() -> None:
    found = lattice_of(drawn())
    less = without_lines(found, 1, 3)
    assert (less.bands, less.columns, len(less.merged), len(less.folds)) == (7, 5, 7, 2)
    assert less.cell(0, 1).bottom == pytest.approx(LINES[3], abs=3)


def test_a_fold_that_gives_way_to_a_bar_makes_no_second_one() -> None:
    found = lattice_of(drawn(((920, 40), (926, 1560)), ((880, 40), (874, 1560))))
    assert found.columns == 5


@pytest.mark.parametrize("x", [640, 1500])
def test_a_fold_that_was_not_traced_is_no_lost_bar(x: int) -> None:
    """A copier's streak made a fifth column of every pale page of a book, and they were refused."""
    ink = inked(drawn(((x, 40), (x + 2, 1560))))
    seen = inked(drawn())
    rulings = horizontal_rulings(seen, PX_PER_MM), vertical_rulings(seen, PX_PER_MM)
    found = find_lattice(*rulings, PX_PER_MM, (seen, ink))
    assert found is not None
    assert found.columns == 5
    within = inked(drawn(((x, LINES[0]), (x, LINES[-1]))))
    lost = find_lattice(*rulings, PX_PER_MM, (seen, within))
    assert lost is not None
    assert lost.columns == 6


def test_several_streaks_through_a_table_of_many_columns_are_none() -> None:
    """Four black lines of a dirty feeder were four columns more, and the page was refused."""
    grey = paper()
    bars, rows = list(range(300, 2110, 120)), list(range(300, 1200, 100))
    table(grey, bars, rows)
    for x in (350, 760, 1300, 1970):
        line(grey, (x, 0), (x, grey.shape[0]), 3)
    found = lattice_of(grey)
    assert [round(bar.middle) for bar in found.bars] == pytest.approx(bars, abs=3)
    assert len(found.upright_folds) == 4


@pytest.mark.parametrize("to_the_right", [10, 20])
def test_a_fold_that_leans_is_not_found_again_as_a_bar(to_the_right: int) -> None:
    """Looked at closely, the table had a column more, and the page was refused."""
    ink = inked(drawn(((640, 40), (640 + to_the_right, 1560))))
    lines, bars = horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM)
    found = find_lattice(lines, bars, PX_PER_MM, (ink, ink))
    assert (found.columns, len(found.upright_folds)) == (5, 1)


@pytest.mark.parametrize("start", [890, 895])
@pytest.mark.parametrize("closely", [False, True])
def test_what_is_left_of_a_streak_that_crosses_a_bar_makes_no_column(start: int, closely: bool) -> None:
    ink = inked(drawn(((start, 40), (950, 1560))))
    lines, bars = horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM)
    found = find_lattice(lines, bars, PX_PER_MM, (ink, ink) if closely else None)
    assert [bar.middle for bar in found.bars] == pytest.approx(BARS, abs=3)


def test_two_narrow_columns_of_a_table_stay() -> None:
    """No line goes on beside them, however near to one another and however broken."""
    sheet = paper()
    table(sheet, [300, 380, 900, 936, 1300, 2000], LINES)
    sheet[450:650, 930:942] = 255
    assert lattice_of(sheet).columns == 5


def test_a_bar_that_a_letter_below_prolongs_is_no_fold_where_the_first_line_is_lost() -> None:
    """All bars began above what was seen of such a table: this one went on beyond both sides, and a column was lost."""
    sheet = drawn()
    sheet[190:210, 320:1990] = 255
    for x in BARS:
        line(sheet, (x, LINES[0]), (x, LINES[1]))
    line(sheet, (900, LINES[-1]), (900, LINES[-1] + 130))
    found = lattice_of(sheet)
    assert (found.columns, found.upright_folds) == (5, ())


def test_nor_is_one_that_a_letter_above_prolongs_where_the_last_line_is_lost() -> None:
    """The thick last line of a cropped page was seen in pieces: the first column was lost, and the page refused."""
    sheet = drawn()
    last = LINES[-1]
    sheet[last - 10 : last + 10, 320:1990] = 255
    for x in BARS:
        line(sheet, (x, LINES[-2]), (x, last))
    line(sheet, (380, LINES[0] - 130), (380, LINES[0]))
    found = lattice_of(sheet)
    assert (found.columns, found.upright_folds) == (5, ())
