"""A digit across the side of its cell that is left out is told; rests of rulings and the neighbour's digits are not."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.beyond_cell import leaves_out_beyond
from pipeline.read.ink import find_ink

LEFT, RIGHT, HIGH, WIDE = 20, 120, 90, 180


def told(*strokes: tuple[tuple[int, int], tuple[int, int]], own: bool = True) -> bool:
    grey = np.full((HIGH, WIDE), 240, np.uint8)
    for start, end in (*strokes, *([((60, 25), (60, 65)), ((75, 25), (90, 65))] if own else [])):
        cv2.line(grey, start, end, 60.0, 4, cv2.LINE_AA)
    cell = Cell(Part.TABLE, 0, Field("members_male", Kind.COUNT), Box(LEFT, 5, RIGHT, 85))
    return leaves_out_beyond(find_ink(Crop(cell, grey, Box(0, 0, WIDE, HIGH)), 0.0))


@pytest.mark.parametrize("right", [True, False])
def test_the_body_of_a_four_in_the_next_cell_is_told(right: bool) -> None:
    four = [((100, 50), (150, 50)), ((100, 50), (125, 25)), ((140, 25), (140, 65))]
    if not right:
        four = [((LEFT + RIGHT - x, y), (LEFT + RIGHT - other, below)) for (x, y), (other, below) in four]
        four = [((max(0, x), y), (max(0, other), below)) for (x, y), (other, below) in four]
    assert told(*four)


def test_digits_of_either_cell_are_not() -> None:
    assert not told()
    assert not told(((140, 25), (140, 65)))
    assert not told(((112, 25), (160, 65)))  # a stroke that hardly reaches in


def test_a_cell_without_writing_is_not() -> None:
    assert not told(((100, 50), (150, 50)), own=False)
