"""A number over the upper edge of its frame goes to a person."""

import numpy as np
import pytest

from pipeline.form import Entry, Field, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.across_frames import doubted_across_frames
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.printed.value_frames import ValueFrame
from pipeline.model import Cell, Doubt, Part

MM = 10.0
FRAME = ValueFrame(DottedLine(300, 500, 200, 200, 3), DottedLine(300, 500, 260, 260, 3))


@pytest.mark.parametrize(
    ("kind", "left", "right", "top", "doubted"),
    [
        (Kind.COUNT, 380, 384, 180, True),
        (Kind.COUNT, 380, 384, 205, False),
        (Kind.COUNT, 300, 500, 192, False),
        (Kind.COUNT, 520, 540, 180, False),
        (Kind.NAME, 380, 384, 180, False),
    ],
    ids=("a stem", "within", "an edge above", "beside", "a name"),
)
def test_a_count_over_its_frame_is_doubted(kind: Kind, left: int, right: int, top: int, doubted: bool) -> None:
    """7 was 1 and 2 was 6, accepted (office, seed 16)."""
    ink = np.zeros((400, 700), np.uint8)
    ink[199:202, 300:500] = ink[259:262, 300:500] = 255
    ink[top : min(top + 60, 240) if kind is Kind.NAME or right - left < 100 else top + 3, left:right] = 255
    field = Field("rt", kind)
    label = Label((Box(60, 210, 250, 245),), 290, 230, 30, True)
    place = Place(Entry(field, ("RT",)), label, 800, (), (FRAME.bottom,), (), None)
    cell = Cell(Part.HEAD, None, field, FRAME.box)
    printed = PrintLines((), (), (), (FRAME.bottom,), (), (FRAME,))
    (found,) = doubted_across_frames([cell], [place], printed, ink, MM)
    assert (Doubt.ON_RULING in found.doubts) is doubted
