"""Strokes that are read as 1 beside the ones that the hand surely wrote."""

import math

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.ink import Ink, find_ink
from pipeline.read.own_ones import strange_ones

COUNT, TICKS, NUMBER = Field("wus", Kind.COUNT), Field("latrine", Kind.TICK_OR_COUNT), Field("row_no", Kind.COUNT)
Written = tuple[Crop, Ink, tuple[Alternative, ...]]


def stroke(field: Field, lean: float, long: float = 40, read: str = "1") -> Written:
    """A cell with as many strokes as it reads, each `long` pixels and leaning so many degrees."""
    grey = np.full((116, 116), 240, np.uint8)
    across, down = long / 2 * math.sin(math.radians(lean)), long / 2 * math.cos(math.radians(lean))
    count = 1 if read == "tick" else len(read)
    for at in range(count):
        x = 58 + 24 * (at - (count - 1) / 2)
        ends = ((round(x - across), round(58 + down)), (round(x + across), round(58 - down)))
        cv2.line(grey, *ends, 60, 4, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, field, Box(12, 12, 104, 104)), grey, Box(0, 0, 116, 116))
    return crop, find_ink(crop, 180.0), (Alternative(State.VALUE, read, 0.99),)


def strange(*cells: Written) -> set[int]:
    return set(strange_ones(dict(enumerate(cells))))


@pytest.mark.parametrize(
    ("own", "lean", "long", "told"),
    [
        (3, 6, 40, False),
        (3, 38, 40, True),
        (3, -30, 40, True),
        (34, 36, 40, False),
        (20, 24, 72, True),
        (3, 5, 50, False),
    ],
)
def test_a_stroke_is_measured_by_the_hands_running_numbers(own: float, lean: float, long: float, told: bool) -> None:
    """`/` for none was 1, sure and accepted; a hand whose own 1 leans as much stays as sure as it was."""
    assert strange(stroke(NUMBER, own), stroke(COUNT, own), stroke(COUNT, lean, long)) == ({2} if told else set())


def number(field: Field, read: str, high: int) -> Written:
    """A cell with a round digit so high."""
    grey = np.full((116, 116), 240, np.uint8)
    cv2.ellipse(grey, (58, 58), (high // 3, high // 2), 0, 0, 360, 60, 4, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, field, Box(12, 12, 104, 104)), grey, Box(0, 0, 116, 116))
    return crop, find_ink(crop, 180.0), (Alternative(State.VALUE, read, 0.99),)


@pytest.mark.parametrize(("running", "told"), [(28, False), (55, True)])
def test_printed_running_numbers_are_none_of_the_hand(running: int, told: bool) -> None:
    """Small print in the first column made all ones of a recap strange, for they are twice as long."""
    printed = [stroke(NUMBER, 0, running), *(number(NUMBER, "6", running) for _ in range(3))]
    counts = [number(COUNT, "2", 55), *(stroke(COUNT, 18, 52) for _ in range(3))]
    assert strange(*printed, *counts) == ({5, 6, 7} if told else set())


def test_a_dash_among_ones_does_not_make_them_strange() -> None:
    assert strange(stroke(COUNT, 3), stroke(COUNT, 5), stroke(COUNT, -84)) == {2}


def test_small_strokes_side_by_side_are_not_eleven() -> None:
    assert strange(stroke(NUMBER, 3), stroke(COUNT, 3, 20, "11"), stroke(COUNT, 3, 40, "11")) == {1}


@pytest.mark.parametrize(
    ("leans", "told"), [((5, 8, 12), set()), ((24, 27), set()), ((48, 50), {0, 1}), ((4, 40), {0, 1})]
)
def test_without_running_numbers_strokes_are_measured_by_each_other(leans: tuple[int, ...], told: set[int]) -> None:
    assert strange(*(stroke(COUNT, lean) for lean in leans)) == told


def hooked() -> Written:
    """A tick with a hook."""
    crop, *_ = stroke(TICKS, 40, 50)
    cv2.line(crop.grey, (42, 77), (32, 62), 60, 4, cv2.LINE_AA)
    return crop, find_ink(crop, 180.0), (Alternative(State.VALUE, "tick", 0.99),)


@pytest.mark.parametrize("read", ["1", "tick"])
def test_a_hand_may_tick_with_strokes_if_it_ticks_with_nothing_else(read: str) -> None:
    strokes = [stroke(NUMBER, 3), stroke(TICKS, 40, read=read), stroke(TICKS, 42, read=read)]
    assert strange(*strokes) == set()
    assert strange(*strokes, stroke(TICKS, 3)) == {1, 2}
    assert strange(*strokes, hooked()) == {1, 2}


def test_a_slash_between_digits_is_no_one() -> None:
    """`2/3` was 213, sure and accepted."""
    cells = []
    for lean in (3, 35):
        crop, *_ = stroke(COUNT, lean)
        for x in (28, 88):
            cv2.polylines(crop.grey, [np.array([(x - 8, 40), (x + 8, 40), (x - 2, 76)])], False, 60, 4, cv2.LINE_AA)
        cells.append((crop, find_ink(crop, 180.0), (Alternative(State.VALUE, "717", 0.99),)))
    assert strange(stroke(NUMBER, 3), *cells) == {2}


@pytest.mark.parametrize(
    ("grey", "read", "told"),
    [(60, "71", False), (85, "71", False), (165, "71", True), (60, "7", False)],
    ids=["of one pen", "a little paler", "another pen's", "the stroke left out"],
)
def test_a_stroke_of_another_pen_behind_a_number_is_no_one(grey: int, read: str, told: bool) -> None:
    """`5/`, the slash paler than the 5, was 51, sure and accepted."""
    crop, *_ = stroke(COUNT, 3)
    crop.grey[:] = 240
    cv2.polylines(crop.grey, [np.array([(30, 40), (46, 40), (36, 76)])], False, 60, 4, cv2.LINE_AA)
    cv2.line(crop.grey, (66, 76), (70, 40), grey, 4, cv2.LINE_AA)
    behind = (crop, find_ink(crop, 180.0), (Alternative(State.VALUE, read, 0.99),))
    assert strange(stroke(NUMBER, 3), behind) == ({1} if told else set())
