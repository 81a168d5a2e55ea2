"""A digit above a number corrects it; carets and tall pieces show that one was put in."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.ink import Ink, find_ink
from pipeline.read.raised import has_caret, is_corrected_above, lines_with_carets, may_stand_above, raised_digit, rises
from pipeline.read.raw import Raw
from pipeline.read.rewritten import rewritten

FONT = cv2.FONT_HERSHEY_SIMPLEX


@pytest.mark.parametrize(
    ("kind", "part", "digit", "told"),
    [
        (Kind.DATE, Part.ITEMS, (66, 14, 31), True),
        (Kind.COUNT, Part.HEAD, (66, -8, 31), True),  # cut off by the crop's edge
        (Kind.NAME, Part.HEAD, (66, 14, 31), False),
        (Kind.COUNT, Part.TABLE, (66, 14, 31), False),
        (Kind.COUNT, Part.HEAD, (150, 14, 31), False),
        (Kind.COUNT, Part.HEAD, (66, -8, 10), False),  # the tail of a letter above
    ],
)
def test_a_digit_close_above_a_number_corrects_it(
    kind: Kind, part: Part, digit: tuple[int, int, int], told: bool
) -> None:
    """The date below was accepted as it was first written. digit: x, and its upper and lower end."""
    x, top, bottom = digit
    grey = np.full((120, 260), 240, np.uint8)
    cv2.putText(grey, "14", (50, 66), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (60.0,), 3, cv2.LINE_AA)
    points = [(x - 6, top), (x + 6, top), (x, bottom)]
    cv2.polylines(grey, [np.array(points, np.int32)], False, (60.0,), 3, cv2.LINE_AA)
    crop = Crop(Cell(part, None, Field("field", kind), Box(30, 34, 240, 100)), grey, Box(0, 0, 260, 120))
    assert is_corrected_above(crop, find_ink(crop, 180.0)) is told


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (("7", 96, 34, 0.7), True),
        (("7", 150, 70, 0.7), False),  # beside the others
        (("7", 300, 34, 0.7), False),  # over nothing
        (("777777", 60, 34, 0.7), False),  # a line of its own, as a date above an age
        ((".", 96, 34, 0.7), False),
    ],
)
@pytest.mark.parametrize("part", [Part.TABLE, Part.ITEMS])
def test_a_digit_raised_above_a_date_corrects_it(raised: tuple[str, int, int, float], told: bool, part: Part) -> None:
    """Of `04.02.1998` the last 8 is crossed out, a 5 above it: 1998 was accepted."""
    grey = np.full((130, 340), 240, np.uint8)
    cv2.putText(grey, "2301", (40, 84), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (60.0,), 3, cv2.LINE_AA)
    text, left, base, size = raised
    cv2.putText(grey, text, (left, base), cv2.FONT_HERSHEY_SIMPLEX, size, (60.0,), 3, cv2.LINE_AA)
    crop = Crop(Cell(part, None, Field("field", Kind.DIGITS), Box(20, 6, 320, 110)), grey, Box(0, 0, 340, 130))
    ink = find_ink(crop, 180.0)
    assert is_corrected_above(crop, ink) is told
    assert (raised_digit(ink) is not None) is told


def date(*strokes: list[tuple[int, int]], part: Part = Part.TABLE, kind: Kind = Kind.DATE) -> tuple[Crop, Ink]:
    """`12 4 1952` in a cell that is cut 8 px above the digits, and other strokes."""
    grey = np.full((130, 420), 240, np.uint8)
    for at, digit in enumerate("1241952"):
        cv2.putText(grey, digit, (30 + 50 * at, 90), FONT, 1.6, (60.0,), 3, cv2.LINE_AA)
    for points in strokes:
        cv2.polylines(grey, [np.array(points, np.int32)], False, (60.0,), 4, cv2.LINE_AA)
    crop = Crop(Cell(part, 0, Field("birth_date", kind), Box(10, 44, 410, 120)), grey, Box(0, 0, 420, 130))
    return crop, find_ink(crop, 180.0)


READ = Raw((Alternative(State.VALUE, "12 4 1952", 0.9),), "")
ABOVE = [(252, 20), (252, 40)]
"""The foot of a 9 that stands across the line above the cell."""
CARET = [(238, 112), (250, 97), (262, 112)]
TAIL = [(300, 0), (300, 12)]
RISEN = [(248, 24), (262, 24), (252, 72)]


@pytest.mark.parametrize(
    ("strokes", "above", "caret", "risen"),
    [
        ((), False, False, False),
        ((ABOVE,), True, False, False),
        ((CARET,), False, True, False),
        ((TAIL,), False, False, False),  # far above
        ((RISEN,), False, False, True),
    ],
)
def test_what_shows_that_a_digit_was_put_in(
    strokes: tuple[list[tuple[int, int]], ...], above: bool, caret: bool, risen: bool
) -> None:
    """Of a date in a frame with a struck 5, the 9 above it on the frame, 1952 was accepted."""
    crop, ink = date(*strokes)
    assert may_stand_above(crop, ink) is above
    assert any(has_caret(line) for line in lines_with_carets(ink)) is caret
    assert any(rises(line) for line in lines_with_carets(ink)) is risen


@pytest.mark.parametrize(("strokes", "told"), [((), False), ((ABOVE,), True), ((CARET,), True), ((RISEN,), True)])
def test_with_such_a_sign_less_tells(strokes: tuple[list[tuple[int, int]], ...], told: bool) -> None:
    """No number but two tells with odds of 2 alone: flowing digits have them, too."""
    crop, ink = date(*strokes)
    found = rewritten({0: (crop, ink, READ)}, lambda ink: -9.0, lambda ink: 2.0)
    assert found.surely == ({0} if told else set())
