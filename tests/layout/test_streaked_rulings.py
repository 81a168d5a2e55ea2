"""What a black streak hides of a table's rulings is put back; every cell it touches goes to a person, no other."""

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.layout.find import Found, find_layout
from pipeline.model import Cell, Doubt, PageFault, PageImage, Part
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page

FORMS = load_forms()
RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")


@pytest.fixture(scope="module")
def recap() -> np.ndarray:
    return make_page(RECAP, 5, damage=draw_damage(5, "clean")).image


@pytest.fixture(scope="module")
def whole(recap: np.ndarray) -> Found:
    page = found(recap)
    assert isinstance(page, Found)
    return page


def found(grey: np.ndarray) -> Found | PageFault:
    page = straighten(View(grey), Settings())
    assert isinstance(page, PageImage)
    return find_layout(page, FORMS, print_reader())


def table_of(page: Found) -> list[Cell]:
    return [cell for cell in page.layout.cells if cell.part is Part.TABLE]


@pytest.mark.parametrize("wide_mm", [2.0, 4.0])
@pytest.mark.parametrize("field", ["elderly", "water_well"])
def test_a_bar_under_a_streak_is_put_back(recap: np.ndarray, whole: Found, field: str, wide_mm: float) -> None:
    """One column less made it another form's table, or one that had lost a ruling: refused."""
    column = next(cell for cell in table_of(whole) if cell.field.name == field)
    left = column.box.left - wide_mm * whole.page.px_per_mm / 2
    right = column.box.left + wide_mm * whole.page.px_per_mm / 2
    there = whole.page.page_map.to_source(np.array([[left, 100.0], [right, 100.0]]))[:, 0].round().astype(int)
    streaked = recap.copy()
    streaked[:, there[0] : there[1]] = 35
    page = found(streaked)
    assert isinstance(page, Found)
    assert page.layout.key == RECAP.key
    for cell, true in zip(table_of(page), table_of(whole), strict=True):
        assert cell.field.name == true.field.name
        touched = true.box.left < right and true.box.right > left
        assert (Doubt.COVERED in cell.doubts) == touched
        assert abs(cell.box.left - true.box.left) < (wide_mm * whole.page.px_per_mm if touched else 6)


@pytest.mark.parametrize(("seed", "row"), [(8, 0), (8, 4), (5, 3)])
def test_a_line_under_a_streak_is_put_back(seed: int, row: int) -> None:
    """Where it hid the heading's last line, the first row was a part of the heading, and nothing was said."""
    recap = make_page(RECAP, seed, damage=draw_damage(seed, "clean")).image
    whole = found(recap)
    assert isinstance(whole, Found)
    first = next(cell for cell in table_of(whole) if cell.row == row)
    top, bottom = (first.box.top + side * whole.page.px_per_mm for side in (-1.5, 1.5))
    there = whole.page.page_map.to_source(np.array([[100.0, top], [100.0, bottom]]))[:, 1].round().astype(int)
    recap[there[0] : there[1]] = 35
    page = found(recap)
    assert isinstance(page, Found)
    assert page.layout.key == RECAP.key
    for cell, true in zip(table_of(page), table_of(whole), strict=True):
        assert (cell.field.name, cell.row) == (true.field.name, true.row)
        assert abs(cell.box.top - true.box.top) < 1.5 * whole.page.px_per_mm
        touched = true.box.top < bottom and true.box.bottom > top
        assert touched <= (Doubt.COVERED in cell.doubts)


def test_a_line_that_a_leaning_streak_hides_in_part_is_whole(recap: np.ndarray, whole: Found) -> None:
    """What was left of it began too late for one of the table's, and two rows were one."""
    third = next(cell for cell in table_of(whole) if cell.row == 3)
    height = whole.page.page_map.to_source(np.array([[100.0, third.box.top]]))[0, 1]
    streaked = recap.copy()
    y, x = np.mgrid[: recap.shape[0], : recap.shape[1]]
    streaked[np.abs(y - height + 0.012 * (x - 400)) < 15] = 35
    page = found(streaked)
    assert isinstance(page, Found)
    for cell, true in zip(table_of(page), table_of(whole), strict=True):
        assert (cell.field.name, cell.row) == (true.field.name, true.row)
        assert abs(cell.box.top - true.box.top) < 12


def test_a_bar_is_not_put_under_the_wrong_streak(recap: np.ndarray, whole: Found) -> None:
    """Of two streaks one hid a bar: with one put under the other the columns between were their neighbours'."""
    cells = {cell.field.name: cell.box for cell in table_of(whole) if cell.row == 0}
    streaked = recap.copy()
    for x in (cells["members_male"].left, cells["up2k"].centre[0]):
        at = round(float(whole.page.page_map.to_source(np.array([[x, 100.0]]))[0, 0]))
        streaked[:, at - 15 : at + 15] = 35
    page = found(streaked)
    if isinstance(page, Found):
        for cell in table_of(page):
            if cell.row == 0:
                assert abs(cell.box.left - cells[cell.field.name].left) < 40
