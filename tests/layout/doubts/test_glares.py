"""Fields that a lamp's reflection touches are doubted, blank or not."""

import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.layout.doubts.glares import doubted_under, on_panels
from pipeline.model import Cell, Doubt, Part

ANGLES = np.linspace(0, 2 * np.pi, 60, endpoint=False)
LAMP = np.column_stack([500 + 80 * np.cos(ANGLES), 300 + 80 * np.sin(ANGLES)])


@pytest.mark.parametrize(
    ("box", "doubted"),
    [
        (Box(480, 290, 520, 310), True),
        (Box(560, 280, 700, 320), True),
        (Box(300, 100, 700, 500), True),
        (Box(600, 280, 700, 320), False),
        (Box(480, 100, 520, 200), False),
    ],
)
def test_what_it_touches_is_doubted(box: Box, doubted: bool) -> None:
    cell = Cell(Part.ITEMS, None, Field("name", Kind.NAME), box)
    assert (Doubt.COVERED in doubted_under([cell], [LAMP])[0].doubts) == doubted
    assert doubted_under([cell], [])[0] == cell


def test_what_lies_on_a_dark_panel_is_doubted_and_what_touches_one_is_not() -> None:
    panel = np.array([[100, 100], [900, 100], [900, 200], [100, 200]], dtype=np.float64)
    field = Field("name", Kind.NAME)
    inside, below = (
        Cell(Part.TABLE, 0, field, Box(300, 120, 500, 190)),
        Cell(Part.TABLE, 1, field, Box(300, 196, 500, 280)),
    )
    assert [Doubt.COVERED in cell.doubts for cell in on_panels([inside, below], [panel])] == [True, False]
    assert on_panels([inside, below], []) == (inside, below)
