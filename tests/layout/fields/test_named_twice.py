"""A blank behind a label that stands on the page once more goes to a person."""

import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.named_twice import doubted_named_twice
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Cell, Doubt, Part
from tests.layout.drawing import PX_PER_MM

YEAR = Entry(Field("year", Kind.YEAR), ("TAHUN",))
ROOM, WRITING = Box(900, 200, 1200, 260), Box(950, 205, 1060, 255)


def doubted(texts: list[str], entry_of: list[Entry | None], written: tuple[Box, ...] = ()) -> bool:
    printed = PrintLines(written, (), (), (), ())
    cells = [Cell(Part.HEAD, None, YEAR.field, ROOM)]
    (cell,) = doubted_named_twice(cells, texts, entry_of, printed, PX_PER_MM)
    return Doubt.PLACE in cell.doubts


def test_a_blank_year_in_the_title_where_the_head_has_a_year_too() -> None:
    """`TAHUN ........` below the title was blank, accepted; the year stood behind `Tahun :` in the head."""
    assert doubted(["TAHUN", ". Tahun"], [YEAR, None])


@pytest.mark.parametrize(
    ("texts", "entry_of", "written"),
    [
        (["TAHUN", "KECAMATAN"], [YEAR, None], ()),
        (["TAHUN"], [YEAR], ()),
        (["TAHUN", "Tahun"], [YEAR, None], (WRITING,)),
    ],
    ids=("another label", "once", "something written"),
)
def test_what_is_left_alone(texts: list[str], entry_of: list[Entry | None], written: tuple[Box, ...]) -> None:
    assert not doubted(texts, entry_of, written)
