"""All cells of a page whose print stands there twice go to a person."""

import numpy as np

from pipeline.form import Field, Kind
from pipeline.formfile import load_forms
from pipeline.geometry import Box, Homography, PageMap
from pipeline.layout.doubts.whole_page import as_a_whole
from pipeline.model import Cell, Doubt, Grey, PageFault, PageImage, PageLayout, Part
from samples.generator.damage import draw_damage
from samples.generator.make import make_page


def seen(grey: Grey, score: float = 0.95) -> PageLayout | PageFault:
    cells = tuple(Cell(Part.TABLE, row, Field("rt", Kind.COUNT), Box(700, 1000, 950, 1090)) for row in range(2))
    page = PageImage(grey, PageMap((Homography(np.eye(3)),)), 11.8)
    return as_a_whole(PageLayout("data-keluarga", "4.14.2a-new", score, "", 0.0, 0.5, cells), page, grey)


def doubts(grey: Grey) -> list[tuple[Doubt, ...]]:
    layout = seen(grey)
    assert isinstance(layout, PageLayout)
    return [cell.doubts for cell in layout.cells]


def data_keluarga() -> Grey:
    form = next(form for form in load_forms() if form.key == "data-keluarga 4.14.2a-new")
    return make_page(form, 5, damage=draw_damage(5, "clean")).image


def test_every_cell_of_a_page_exposed_twice_is_doubted() -> None:
    page = data_keluarga()
    assert doubts(page) == [(), ()]
    assert doubts(np.minimum(page, np.roll(page, (6, 12), (0, 1)))) == [(Doubt.TWICE,), (Doubt.TWICE,)]


def test_a_page_exposed_twice_whose_form_is_not_known_well_is_refused() -> None:
    """Doubled rulings made the table of a rekap-dasawisma that of a rekap-rt, and the page was read as that."""
    page = data_keluarga()
    found = seen(np.minimum(page, np.roll(page, (6, 12), (0, 1))), score=0.75)
    assert isinstance(found, PageFault) and found.reason == "too_blurred"
    assert isinstance(seen(page, score=0.75), PageLayout)
