"""Two strokes between two dashes are ditto marks; a nought, a letter or one stroke between them is none."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part, State
from pipeline.read.ditto_marks import are_dashed_dittos, dashed_dittos
from pipeline.read.ink import find_ink

Stroke = tuple[tuple[int, int], tuple[int, int]]
DASHES: tuple[Stroke, Stroke] = ((40, 50), (62, 50)), ((108, 51), (130, 49))
TWO: tuple[Stroke, Stroke] = ((76, 40), (74, 62)), ((90, 40), (88, 62))


def crop(*strokes: Stroke, kind: Kind = Kind.CODE, part: Part = Part.TABLE, nought: bool = False) -> Crop:
    grey = np.full((100, 180), 240, np.uint8)
    for start, end in strokes:
        cv2.line(grey, start, end, 50, 4, cv2.LINE_AA)
    if nought:
        cv2.ellipse(grey, (84, 51), (8, 12), 0, 0, 360, 50, 3, cv2.LINE_AA)
    return Crop(Cell(part, 1, Field("religion", kind), Box(10, 10, 170, 90)), grey, Box(0, 0, 180, 100))


def are(*strokes: Stroke, nought: bool = False) -> bool:
    return are_dashed_dittos(find_ink(crop(*strokes, nought=nought), 0.0))


def test_two_strokes_between_dashes_are() -> None:
    """They were read as a nought in closed lists, and accepted."""
    assert are(*DASHES, *TWO)
    assert are(*DASHES, ((80, 40), (79, 62)), ((90, 40), (89, 62)), ((80, 47), (90, 47))), "strokes that touch"


@pytest.mark.parametrize(
    "strokes",
    [
        (DASHES[0], *TWO),
        (*DASHES, TWO[0]),
        (*DASHES, TWO[0], ((90, 57), (89, 62))),
        (*DASHES, ((70, 40), (70, 62)), ((100, 40), (100, 62)), ((85, 40), (85, 62))),
        (((40, 20), (62, 20)), DASHES[1], *TWO),
        TWO,
    ],
    ids=["one dash", "one stroke", "a short one", "three", "a dash above", "no dash"],
)
def test_other_strokes_are_not(strokes: tuple[Stroke, ...]) -> None:
    assert not are(*strokes)


def test_a_nought_between_dashes_is_none() -> None:
    assert not are(*DASHES, nought=True)


def test_they_are_read_in_tables_but_counts() -> None:
    crops = [crop(*DASHES, *TWO), crop(*DASHES, *TWO, kind=Kind.COUNT), crop(*DASHES, *TWO, part=Part.ITEMS)]
    read = dashed_dittos(crops, {at: find_ink(one, 0.0) for at, one in enumerate(crops)}, 150.0)
    assert list(read) == [0]
    assert read[0].alternatives[0].state is State.DITTO
