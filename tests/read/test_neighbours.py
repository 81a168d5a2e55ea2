"""Writing close to the next column's is doubted, but for whole words beside whole words, marks or numbers."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.engine import Engines, build_engines
from pipeline.read.ink import find_ink
from pipeline.read.neighbours import cut_off
from pipeline.read.overflow import Side
from pipeline.read.raw import Raw

NAME = Field("name", Kind.NAME)
DATE = Field("birth_date", Kind.DATE_AGE)
STATUS = Field("marital_status", Kind.CODE, codes="marital_status")
BOY = Field("boy", Kind.MARK)
ROW = Field("row_no", Kind.COUNT)


@pytest.fixture(scope="module")
def engines() -> Engines:
    return build_engines(load_codes())


def crop(field: Field, at: int, stroke: int) -> Crop:
    """A cell of a row, 100 px wide, with an upright stroke so far from its left side."""
    grey = np.full((80, 120), 240, np.uint8)
    cv2.line(grey, (10 + stroke, 25), (10 + stroke, 60), 40, 5)
    cell = Cell(Part.TABLE, 3, field, Box(100 * at, 0, 100 * at + 100, 80))
    return Crop(cell, grey, Box(100 * at - 10, 0, 100 * at + 110, 80))


def doubt(
    engines: Engines,
    own: tuple[Field, str],
    beside: tuple[Field, str] | None,
    stroke: int = 50,
    side: Side = Side.RIGHT,
    likely: float = 0.98,
    across: bool = False,
) -> float:
    """Of a cell that seems to go on beyond that side; what stands beside it at `stroke` from its cell's left side."""
    cells = {1: own} if beside is None else {1: own, 2 if side is Side.RIGHT else 0: beside}
    crops = [crop(field, at, 50 if at == 1 else stroke) for at, (field, _) in sorted(cells.items())]
    raws = [
        Raw((Alternative(State.VALUE, said, likely if at == 1 else 0.98),), "test 1")
        for at, (_, said) in sorted(cells.items())
    ]
    place = sorted(cells).index(1)
    inks = {at: find_ink(one, 0.0) for at, one in enumerate(crops)}
    told = cut_off(crops, inks, dict(enumerate(raws)), {place: {side: across}}, engines)
    return told[place].doubt if place in told else 0.0


@pytest.mark.parametrize(
    ("own", "beside", "side"),
    [
        ((NAME, "Siti Aminah"), (STATUS, "Kawin"), Side.RIGHT),
        ((NAME, "Siti Aminah"), (ROW, "4"), Side.LEFT),
        ((DATE, "05/08/2017"), (BOY, "tick"), Side.LEFT),
        ((DATE, "3 Agt 1990"), (STATUS, "Kawin"), Side.RIGHT),
        ((STATUS, "Kawin"), (BOY, "cross"), Side.LEFT),
    ],
)
def test_whole_words_beside_each_other_are_not_doubted(
    engines: Engines, own: tuple[Field, str], beside: tuple[Field, str], side: Side
) -> None:
    assert doubt(engines, own, beside, side=side) == 0.0


@pytest.mark.parametrize(
    ("own", "beside"),
    [
        ((NAME, "Siti Aminah"), None),
        ((NAME, "Siti Amin"), (STATUS, "ah kawin")),
        ((NAME, "Siti Amxqz"), (STATUS, "Kawin")),
        ((NAME, "Melati 1"), (ROW, "0")),
        ((DATE, "13/03/19"), (STATUS, "Kawin")),
        ((DATE, "13/03/1977"), (ROW, "7")),
        ((NAME, "Siti"), (NAME, "Aminah")),
    ],
    ids=["a blank", "what is no word", "no name", "a number", "half a year", "a digit", "another name"],
)
def test_other_writing_is(engines: Engines, own: tuple[Field, str], beside: tuple[Field, str] | None) -> None:
    assert doubt(engines, own, beside) == pytest.approx(0.4)


def test_a_mark_at_the_side_may_be_the_end(engines: Engines) -> None:
    """A 1 or 7 that ran over is a tick to whoever looks for one."""
    assert doubt(engines, (DATE, "05/08/2017"), (BOY, "tick"), stroke=12) == pytest.approx(0.4)


def test_what_is_not_sure_settles_nothing(engines: Engines) -> None:
    assert doubt(engines, (NAME, "Siti Aminah"), (STATUS, "Kawin"), likely=0.7) == pytest.approx(0.4)


def test_what_lies_across_the_ruling_is_only_a_marks_of_its_own(engines: Engines) -> None:
    """HERMAN is a name as HERMANTO is; a large tick runs over its sides."""
    assert doubt(engines, (NAME, "Siti Aminah"), (STATUS, "Kawin"), across=True) == pytest.approx(0.4)
    assert doubt(engines, (DATE, "05/08/2017"), (BOY, "tick"), across=True) == 0.0
