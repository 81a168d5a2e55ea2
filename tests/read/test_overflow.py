"""A cell whose writing seems to go on beyond its right side is doubted; one with room, or a far neighbour, is not."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import find_ink
from pipeline.read.overflow import Side, overflow_doubt, overrun_sides

RIGHT = 240
"""The cell's right side, px; the crop shows 60 px more."""


def sides(
    own_ends: int, next_starts: int | None, kind: Kind = Kind.DATE, part: Part = Part.TABLE, mirrored: bool = False
) -> set[Side]:
    grey = np.full((100, RIGHT + 60), 240, np.uint8)
    for x in range(20, own_ends, 22):
        cv2.line(grey, (x, 30), (min(x + 8, own_ends), 70), 40, 4, cv2.LINE_AA)
    cv2.line(grey, (own_ends - 8, 30), (own_ends, 70), 40, 4, cv2.LINE_AA)
    if next_starts is not None:
        cv2.line(grey, (next_starts + 6, 32), (next_starts, 68), 40, 4, cv2.LINE_AA)
    left, right = (60, RIGHT + 50) if mirrored else (10, RIGHT)
    cell = Cell(part, 0, Field("birth_date", kind), Box(left, 10, right, 90))
    if mirrored:
        grey = np.ascontiguousarray(grey[:, ::-1])
    crop = Crop(cell, grey, Box(0, 0, grey.shape[1], 100))
    return set(overrun_sides(crop, find_ink(crop, 0.0)))


def test_writing_that_goes_on_beyond_the_ruling_is_doubted() -> None:
    assert sides(RIGHT - 4, RIGHT + 4) == {Side.RIGHT}


def test_a_word_that_crosses_the_ruling_in_one_piece_is_doubted() -> None:
    """What lies beyond was cut off, and nothing was left there to tell: PEKARANGAN was PEKARA, accepted."""
    grey = np.full((100, RIGHT + 60), 240, np.uint8)
    points = [(x, 30 if at % 2 else 70) for at, x in enumerate(range(30, RIGHT + 60, 14))]
    cv2.polylines(grey, [np.array(points, np.int32)], False, (40.0,), 4, cv2.LINE_AA)
    cell = Cell(Part.TABLE, 0, Field("activity_food", Kind.MARK_TEXT), Box(10, 10, RIGHT, 90))
    crop = Crop(cell, grey, Box(0, 0, RIGHT + 60, 100))
    ink = find_ink(crop, 0.0)
    assert ink.box().right <= RIGHT + 1
    assert set(overrun_sides(crop, ink)) == {Side.RIGHT}


@pytest.mark.parametrize(("ends", "expected"), [(RIGHT + 40, {Side.RIGHT: True}), (RIGHT - 1, {})])
def test_the_bar_of_a_letter_across_the_ruling_is_seen_though_it_is_flat(ends: int, expected: dict[Side, bool]) -> None:
    """The stem of the T of HERMANTO lay on the ruling and was taken off with it: HERMAN, accepted."""
    grey = np.full((100, RIGHT + 60), 240, np.uint8)
    points = [(x, 30 if at % 2 else 70) for at, x in enumerate(range(30, RIGHT - 24, 10))]
    cv2.polylines(grey, [np.array(points, np.int32)], False, (40.0,), 4, cv2.LINE_AA)
    cv2.line(grey, (RIGHT - 16, 34), (ends, 32), 40, 4, cv2.LINE_AA)
    cell = Cell(Part.TABLE, 0, Field("name", Kind.NAME), Box(10, 10, RIGHT, 90))
    crop = Crop(cell, grey, Box(0, 0, RIGHT + 60, 100))
    assert overrun_sides(crop, find_ink(crop, 0.0)) == expected


def test_letters_across_the_ruling_of_which_most_lies_beyond_are_seen() -> None:
    """PEKARA stood well before the side, NGAN in one piece across it."""
    grey = np.full((100, RIGHT + 60), 240, np.uint8)
    for first, last in ((30, RIGHT - 30), (RIGHT - 18, RIGHT + 50)):
        points = [(x, 30 if at % 2 else 70) for at, x in enumerate(range(first, last + 1, 10))]
        cv2.polylines(grey, [np.array(points, np.int32)], False, (40.0,), 4, cv2.LINE_AA)
    cell = Cell(Part.TABLE, 0, Field("activity_food", Kind.MARK_TEXT), Box(10, 10, RIGHT, 90))
    crop = Crop(cell, grey, Box(0, 0, RIGHT + 60, 100))
    ink = find_ink(crop, 0.0)
    assert ink.box().right < RIGHT - 20
    assert set(overrun_sides(crop, ink)) == {Side.RIGHT}


