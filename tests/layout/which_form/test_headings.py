"""A row of numbers is no heading: where the heading is not seen, the first row stands in its place."""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import Box, Homography, PageMap
from pipeline.layout.glance import look
from pipeline.layout.lines.net import straight
from pipeline.layout.print_reader import Enough, PrintedText, never
from pipeline.layout.which_form.heading_words import abbreviates, is_row
from pipeline.layout.which_form.headings import TOLD, _strip, heading_dividers, heading_reader, read_headings
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, Told, inked, lattice_of, paper, ruled, table

RECAP = next(form for form in load_forms() if form.key == "rekap-rt 4.16b")
HEADINGS = {at: column.headings[0] for at, column in enumerate(RECAP.columns)}


@pytest.mark.parametrize("garbled", ["", "Ig | 2", "3 8UTA", "77"])
def test_headings_are_no_row_though_some_cannot_be_read(garbled: str) -> None:
    assert not is_row(HEADINGS | dict.fromkeys(range(4, 14), garbled))


def test_a_row_of_numbers_is_one() -> None:
    written = ["1", "Melati", "2", "29", "29", "75.", "57", "12", "", "8", "yr", "34"]
    assert is_row(dict(enumerate(written)))


def test_nothing_read_is_no_row() -> None:
    assert not is_row({})
    assert not is_row({0: "1", 1: "", 2: "2"})


@pytest.mark.parametrize(
    ("read", "heading", "same"),
    [
        ("Kes. Lingk.", "KESEHATAN LINGKUNGAN", True),
        ("Pemanf Pekar", "PEMANFAATAN TANAH PEKARANGAN", True),
        ("SEHAT", "SEHAT LAYAK HUNI", False),
        ("TIDAK SEHAT", "TIDAK SEHAT LAYAK HUNI", False),
        ("TOTAL P", "TOTAL PEREMPUAN", False),
        ("Tanah Pekar", "PEMANFAATAN TANAH PEKARANGAN", False),
    ],
)
def test_words_cut_short_stand_for_the_heading_whose_first_and_last_they_begin(
    read: str, heading: str, same: bool
) -> None:
    assert abbreviates(read, heading) is same


def words(*lines: str, thick: int = 3, gap: int = 40) -> Grey:
    """Lines of capitals, one below the other, on paper."""
    size = (60 + 26 * max(map(len, lines)), 60 + gap * len(lines))
    sheet = np.full((size[1], size[0]), 255, np.uint8)
    for at, line in enumerate(lines):
        (wide, _), _ = cv2.getTextSize(line, cv2.FONT_HERSHEY_SIMPLEX, 1.0, thick)
        origin = ((size[0] - wide) // 2, 50 + gap * at)
        cv2.putText(sheet, line, origin, cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0.0,), thick)
    return sheet


def strip(part: Grey) -> Grey:
    return _strip(part, Box(0, 0, part.shape[1], part.shape[0]), None, PX_PER_MM, downwards=False)


def letters(text: Grey) -> int:
    """Pieces of ink in a strip."""
    return cv2.connectedComponents((text < 128).astype(np.uint8))[0] - 1


