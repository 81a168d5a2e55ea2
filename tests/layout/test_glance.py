"""The JUMLAH row is told by its first two columns, which are one, and not by a corner that is torn off."""

from __future__ import annotations

import pytest

from pipeline.geometry import PageMap
from pipeline.layout.glance import look
from pipeline.layout.lines.frames import find_frames
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, Told, colon, inked, line, paper, table, word

BARS = [100, 180, 900, 1200, 1700, 2300]
LINES = [200, 400, 490, 580, 670, 760, 850]


@pytest.mark.parametrize(
    ("total", "torn", "found"), [(True, 0, True), (False, 0, False), (False, 170, False), (False, 600, False)]
)
def test_a_torn_corner_makes_no_total(total: bool, torn: int, found: bool) -> None:
    sheet = paper()
    table(sheet, BARS, LINES, total=total)
    if torn:
        sheet[LINES[-2] + 5 :, : BARS[0] + torn] = 255
        line(sheet, (BARS[0] + torn, LINES[-1]), (BARS[-1], LINES[-1]))
    glance = look(PageImage(sheet, PageMap(), PX_PER_MM), Told())
    assert glance.lattice is not None
    assert glance.lattice.bands == len(LINES) - 1
    assert glance.total is found


def test_a_bar_missing_among_others_makes_no_total() -> None:
    """The blank last row of a broken recap passed for JUMLAH, blank, accepted."""
    sheet = paper()
    table(sheet, BARS, LINES, total=True)
    sheet[LINES[-2] + 4 : LINES[-1] - 4, BARS[3] - 10 : BARS[3] + 10] = 255
    assert not look(PageImage(sheet, PageMap(), PX_PER_MM), Told()).total


def test_a_hole_punched_through_the_outer_bar_leaves_the_total() -> None:
    sheet = paper()
    table(sheet, BARS, LINES, total=True)
    sheet[LINES[-2] + 4 : LINES[-1] - 6, BARS[0] - 30 : BARS[0] + 30] = 255
    assert look(PageImage(sheet, PageMap(), PX_PER_MM), Told()).total


@pytest.mark.parametrize("bar", BARS[1:-1])
def test_a_bar_too_faint_to_be_ink_is_no_line_that_a_pen_drew(bar: int) -> None:
    """Two of 35 faint bars were not seen in the heading, and the page had as many columns as another form."""
    sheet = paper()
    table(sheet, BARS, LINES)
    way = sheet[LINES[0] + 6 : LINES[-1] - 6, bar - 8 : bar + 9]
    way[way < 215] = 215
    glance = look(PageImage(sheet, PageMap(), PX_PER_MM), Told(), closely=True)
    assert glance.lattice is not None
    assert glance.lattice.columns == len(BARS) - 1
    assert not glance.lattice.upright_strikes


def columns_of_words(width: int = 6) -> Grey:
    """Twelve lines of a label each, before a colon."""
    sheet = paper()
    for row in range(12):
        word(sheet, 200, 100 + 90 * row, width)
        colon(sheet, 2300, 100 + 90 * row)
    return sheet


@pytest.mark.parametrize(
    ("words", "said", "well"),
    [(12, "Jumlah", True), (8, "Jumlah", True), (6, "Jumlah", False), (12, "RT", False), (0, "", False)],
)
def test_a_page_reads_well_whose_labels_are_words_read_with_confidence(words: int, said: str, well: bool) -> None:
    page = PageImage(columns_of_words(), PageMap(), PX_PER_MM)
    assert look(page, Told(*[said] * words, *["Jml"] * (12 - words))).reads_well is well


@pytest.mark.parametrize(("letters", "labels"), [(6, 12), (90, 0)])
def test_lines_of_running_text_are_no_labels(letters: int, labels: int) -> None:
    assert len(look(PageImage(columns_of_words(letters), PageMap(), PX_PER_MM), Told()).labels) == labels


@pytest.mark.parametrize(
    ("said", "total"),
    [(("JUMLAH",), True), (("Jun tau", "JUMLAH"), True), (("Sumiati", "Sumi|ati"), False), (("4 |", "JUMLAH"), False)],
)
def test_jumlah_is_read_with_the_rulings_too_where_a_bar_that_was_taken_off_ran_through_it(
    said: tuple[str, ...], total: bool
) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    assert look(PageImage(sheet, PageMap(), PX_PER_MM), Told("", "", *said)).total is total


@pytest.mark.parametrize("weight", [3, 13, 17, 21])
def test_the_edge_of_a_thick_frame_is_no_line_to_write_on(weight: int) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for y in (LINES[0], LINES[-1]):
        line(sheet, (BARS[0], y - 3), (BARS[-1], y + 3), weight)
    assert look(PageImage(sheet, PageMap(), PX_PER_MM), Told()).printed.lines == ()


def test_strokes_of_large_writing_among_framed_items_make_no_table() -> None:
    """Fifteen digits in a thick pen, one below the other, hid the labels beside them: a Data Warga was refused."""
    sheet = paper(1600, 2400)
    table(sheet, [200, 900, 2100], [200, 400, 600, 800])
    frames, _ = find_frames(inked(sheet), PX_PER_MM)
    strokes = paper(1600, 2400)
    table(strokes, [950, 1150, 1350, 1550, 1750], [220, 300, 380, 460])
    page = PageImage(strokes, PageMap(), PX_PER_MM)
    assert look(page, Told()).lattice is not None
    assert look(page, Told(), frames=frames).lattice is None
