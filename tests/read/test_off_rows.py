"""A column whose numbers stand between the rows is told from one whose numbers stand in them."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.off_rows import columns_off_their_rows


def cell(row: int, field: str, down: int) -> tuple[Crop, Ink]:
    """A stroke so many pixels below the middle of its cell, which is 60 high."""
    grey = np.full((90, 96), 240, np.uint8)
    cv2.line(grey, (48, 33 + down), (46, 57 + down), 60, 4, cv2.LINE_AA)
    top = 100.0 + 60 * row
    box = Box(10, top, 86, top + 60)
    crop = Crop(Cell(Part.TABLE, row, Field(field, Kind.COUNT), box), grey, Box(0, top - 15, 96, top + 75))
    return crop, find_ink(crop, 180.0)


@pytest.mark.parametrize(
    ("downs", "off"),
    [((20, 22, 21), True), ((-18, -21, -20), True), ((22, -24, 23), True), ((4, -3, 2), False), ((20, 0, 1), False)],
)
def test_numbers_half_a_row_off(downs: tuple[int, ...], off: bool) -> None:
    """A column that began half a row low was read one row lower, and added up."""
    cells = [cell(row, name, 3) for row in range(3) for name in ("families", "wus", "elderly")]
    cells += [cell(row, "pregnant", down) for row, down in enumerate(downs)]
    assert columns_off_their_rows(dict(enumerate(cells))) == ({"pregnant"} if off else set())


def test_a_page_written_low_in_all_its_columns_is_none() -> None:
    cells = [cell(row, name, 21) for row in range(3) for name in ("families", "wus", "elderly", "pregnant")]
    assert not columns_off_their_rows(dict(enumerate(cells)))