def test_what_stands_above_a_short_line_is_the_groups() -> None:
    """The line over two narrow columns is too short to be traced; `BERAS` was read as `BERAS | POKOK MAKANAN`."""
    own, group = words("MI"), words("OOO")
    wide = max(own.shape[1], group.shape[1])
    group, own = (np.pad(one, ((0, 0), (0, wide - one.shape[1])), constant_values=255) for one in (group, own))
    part = np.concatenate([group, np.zeros((4, wide), np.uint8), own])
    assert letters(strip(part)) == 2
    part[group.shape[0] : group.shape[0] + 4, wide // 3 :] = 255
    assert letters(strip(part)) >= 2 + 3


@pytest.mark.parametrize(
    ("weight", "gaps", "divides"), [(3.0, 12, True), (10.0, 0, True), (10.0, 12, False)], ids=("thin", "thick", "words")
)
def test_words_side_by_side_in_bold_are_no_line_across_a_heading(weight: float, gaps: int, divides: bool) -> None:
    """Of `KURANG SEHAT` and its neighbours the upper words were a line, below which SEHAT stood: the column waited."""
    sheet = paper()
    table(sheet, bars := [200, 600, 1000, 1400], [200, 400, 460, 520, 580], 3)
    ink = inked(sheet)
    for x in range(600, 1400, 20):
        ink[295:305, x : x + 20 - gaps] = 255
    lattice = lattice_of(sheet)
    words = straight(300.0, 600.0, 1400.0, replace(lattice.lines[0], weight_px=weight))
    dividers = heading_dividers(lattice, (words,), ink, PX_PER_MM)
    assert len(dividers) == len(bars) - 1
    assert [one is words for one in dividers] == [False, divides, divides]


def test_lines_that_touch_are_two() -> None:
    apart = words("HHHH", "HHHH", gap=27)
    top = int(np.flatnonzero((apart < 128).any(axis=1))[0])
    apart[top : top + 40, 68:71] = 0
    assert not np.diff(np.flatnonzero((apart < 128).any(axis=1))).max() > 1
    side_by_side = strip(apart)
    assert side_by_side.shape[0] < 40
    assert side_by_side.shape[1] > 150


@pytest.mark.parametrize(
    "lines", [("JML", "KRT"), ("JML", "RT"), ("JML", "PKK", "RT"), ("IBU", "HAM", "L"), ("SUM", "R")]
)
def test_short_words_one_below_the_other_stand_upright(lines: tuple[str, ...]) -> None:
    """`JML` over `KK` in a narrow column is taller than wide, and was turned."""
    part = words(*lines, gap=44)
    part = part[:, part.shape[1] // 2 - 45 : part.shape[1] // 2 + 45]
    assert strip(part).shape[0] < 44
    assert letters(strip(part)) == sum(map(len, lines))


@pytest.mark.parametrize("letter", ["L", "P"])
def test_one_letter_in_a_tall_cell_stands_upright(letter: str) -> None:
    """Turned, L and P of a spreadsheet's headings were `r` and `o`, and members of the sexes waited for a person."""
    part = words(letter, gap=200)
    part = part[:, part.shape[1] // 2 - 40 : part.shape[1] // 2 + 40]
    upright = part[np.flatnonzero((part < 128).any(axis=1))]
    found = strip(part)
    found = found[np.flatnonzero((found < 128).any(axis=1))]
    assert len(found) == len(upright)


@pytest.mark.parametrize("lines", [("PUS",), ("KK",), ("MENEMPEL", "STIKER P4K"), ("TOTAL", "P")])
def test_words_that_read_upwards_are_turned(lines: tuple[str, ...]) -> None:
    part = cv2.rotate(words(*lines, gap=44), cv2.ROTATE_90_COUNTERCLOCKWISE).astype(np.uint8)
    assert strip(part).shape[0] < 44
    assert letters(strip(part)) == sum(len(line.replace(" ", "")) for line in lines)


@pytest.mark.parametrize("tall", range(1, 20))
def test_ink_of_any_height_makes_a_strip(tall: int) -> None:
    sheet = np.full((120, 200), 255, np.uint8)
    sheet[50 : 50 + tall, 60:90] = 0
    assert strip(sheet).size


class Unsure:
    """Says the same of every strip, not surely, and notes whether that was enough."""

    def __init__(self, text: str) -> None:
        self.text = PrintedText(text, 0.5)
        self.enough: set[bool] = set()

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        self.enough |= {enough(self.text) for _ in strips}
        return tuple(self.text for _ in strips)


@pytest.mark.parametrize(("text", "enough"), [("Tidak Layak Huni", True), ("Tidak Layak Hun", False), ("PUS", False)])
def test_what_reads_as_a_likely_heading_to_the_letter_is_read_well_enough(text: str, enough: bool) -> None:
    seen = look(PageImage(ruled(), PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    reader = Unsure(text)
    read = read_headings(seen, [0, 1], reader, False, RECAP.columns)
    assert reader.enough == {enough}
    assert {one.confidence for one in read.values()} == {TOLD if enough else 0.5}


def test_headings_asked_for_twice_are_read_once() -> None:
    seen = look(PageImage(ruled(), PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    reader = Unsure("PUS")
    read = heading_reader(reader, RECAP.columns)
    first = read(seen, (0, 1), False)
    reader.text = PrintedText("WUS", 0.9)
    assert read(seen, (0, 1), False) is first
    assert [text.text for text in first.values()] == ["PUS", "PUS"]
    assert [text.text for text in read(seen, (0, 1), True).values()] == ["WUS", "WUS"]


def test_headings_of_a_pale_printing_are_as_dark_as_any() -> None:
    """Their thin strokes were no ink: the page was refused for a row of writing in the heading's place."""
    sheet = ruled()
    seen = look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told())
    assert seen.lattice is not None
    heading = seen.lattice.cell(0, 0, seen.lattice.columns)
    for x in range(int(heading.left), int(heading.right) - 120, 150):
        cv2.putText(
            seen.cleaned, "PUS", (x + 12, int(heading.centre[1])), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0.0,), 2, cv2.LINE_AA
        )
    pale = replace(seen, cleaned=(255 - 0.4 * (255.0 - seen.cleaned)).astype(np.uint8))
    columns = range(seen.lattice.columns)
    dark, again = ([], [])
    for glance, strips in ((seen, dark), (pale, again)):
        read_headings(glance, columns, Keeping(strips), False, RECAP.columns)
    assert any(letters(one) for one in dark)
    assert [letters(one) for one in again] == [letters(one) for one in dark]


class Keeping:
    """Reads nothing, and keeps the strips."""

    def __init__(self, strips: list[Grey]) -> None:
        self.strips = strips

    def read_strips(self, strips: Sequence[Grey], enough: Enough = never) -> tuple[PrintedText, ...]:
        self.strips += strips
        return tuple(PrintedText("", 0.0) for _ in strips)
