"""The digit above takes the place of the one that it stands over, or of none where it stands over a gap."""

import cv2
import numpy as np

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Doubt, Part
from pipeline.read.engine import build_engines
from pipeline.read.ink import Ink, find_ink
from pipeline.read.put_in import put_in
from pipeline.read.raised import raised_digit
from pipeline.read.reader import read_cells

FONT = cv2.FONT_HERSHEY_SIMPLEX
WIDE = cv2.getTextSize("0", FONT, 1.4, 3)[0][0]


def year(text: str, above: str, at: int, struck: bool) -> Crop:
    """The digits of a year, with a digit above the one at `at`, crossed out or not."""
    grey = np.full((140, 300), 240, np.uint8)
    cv2.putText(grey, text, (40, 96), FONT, 1.4, (60.0,), 3, cv2.LINE_AA)
    cv2.putText(grey, above, (40 + at * WIDE, 54), FONT, 1.0, (60.0,), 3, cv2.LINE_AA)
    if struck:
        cv2.line(grey, (36 + at * WIDE, 86), (40 + (at + 1) * WIDE, 78), (60.0,), 3, cv2.LINE_AA)
    cell = Cell(Part.ITEMS, None, Field("year", Kind.YEAR), Box(20, 10, 280, 120))
    return Crop(cell, grey, Box(0, 0, 300, 140))


def meant(crop: Crop) -> tuple[Ink, Ink]:
    """The ink as it stands, and with the digit in its place."""
    ink = find_ink(crop, 180.0)
    digit = raised_digit(ink)
    assert digit is not None
    return ink, put_in(crop, ink, digit)[1]


def test_a_crossed_out_digit_is_replaced() -> None:
    ink, corrected = meant(year("2015", "8", 3, struck=True))
    assert len(corrected.parts) == len(ink.parts) - 1
    tops = [part.box.top for part in corrected.parts]
    assert max(tops) - min(tops) < 8
    assert corrected.box().width < ink.box().width + WIDE / 2


def test_a_digit_over_a_gap_is_put_in() -> None:
    crop = year("2 15", "0", 1, struck=False)
    ink, corrected = meant(crop)
    assert len(corrected.parts) == len(ink.parts)
    boxes = [part.box for part in corrected.parts]
    assert [box.left for box in boxes] == sorted(box.left for box in boxes)
    assert boxes[1].bottom - boxes[1].top > 0.9 * boxes[0].height


def test_the_year_that_is_meant_is_read_and_shown_to_a_person() -> None:
    """2015, its 5 crossed out and an 8 above, was 2015."""
    (reading,) = read_cells([year("2015", "8", 3, struck=True)], build_engines(load_codes()))
    assert reading.alternatives[0].text == "2018"
    assert Doubt.CORRECTED in reading.cell.doubts
