"""A line that a pen drew down a column is no bar; one that parts headings is, however it looks."""

import pytest

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.struck_columns import struck_cells, without_struck_columns
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, inked, lattice_of, line, paper, table

BARS = [300, 380, 900, 1300, 1700, 2000]
LINES = [200, 400, *(500 + 100 * row for row in range(9))]


def seen(sheet: Grey) -> Lattice:
    return without_struck_columns(lattice_of(sheet), inked(sheet), PX_PER_MM)


def ruled(group: int = 0) -> Grey:
    sheet = paper()
    table(sheet, BARS, LINES, group=group)
    return sheet


@pytest.mark.parametrize(
    ("x", "leans", "top", "bottom"), [(1100, 0, 430, 1290), (1500, 12, 400, 1300), (340, 3, 450, 1280)]
)
def test_a_pen_line_down_a_column_is_no_bar(x: int, leans: int, top: int, bottom: int) -> None:
    sheet = ruled()
    line(sheet, (x, top), (x + leans, bottom))
    assert lattice_of(sheet).columns == len(BARS)
    found = seen(sheet)
    column = sum(bar < x for bar in BARS) - 1
    assert found.nodes[0, :, 0] == pytest.approx(BARS, abs=3)
    assert {cell[1] for cell in struck_cells(found)} == {column}
    assert len(struck_cells(found)) >= len(LINES) - 3


def test_bars_below_a_group_heading_are_bars() -> None:
    sheet = ruled(group=2)
    assert seen(sheet).columns == len(BARS) - 1


@pytest.mark.parametrize(("above", "columns"), [(True, len(BARS)), (False, len(BARS) - 1)])
def test_a_bar_that_parts_the_lowest_headings_only_is_one(above: bool, columns: int) -> None:
    """L and P stand low under a tall heading: their bar, twice as thick as the others, was taken for a pen's line, and
    the page was refused."""
    sheet = ruled()
    if above:
        line(sheet, (900, 363), (1300, 363))
    line(sheet, (1100, 365), (1100, 1300), weight=9)
    assert lattice_of(sheet).columns == len(BARS)
    assert seen(sheet).columns == columns


def test_a_bar_whose_upper_part_is_broken_stays_one() -> None:
    sheet = ruled()
    sheet[280:390, 1290:1310] = 255
    assert seen(sheet).columns == len(BARS) - 1


def test_bars_whose_upper_ends_are_hidden_side_by_side_are_bars() -> None:
    sheet = ruled()
    sheet[150:540, 850:1750] = 255
    assert seen(sheet).columns == len(BARS) - 1


@pytest.mark.parametrize(("top", "columns"), [(545, len(BARS) - 1), (400, len(BARS))])
def test_a_pen_line_below_an_upright_heading_is_no_bar(top: int, columns: int) -> None:
    """`STATUS DALAM` stands over the line that says "the same" in four of five rows: the table had a column more, and
    the page was of no known form. A bar that is a little broken there, and begins where the others do, is one."""
    sheet = ruled()
    for y in range(300, 396, 16):
        sheet[y : y + 13, 1095:1107] = 0  # letters that stand upright, one above the other
    line(sheet, (1100, top), (1106, 1290))
    assert lattice_of(sheet).columns == len(BARS)
    assert seen(sheet).columns == columns
