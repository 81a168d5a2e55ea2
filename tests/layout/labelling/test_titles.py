"""Titles are the print above the first label that says something."""

from __future__ import annotations

from pipeline.geometry import Box, PageMap
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.titles import title_pieces, without_centred, without_wordless
from pipeline.layout.print_reader import PrintedText
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, paper


def label(left: float, top: float, colon: bool = True) -> Label:
    return Label((Box(left, top, left + 200, top + 30),), left + 300, top + 15, 30, colon)


def read(*texts: str) -> list[PrintedText]:
    return [PrintedText(text, 0.9) for text in texts]


def test_grain_with_a_colon_above_the_titles_is_no_label() -> None:
    """A clean photograph was refused: its titles lay below what the ground feigned, and were not read."""
    grain, heads = label(400, 100), [label(400, 600), label(400, 700)]
    title = Box(1000, 300, 1600, 340)
    page = PageImage(paper(), PageMap(), PX_PER_MM)
    pieces = [grain.pieces[0], title, *(one.pieces[0] for one in heads)]
    assert title_pieces(pieces, [grain, *heads], None, page) == []
    worded = without_wordless([grain, *heads], read("g", "DASA WISMA", "RT"))
    assert worded == tuple(heads)
    # So was one whose title stood below `dng`, of which the reader was not sure.
    assert without_wordless([grain, *heads], [PrintedText("dng", 0.44), *read("TAHUN", "RT")]) == tuple(heads)
    assert title_pieces(pieces, worded, None, page) == [grain.pieces[0], title]


def test_a_label_below_that_cannot_be_read_stays() -> None:
    heads = [label(400, 600), label(400, 700), label(1400, 600)]
    assert without_wordless(heads, read("RT", "", ".")) == tuple(heads)
    assert without_wordless(heads, read("", "", "")) == tuple(heads)
    assert without_wordless(heads, [PrintedText("DSWSMA", 0.3), *read("RT", "RW")]) == tuple(heads)


def test_specks_behind_a_line_of_the_title_make_it_no_first_label() -> None:
    """A clean copy was refused: specks behind REKAPITULASI were its colon, and the lines below were not read."""
    lines = [Box(900, 100, 1200, 140), Box(800, 160, 1300, 200)]
    title, heads = Label((lines[0],), 1300, 120, 40, True), [label(300, 400), label(300, 460)]
    page = PageImage(paper(), PageMap(), PX_PER_MM)
    pieces = [*lines, *(one.pieces[0] for one in heads)]
    assert title_pieces(pieces, [title, *heads], None, page) == [lines[1]]
    assert title_pieces(pieces, [title, heads[0]], None, page) == []


def test_a_centred_line_of_the_title_before_specks_is_no_label() -> None:
    """`Kelompok PKK RT` and two specks were the label of RT: its room was blank, accepted, though 02 was written."""
    lines = [Box(700, 100, 1300, 140), Box(850, 160, 1150, 200)]
    title, heads = Label((lines[1],), 1150 + 14 * PX_PER_MM, 180, 40, True), [label(300, 400), label(300, 460)]
    pieces = [*lines, *(one.pieces[0] for one in heads)]
    assert without_centred([title, *heads], pieces, PX_PER_MM) == tuple(heads)
    # Its own colon stands close behind it; and a label aside of the title is none of its lines.
    near = Label((lines[1],), 1150 + 4 * PX_PER_MM, 180, 40, True)
    aside = Label((lines[1].shifted(40, 0),), 1150 + 14 * PX_PER_MM, 180, 40, True)
    assert without_centred([near], pieces, PX_PER_MM) == (near,)
    assert without_centred([aside], pieces, PX_PER_MM) == (aside,)
