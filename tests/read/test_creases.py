"""A crease through a field of the head is taken off, the letter on it is not."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Part
from pipeline.read.creases import without_creases
from pipeline.read.ink import darkness, find_ink

LEAST = 20.0


def paper(crease: int, slant: int = 0) -> Grey:
    """110 x 400 with two strokes of a K on the way of a crease so much darker than the paper, and a letter beside."""
    grey = np.full((110, 400), 245, np.uint8)
    line = np.zeros_like(grey)
    cv2.line(line, (60, 0), (60 + slant, 109), crease, 5)
    cv2.line(grey, (61, 40), (57, 80), 60, 4)
    cv2.line(grey, (60, 60), (80, 40), 60, 4)
    cv2.line(grey, (120, 40), (120, 80), 60, 4)
    return cv2.subtract(grey, line).astype(np.uint8)


@pytest.mark.parametrize(("crease", "slant"), [(50, 0), (90, 0), (50, 3)])
def test_the_letter_on_a_crease_stays(crease: int, slant: int) -> None:
    """It ran on to the crop's edges as one piece with the crease, and was left out with it: Kasiyem was asiyem."""
    field = Cell(Part.ITEMS, None, Field("name", Kind.NAME), Box(0, 0, 400, 110))
    ink = find_ink(Crop(field, paper(crease, slant), Box(0, 0, 400, 110)), 150.0)
    box = ink.box()
    assert box.left < 65
    assert box.top > 30
    assert box.bottom < 90


def test_no_crease_leaves_all_as_it_is() -> None:
    dark = darkness(paper(0))
    assert without_creases(dark, LEAST) is dark
