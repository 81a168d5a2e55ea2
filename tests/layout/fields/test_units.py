"""The room for a value ends before its printed unit, and before nothing that only looks like one."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.units import before_unit, up_to_unit
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import Enough, PrintedText, never
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Grey

MM = 12.0
LABEL = Label((Box(100, 300, 400, 330),), 420, 315, 30, True)
DIGIT, UNIT = Box(500, 290, 522, 335), Box(640, 302, 730, 332)


class Reads:
    """A print reader that reads the same everywhere."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        return tuple(PrintedText(self.text, 0.9) for _ in strips)


@pytest.mark.parametrize(("read", "end"), [("Tahun", UNIT.left), ("Mar 1958", 1500.0), ("", 1500.0)])
def test_a_date_ends_at_what_reads_as_its_unit_and_not_at_its_month(read: str, end: float) -> None:
    place = Place(Entry(Field("birth_date", Kind.DATE_AGE), ("Tgl. Lahir",)), LABEL, 1500, (), (), (DIGIT, UNIT), None)
    seen: Any = SimpleNamespace(cleaned=np.full((600, 1600), 255, np.uint8), page=SimpleNamespace(px_per_mm=MM))
    assert before_unit(place, LABEL.value_left, "Tahun", seen, Reads(read)) == end


@pytest.mark.parametrize(("read", "ends"), [("orang", UNIT.left - 1), ("Kedaton", 1500.0)])
def test_a_line_that_is_drawn_on_below_its_unit_is_written_on_before_it(read: str, ends: float) -> None:
    """Of a typed sheet the line runs on to the margin, and `3  orang` was read as a count of three digits."""
    whole = Box(420, 280, 1500, 345)
    printed = PrintLines((), (DIGIT, UNIT), (), (), ())
    seen: Any = SimpleNamespace(
        cleaned=np.full((600, 1600), 255, np.uint8), page=SimpleNamespace(px_per_mm=MM), printed=printed
    )
    assert up_to_unit(whole, "orang", seen, Reads(read)).right == ends
