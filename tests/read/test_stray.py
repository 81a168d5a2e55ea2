"""The edge of a stain across a cell is doubted; strokes of a pen, however tall, and dashes in their place are not."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import find_ink
from pipeline.read.stray import DOUBT, stray_doubt

TYPICAL = 170.0


def doubt(
    start: tuple[int, int],
    end: tuple[int, int],
    pen: int,
    ink: int = 60,
    kind: Kind = Kind.COUNT,
    part: Part = Part.TABLE,
) -> float:
    grey = np.full((116, 116), 240, np.uint8)
    cv2.line(grey, start, end, ink, pen, cv2.LINE_AA)
    crop = Crop(Cell(part, 0, Field("wus", kind), Box(20, 20, 96, 98)), grey, Box(0, 0, 116, 116))
    return stray_doubt(crop, find_ink(crop, TYPICAL), TYPICAL)


@pytest.mark.parametrize(
    ("start", "end", "pen", "ink"),
    [
        ((70, 0), (55, 115), 20, 130),
        ((75, 24), (45, 93), 14, 175),
        ((30, 26), (90, 27), 5, 120),
        ((30, 60), (88, 61), 15, 120),
        ((28, 66), (88, 62), 5, 168),
    ],
    ids=["across the cell, broad", "across the cell, pale", "along its ruling", "a dash as broad as no pen", "an arc"],
)
def test_edges_of_stains_are_doubted(start: tuple[int, int], end: tuple[int, int], pen: int, ink: int) -> None:
    assert doubt(start, end, pen, ink) == DOUBT


@pytest.mark.parametrize(
    ("start", "end", "pen"),
    [((60, 22), (56, 96), 6), ((60, 40), (56, 80), 6), ((40, 60), (75, 62), 7)],
    ids=["a tall 1", "a 1", "a dash"],
)
def test_a_pens_strokes_are_not(start: tuple[int, int], end: tuple[int, int], pen: int) -> None:
    assert doubt(start, end, pen) == 0.0


def test_a_large_cross_of_a_broad_pen_is_none() -> None:
    grey = np.full((116, 116), 240, np.uint8)
    for start, end in (((28, 22), (88, 96)), ((86, 22), (30, 96))):
        cv2.line(grey, start, end, 60, 14, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.TICK_OR_COUNT), Box(20, 20, 96, 98)), grey, Box(0, 0, 116, 116))
    assert stray_doubt(crop, find_ink(crop, TYPICAL), TYPICAL) == 0.0


def test_what_is_pale_where_marks_stand_may_be_of_a_stamp() -> None:
    """An arc in a blank row was a tick, and a dash, accepted."""
    assert doubt((45, 60), (70, 45), 5, 168, kind=Kind.MARK) == DOUBT
    assert doubt((45, 60), (70, 45), 5, 90, kind=Kind.MARK) == 0.0
    assert doubt((45, 60), (70, 62), 5, 168, kind=Kind.CODE) == 0.0


def test_a_line_down_the_column_and_fields_of_the_head_are_not_asked() -> None:
    assert doubt((60, 0), (58, 115), 14, kind=Kind.CODE) == 0.0
    assert doubt((70, 0), (55, 115), 20, part=Part.HEAD) == 0.0


@pytest.mark.parametrize(
    ("radii", "filled", "doubted"),
    [((14, 14), True, True), ((12, 16), True, True), ((12, 16), False, False), ((5, 20), True, False)],
    ids=["a drop", "a longer one", "a nought", "a 1"],
)
def test_a_drop_of_ink_is_no_nought(radii: tuple[int, int], filled: bool, doubted: bool) -> None:
    """Blots in an empty row of a recap were noughts, accepted, and made a row of 28 counts that nobody wrote."""
    grey = np.full((116, 116), 240, np.uint8)
    cv2.ellipse(grey, (58, 60), radii, 0, 0, 360, (60.0,), -1 if filled else 5, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(20, 20, 96, 98)), grey, Box(0, 0, 116, 116))
    assert (stray_doubt(crop, find_ink(crop, TYPICAL), TYPICAL) == DOUBT) == doubted


@pytest.mark.parametrize(("second", "doubted"), [((40, 52, 74, 51), True), ((70, 66, 76, 66), False), (None, False)])
def test_two_strokes_one_above_the_other_are_no_dash(second: tuple[int, int, int, int] | None, doubted: bool) -> None:
    """`=` for the same again was a dash, accepted."""
    grey = np.full((116, 116), 240, np.uint8)
    for stroke in ((40, 64, 76, 64), *((second,) if second else ())):
        cv2.line(grey, stroke[:2], stroke[2:], 60, 4, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(12, 12, 104, 104)), grey, Box(0, 0, 116, 116))
    assert (stray_doubt(crop, find_ink(crop, TYPICAL), TYPICAL) == DOUBT) is doubted
