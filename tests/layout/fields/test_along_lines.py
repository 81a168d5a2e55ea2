"""What lies along a line to write on is taken off with it: where nothing is read there, a person looks."""

import numpy as np
import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.along_lines import doubted_along
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.model import Cell, Doubt, Grey, Part

MM = 10.0
LINE = DottedLine(300, 600, 400, 403, 4)
FIELD = Field("pregnant", Kind.COUNT)


def ink(dotted: bool = True) -> Grey:
    picture = np.zeros((600, 900), np.uint8)
    for x in range(300, 600, 10 if dotted else 1):
        y = round(np.interp(x, [300, 600], [400, 403]))
        picture[y - 2 : y + 2, x : x + 5] = 255
    return picture


def doubted(picture: Grey, begin: float = 290, colon: bool = True) -> bool:
    label = Label((Box(60, 360, begin - 40, 395),), begin, 380, 30, colon)
    place = Place(Entry(FIELD, ("Ibu Hamil",)), label, 800, (), (LINE,), (), None)
    cell = Cell(Part.ITEMS, None, FIELD, Box(300, 340, 600, 405))
    (found,) = doubted_along([cell], [place], picture, MM)
    return Doubt.ON_LINE in found.doubts


@pytest.mark.parametrize("dotted", [True, False])
def test_a_bare_line_is_not_doubted(dotted: bool) -> None:
    assert not doubted(ink(dotted))


def test_a_dash_on_the_dots_is_doubted() -> None:
    """It was taken off with them: blank, accepted (office, seed 15)."""
    picture = ink()
    picture[399:403, 440:462] = 255
    assert doubted(picture)


@pytest.mark.parametrize("dotted", [True, False])
def test_a_small_figure_that_stands_on_the_line_is_doubted(dotted: bool) -> None:
    picture = ink(dotted)
    picture[390:403, 450:454] = 255
    assert doubted(picture)


def test_what_stands_beside_the_line_is_nothing_on_it() -> None:
    picture = ink()
    picture[380:410, 620:640] = picture[340:380, 450:470] = 255
    assert not doubted(picture)


@pytest.mark.parametrize(
    ("high", "begin", "colon", "told"),
    [(30, 150, True, True), (12, 150, True, False), (30, 230, True, False), (30, 150, False, False)],
    ids=["writing", "dots", "close before the line", "no colon"],
)
def test_writing_that_hides_the_beginning_of_its_line_is_told(high: int, begin: int, colon: bool, told: bool) -> None:
    """The place began behind the name, where the dots were seen again: blank, accepted (typed pages, seed 11)."""
    picture = ink()
    picture[400 - high : 400, 245:260] = 255
    assert doubted(picture, begin, colon) is told
