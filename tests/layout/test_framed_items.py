"""Items in a ruled table of their own are found as those in a list are."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Box
from pipeline.layout.find import Found, find_layout
from pipeline.layout.framed_items import within_frame
from pipeline.model import Cell, Doubt, PageImage, Part
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page
from tests.layout.drawing import PX_PER_MM, lattice_of, paper, table

FORMS = load_forms()
WARGA = next(form for form in FORMS if form.form == "data-warga")


def straightened(seed: int) -> PageImage:
    page = straighten(View(make_page(WARGA, seed, damage=draw_damage(seed, "clean")).image), Settings())
    assert isinstance(page, PageImage)
    return page


def rows_of(cells: tuple[Cell, ...]) -> list[float]:
    """The heights of the items, from the first to the last."""
    items = {item.field.name for item in WARGA.items}
    return sorted(c.box.centre[1] for c in cells if c.part is Part.ITEMS and c.field.name in items)


@pytest.mark.parametrize("seed", [5, 6])
def test_items_in_a_ruled_table_are_found_as_those_in_a_list(seed: int) -> None:
    """Such pages were refused (`unknown_form`)."""
    page = straightened(seed)
    plain = find_layout(page, FORMS, print_reader())
    assert isinstance(plain, Found)
    heights = rows_of(plain.layout.cells)
    middles = [(above + below) / 2 for above, below in pairwise(heights)]
    rows = [round(y) for y in (2 * heights[0] - middles[0], *middles, 2 * heights[-1] - middles[-1])]
    start = min(cell.box.left for cell in plain.layout.cells if cell.part is Part.ITEMS)
    scale, right = page.px_per_mm, page.grey.shape[1]
    grey = page.grey.copy()
    bars = [round(x) for x in (0.03 * right, 0.09 * right, start - 1.5 * scale, 0.97 * right)]
    table(grey, bars, rows)
    framed = find_layout(replace(page, grey=grey), FORMS, print_reader())
    assert isinstance(framed, Found)
    assert framed.layout.form == "data-warga"
    known = {cell.field.name: cell.box for cell in plain.layout.cells if cell.part is Part.ITEMS}
    found = {cell.field.name: cell for cell in framed.layout.cells if cell.part is Part.ITEMS}
    assert len(found.keys() & known.keys()) >= 0.9 * len(known)
    away = [abs(cell.box.centre[1] - known[name].centre[1]) for name, cell in found.items() if name in known]
    assert np.mean(np.array(away) < 2 * scale) >= 0.9


def test_a_place_across_two_rows_is_doubted_and_begins_behind_the_bar() -> None:
    grey = paper()
    table(grey, [100, 200, 900, 2000], [200, 300, 400, 500, 600])
    frame = lattice_of(grey)
    inside, across = (Cell(Part.ITEMS, None, WARGA.items[0].field, Box(600, y, 1900, y + 80)) for y in (310, 360))
    whole, halved = within_frame((inside, across), frame, PX_PER_MM)
    assert whole.doubts == ()
    assert whole.box.left > 900
    assert halved.doubts == (Doubt.PLACE,)
