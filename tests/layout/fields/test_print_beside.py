"""What stands close beside an empty room is print where a label or its unit stands there, and may be writing else."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.print_beside import with_print_beside
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import PrintedText
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Cell, Part

MM = 12.0
ROOM, BEHIND = Box(420, 290, 640, 340), Box(644, 302, 730, 332)
FIELD = Field("toddlers", Kind.COUNT)


def beside(piece: Box, text: str, labels: tuple[Box, ...] = (), written: bool = False) -> tuple[Box, ...]:
    """The print of an empty room for a number of `orang`, behind which a piece stands that reads so."""
    label = Label((Box(100, 300, 400, 330),), 420, 315, 30, True)
    own = Place(Entry(FIELD, ("Balita",), unit="orang"), label, 1500, (), (), (), None)
    others = [
        Place(Entry(Field("rt", Kind.COUNT), ("RT",)), Label((label,), 900, 315, 30, True), 1500, (), (), (), None)
        for label in labels
    ]
    ink = np.zeros((600, 1600), np.uint8)
    if written:
        ink[300:330, 500:520] = 255
    seen: Any = SimpleNamespace(
        printed=PrintLines((piece,), (), (), (), ()), ink=ink, cleaned=255 - ink, page=SimpleNamespace(px_per_mm=MM)
    )
    reader: Any = SimpleNamespace(read_strips=lambda strips: [PrintedText(text, 0.9, ()) for _ in strips])
    (cell,) = with_print_beside([Cell(Part.ITEMS, None, FIELD, ROOM)], [own, *others], seen, reader)
    return cell.print_boxes


@pytest.mark.parametrize(("text", "known"), [("orang", True), ("oranq", True), ("12 org", False), ("Kawin", False)])
def test_the_unit_behind_an_empty_room_is_print_where_it_reads_so(text: str, known: bool) -> None:
    """Of an office's sheet without dots each count left blank went to a person, for the o of `orang` at its end."""
    assert beside(BEHIND, text) == ((BEHIND,) if known else ())


def test_the_label_of_the_next_column_is_print() -> None:
    assert beside(BEHIND, "?", (BEHIND,)) == (BEHIND,)


def test_what_stands_farther_off_or_on_another_line_is_not_asked_about() -> None:
    assert beside(BEHIND.shifted(20, 0), "orang") == ()
    assert beside(BEHIND.shifted(0, 60), "orang", (BEHIND.shifted(0, 60),)) == ()


def test_the_unit_behind_a_number_is_not_read_again() -> None:
    assert beside(BEHIND, "orang", written=True) == ()
