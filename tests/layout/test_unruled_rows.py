"""Rows with a printed number each and no lines between are found where those numbers stand, and nowhere else."""

import cv2
import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout.find import Found, find_layout
from pipeline.layout.unruled_rows import with_rows_drawn
from pipeline.model import Cell, Grey, PageFault, PageImage, Part
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page

FORMS = load_forms()
RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")


def straight(grey: Grey) -> PageImage:
    page = straighten(View(grey), Settings())
    assert isinstance(page, PageImage)
    return page


def find(grey: Grey) -> Found | PageFault:
    return find_layout(straight(grey), FORMS, print_reader())


def table_of(page: Found) -> list[Cell]:
    return [cell for cell in page.layout.cells if cell.part is Part.TABLE]


@pytest.fixture(scope="module")
def ruled() -> Found:
    page = find(make_page(RECAP, 5, damage=draw_damage(5, "clean")).image)
    assert isinstance(page, Found)
    return page


def unruled(ruled: Found, numbers: list[int]) -> Grey:
    """The straight page without the lines between its rows, which are written on nowhere, and with those numbers."""
    grey = ruled.page.grey.copy()
    cells = table_of(ruled)
    numbered = [cell.box for cell in cells if cell.field.name == "row_no"]
    for above in [cell.box for cell in cells if cell.row is not None and cell.row < len(numbered) - 1]:
        grey[round(above.bottom) - 7 : round(above.bottom) + 8, round(above.left) + 8 : round(above.right) - 7] = 255
    for box, number in zip(numbered, numbers, strict=True):
        grey[round(box.top) + 8 : round(box.bottom) - 7, round(box.left) + 8 : round(box.right) - 7] = 255
        place = round(box.left) + 10, round(box.centre[1]) + 10
        cv2.putText(grey, str(number), place, cv2.FONT_HERSHEY_DUPLEX, 0.8, (30.0,), 2, cv2.LINE_AA)
    return grey


def rows_of(ruled: Found) -> int:
    return sum(cell.field.name == "row_no" for cell in table_of(ruled))


def test_numbered_rows_without_lines_are_found(ruled: Found) -> None:
    page = find(unruled(ruled, list(range(1, rows_of(ruled) + 1))))
    assert isinstance(page, Found)
    assert page.layout.key == RECAP.key
    for cell, true in zip(table_of(page), table_of(ruled), strict=True):
        assert (cell.field.name, cell.row) == (true.field.name, true.row)
        off = [abs(a - b) for a, b in ((cell.box.top, true.box.top), (cell.box.bottom, true.box.bottom))]
        assert max(off) < 0.15 * true.box.height


def test_print_in_line_below_the_table_is_no_bar_of_it(ruled: Found) -> None:
    """The numbers of items below stood between the table's first two bars, one above the other."""
    grey = unruled(ruled, list(range(1, rows_of(ruled) + 1)))
    last, first = (max(table_of(ruled), key=lambda cell: cell.box.bottom).box, table_of(ruled)[0].box)
    for y in range(round(last.bottom) + 60, len(grey) - 80, 30):
        grey[y : y + 24, round(first.centre[0]) - 2 : round(first.centre[0]) + 2] = 30
    assert with_rows_drawn(straight(grey), print_reader()) is not None


def test_upside_down_too(ruled: Found) -> None:
    grey = unruled(ruled, list(range(1, rows_of(ruled) + 1)))
    page = find(np.ascontiguousarray(grey[::-1, ::-1]))
    assert isinstance(page, Found)
    assert len(table_of(page)) == len(table_of(ruled))


def test_numbers_out_of_order_tell_no_rows(ruled: Found) -> None:
    numbers = [(7 * at) % 9 + 1 for at in range(rows_of(ruled))]
    page = find(unruled(ruled, numbers))
    assert isinstance(page, PageFault)
    assert page.reason == "lattice_lost"


def test_nothing_is_drawn_where_rows_are_ruled(ruled: Found) -> None:
    assert with_rows_drawn(ruled.page, print_reader()) is None


@pytest.mark.parametrize("dotted", [False, True])
def test_nothing_is_drawn_over_writing(ruled: Found, dotted: bool) -> None:
    """Nor are lines of dots any: over them it is drawn."""
    grey = unruled(ruled, list(range(1, rows_of(ruled) + 1)))
    second = [cell.box for cell in table_of(ruled) if cell.row == 1]
    y, x = round(second[0].bottom), round(second[8].centre[0])
    if dotted:
        grey[y : y + 3, round(second[0].left) : round(second[-1].right) : 9] = 60
    cv2.line(grey, (x - 10, y - 25), (x + 10, y + 25), 60.0, 5, cv2.LINE_AA)
    page = straight(grey)
    drawn = with_rows_drawn(page, print_reader())
    assert drawn is not None
    there = slice(y - 20, y + 21), slice(x - 12, x + 13)
    assert np.array_equal(drawn.grey[there], page.grey[there])
    line = drawn.grey[y - 6 : y + 7, round(second[10].left) + 12 : round(second[10].right) - 12].min(axis=0)
    assert np.mean(line < 100) > 0.9


@pytest.mark.parametrize("seed", range(4))
def test_any_picture_is_taken(seed: int) -> None:
    rng = np.random.default_rng(seed)
    grey = rng.integers(0, 256, (400, 600), dtype=np.uint8) if seed else np.full((400, 600), 255, np.uint8)
    grey[:: 40 + seed, :] = 0
    grey[:, :: 90 + seed] = 0
    assert with_rows_drawn(PageImage(grey, PageMap(), 8.0), print_reader()) is None


def test_rows_below_a_heading_taller_than_all_of_them_are_found() -> None:
    grey = np.full((1500, 1600), 255, np.uint8)
    for y in (100, 800, 850, 1150, 1220):
        cv2.line(grey, (100, y), (1500, y), (0,), 3)
    for x in (100, 200, 600, 800, 1000, 1200, 1500):
        cv2.line(grey, (x, 100), (x, 1220), (0,), 3)
    for number in range(1, 6):
        place = (130, 850 + 60 * number - 20)
        cv2.putText(grey, str(number), place, cv2.FONT_HERSHEY_DUPLEX, 0.8, (30.0,), 2, cv2.LINE_AA)
    drawn = with_rows_drawn(PageImage(grey, PageMap(), 10.0), print_reader())
    assert drawn is not None
    assert [
        bool((drawn.grey[850 + 60 * row - 3 : 850 + 60 * row + 4, 300:400] < 128).any()) for row in range(1, 5)
    ] == [True] * 4
