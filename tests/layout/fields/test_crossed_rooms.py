"""A line of no field through the room of one sends it to a person."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.crossed_rooms import doubted_where_crossed
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Cell, Doubt, Part

MM = 11.8
OWN, BEFORE = DottedLine(640, 900, 531, 531, 4), DottedLine(640, 900, 436, 436, 4)


def place(name: str, line: DottedLine) -> Place:
    label = Label((Box(100, line.y - 40, 400, line.y - 5),), 620, line.y - 20, 30, True)
    return Place(Entry(Field(name, Kind.COUNT), (name,)), label, 1500, (), (line,), (), None)


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        (DottedLine(655, 893, 489, 491, 7), True),
        (DottedLine(655, 893, 522, 522, 7), False),  # the other of a double line
        (DottedLine(300, 700, 489, 491, 7), False),
        (DottedLine(655, 893, 310, 310, 7), False),
    ],
    ids=("through it", "close to it", "beside it", "far above"),
)
def test_a_room_through_which_a_line_of_no_field_runs_goes_to_a_person(line: DottedLine, doubted: bool) -> None:
    """Counts struck by a line as long as their dots were blank, accepted: the room began below it (an attacker)."""
    places = [place("rt", BEFORE), place("rw", OWN)]
    cells = [
        Cell(Part.HEAD, None, one.entry.field, Box(640, one.lines[0].y - 60, 900, one.lines[0].y)) for one in places
    ]
    found = doubted_where_crossed(cells, places, PrintLines((), (), (), (BEFORE, line, OWN), ()), MM)
    assert [Doubt.PLACE in cell.doubts for cell in found] == [False, doubted]
