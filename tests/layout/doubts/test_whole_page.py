"""All cells of a page whose print stands there twice go to a person."""

import numpy as np

from pipeline.form import Field, Kind
from pipeline.formfile import load_forms
from pipeline.geometry import Box, Homography, PageMap
from pipeline.layout.doubts.whole_page import doubted_as_a_whole
from pipeline.model import Cell, Doubt, Grey, PageImage, Part
from samples.generator.damage import draw_damage
from samples.generator.make import make_page


def doubts(grey: Grey) -> list[tuple[Doubt, ...]]:
    cells = [Cell(Part.TABLE, row, Field("rt", Kind.COUNT), Box(700, 1000, 950, 1090)) for row in range(2)]
    page = PageImage(grey, PageMap((Homography(np.eye(3)),)), 11.8)
    return [cell.doubts for cell in doubted_as_a_whole(cells, page, grey)]


def test_every_cell_of_a_page_exposed_twice_is_doubted() -> None:
    form = next(form for form in load_forms() if form.key == "data-keluarga 4.14.2a-new")
    page = make_page(form, 5, damage=draw_damage(5, "clean")).image
    assert doubts(page) == [(), ()]
    assert doubts(np.minimum(page, np.roll(page, (6, 12), (0, 1)))) == [(Doubt.TWICE,), (Doubt.TWICE,)]
