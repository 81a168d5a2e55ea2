"""A field on which something dark and broad lies is doubted; no pen, no pale shade and no filled box is such."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.layout.doubts.dark_patches import doubted_on_patches
from pipeline.model import Cell, Doubt, Grey, Part

PX_PER_MM = 11.8
BOX = Box(100, 100, 400, 200)
NAME = Cell(Part.TABLE, 0, Field("name", Kind.NAME), BOX)


def page() -> Grey:
    """A ruled cell with a word written in it."""
    grey = np.full((300, 500), 250, np.uint8)
    cv2.rectangle(grey, (100, 100), (400, 200), (0,), 5)
    cv2.putText(grey, "Wiwik", (120, 170), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (40,), 8)
    return grey


def is_doubted(grey: Grey, cell: Cell = NAME) -> bool:
    return Doubt.COVERED in doubted_on_patches([cell], grey, PX_PER_MM)[0].doubts


@pytest.mark.parametrize(("tone", "told"), [(0, True), (120, True), (190, True), (230, False)])
def test_a_bar_over_the_writing_is_told_by_its_darkness(tone: int, told: bool) -> None:
    grey = page()
    grey[130:180, 110:300] = tone
    assert is_doubted(grey) == told


def test_a_hole_on_a_dark_ground_is_told_and_a_tiny_one_is_not() -> None:
    for radius, told in ((18, True), (6, False)):
        grey = page()
        cv2.circle(grey, (350, 150), radius, (30,), -1)
        assert is_doubted(grey) == told


def test_a_broad_pen_and_what_lies_beside_the_cell_are_no_patch() -> None:
    grey = page()
    cv2.line(grey, (120, 180), (390, 120), (20,), 20)
    grey[210:280, 100:400] = 0
    assert not is_doubted(grey)


def test_a_filled_check_box_is_a_mark() -> None:
    grey = page()
    grey[130:170, 120:160] = 20
    assert not is_doubted(grey, Cell(Part.HEAD, None, Field("house", Kind.CHOICE), BOX))
    assert is_doubted(grey)
