"""Options that marks hide stand where those of other rows of the same print do."""

from dataclasses import replace

import numpy as np
import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.like_rows import with_like_rows
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.model import Grey, Option

SCALE = 10.0
YES_NO = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
YA, TIDAK = (500.0, 540.0), (570.0, 650.0)


def place(row: int, *pieces: Box) -> Place:
    y = 200.0 + 60 * row
    label = Label((Box(100, y - 15, 400, y + 15),), 480, y, 30, True, False)
    entry = Entry(Field(f"item{row}", Kind.CHOICE, options=YES_NO), ("Tabungan",))
    return Place(entry, label, 1500, (), (), pieces, None)


def words(row: int, ya: tuple[float, float] = YA, tidak: tuple[float, float] = TIDAK) -> Choice:
    top = 185.0 + 60 * row
    boxes = [Box(left, top, right, top + 30) for left, right in (ya, tidak)]
    return Choice(tuple(Option(option.value, None, box) for option, box in zip(YES_NO, boxes, strict=True)))


def ink(*rows: int) -> Grey:
    grey = np.zeros((800, 1500), np.uint8)
    for row in rows:
        for left, right in (YA, TIDAK):
            grey[190 + 60 * row : 210 + 60 * row, int(left) : int(right) : 2] = 255
    return grey


def third(places: list[Place], choices: list[Choice], grey: Grey) -> tuple[Option, ...]:
    found = with_like_rows(places, choices, grey, SCALE)
    assert found[:2] == tuple(choices[:2])
    return found[2].options


PIECE = Box(490, 300, 680, 335)
"""What a ring made of both words of the third row."""


@pytest.mark.parametrize("piece", [[PIECE], [Box(490, 240, 680, 390)], []], ids=["one", "joined to the next", "none"])
def test_a_row_whose_words_a_ring_hides_is_set_as_the_others_are(piece: list[Box]) -> None:
    """`Ya /(Tidak)` was not read, and five such items of a page had no options."""
    places = [place(0), place(1), place(2, *piece)]
    found = third(places, [words(0), words(1, tidak=(560.0, 670.0)), Choice()], ink(0, 1, 2))
    assert [option.value for option in found] == ["Ya", "Tidak"]
    assert [(option.label.left, option.label.right) for option in found] == [YA, TIDAK]
    assert all(abs(option.label.centre[1] - 320) < 5 for option in found)


@pytest.mark.parametrize(
    "case", ["one row", "rows differ", "no ink", "longer", "extra between", "dots", "other column", "two lines"]
)
def test_it_is_left_alone_where_that_is_not_sure(case: str) -> None:
    places, grey = [place(0), place(1), place(2, PIECE)], ink(0, 1, 2)
    choices = [words(0), words(1), Choice()]
    if case == "one row":
        choices[1] = Choice()
    elif case == "rows differ":
        choices[1] = words(1, (700.0, 740.0), (500.0, 580.0))
    elif case == "no ink":
        grey = ink(0, 1)
    elif case == "longer":
        places[2] = place(2, Box(490, 300, 900, 335))
    elif case == "extra between":
        places[1] = replace(places[1], entry=replace(places[1].entry, extra=Field("text", Kind.TEXT)))
    elif case == "dots":
        places[2] = replace(place(2), lines=(DottedLine(500, 900, 330, 330, 2),))
    elif case == "other column":
        places[1] = replace(places[1], label=replace(places[1].label, pieces=(Box(300, 245, 400, 275),)))
    else:
        tall = replace(choices[1].options[1], label=Box(570, 245, 650, 335))
        choices[1] = Choice((choices[1].options[0], tall))
    assert third(places, choices, grey) == ()


def test_no_words_stand_where_the_label_runs_on() -> None:
    """`MENGIKUTI PROGRAM BINA KELUARGA BALITA` reached into the place of its options, which stood below: `BALITA` was
    their Ya and Tidak."""
    long = place(2)
    box = Box(100, 305, 600, 335)
    places = [place(0), place(1), replace(long, label=replace(long.label, pieces=(box,)))]
    assert third(places, [words(0), words(1), Choice()], ink(0, 1, 2)) == ()
