"""A line down a column says "same as above" where its row is written, nothing where it is not; else it says nothing."""

from collections.abc import Iterable, Mapping

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.column_lines import Columns, column_lines
from pipeline.layout.doubts.long_strokes import Place, long_strokes
from pipeline.layout.doubts.oblique_lines import oblique_cells
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey, Line
from tests.layout.drawing import PX_PER_MM, lattice_of, line, paper, table

BARS = [300, 400, 700, 1000, 1300, 1600, 1900]
LINES = [200, 400, *(500 + 100 * row for row in range(8))]
ROWS = range(1, 9)
COLUMNS = Columns({0}, {1, 2, 3, 4, 5})
Points = list[tuple[float, float]]


def lattice() -> Lattice:
    sheet = paper()
    table(sheet, BARS, LINES)
    return lattice_of(sheet)


def middle(band: int, column: int) -> tuple[float, float]:
    return (BARS[column] + BARS[column + 1]) / 2, 350 + 100 * band


def written(cells: Iterable[Place]) -> Grey:
    """A sheet without its rulings, words in these cells."""
    sheet = paper()
    for place in cells:
        x, y = middle(*place)
        for at in range(-60, 61, 15) if place[1] else (0,):
            line(sheet, (x + at, y - 20), (x + at + 8, y + 15), 4)
            line(sheet, (x + at, y + 15), (x + at + 15, y + 10), 4)
    return sheet


def drawn(sheet: Grey, points: Points) -> Grey:
    cv2.polylines(sheet, [np.array(points, dtype=np.int32).reshape(-1, 1, 2)], False, (40.0,), 4, cv2.LINE_AA)
    return sheet


def said(sheet: Grey) -> Mapping[Place, Line]:
    ink = coarse_ink(sheet, lattice())
    penned = long_strokes(ink, lattice(), PX_PER_MM) | oblique_cells(ink, lattice(), PX_PER_MM)
    return column_lines(ink, lattice(), ROWS, (penned, penned), COLUMNS, PX_PER_MM)


FOUR_PEOPLE = [(band, column) for band in (1, 2, 3, 4) for column in (1, 3, 4)]
X = middle(1, 2)[0]
BELOW: Points = [(X, 485), (X + 5, 620), (X + 3, 780)]
WAVY: Points = [(X + 9 * (-1) ** at, 485 + 22 * at) for at in range(14)]
ARROW: Points = [*BELOW, (X - 12, 765), (X + 3, 780), (X + 16, 763)]


@pytest.mark.parametrize("points", [BELOW, WAVY, ARROW], ids=["plain", "wavy", "arrow"])
def test_below_a_value_it_says_the_same(points: Points) -> None:
    found = said(drawn(written([*FOUR_PEOPLE, (1, 2)]), points))
    assert found == {(band, 2): Line.SAME for band in (2, 3, 4)}


def test_in_one_row_it_is_known_as_less_sure() -> None:
    sheet = drawn(written([*FOUR_PEOPLE, (1, 2)]), [(X, 485), (X, 570)])
    assert said(sheet) == {(2, 2): Line.SAME_ONCE}


@pytest.mark.parametrize("column", [1, 2, 5])
def test_in_empty_rows_it_says_nothing_though_a_value_stands_above(column: int) -> None:
    x = middle(1, column)[0]
    sheet = written([*FOUR_PEOPLE, *((4, at) for at in (2, 5)), *((band, 0) for band in ROWS)])
    found = said(drawn(sheet, [(x, 820), (x + 4, 1000), (x, 1170)]))
    assert found == {(band, column): Line.EMPTY for band in (5, 6, 7, 8)}


def test_a_slanting_line_through_empty_rows_says_nothing() -> None:
    found = said(drawn(written(FOUR_PEOPLE), [(420, 1180), (1880, 830)]))
    assert set(found.values()) == {Line.EMPTY}
    assert {band for band, _ in found} == {5, 6, 7, 8}


def test_down_a_column_without_a_value_and_through_values_it_says_nothing_sure() -> None:
    assert said(drawn(written(FOUR_PEOPLE), BELOW)) == {}
    assert said(drawn(written([*FOUR_PEOPLE, (1, 2), (2, 2), (3, 2)]), BELOW)) == {}


def test_where_hardly_anything_stands_in_the_row_it_says_nothing_sure() -> None:
    assert said(drawn(written([(1, 1), (1, 2), (2, 1), (3, 1), (4, 1)]), BELOW)) == {}
    two = [(band, column) for band in (1, 2, 3, 4) for column in (1, 3)]
    assert Line.SAME not in said(drawn(written([*two, (1, 2)]), BELOW)).values()


def test_lines_through_every_row_of_single_figures_strike_out_none() -> None:
    """The bars of the back shone through, and recaps with a 1 in most cells seemed struck out, blank, accepted."""
    sheet = paper()
    for band in ROWS:
        for column in (1, 3, 4):
            x, y = middle(band, column)
            line(sheet, (x, y - 25), (x - 3, y + 25), 5)
    for column in (2, 5):
        x = middle(1, column)[0]
        drawn(sheet, [(x, 410), (x, 1190)])
    assert Line.EMPTY not in said(sheet).values()


def test_a_column_too_narrow_to_look_into_is_no_hindrance() -> None:
    narrow = lattice()
    narrow.nodes[:, 1, 0] = narrow.nodes[:, 0, 0] + 2
    ink = coarse_ink(drawn(written([(1, 2), (1, 3)]), [(X, 820), (X, 1170)]), narrow)
    strokes = long_strokes(ink, narrow, PX_PER_MM), frozenset[Place]()
    found = column_lines(ink, narrow, ROWS, strokes, COLUMNS, PX_PER_MM)
    assert set(found.values()) == {Line.EMPTY}
