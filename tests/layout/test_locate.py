"""Cells of heads and items: what is print beside them, and which are in doubt."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from pipeline.form import Entry, Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.choices import Choice
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.layout.locate import _cells, _guessed
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Doubt, Option, Part

MM = 12.0
LABEL = Label((Box(100, 300, 400, 330),), 420, 315, 30, True)


def test_the_word_before_writing_is_none_that_begins_before_its_place() -> None:
    """The s of `Ya, jenis` reached to where the writing goes: of 16 such fields left blank each went to a person."""
    printed = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    field = Field("up2k", Kind.YES_NO_TEXT, options=printed)
    entry = Entry(field, ("UP2K",), extra=Field("up2k_text", Kind.TEXT))
    jenis = Box(700, 300, 780, 330)
    options = (Option("Ya", None, Box(650, 300, 690, 330)), Option("Tidak", None, Box(1150, 300, 1250, 330)))
    seen: Any = SimpleNamespace(printed=PrintLines((jenis,), (), (), (), ()), page=SimpleNamespace(px_per_mm=MM))
    reader: Any = None
    place = Place(entry, LABEL, 1500, (), (), (jenis,), None)
    _, writing = _cells(Part.ITEMS, place, (), Choice(options, jenis, 1120), seen, reader, True)
    assert writing.field.name == "up2k_text"
    assert jenis in writing.print_boxes


def test_the_room_for_writing_that_lies_on_the_options_goes_to_a_person() -> None:
    """The foot of the ring round one passed for the line to write on: both were read as the writing, accepted."""
    printed = (PrintedOption("Ada", ("Ada",)), PrintedOption("Lainnya", ("Lainnya",)))
    entry = Entry(
        Field("relation", Kind.CHOICE_TEXT, options=printed), ("Status",), extra=Field("relation_text", Kind.TEXT)
    )
    options = (Option("Ada", None, Box(500, 300, 760, 345)), Option("Lainnya", None, Box(800, 300, 1100, 345)))
    seen: Any = SimpleNamespace(printed=PrintLines((), (), (), (), ()), page=SimpleNamespace(px_per_mm=MM))
    reader: Any = None
    doubts = []
    for left, right in ((520, 700), (1120, 1400)):
        foot = DottedLine(left, right, 340, 340, 3)
        place = Place(entry, LABEL, 1500, (), (foot,), (), None)
        doubts.append(_cells(Part.ITEMS, place, (), Choice(options), seen, reader, False)[1].doubts)
    assert doubts == [(Doubt.PLACE,), ()]


def test_the_place_of_a_label_found_by_its_words_or_its_neighbours_is_a_guess() -> None:
    """`KOTA`, the second line of a label, was the kabupaten's: its cell held a part of the first, and was accepted."""
    entries = [Entry(Field(name, Kind.NAME), (name,)) for name in ("desa", "kota", "rt", "rw")]
    bare = replace(LABEL, colon=False)
    labels = [LABEL, replace(bare, sought=True), bare, LABEL]
    guessed = _guessed(labels, (entries[0], entries[1], None, None), entries)
    assert guessed == {id(entries[1]), id(entries[2])}
