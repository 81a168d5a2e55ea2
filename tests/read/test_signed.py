"""A number with a question mark, a minus or the like goes to a person; specks and strokes of digits are no signs."""

from itertools import pairwise

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.ringed import is_more_than_said
from pipeline.read.signed import is_signed

Stroke = tuple[tuple[int, int], ...]
HOOK: Stroke = ((60, 44), (66, 36), (78, 36), (82, 46), (72, 58), (70, 70))
DOT: Stroke = ((70, 84), (71, 85))
FIVE: Stroke = ((46, 36), (30, 36), (28, 56), (44, 56), (46, 76), (28, 82))
MINUS: Stroke = ((3, 60), (14, 60))


def ink(*strokes: Stroke) -> Ink:
    """Strokes of a pen in a cell of 100 pixels."""
    grey = np.full((126, 136), 240, np.uint8)
    for stroke in strokes:
        for one, other in pairwise(stroke):
            cv2.line(grey, (one[0] + 15, one[1]), (other[0] + 15, other[1]), 60, 5, cv2.LINE_AA)
    return find_ink(
        Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(12, 12, 124, 114)), grey, Box(0, 0, 136, 126)), 180.0
    )


@pytest.mark.parametrize(
    ("strokes", "read", "signed"),
    [
        ((HOOK, DOT), "7", True),
        ((FIVE, HOOK, DOT), "57", True),
        ((HOOK,), "7", False),
        ((HOOK, DOT), "2", False),
        ((FIVE, DOT), "5", False),
        ((FIVE, HOOK, ((38, 96), (39, 97))), "57", False),
        ((MINUS, FIVE), "5", True),
        ((FIVE, ((58, 60), (68, 60)), ((78, 36), (98, 36), (88, 84))), "57", True),
        ((FIVE, ((56, 36), (66, 36))), "5", False),
    ],
    ids=["?", "5?", "7", "2 and a speck", "5 and a speck", "57 and a speck", "-5", "5-7", "the bar of a 5, apart"],
)
def test_signs_are_told(strokes: tuple[Stroke, ...], read: str, signed: bool) -> None:
    """`?` was 7, and `-3` was 3, accepted."""
    assert is_signed(ink(*strokes), read) is signed


def test_a_number_in_a_table_with_a_sign_is_more_than_said_and_on_dots_it_is_not() -> None:
    """Below what stands on a dotted line some dots may be left."""
    note = Field("note", Kind.TEXT)
    for part, told in ((Part.TABLE, True), (Part.HEAD, False)):
        assert is_more_than_said(ink(HOOK, DOT), "7", Cell(part, None, note, Box(12, 12, 124, 114))) is told
