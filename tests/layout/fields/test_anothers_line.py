"""A label that took the line of the next one is seen by how high the others stand above theirs."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.anothers_line import doubted_on_anothers_line
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.model import Cell, Doubt, Part

MM = 10.0


def label(y: float) -> Label:
    return Label((Box(100, y - 16, 400, y + 16),), 690, y, 32, True)


def place(name: str, own: Label, line_y: float) -> Place:
    entry = Entry(Field(name, Kind.COUNT), (name,))
    return Place(entry, own, 1500, (), (DottedLine(700, 900, line_y, line_y, 3),), (), None)


@pytest.mark.parametrize(("y", "doubted"), [(745, True), (685, False), (625, False)], ids=("next", "between", "own"))
def test_a_line_level_with_the_next_label_is_not_taken_for_sure(y: float, doubted: bool) -> None:
    """`Menyusui`, without its `Jumlah Ibu :`, took the line of `Jumlah Lansia`: 2 mothers, accepted; there was 1."""
    labels = [label(100 * at) for at in range(1, 8)]
    places = [place(f"f{at}", one, one.y + 45) for at, one in enumerate(labels[:4])]
    lost = place("lost", label(600), y)
    cells = [Cell(Part.ITEMS, None, one.entry.field, Box(700, 0, 900, 50)) for one in (*places, lost)]
    found = doubted_on_anothers_line(cells, (*places, lost), [*labels, lost.label], MM)
    assert [cell.doubts for cell in found] == [()] * 4 + [(Doubt.PLACE,) if doubted else ()]
    assert doubted_on_anothers_line(cells, (*places[:2], lost), labels, MM) == cells


def test_a_line_above_its_label_is_none_to_write_on() -> None:
    """Of a pale frame a piece of the upper edge was seen, the name within it not: blank, accepted."""
    one = place("head_name", label(600), 586)
    cell = Cell(Part.ITEMS, None, one.entry.field, Box(700, 500, 900, 586))
    (found,) = doubted_on_anothers_line([cell], [one], [one.label], MM)
    assert found.doubts == (Doubt.PLACE,)
