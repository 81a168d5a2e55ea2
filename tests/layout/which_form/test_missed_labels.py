"""Labels that no colon tells from other print are found by what they say, where they begin below known ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap
from pipeline.layout.glance import Glance
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import Enough, PrintedText, never
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.which_form.identify import Match
from pipeline.layout.which_form.missed_labels import with_missed
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, paper

FORM = next(form for form in load_forms() if form.key == "catatan-keluarga III-15")
WATER = next(entry for entry in FORM.heads if entry.field.name == "water_source")


class Tells:
    """A print reader that reads each strip by its height, which says which line it is."""

    def __init__(self, texts: dict[int, str]) -> None:
        self.texts = texts
        self.read = 0

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        self.read += len(strips)
        heights = [min(self.texts, key=lambda tall: abs(tall - strip.shape[0])) for strip in strips]
        return tuple(PrintedText(self.texts[tall], 0.9) for tall in heights)


def seen(*more: Box) -> Glance:
    page = PageImage(paper(), PageMap(), PX_PER_MM)
    label = Label((Box(1000, 300, 1200, 330),), 1500, 315, 30, True)
    printed = PrintLines((*label.pieces, *more), (), (), (), ())
    return Glance(page, page.grey, page.grey, None, printed, (label,), ("SUMBER AIR",), (), (), "", False, 0, False,
                  ())  # fmt: skip


MATCH = Match(FORM, 10, 0.7, (WATER,), frozenset(), True, 0.7)
FIRST, SECOND, LAST = Box(1004, 400, 1150, 440), Box(1000, 448, 1190, 498), Box(1001, 504, 1160, 564)
LINES = Tells({48: "TEMPAT", 58: "PEMBUANGAN", 68: "SAMPAH"})


def test_lines_that_name_a_label_together_are_that_label() -> None:
    """A ring hid the colon, and one label of the column alone had its own: the field was missed in silence."""
    found = with_missed(seen(FIRST, SECOND, LAST), (MATCH,), LINES)
    assert found.label_texts == ("SUMBER AIR", "TEMPAT PEMBUANGAN SAMPAH")
    known, label = found.labels
    assert (known.sought, label.sought) == (False, True)
    assert (label.pieces, label.value_left, label.colon) == ((FIRST, SECOND, LAST), 1500, False)


@pytest.mark.parametrize(
    ("pieces", "match"),
    [
        ((FIRST.shifted(90, 0), SECOND.shifted(90, 0), LAST.shifted(90, 0)), MATCH),
        ((FIRST, LAST), MATCH),
        ((FIRST, SECOND, LAST), replace(MATCH, score=0.2)),
        ((FIRST, SECOND, LAST), replace(MATCH, form=replace(FORM, heads=(WATER,), items=()))),
    ],
    ids=["in no column of labels", "other words", "an unlikely form", "nothing missing"],
)
def test_other_print_is_no_label(pieces: tuple[Box, ...], match: Match) -> None:
    glance = seen(*pieces)
    assert with_missed(glance, (match,), LINES) is glance


def test_nothing_is_read_where_nothing_is_missing() -> None:
    reader = Tells({48: "TEMPAT"})
    with_missed(seen(FIRST), (replace(MATCH, form=replace(FORM, heads=(WATER,), items=())),), reader)
    assert reader.read == 0
