"""A room far narrower than those before the same unit, or than anyone writes in, goes to a person."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.narrow_rooms import doubted_without_room
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.model import Cell, Doubt, Part

MM = 10.0


@pytest.mark.parametrize(
    ("widths", "unit", "doubted"),
    [
        ((150, 155, 65, 160, 150), "orang", [2]),
        ((150, 155, 110, 160, 150), "orang", []),
        ((150, 155, 65), "orang", []),
        ((150, 155, 65, 160, 150), None, []),
        ((150, 155, 30), None, [2]),
    ],
)
def test_rooms_too_narrow_are_doubted(widths: tuple[int, ...], unit: str | None, doubted: list[int]) -> None:
    """`1 orang` ran together with its dots, and was print: blank, accepted (strangers, seed 918)."""
    cells, places = [], []
    for at, width in enumerate(widths):
        field, y = Field(f"count_{at}", Kind.COUNT), 300 + 80 * at
        label = Label((Box(60, y - 15, 250, y + 15),), 290, y, 30, True)
        places.append(Place(Entry(field, (field.name,), unit=unit), label, 800, (), (), (), None))
        cells.append(Cell(Part.ITEMS, None, field, Box(300, y - 40, 300 + width, y + 30)))
    found = doubted_without_room(cells, places, MM)
    assert [at for at, cell in enumerate(found) if Doubt.PLACE in cell.doubts] == doubted


def test_a_room_far_lower_than_its_like_is_doubted() -> None:
    """A thick dash was print, and the room began below it: blank, accepted (strangers, seed 919)."""
    cells, places = [], []
    for at, tall in enumerate((70, 70, 45, 70)):
        field, y = Field(f"count_{at}", Kind.COUNT), 300 + 80 * at
        label = Label((Box(60, y - 15, 250, y + 15),), 290, y, 30, True)
        places.append(Place(Entry(field, (field.name,), unit="orang"), label, 800, (), (), (), None))
        cells.append(Cell(Part.ITEMS, None, field, Box(300, y + 30 - tall, 450, y + 30)))
    found = doubted_without_room(cells, places, MM)
    assert [at for at, cell in enumerate(found) if Doubt.PLACE in cell.doubts] == [2]


@pytest.mark.parametrize(
    ("piece", "unit", "doubted"),
    [
        (Box(451, 286, 467, 316), "buah", True),
        (Box(451, 286, 520, 316), "buah", False),
        (Box(520, 286, 536, 316), "buah", False),
        (Box(451, 286, 467, 316), None, False),
    ],
    ids=["a 1", "the unit", "behind", "no unit"],
)
def test_a_room_that_ends_at_a_stroke_before_its_unit_is_doubted(piece: Box, unit: str | None, doubted: bool) -> None:
    """The 1 of `jumlah : ...1... buah` was print, and the room before it blank, accepted."""
    label = Label((Box(60, 285, 250, 315),), 290, 300, 30, True)
    entry = Entry(Field("latrine", Kind.CHOICE), ("latrine",), unit=unit, extra=Field("latrine_count", Kind.COUNT))
    cell = Cell(Part.ITEMS, None, Field("latrine_count", Kind.COUNT), Box(300, 260, 450, 330), print_boxes=(piece,))
    found = doubted_without_room([cell], [Place(entry, label, 800, (), (), (), None)], MM)
    assert (Doubt.PLACE in found[0].doubts) is doubted
