"""A digit crossed out by a line beside its correction makes a number doubtful; its own strokes do not."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.engine import build_engines
from pipeline.read.ink import find_ink
from pipeline.read.number_net import load_numbers
from pipeline.read.reader import read_raw
from pipeline.read.strips import text_lines
from pipeline.read.struck_digits import behind_crossed_digit, reach_beyond_digit, struck_digit_doubt

Stroke = tuple[tuple[int, int], tuple[int, int]]
THROUGH: Stroke = ((28, 66), (72, 64))
UP_TO_THE_NEXT: Stroke = ((30, 66), (84, 65))


def number(digits: str, strokes: Sequence[Stroke] = ()) -> Crop:
    """Digits as OpenCV draws them, 40 pixels apart, with strokes besides."""
    grey = np.full((130, 180), 240, np.uint8)
    for at, digit in enumerate(digits):
        cv2.putText(grey, digit, (36 + 46 * at, 84), cv2.FONT_HERSHEY_SIMPLEX, 1.6, 60, 3, cv2.LINE_AA)
    for start, end in strokes:
        cv2.line(grey, start, end, 60, 3, cv2.LINE_AA)
    return Crop(Cell(Part.TABLE, 0, Field("up2k", Kind.COUNT), Box(12, 12, 168, 118)), grey, Box(0, 0, 180, 130))


def doubt_of(crop: Crop, said: str) -> float:
    ink = find_ink(crop, 0.0)
    return struck_digit_doubt(ink, text_lines(ink), said, load_numbers().log_odds)


@pytest.mark.parametrize("line", [THROUGH, UP_TO_THE_NEXT], ids=["through it", "on to the next digit"])
@pytest.mark.parametrize("digits", ["73", "58", "93"])
def test_a_line_through_one_digit_is_seen(digits: str, line: Stroke) -> None:
    assert doubt_of(number(digits, [line]), digits) >= 0.1


CROSSED: Sequence[Stroke] = (((32, 92), (68, 42)), ((32, 42), (68, 92)))
SLASHED: Sequence[Stroke] = (((32, 92), (70, 40)),)
TWICE: Sequence[Stroke] = (((33, 58), (67, 56)), ((32, 70), (66, 69)))


@pytest.mark.parametrize(
    ("digits", "strokes"),
    [("73", CROSSED), ("58", CROSSED), ("36", CROSSED), ("73", SLASHED), ("93", SLASHED), ("58", TWICE), ("93", TWICE)],
)
def test_other_ways_to_cross_out_are_seen_by_the_network(digits: str, strokes: Sequence[Stroke]) -> None:
    """One level line alone was looked for."""
    assert doubt_of(number(digits, strokes), digits) >= 0.1


@pytest.mark.parametrize("digits", ["73", "58", "61", "93", "24", "47", "44", "10"])
def test_digits_alone_are_not_doubted(digits: str) -> None:
    assert doubt_of(number(digits), digits) == 0.0


def test_one_digit_is_left_to_what_tells_struck_writing() -> None:
    assert doubt_of(number("7", [THROUGH]), "7") == 0.0


def test_a_solid_block_is_no_digit_and_stops_nobody() -> None:
    """No paper is left in its box, and a pen was measured as wider than any sheet: the reader of its page stopped."""
    block = np.full((40, 30), True)
    assert reach_beyond_digit(block) == 0.0 and behind_crossed_digit(block) is None


def test_the_reader_doubts_the_number() -> None:
    """It was 73, accepted, where 3 corrects a 7. Not in a table, where digits so far apart may be of two numbers."""
    crops = [number("73"), number("73", [UP_TO_THE_NEXT])]
    apart = [replace(one, cell=replace(one.cell, part=Part.ITEMS, row=None)) for one in crops]
    plain, struck = read_raw(apart, build_engines(load_codes()))
    assert struck.doubt > plain.doubt + 0.05
