"""A cell that the product cannot read at all counts as unreadable, and does not stop the scores."""

from benchmarks.reading import likeliest
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Part, Reading, State

CELL = Cell(Part.TABLE, 0, Field("birth_date", Kind.DATE), Box(0, 0, 10, 10))


def test_what_cannot_be_read_is_unreadable() -> None:
    best = Alternative(State.VALUE, "2-9-84", 0.9)
    assert likeliest(Reading(CELL, (best, Alternative(State.NONE, None, 0.1)), 1.0, "test")) == best
    assert likeliest(Reading(CELL, (), 1.0, "test")) == Alternative(State.UNREADABLE, None, 0.0)
