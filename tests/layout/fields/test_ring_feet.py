"""The foot of a ring round an option is no line to write on; lines beside options that ask for writing are."""

from dataclasses import replace

import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.places import find_places
from pipeline.layout.fields.ring_feet import without_ring_feet
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM

SOUND = (PrintedOption("Kurang Sehat", ("Kurang Sehat",)), PrintedOption("Sehat", ("Sehat",)))
YEAR = Entry(Field("year", Kind.YEAR), ("TAHUN",))
HOUSE = Entry(Field("house", Kind.CHOICE, options=SOUND), ("KRITERIA RUMAH",))
LABELS = [Label((Box(155, y - 14, 450, y + 14),), 795, y, 28, True) for y in (620, 742)]
RINGED = Box(825, 721, 1301, 771)
FOOT = DottedLine(1096, 1242, 762, 760, 2)


def printed(*lines: DottedLine) -> PrintLines:
    return PrintLines((RINGED, Box(842, 596, 957, 631)), (), (), lines, ())


def test_the_foot_of_a_ring_is_no_line_of_the_label_above() -> None:
    """The year was looked for on it, and the room in which it was written was read by nobody."""
    kept = without_ring_feet(printed(FOOT), LABELS, [YEAR, HOUSE])
    assert kept.lines == ()
    places = find_places(LABELS, [YEAR, HOUSE], frozenset(), kept, PX_PER_MM, 2400)
    assert [place.lines for place in places] == [(), ()]


@pytest.mark.parametrize(
    ("line", "house"),
    [
        (replace(FOOT, left_y=640, right_y=640), HOUSE),
        (replace(FOOT, right=1500), HOUSE),
        (FOOT, replace(HOUSE, extra=Field("house_text", Kind.TEXT), extra_label=("jumlah",))),
        (FOOT, YEAR),
    ],
)
def test_lines_of_their_own_stay(line: DottedLine, house: Entry) -> None:
    """On another line, beyond what is printed, or beside a label that asks for writing."""
    assert without_ring_feet(printed(line), LABELS, [YEAR, house]).lines == (line,)
