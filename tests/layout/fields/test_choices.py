"""Print that introduces the writing beside options ends where its own words end, and begins where they begin."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.choices import (
    Choice,
    _introduced,
    _introduced_as_before,
    _to_read,
    _unboxed,
    read_choices,
    usual_starts,
)
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.print_reader import Enough, PrintedText, PrintedWord, never
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Grey, Option

SCALE = 12.0
PLACE = Box(100.0, 50.0, 420.0, 90.0)


def text(*words: tuple[str, float, float]) -> PrintedText:
    return PrintedText(
        " ".join(word for word, _, _ in words),
        0.9,
        tuple(PrintedWord(word, Box(left, 6.0, right, 40.0), 0.9) for word, left, right in words),
    )


@pytest.mark.parametrize(
    ("words", "left", "right"),
    [
        ((("jenis", 6.0, 310.0),), 100, 420),
        ((("jenis", 6.0, 90.0),), 100, 184),
        ((("jenis", 6.0, 90.0), ("KSP", 124.0, 223.0)), 100, 184),
        ((("Tidak", 6.0, 90.0), ("jenis", 124.0, 310.0)), 218, 420),
    ],
)
def test_it_is_the_label_without_what_is_written_behind_it(
    words: tuple[tuple[str, float, float], ...], left: float, right: float
) -> None:
    """`jenis KSP` was all label: the value's place began behind KSP, and was blank. So was a 1 on the dots, unread."""
    found = _introduced(["jenis"], PLACE, text(*words), SCALE)
    assert found is not None
    assert (found.left, found.right) == pytest.approx((left, right), abs=8)


def test_other_print_introduces_nothing() -> None:
    assert _introduced(["jenis"], PLACE, text(("kali", 6.0, 63.0)), SCALE) is None


def place(row: int, *pieces: Box, value_left: float = 500) -> Place:
    y = 200.0 + 60 * row
    options = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    label = Label((Box(100, y - 15, 400, y + 15),), value_left, y, 30, False, False)
    return Place(
        Entry(Field("savings", Kind.CHOICE, options=options), ("Tabungan",)), label, 1500, (), (), pieces, None
    )


def options_at(row: int, left: float) -> Box:
    return Box(left, 185 + 60 * row, left + 200, 215 + 60 * row)


def test_options_begin_where_those_of_their_column_do() -> None:
    """Without colons values seemed to begin at the longest label's end; a ringed `Tidak` was looked for before that."""
    places = [place(row, options_at(row, left)) for row, left in enumerate((700, 690, 702, 820))]
    assert usual_starts(places, SCALE) == [701.0] * 4
    assert usual_starts(places[:2], SCALE) == [515.0] * 2
    assert usual_starts([place(0, options_at(0, 400), value_left=800)] * 3, SCALE) == [815.0] * 3


def test_print_above_a_label_is_none_of_its_options() -> None:
    own, above = options_at(3, 700), Box(900, 250, 950, 280)
    seen: Any = SimpleNamespace(page=SimpleNamespace(px_per_mm=SCALE))
    assert _to_read(place(3, above, own), seen) == [own]


class ByWidth:
    """A print reader that tells strips by their width."""

    def __init__(self, texts: dict[int, PrintedText]) -> None:
        self.texts = texts

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        return tuple(self.texts.get(strip.shape[1], PrintedText("", 0.0)) for strip in strips)


@pytest.mark.parametrize(
    ("own", "other", "dealt_to"),
    [((300, "Islam", "Kristen"), (345, "Katolik"), 2), ((300, "Kristen", "Katolik"), (250, "Islam"), 0)],
    ids=["the label below", "the label above"],
)
def test_a_line_of_options_that_is_nearer_to_another_label_is_looked_at(
    own: tuple[Any, ...], other: tuple[Any, ...], dealt_to: int
) -> None:
    """`S3`, on a line of its own, was guessed where there was room; a ring round it would have been no mark at all."""
    options = tuple(PrintedOption(word, (word,)) for word in ("Islam", "Kristen", "Katolik"))
    choice = Entry(Field("religion", Kind.CHOICE, options=options), ("Agama",))
    plain = Entry(Field("address", Kind.TEXT), ("Alamat",))
    boxes, texts = [], {}
    for y, *said in (own, other):
        boxes.append(Box(700, y, 700 + 200 * len(said), y + 30))
        texts[200 * len(said) + 12] = text(*((word, 6 + 200 * at, 150 + 200 * at) for at, word in enumerate(said)))
    places = []
    for row, y in enumerate((200, 300, 400)):
        pieces = ((boxes[0],) if row == 1 else ()) + ((boxes[1],) if row == dealt_to else ())
        beside = Label((Box(100, y, 400, y + 30),), 690, y + 15, 30, True)
        places.append(Place(choice if row == 1 else plain, beside, 1500, (), (), pieces, None))
    page = SimpleNamespace(px_per_mm=SCALE)
    printed = PrintLines((), (), (), (), ())
    glance: Any = SimpleNamespace(cleaned=np.full((600, 1600), 255, np.uint8), page=page, printed=printed)
    found = read_choices(places, glance, ByWidth(texts))[1]
    assert [option.value for option in found.options] == ["Islam", "Kristen", "Katolik"]
    assert found.guessed == 0
    assert len({option.label.centre[1] for option in found.options}) == 2


def test_writing_ends_before_the_ringed_letter_of_the_option_behind_it() -> None:
    """A ring round `b.` was in the room for writing, and read as the 6 that was written there, accepted."""
    options = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    entry = Entry(
        Field("family_planning", Kind.YES_NO_TEXT, options=options),
        ("KB",),
        extra=Field("family_planning_text", Kind.TEXT),
        extra_label="jenis",
    )
    before, behind = Box(700, 200, 900, 230), Box(1300, 200, 1470, 230)
    asks = text(("a.", 6, 30), ("Ya,", 42, 84), ("jenis", 94, 160))
    asked = Place(entry, place(0).label, 1900, (), (), (before, behind), None)
    read = [(before, asks), (behind, text(("6", 6, 66), ("idak", 100, 160)))]
    found = _unboxed(asked, 700, read, ["jenis"], Box(788, 200, 854, 230), SCALE)
    assert [option.value for option in found.options] == ["Ya", "Tidak"]
    assert found.extra_until is not None
    assert found.extra_until < behind.left


def test_what_introduced_the_writing_before_a_ring_was_taken_off_still_does() -> None:
    """`Ya, jenis` in a ring was `Ya eni-` without it, and the room for the writing was looked for behind Tidak."""
    said, other = Box(1089, 2367, 1208, 2427), Box(1300, 2367, 1380, 2427)
    options = (Option("Ya", None, Box(1103, 2385, 1209, 2410)), Option("Tidak", None, Box(1550, 2384, 1617, 2409)))
    found = _introduced_as_before(Choice(options), Choice((), said))
    assert found.options == options
    assert found.extra_from == said
    assert found.extra_until is not None
    assert said.right < found.extra_until < 1550
    own = Choice(options, other, 1500.0)
    assert _introduced_as_before(own, Choice((), said)) == own
    assert _introduced_as_before(Choice(options), Choice(())) == Choice(options)
