"""A year behind its label is no label, whatever stands behind it."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.written_labels import written_labels
from tests.layout.drawing import PX_PER_MM

YEAR = Entry(Field("year", Kind.YEAR), ("Tahun",))
OWN = Label((Box(100, 285, 240, 315),), 700, 300, 30, True)


@pytest.mark.parametrize(
    ("text", "left", "y", "written"),
    [
        ("2014", 760, 300, True),
        ("n", 760, 300, True),
        ("Bumiayu", 760, 300, True),
        ("RT", 900, 300, False),
        ("2014", 760, 350, False),
        ("3", 1500, 300, False),
        ("", 400, 300, False),
    ],
)
def test_a_figure_where_a_value_is_written_is_no_label(text: str, left: float, y: float, written: bool) -> None:
    """`2014` before the dots that were seen was a label, and the year had a hair of room before it: blank. A word close
    behind the colon of a known label leaves no room for a value of that label: it is the value."""
    other = Label((Box(left, y - 15, left + 60, y + 15),), left + 200, y, 30, False)
    found = written_labels([OWN, other], ["Tahun", text], [YEAR, None], PX_PER_MM)
    assert found == (frozenset({1}) if written else frozenset())


def test_labels_that_name_something_stay() -> None:
    assert written_labels([OWN, OWN], ["", ""], [YEAR, YEAR], PX_PER_MM) == frozenset()
