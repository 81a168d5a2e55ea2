"""A new digit above a crossed-out one is none of the field above, in whose room it stands."""

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Doubt, Part
from pipeline.read.engine import build_engines
from pipeline.read.hanging import hanging_corrections, taken_over, without
from pipeline.read.ink import Ink, find_ink
from pipeline.read.raised import raised_digit
from pipeline.read.reader import read_cells

PITCH, HIGH = 100, 90
"""Of the lines of a head, and of its fields, pixels."""


def field(page: np.ndarray, line: int, name: str, kind: Kind) -> tuple[Crop, Ink]:
    """The field on that line of a page, which ends a little below the feet of its writing."""
    bottom = (line + 1) * PITCH
    box = Box(20, bottom - HIGH, 420, bottom)
    shown = Box(10, bottom - HIGH - 22, 430, bottom + 22)
    grey = page[int(shown.top) : int(shown.bottom), int(shown.left) : int(shown.right)]
    crop = Crop(Cell(Part.HEAD, None, Field(name, kind), box), grey, shown)
    return crop, find_ink(crop, 180.0)


def head(above: str, *pieces: tuple[str, int, int, float]) -> dict[int, tuple[Crop, Ink]]:
    """Two lines: a name, and pieces (text, left, baseline, size) on the next."""
    page = np.full((4 * PITCH, 440), 240, np.uint8)
    cv2.putText(page, above, (40, 2 * PITCH - 24), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (60.0,), 3, cv2.LINE_AA)
    for text, left, base, size in pieces:
        cv2.putText(page, text, (left, base), cv2.FONT_HERSHEY_SIMPLEX, size, (60.0,), 3, cv2.LINE_AA)
    fields = [field(page, 1, "birth_place", Kind.NAME), field(page, 2, "rt", Kind.COUNT)]
    return {at: (crop, ink) for at, (crop, ink) in enumerate(fields) if not ink.blank}


NEW = ("7", 60, 2 * PITCH + 7, 0.9)
OLD = ("4", 60, 3 * PITCH - 54, 1.5)


@pytest.mark.parametrize(("above", "left"), [("Kanor", 5), ("", 0)])
def test_the_new_digit_belongs_to_the_line_below(above: str, left: int) -> None:
    """`Kanor 7` was accepted where the 7 stands above a crossed-out 4 of the next line."""
    cells = head(above, NEW, OLD)
    (found,) = hanging_corrections(cells)
    assert (found.above, found.below, len(found.parts)) == (0, 1, 1)
    assert len(without(cells[0][1], found.parts).parts) == left


@pytest.mark.parametrize(
    "pieces",
    [
        (OLD,),
        (("7", 300, 2 * PITCH + 7, 0.9), OLD),  # far aside of it
        (("7", 200, 2 * PITCH - 24, 1.5), OLD),  # on the line of the name
        (NEW,),  # nothing is written below
    ],
)
def test_other_writing_hangs_over_nothing(pieces: tuple[tuple[str, int, int, float], ...]) -> None:
    assert hanging_corrections(head("Kanor", *pieces)) == ()


def test_both_fields_go_to_a_person() -> None:
    readings = read_cells([crop for crop, _ in head("Kanor", NEW, OLD).values()], build_engines(load_codes()))
    assert all(Doubt.CORRECTED in reading.cell.doubts for reading in readings)
    plain = read_cells([crop for crop, _ in head("Kanor", OLD).values()], build_engines(load_codes()))
    assert not any(Doubt.CORRECTED in reading.cell.doubts for reading in plain)


def test_a_digit_from_the_room_above_stands_over_its_number() -> None:
    """The rt below read 4, as it was before its correction."""
    cells = head("Kanor", NEW, OLD)
    (found,) = hanging_corrections(cells)
    (above, written), (below, ink) = cells[found.above], cells[found.below]
    crop, own = taken_over(below, ink, above, written, found.parts)
    assert crop.box.bottom == below.box.bottom
    assert crop.grey.shape == own.labels.shape == own.dark.shape
    digit = raised_digit(own)
    assert digit is not None
    assert digit.area == found.parts[0].area
    on_page = digit.box.shifted(crop.box.left, crop.box.top)
    assert on_page == found.parts[0].box.shifted(above.box.left, above.box.top)
    assert np.count_nonzero(own.mask([digit])) == digit.area
    assert own.cell.shifted(crop.box.left, crop.box.top) == ink.cell.shifted(below.box.left, below.box.top)
