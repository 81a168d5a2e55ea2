"""Crops show what runs over a cell's edge, and around printed options as much as is looked at."""

import numpy as np
import pytest

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box, PageMap
from pipeline.layout.cells import cut
from pipeline.layout.find import Found
from pipeline.model import Cell, Option, PageImage, PageLayout, Part

WORDS = Box(200, 300, 260, 340)


def crop_of(cell: Cell) -> Box:
    grey = np.full((600, 800), 255, np.uint8)
    layout = PageLayout("x", "y", 1.0, "", 0.0, 0.0, (cell,))
    (crop,) = cut(Found(PageImage(grey, PageMap(), 12.0), layout, grey))
    assert crop.grey.shape == (crop.box.height, crop.box.width)
    return crop.box


def test_writing_is_cut_with_a_margin_of_its_height() -> None:
    assert crop_of(Cell(Part.ITEMS, None, Field("x", Kind.TEXT), WORDS)) == Box(190, 290, 270, 350)


@pytest.mark.parametrize("below", [0, 80])
def test_options_are_cut_with_room_for_rings(below: int) -> None:
    """A ring round `Ya` lost its head and foot, and was two brackets."""
    options = (Option("Ya", None, WORDS), Option("Tidak", None, WORDS.shifted(0, below)))
    field = Field("x", Kind.CHOICE, options=tuple(PrintedOption(one.value, (one.value,)) for one in options))
    whole = WORDS.union(options[1].label)
    box = crop_of(Cell(Part.ITEMS, None, field, whole, options))
    assert whole.top - box.top == pytest.approx(36, abs=1)
    assert box.bottom - whole.bottom == pytest.approx(36, abs=1)
