"""Two numbers one above the other are noticed; digits in pieces and what reaches in from other rows are not."""

import cv2
import pytest

from pipeline.form import Kind
from pipeline.geometry import Box
from pipeline.layout.doubts.stacked_numbers import two_numbers
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, line, paper

CELL = Box(1000, 500, 1100, 600)


def put(text: str, place: tuple[int, int], size: float, sheet: Grey) -> Grey:
    cv2.putText(sheet, text, place, cv2.FONT_HERSHEY_SIMPLEX, size, (40.0,), 3, cv2.LINE_AA)
    return sheet


@pytest.mark.parametrize(("upper", "lower"), [("4", "7"), ("12", "3"), ("1", "0")])
@pytest.mark.parametrize("size", [0.8, 1.2])
def test_two_numbers_in_a_cell_are_noticed(upper: str, lower: str, size: float) -> None:
    sheet = put(lower, (1030, 592), size, put(upper, (1026, 540), size, paper()))
    assert two_numbers(sheet, CELL, Kind.COUNT, PX_PER_MM)
    # A field for words may hold two lines.
    assert not two_numbers(sheet, CELL, Kind.TEXT, PX_PER_MM)


def test_one_number_its_broken_pieces_and_its_neighbours_are_not() -> None:
    sheet = put("57", (1020, 575), 1.6, paper())
    sheet[553:556, 1000:1100] = 255  # a gap where something was taken off
    line(sheet, (1050, 460), (1046, 515), 4)  # a tail from the row above
    line(sheet, (1030, 590), (1070, 590), 3)  # a dash below
    assert not two_numbers(sheet, CELL, Kind.COUNT, PX_PER_MM)
    assert not two_numbers(paper(), CELL, Kind.COUNT, PX_PER_MM)


def test_the_halves_of_a_pale_digit_are_one_number() -> None:
    """The 3 of a thin pen, whose waist is paler than the rest of its strokes."""
    sheet = paper()
    cv2.ellipse(sheet, (1050, 535), (16, 14), 0, -160, 90, (150.0,), 3)
    cv2.ellipse(sheet, (1050, 565), (16, 14), 0, -90, 160, (150.0,), 3)
    sheet[548:553, 1030:1070][sheet[548:553, 1030:1070] < 255] = 205
    assert not two_numbers(sheet, CELL, Kind.COUNT, PX_PER_MM)
    sheet[548:553, 1030:1070] = 255
    assert two_numbers(sheet, CELL, Kind.COUNT, PX_PER_MM)
