"""A number with a ring round it, apart from it or touching it, is told from one without."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.ringed import holds_more, is_more_than_said, is_ringed

Stroke = tuple[tuple[int, int], ...]
SEVEN: Stroke = ((46, 44), (70, 44), (56, 74))


def ink(*strokes: Stroke, ring: tuple[int, int] | None = None, gap: int = 0) -> Ink:
    grey = np.full((116, 116), 240, np.uint8)
    for stroke in strokes:
        cv2.polylines(grey, [np.array(stroke, np.int32)], False, 60, 4, cv2.LINE_AA)
    if ring is not None:
        cv2.ellipse(grey, (58, 58), ring, 0, 0, 360 - gap, 60, 4, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(12, 12, 104, 104)), grey, Box(0, 0, 116, 116))
    return find_ink(crop, 180.0)


@pytest.mark.parametrize(
    ("strokes", "ring", "gap", "told"),
    [
        ((), (22, 32), 0, False),
        ((SEVEN,), None, 0, False),
        ((SEVEN,), (30, 34), 0, True),
        ((SEVEN,), (19, 26), 0, True),  # The ring crosses both ends of the digit.
        ((((58, 40), (54, 76)),), (24, 28), 8, True),  # and this one is not quite closed.
    ],
)
def test_a_ring_is_told(strokes: tuple[Stroke, ...], ring: tuple[int, int] | None, gap: int, told: bool) -> None:
    """A ringed 3, and later a 1 that the ring touched, was read as 0, accepted."""
    assert is_ringed(ink(*strokes, ring=ring, gap=gap), "0") is told


def test_where_an_eight_crosses_itself_is_no_ring() -> None:
    grey = np.full((116, 116), 240, np.uint8)
    cv2.ellipse(grey, (58, 46), (14, 13), 0, 0, 360, 60, 5, cv2.LINE_AA)
    cv2.ellipse(grey, (58, 72), (16, 14), 0, 0, 360, 60, 5, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(12, 12, 104, 104)), grey, Box(0, 0, 116, 116))
    assert not is_ringed(find_ink(crop, 180.0), "8")


@pytest.mark.parametrize(("ring", "told"), [((44, 40), True), (None, False)])
def test_digits_that_nearly_touch_are_no_ring(ring: tuple[int, int] | None, told: bool) -> None:
    """What two 3 that touch, and an 8, enclose between them is open."""
    threes = [((x, 42), (x + 16, 44), (x + 6, 56), (x + 17, 66), (x, 72)) for x in (38, 57)]
    assert is_ringed(ink(*threes, ring=ring), "33") is told


def test_the_end_of_a_loop_within_it_is_no_ring() -> None:
    """Right 6 of two hands waited for it."""
    outer = ((70, 18), (40, 38), (26, 62), (30, 88), (52, 98), (78, 92), (86, 70), (74, 54), (50, 52), (27, 62))
    assert not is_ringed(ink((*outer, (52, 76))), "6")


def test_the_end_of_a_nought_that_curls_into_it_is_no_tick_in_a_ring() -> None:
    """In a column for ticks nine right 0 of one hand waited; a tick in a ring is longer."""
    curl = ((58, 30), (60, 44), (54, 50))
    assert not is_ringed(ink(curl, ring=(22, 30)), "0", marked=True)
    tick = ((46, 56), (55, 72), (72, 40))
    assert is_ringed(ink(tick, ring=(30, 36)), "0", marked=True)


TICK: Stroke = ((40, 68), (52, 90), (84, 40))


@pytest.mark.parametrize(
    ("beside", "more"),
    [((), False), (((30, 30), (38, 30), (33, 44)), True), (((30, 30), (33, 33)), False)],
    ids=["a tick", "a small 7 above it", "a speck"],
)
def test_a_small_number_beside_a_tick_is_more_than_it(beside: Stroke, more: bool) -> None:
    """A tick with `24` over it was 1, sure and accepted."""
    written = ink(TICK, *([beside] if beside else []))
    assert holds_more(written) is more
    cell = Cell(Part.TABLE, 0, Field("latrine", Kind.TICK_OR_COUNT), Box(12, 12, 104, 104))
    assert is_more_than_said(written, "tick", cell) is more
