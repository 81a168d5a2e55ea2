"""The room behind labels without lines: up to a printed unit, never up to the writing itself."""

from dataclasses import replace

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.labels import Label
from pipeline.layout.locate import _behind, _from_colon
from pipeline.layout.places import Place

MM = 12.0
LABEL = Label((Box(100, 300, 400, 330),), 420, 315, 30, True)
DIGIT, UNIT, NEXT = Box(500, 290, 522, 335), Box(640, 302, 730, 332), Box(1000, 302, 1030, 330)


def room(*pieces: Box) -> Box:
    entry = Entry(Field("women_fertile", Kind.COUNT), ("Jumlah WUS",), unit="orang")
    return _behind(Place(entry, LABEL, 1500, (), (), pieces, None), LABEL.value_left, 1500, MM)


@pytest.mark.parametrize("pieces", [(UNIT,), (DIGIT, UNIT), (DIGIT, UNIT, NEXT)])
def test_it_ends_at_the_unit(pieces: tuple[Box, ...]) -> None:
    assert room(*pieces).right == UNIT.left


@pytest.mark.parametrize("piece", [DIGIT, Box(450, 290, 800, 335)])
def test_writing_alone_is_no_unit(piece: Box) -> None:
    """A digit some way behind the label, and a date right behind it."""
    assert room(piece).right == 1500


@pytest.mark.parametrize("pieces", [(NEXT,), (DIGIT, NEXT)])
def test_it_ends_at_the_number_of_the_next_item(pieces: tuple[Box, ...]) -> None:
    assert room(*pieces).right == NEXT.left


def test_a_letter_that_hides_the_first_dots_is_not_cut_off() -> None:
    line = Box(LABEL.value_left + 3 * MM, 260, 1000, 340)
    assert _from_colon(line, LABEL, MM).left < LABEL.value_left + MM
    far = Box(LABEL.value_left + 20 * MM, 260, 1000, 340)
    assert _from_colon(far, LABEL, MM) == far
    assert _from_colon(line, replace(LABEL, colon=False), MM) == line
