"""Strokes that run out of a page are seen, at the side where they do; what only comes near its border is not."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box, PageMap, Points
from pipeline.layout.grid.page_border import (
    RunOut,
    crowded_side,
    crowded_sides,
    cut_cells,
    margin_beside,
    missing_sides,
    run_outs,
)
from pipeline.model import Cell, Doubt, Grey, PageImage, Part
from pipeline.scan.straighten import turned
from tests.layout.drawing import PX_PER_MM, dots, lattice_of, paper, table, word

BARS = [300, 380, 700, 900, 1000, 1100, 1200, 1700, 2100]
LINES = [300, 560, 610, 700, 790, 880, 970, 1060, 1150]


def ring(width: int, height: int, edge: int = 4) -> Points:
    corners = np.array([[edge, edge], [width - edge, edge], [width - edge, height - edge], [edge, height - edge]])
    t = np.linspace(0, 1, 33)[:, None]
    return np.concatenate([corners[at] * (1 - t) + corners[(at + 1) % 4] * t for at in range(4)])


def page(grey: Grey) -> PageImage:
    """The page of a picture, its outermost pixels white, as loaded."""
    height, width = grey.shape
    grey = grey.copy()
    grey[:4] = grey[-4:] = 255
    grey[:, :4] = grey[:, -4:] = 255
    return PageImage(grey, PageMap(), PX_PER_MM, source_px=(width, height), rings=(ring(width, height),))


def form(right: int = 2400) -> Grey:
    """Six lines to write on with words before them, cut at `right`."""
    sheet = paper()
    for y in range(200, 800, 100):
        word(sheet, 200, y)
        dots(sheet, 600, 1900, y + 12)
    return np.ascontiguousarray(sheet[:, :right])


def test_lines_to_write_on_run_out_where_the_picture_ends_within_them() -> None:
    outs = run_outs(page(form(1500)))
    assert {out.side for out in outs} == {"right"}
    assert len(outs) == 6
    assert {round(out.y / 100) for out in outs} == set(range(2, 8))


@pytest.mark.parametrize("right", [1925, 2400])
def test_lines_that_end_before_the_border_do_not(right: int) -> None:
    assert run_outs(page(form(right))) == ()


@pytest.mark.parametrize(("turns", "side"), [(1, "bottom"), (2, "left"), (3, "top")])
def test_the_side_is_that_of_the_page_as_it_is_read(turns: int, side: str) -> None:
    assert {out.side for out in run_outs(turned(page(form(1500)), turns))} == {side}


def test_the_ground_beside_a_sheet_is_no_stroke() -> None:
    sheet = form()
    sheet[:, 2380:] = 60
    assert run_outs(page(sheet)) == ()


def test_a_page_without_borders_of_its_own_is_not_cut() -> None:
    assert run_outs(PageImage(form(1500), PageMap(), PX_PER_MM)) == ()


def test_only_cells_that_reach_to_the_stroke_are_doubted() -> None:
    near, short, elsewhere = (
        Cell(Part.HEAD, None, Field("name", Kind.NAME), box)
        for box in (Box(600, 270, 1490, 330), Box(600, 270, 1200, 330), Box(600, 470, 1490, 530))
    )
    doubted = cut_cells((near, short, elsewhere), [RunOut("right", 1496.0, 310.0)], PX_PER_MM)
    assert [cell.doubts for cell in doubted] == [(Doubt.CUT,), (), ()]


def test_part_of_a_page_is_missing_where_much_of_its_writing_is_cut() -> None:
    cells = [Cell(Part.HEAD, None, Field("name", Kind.NAME), Box(600, y, 1490, y + 60)) for y in (200, 300, 400)]
    outs = [RunOut("right", 1496.0, y + 30.0) for y in (200, 300, 400)]
    assert missing_sides(cells, None, outs, PX_PER_MM) == ("right",)
    assert missing_sides(cells, None, outs[:2], PX_PER_MM) == ()
    assert missing_sides(cells[:2], None, outs, PX_PER_MM) == ()


@pytest.mark.parametrize(("side", "edges"), [("right", (0, 1600, 0, 1400)), ("bottom", (0, 1000, 0, 2400))])
def test_part_of_a_page_is_missing_where_its_table_runs_out(side: str, edges: tuple[int, int, int, int]) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    whole = lattice_of(sheet)
    cut = page(sheet[edges[0] : edges[1], edges[2] : edges[3]])
    assert missing_sides((), whole, run_outs(cut), PX_PER_MM) == (side,)
    assert missing_sides((), whole, run_outs(page(sheet)), PX_PER_MM) == ()


def test_strokes_cut_all_round_are_a_patterned_ground() -> None:
    right = [RunOut("right", 1496.0, float(y)) for y in range(100, 700, 100)]
    assert crowded_sides(right) == ("right",)
    assert crowded_sides(right[:4]) == ()
    everywhere = [RunOut(side, 0.0, float(y)) for side in ("left", "top", "right") for y in range(100, 700, 100)]
    assert crowded_sides(everywhere) == ()


def test_very_many_strokes_cut_at_one_side_alone_are_a_page_that_is_cut() -> None:
    """Whatever it shows; the lines of a notebook, which run out on both sides, and a few strokes are none."""
    right = [RunOut("right", 1496.0, float(y)) for y in range(100, 1100, 100)]
    left = [RunOut("left", 4.0, out.y) for out in right]
    assert crowded_side(right)
    assert crowded_side(right + left[:4])
    assert not crowded_side(right[:9])
    assert not crowded_side(right + left)
    assert not crowded_side(())


@pytest.mark.parametrize(("printed", "bare"), [((), True), ((2120, 2300), False), ((2170, 2300), True)])
def test_a_margin_is_bare_from_the_heads_down_to_the_tables_end(printed: tuple[int, ...], bare: bool) -> None:
    """Lines of ruled paper that lay beside a sheet ran out of the picture, and the page was refused as cut off."""
    sheet = paper()
    table(sheet, BARS, LINES)
    if printed:
        sheet[220:1000:40, printed[0] : printed[1]] = 0
    lattice = lattice_of(sheet)
    assert margin_beside(sheet, lattice, 200.0, "right", PX_PER_MM) is bare
    assert not margin_beside(np.ascontiguousarray(sheet[:, :2140]), lattice, 200.0, "right", PX_PER_MM)
