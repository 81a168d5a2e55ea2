"""Pen strokes beside options, and what is printed or written between them."""

import numpy as np
import pytest

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part
from pipeline.read.beside import strokes_beside

WORDS = (Box(40, 30, 90, 60), Box(500, 30, 600, 60))
BETWEEN = Box(100, 10, 460, 80)


def crop(*strokes: Box, between: bool = True) -> Crop:
    """`Ya`, writing, `/ Tidak`, with dark strokes."""
    grey = np.full((90, 700), 255, np.uint8)
    for stroke in strokes:
        grey[stroke.slices(700, 90)] = 0
    options = tuple(Option(value, None, box) for value, box in zip(("Ya", "Tidak"), WORDS, strict=True))
    field = Field("works", Kind.YES_NO_TEXT, options=tuple(PrintedOption(one.value, (one.value,)) for one in options))
    cell = Cell(Part.ITEMS, None, field, Box(40, 30, 600, 60), options, (BETWEEN,) if between else ())
    return Crop(cell, grey, Box(0, 0, 700, 90))


@pytest.mark.parametrize(("between", "beside"), [(True, False), (False, True)])
def test_writing_between_options_is_no_mark_on_one(between: bool, beside: bool) -> None:
    written = crop(Box(102, 30, 122, 60), Box(200, 30, 420, 60), between=between)
    assert (strokes_beside(written)[0].ink > 0.05) is beside


@pytest.mark.parametrize(("between", "beside"), [(True, False), (False, True)])
def test_a_slash_behind_the_writing_is_no_mark(between: bool, beside: bool) -> None:
    """It was looked for in the middle between the words alone."""
    slash = crop(Box(475, 28, 481, 62), between=between)
    assert (strokes_beside(slash)[1].ink > 0.05) is beside


def test_a_tick_before_an_option_behind_writing_is_one() -> None:
    assert strokes_beside(crop(Box(603, 20, 615, 70)))[1].ink > 0.3


@pytest.mark.parametrize(("dots", "marked"), [((34, 50), False), ((34,), True), ((10, 70), True)])
def test_a_colon_before_the_first_option_is_no_mark(dots: tuple[int, ...], marked: bool) -> None:
    """An empty check box close behind one was read as marked, and a check between pages made that sure."""
    before = [Box(24, top, 32, top + 8) for top in dots]
    assert (strokes_beside(crop(*before))[0].ink > 0.05) is marked
