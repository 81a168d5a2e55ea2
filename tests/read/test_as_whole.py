"""What is read with paler strokes counts only where it is more, and reads hardly worse."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.as_whole import as_whole, goes_on
from pipeline.read.blanks import DOUBTED
from pipeline.read.faint import with_faint
from pipeline.read.ink import find_ink
from pipeline.read.raw import MARKS_NAME, Raw


def test_what_is_read_alike_with_and_without_paler_strokes_stays_as_sure() -> None:
    def raw(text: str, share: float, doubt: float = 0.0) -> Raw:
        return Raw((Alternative(State.VALUE, text, share),), MARKS_NAME, doubt=doubt)

    sure = raw("Heri", 0.99)
    assert as_whole(sure, raw("Heri", 0.7), uneven=False) is sure
    faded = as_whole(raw("02-2005", 0.98), raw("06-02-2005", 0.9), uneven=False)
    assert faded.alternatives[0].text == "06-02-2005"
    specks = as_whole(raw("LILIK", 0.6), raw("LII", 0.02), uneven=False)
    assert specks.alternatives[0].text == "LILIK"
    assert min(faded.doubt, specks.doubt) >= DOUBTED


@pytest.mark.parametrize("uneven", [False, True])
def test_specks_that_are_no_value_say_nothing_but_of_a_pale_pen(uneven: bool) -> None:
    """Rests of dots below a `3`, as pale as strokes of a pen that fades, made it crossed out."""
    own = Raw((Alternative(State.VALUE, "3", 1.0),), MARKS_NAME)
    found = as_whole(own, Raw((Alternative(State.STRUCK, None, 0.6),), MARKS_NAME), uneven)
    assert found.alternatives == own.alternatives
    assert (found.doubt >= DOUBTED) is uneven


@pytest.mark.parametrize(
    ("left", "top", "high", "told"), [(205, 40, 25, True), (260, 40, 25, False), (205, 40, 2, False)]
)
def test_a_paler_letter_behind_the_writing_goes_to_a_person_though_neither_reading_has_it(
    left: int, top: int, high: int, told: bool
) -> None:
    """Of `Sumberjo` the last letters had faded: Sumber was read with and without them, accepted."""
    grey = np.full((90, 400), 240, np.uint8)
    for x in (100, 130, 160, 190):
        cv2.line(grey, (x, 30), (x, 65), 60.0, 6)
    crop = Crop(Cell(Part.HEAD, None, Field("dusun", Kind.NAME), Box(5, 5, 395, 85)), grey, Box(0, 0, 400, 90))
    own = find_ink(crop, 170.0)
    cv2.line(grey, (left, top), (left, top + high), 200.0, 6)
    assert goes_on(own, with_faint(crop, find_ink(crop, 170.0), 170.0)) is told
    sure = Raw((Alternative(State.VALUE, "Sumber", 1.0),), MARKS_NAME)
    assert (as_whole(sure, sure, False, told).doubt >= DOUBTED) is told
