"""A page is found whole or refused with a reason, never in part."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout import find
from pipeline.layout.find import Found, find_layout
from pipeline.layout.glance import Glance, look
from pipeline.model import Doubt, PageFault, PageImage, Part
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten, turned
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page
from tests.layout.drawing import PX_PER_MM, Told, paper, word

FORMS = load_forms()
RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")


@pytest.fixture(scope="module")
def recap() -> np.ndarray:
    return make_page(RECAP, 5, damage=draw_damage(5, "clean")).image


def found(grey: np.ndarray) -> Found | PageFault:
    page = straighten(View(grey), Settings())
    assert isinstance(page, PageImage)
    return find_layout(page, FORMS, print_reader())


def test_a_whole_recap_is_found_with_its_total(recap: np.ndarray) -> None:
    whole = found(recap)
    assert isinstance(whole, Found)
    assert (whole.layout.form, whole.layout.edition) == ("rekap-rt", "III-16b")
    assert {Part.HEAD, Part.TABLE, Part.TOTAL} <= {cell.part for cell in whole.layout.cells}


@pytest.mark.parametrize("way", ["black", "in white"])
def test_a_dark_heading_costs_no_row_and_no_cell(recap: np.ndarray, way: str) -> None:
    """Where copiers made a heading black the first row was taken for it, and the page refused, or the row lost."""
    page = straighten(View(recap), Settings())
    assert isinstance(page, PageImage)
    lattice = look(page, Told()).lattice
    assert lattice is not None
    box = page.page_map.to_source(lattice.cell(0, 0, lattice.columns).corners())
    (left, top), (right, bottom) = np.rint(box.min(axis=0)).astype(int), np.rint(box.max(axis=0)).astype(int)
    dark = recap.copy()
    dark[top:bottom, left:right] = 20 if way == "black" else 255 - dark[top:bottom, left:right]
    seen, whole = found(dark), found(recap)
    assert isinstance(seen, Found)
    assert isinstance(whole, Found)
    assert seen.layout.key == whole.layout.key
    assert [(cell.part, cell.row, cell.field.name) for cell in seen.layout.cells] == [
        (cell.part, cell.row, cell.field.name) for cell in whole.layout.cells
    ]
    for cell, true in zip(seen.layout.cells, whole.layout.cells, strict=True):
        if true.part in (Part.TABLE, Part.TOTAL):
            assert np.abs(cell.box.corners() - true.box.corners()).max() < 6


def test_a_white_line_through_the_page_leaves_its_column_to_a_person(recap: np.ndarray) -> None:
    """Digits that a scanner's dead pixels cut were read as others, and accepted against their own sums."""
    whole = found(recap)
    assert isinstance(whole, Found)
    assert not any(Doubt.BANDED in cell.doubts for cell in whole.layout.cells)
    column = [cell for cell in whole.layout.cells if cell.field.name == "members_male" and cell.part is Part.TABLE]
    x = round(float(whole.page.page_map.to_source(column[0].box.corners())[:, 0].mean()))
    banded = recap.copy()
    banded[:, x - 3 : x + 4] = 255
    seen = found(banded)
    assert isinstance(seen, Found)
    doubted = {cell.field.name for cell in seen.layout.cells if cell.part.in_table and Doubt.BANDED in cell.doubts}
    assert doubted == {"members_male"}


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_page_on_its_side_is_read_where_its_way_is_not_sure(recap: np.ndarray, turns: int) -> None:
    """Of pale, broken rulings no table was seen, whose upright headings outweighed all other words: unknown_form."""
    page = straighten(View(recap), Settings())
    assert isinstance(page, PageImage)
    aside = turned(replace(page, turn_sure=False), turns)
    whole = find_layout(aside, FORMS, print_reader())
    assert isinstance(whole, Found)
    assert whole.page.quarter_turns == page.quarter_turns
    if turns != 2:
        assert isinstance(find_layout(replace(aside, turn_sure=True), FORMS, print_reader()), PageFault)


