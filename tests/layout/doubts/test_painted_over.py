"""A field of which fluid hides a part of the writing is doubted; one that was written anew on fluid is not."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.layout.doubts.painted_over import doubted_under_paint
from pipeline.model import Cell, Doubt, Grey, Part

PX_PER_MM = 11.8
BOX = Box(100, 100, 400, 200)


def patch(left: int, right: int) -> np.ndarray:
    return np.array([[left, 110], [right, 110], [right, 190], [left, 190]], dtype=np.float64)


def told(sheet: Grey, *patches: np.ndarray) -> bool:
    cell = Cell(Part.TABLE, 0, Field("name", Kind.NAME), BOX)
    (found,) = doubted_under_paint([cell], patches, sheet, PX_PER_MM)
    return Doubt.COVERED in found.doubts


def written(text: str, left: int) -> Grey:
    sheet = np.full((300, 600), 255, np.uint8)
    cv2.putText(sheet, text, (left, 170), cv2.FONT_HERSHEY_SIMPLEX, 2, 60, 5)
    return sheet


@pytest.mark.parametrize(("left", "right"), [(200, 390), (110, 180)], ids=["its end", "its beginning"])
def test_writing_that_stops_at_the_edge_of_fluid_is_doubted(left: int, right: int) -> None:
    sheet = written("Sarmin", 120)
    sheet[110:190, left:right] = 255
    assert told(sheet, patch(left, right))


def test_nothing_is_where_fluid_hides_all_or_lies_clear_of_the_writing() -> None:
    assert not told(np.full((300, 600), 255, np.uint8), patch(110, 390))
    assert not told(written("7", 120), patch(250, 390))
    assert not told(written("7", 250), patch(210, 390))
    assert not told(written("Sarmin", 120))


def test_fluid_in_the_next_field_is_none_of_this_one() -> None:
    assert not told(written("Sarmin", 120), patch(410, 500))
