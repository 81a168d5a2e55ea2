"""Cells over which something lies, and tables whose lower edge is hidden."""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.layout.grid.covered import closed_below, closed_beside, covered_cells, goes_on_below
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, broken, lattice_of, line, paper, table

BARS = [300, 380, 700, 900, 1000, 1100, 1200, 1700, 2100]
LINES = [300, 560, 650, 740, 830, 920, 1010, 1100, 1190]


def drawn() -> tuple[Grey, Lattice]:
    sheet = paper()
    table(sheet, BARS, LINES)
    lattice = lattice_of(sheet)
    assert (lattice.bands, lattice.columns) == (8, 8)
    return sheet, lattice


def test_a_slip_of_paper_covers_the_cells_under_it() -> None:
    sheet, lattice = drawn()
    sheet[700:960, 860:1150] = 250
    assert covered_cells(sheet, lattice, PX_PER_MM) == frozenset(product([3, 4], [3, 4]))


@pytest.mark.parametrize("weight", [1, 3])
@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_a_plain_or_broken_table_is_not_covered(weight: int, missing: float) -> None:
    _, lattice = drawn()
    sheet = paper()
    table(sheet, BARS, LINES, weight)
    broken(sheet, missing, seed=2)
    assert len(covered_cells(sheet, lattice, PX_PER_MM)) <= 2 * bool(missing)
    assert closed_below(sheet, lattice, PX_PER_MM)


def test_a_faint_table_is_not_covered() -> None:
    sheet, lattice = drawn()
    faint = (255 - (255 - sheet) // 8).astype(sheet.dtype)
    assert covered_cells(faint, lattice, PX_PER_MM) == frozenset()
    assert closed_below(faint, lattice, PX_PER_MM)


def test_a_table_is_closed_by_a_line_that_is_seen_in_part() -> None:
    sheet, lattice = drawn()
    sheet[1150:, :] = 250
    assert not closed_below(sheet, lattice, PX_PER_MM)
    sheet, _ = drawn()
    sheet[1150:, 900:] = 250
    assert closed_below(sheet, lattice, PX_PER_MM)


def test_glare_that_leaves_the_rulings_pale_covers_the_cells_under_it() -> None:
    sheet, lattice = drawn()
    under = sheet[700:960, 860:1150]
    under[:] = 255 - (255 - under) // 4
    assert covered_cells(sheet, lattice, PX_PER_MM) == frozenset(product([3, 4], [3, 4]))


@pytest.mark.parametrize(("edge", "column"), [(slice(None, 330), 0), (slice(2060, None), 7)])
def test_an_outer_column_whose_bar_is_not_seen_is_covered(edge: slice, column: int) -> None:
    sheet, lattice = drawn()
    sheet[:, edge] = 250
    assert covered_cells(sheet, lattice, PX_PER_MM) >= set(product(range(8), [column]))


def test_bars_go_on_below_a_line_between_rows_and_not_below_the_last() -> None:
    sheet, lattice = drawn()
    assert not goes_on_below(sheet, lattice, PX_PER_MM)
    table(sheet, BARS, [*LINES, LINES[-1] + 40])
    assert goes_on_below(sheet, lattice, PX_PER_MM)
    sheet[LINES[-1] - 30 :, : BARS[3] + 20] = 250
    assert goes_on_below(sheet, lattice, PX_PER_MM), "torn off slanting"


@pytest.mark.parametrize(("gone", "closed"), [(None, ("left", "right")), (2000, ("left",)), (300, ("right",))])
def test_a_table_ends_where_its_outer_bar_is_seen(gone: int | None, closed: tuple[str, ...]) -> None:
    sheet = paper()
    table(sheet, [300, 380, 900, 1300, 1700, 2000], [200, 400, *(450 + 100 * row for row in range(6))])
    lattice = lattice_of(sheet)
    if gone is not None:
        sheet[:, gone - 4 : gone + 5] = 255
    assert closed_beside(sheet, lattice, PX_PER_MM) == closed


def test_hair_lines_between_black_bars_are_no_sign_of_a_slip() -> None:
    """An office rules its rows with hair lines, a fifth as dark as the bars: every row of four sheets went to a person,
    two cells in three of 900 that were read right. What lies over them is still seen."""
    _, lattice = drawn()
    sheet = paper()
    table(sheet, BARS, [LINES[0], LINES[-1]])
    for y in LINES[1:-1]:
        line(sheet, (BARS[0], y), (BARS[-1], y))
        sheet[y - 1 : y + 2] = 255 - (255 - sheet[y - 1 : y + 2]) // 6
    for x in BARS:
        line(sheet, (x, LINES[0]), (x, LINES[-1]))
    assert covered_cells(sheet, lattice, PX_PER_MM) == frozenset()
    sheet[700:960, 860:1150] = 250
    assert covered_cells(sheet, lattice, PX_PER_MM) == frozenset(product([3, 4], [3, 4]))