@pytest.mark.parametrize("kept", [0.55, 0.7])
def test_a_recap_whose_lower_rows_are_lost_is_refused(recap: np.ndarray, kept: float) -> None:
    lost = recap.copy()
    lost[int(kept * lost.shape[0]) :] = 235
    refused = found(lost)
    assert isinstance(refused, PageFault)
    assert refused.reason in {"cut_off", "lattice_lost", "unknown_form"}


def test_rows_are_judged_below_the_whole_heading(recap: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a line of the heading's groups seemed to end it, the rest of it was a row far too tall: refused."""
    whole: list[Glance] = []
    judged: list[Glance] = []
    monkeypatch.setattr(find, "with_whole_heading", lambda glance, *_: whole.append(replace(glance)) or whole[-1])
    monkeypatch.setattr(find, "rows_lost", lambda _, glance: bool(judged.append(glance)))
    assert isinstance(found(recap), Found)
    assert judged
    assert all(glance in whole for glance in judged)


@pytest.mark.parametrize("well", [False, True])
def test_a_page_that_reads_well_is_not_tried_upside_down(well: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def looked(page: PageImage, *others: object) -> Glance:
        tried.append(page.quarter_turns)
        return replace(look(page, Told()), reads_well=well)

    monkeypatch.setattr(find, "look", looked)
    sheet = paper()
    word(sheet, 100, 300, letters=10)
    refused = find_layout(PageImage(sheet, PageMap(), PX_PER_MM), FORMS, Told())
    assert isinstance(refused, PageFault)
    assert tried == ([0] if well else [0, 2])


def test_pale_lines_between_rows_are_seen_though_a_bar_of_the_back_shines_through(recap: np.ndarray) -> None:
    """Closely looked at there was a column too many, and else too few rows: each look alone refused the page."""
    whole = found(recap)
    assert isinstance(whole, Found)
    grey, cells = whole.page.grey.copy(), [cell for cell in whole.layout.cells if cell.part is Part.TABLE]
    last = max(cell.row or 0 for cell in cells)
    for box in [cell.box for cell in cells if cell.row != last]:
        y, inside = round(box.bottom), slice(round(box.left) + 8, round(box.right) - 7)
        grey[y - 4 : y + 5, inside] = 250
        grey[y - 1 : y + 1, inside] = 205
    x = round(max((cell.box for cell in cells), key=lambda box: box.width).centre[0])
    down = slice(round(min(cell.box.top for cell in cells)) - 300, round(max(cell.box.bottom for cell in cells)))
    grey[down, x - 1 : x + 1] = np.minimum(grey[down, x - 1 : x + 1], 210)
    again = found(grey)
    assert isinstance(again, Found)
    assert len(again.layout.cells) == len(whole.layout.cells)


def test_pale_bars_of_the_back_page_are_none_where_rows_are_dotted(recap: np.ndarray) -> None:
    """Dotted rows are seen at a closer look, which took what shines through for bars: 52 columns, lattice_lost."""
    page = straighten(View(recap), Settings())
    assert isinstance(page, PageImage)
    lattice, grey = look(page, Told()).lattice, page.grey.copy()
    assert lattice is not None
    for ruling in lattice.lines[1:-1]:
        for x in range(round(ruling.start), round(ruling.end)):
            y = round(float(ruling.at(float(x))))
            if x % 10 > 3 and not np.abs(lattice.nodes[0, :, 0] - x).min() < 5:
                grey[y - 3 : y + 4, x] = 255
    top, bottom = round(lattice.box.top), round(lattice.box.bottom)
    for left, right in zip(lattice.nodes[0, :, 0], lattice.nodes[0, 1:, 0], strict=False):
        back = grey[top:bottom, round(0.4 * left + 0.6 * right) :][:, :6]
        np.minimum(back, 236, out=back)
    seen = find_layout(replace(page, grey=grey), FORMS, print_reader())
    assert isinstance(seen, Found)
    whole = found(recap)
    assert isinstance(whole, Found)
    assert [(one.part, one.row, one.field) for one in seen.layout.cells] == [
        (one.part, one.row, one.field) for one in whole.layout.cells
    ]
