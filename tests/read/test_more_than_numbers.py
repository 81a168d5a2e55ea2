"""Signs, letters and commas in cells for counts, where the digits alone were read."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.more_than_numbers import (
    is_more_than_a_number,
    parted_by_a_comma,
)


def ink(*lines: tuple[tuple[int, int], tuple[int, int]]) -> Ink:
    grey = np.full((116, 116), 240, np.uint8)
    for one, other in lines:
        cv2.line(grey, one, other, 60, 4, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(12, 12, 104, 104)), grey, Box(0, 0, 116, 116))
    return find_ink(crop, 180.0)


@pytest.mark.parametrize(
    ("text", "part", "field", "more"),
    [
        ("1,5", Part.TABLE, "wus", True),
        ("-2", Part.TABLE, "wus", True),
        ("2-3", Part.TABLE, "wus", True),
        ("1/2", Part.HEAD, "rt", True),
        ("3?", Part.TABLE, "wus", True),
        ("0za", Part.HEAD, "rt", True),
        ("iv", Part.TABLE, "wus", True),
        ("5 orang", Part.ITEMS, "wus", False),
        ("12", Part.TABLE, "wus", False),
        ("ol", Part.TABLE, "wus", False),
        ("1.", Part.TABLE, "wus", False),
        ("-", Part.TABLE, "wus", False),
    ],
)
def test_a_number_with_a_sign_or_letter_is_none_of_those_that_a_count_may_be(
    text: str, part: Part, field: str, more: bool
) -> None:
    """`1/2` was 12, and the RT `02A` 24."""
    cell = Cell(part, None, Field(field, Kind.COUNT), Box(12, 12, 104, 104))
    assert is_more_than_a_number(cell, ink(((58, 40), (56, 80))), text) is more


@pytest.mark.parametrize(
    ("small", "parted"), [((57, 78, 52, 88), True), ((57, 48, 57, 52), False), ((90, 78, 90, 84), False), (None, False)]
)
def test_a_comma_parts_two_digits(small: tuple[int, int, int, int] | None, parted: bool) -> None:
    """`2,3` was 23; a full stop behind a number is usual."""
    strokes = [((40, 40), (40, 80)), ((74, 40), (74, 80))]
    assert parted_by_a_comma(ink(*strokes, *([(small[:2], small[2:])] if small else []))) is parted