def test_a_crossed_out_word_of_the_cell_is_no_neighbours() -> None:
    """The word beside it corrects it; which of the two was read is doubted elsewhere."""
    grey = np.full((100, RIGHT + 60), 240, np.uint8)
    for first, last in ((20, 110), (122, 220)):
        points = [(x, 30 if at % 2 else 70) for at, x in enumerate(range(first, last + 1, 10))]
        cv2.polylines(grey, [np.array(points, np.int32)], False, (40.0,), 4, cv2.LINE_AA)
    cv2.line(grey, (11, 50), (112, 50), 40, 4, cv2.LINE_AA)
    cell = Cell(Part.TABLE, 0, Field("name", Kind.NAME), Box(10, 10, RIGHT, 90))
    crop = Crop(cell, grey, Box(0, 0, RIGHT + 60, 100))
    ink = find_ink(crop, 0.0)
    assert len(ink.parts) == 2
    corrected = replace(ink, parts=ink.parts[1:])
    assert not overrun_sides(crop, corrected, ink.parts)
    assert set(overrun_sides(crop, corrected)) == {Side.LEFT}


def test_what_a_neighbour_wrote_into_the_cell_is_doubted() -> None:
    assert sides(RIGHT - 4, RIGHT + 4, kind=Kind.MARK_TEXT, mirrored=True) == {Side.LEFT}
    assert not sides(RIGHT - 60, RIGHT + 4, kind=Kind.MARK_TEXT, mirrored=True)


@pytest.mark.parametrize(
    ("own_ends", "next_starts"), [(RIGHT - 4, None), (RIGHT - 4, RIGHT + 40), (RIGHT - 60, RIGHT + 4)]
)
def test_room_before_the_side_or_behind_it_tells_the_two_apart(own_ends: int, next_starts: int | None) -> None:
    assert not sides(own_ends, next_starts)


def test_counts_and_fields_outside_the_table_are_not_asked() -> None:
    assert not sides(RIGHT - 4, RIGHT + 4, kind=Kind.COUNT)
    assert not sides(RIGHT - 4, RIGHT + 4, part=Part.ITEMS)


def scribbled(above: tuple[int, int] | None, part: Part = Part.HEAD) -> float:
    """A scribble in a number's place, and a digit at `above`: x of its middle, y of its foot."""
    grey = np.full((110, 200), 240, np.uint8)
    cv2.ellipse(grey, (100, 70), (11, 7), 0, 0, 360, 40, -1, cv2.LINE_AA)
    if above is not None:
        x, y = above
        cv2.polylines(grey, [np.array([[x - 5, y - 14], [x + 5, y - 14], [x - 2, y]])], False, 40, 3, cv2.LINE_AA)
    cell = Cell(part, None, Field("rw", Kind.COUNT), Box(20, 30, 180, 95))
    crop = Crop(cell, grey, Box(0, 0, 200, 110))
    return overflow_doubt(crop, find_ink(crop, 0.0))


def test_a_scribble_with_a_number_above_its_place_is_doubted() -> None:
    """It was read as a dash, and accepted."""
    assert scribbled((115, 24)) > 0.3


@pytest.mark.parametrize("above", [None, (180, 24), (115, 10)])
def test_a_scribble_alone_or_with_a_neighbours_writing_is_not(above: tuple[int, int] | None) -> None:
    assert scribbled(above) == 0.0
    assert scribbled((115, 24), Part.TABLE) == 0.0


def placed(strokes: tuple[int, ...], begins: int, side: bool = False) -> float:
    """Upright strokes at these x in a field of the head that begins at `begins`, in a frame or not."""
    grey = np.full((110, 300), 240, np.uint8)
    for x in strokes:
        cv2.line(grey, (x, 35), (x, 75), 40, 4, cv2.LINE_AA)
    if side:
        cv2.line(grey, (begins - 4, 0), (begins - 4, 110), 40, 3)
    cell = Cell(Part.HEAD, None, Field("rt", Kind.COUNT), Box(begins, 20, 280, 90))
    crop = Crop(cell, grey, Box(0, 0, 300, 110))
    return overflow_doubt(crop, find_ink(crop, 0.0))


def test_a_number_that_begins_before_its_place_is_doubted() -> None:
    """Of a pencil's 11 the first 1 was taken for the colon: RT 1, accepted."""
    assert placed((48, 62), 55) > 0.3


@pytest.mark.parametrize(
    ("strokes", "begins", "side"),
    [((62, 76), 55, False), ((62, 76), 55, True), ((30, 62), 55, False), ((48, 150), 55, False)],
    ids=("whole", "in a frame", "far before", "far in"),
)
def test_a_number_whole_in_its_place_is_not(strokes: tuple[int, ...], begins: int, side: bool) -> None:
    assert placed(strokes, begins, side) == 0.0


@pytest.mark.parametrize(("top", "doubted"), [(62, True), (26, False)], ids=("the next line's", "its own"))
def test_a_number_that_runs_off_the_crop_is_doubted(top: int, doubted: bool) -> None:
    """The upper half of the RW's 2, written high, was 7 in the RT's room, which was blank: accepted."""
    grey = np.full((100, 300), 240, np.uint8)
    two = np.array([(x, y + top) for x, y in ((40, 10), (48, 0), (60, 2), (62, 14), (40, 48), (64, 48))], np.int32)
    cv2.polylines(grey, [two], False, (40.0,), 4, cv2.LINE_AA)
    cell = Cell(Part.HEAD, None, Field("rt", Kind.COUNT), Box(20, 10, 290, 90))
    crop = Crop(cell, grey, Box(0, 0, 300, 100))
    ink = find_ink(crop, 180.0)
    assert not ink.blank
    assert (overflow_doubt(crop, ink) > 0.3) is doubted
