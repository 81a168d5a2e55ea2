"""Clean paper is surely blank; tiny ink, writing at a field's end and a field without room are for a person."""

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.blanks import DOUBTED, PALE, SPECKLED, SURE, blank_doubts, blank_share, is_pale
from pipeline.read.calibrate import family, load_calibration
from pipeline.read.engine import build_engines
from pipeline.read.ink import find_ink
from pipeline.read.reader import read_cells

WIDE, HIGH = 400, 100


def crop(
    part: Part = Part.ITEMS, kind: Kind = Kind.NAME, right: int = WIDE - 40, writing_at: int | None = None
) -> Crop:
    grey = np.full((HIGH, WIDE), 240, np.uint8)
    if writing_at is not None:
        cv2.line(grey, (writing_at, 30), (writing_at + 12, 70), 60, 5, cv2.LINE_AA)
    return Crop(Cell(part, None, Field("f", kind), Box(20, 10, right, 90)), grey, Box(0, 0, WIDE, HIGH))


def seen(of: Crop, size_px: int = 0, typical: float = 0.0) -> tuple[float, float]:
    """The share of blank, and the doubt of it."""
    if size_px:
        cv2.circle(of.grey, (150, 50), size_px // 2, 60.0, -1, cv2.LINE_AA)
    ink = find_ink(of, 0.0)
    assert ink.blank
    return blank_share(ink), blank_doubts({0: (of, ink)}, typical)[0]


def test_paper_and_specks() -> None:
    assert seen(crop()) == (SURE, 0)
    assert seen(crop(), size_px=5) == (SPECKLED, 0)


def test_a_speck_as_large_as_the_tiniest_digit_is_doubted() -> None:
    assert seen(crop(Part.TABLE, Kind.COUNT), size_px=8) == (SPECKLED, DOUBTED)


@pytest.mark.parametrize(("second", "doubted"), [((162, 50), DOUBTED), ((200, 50), 0), ((162, 66), 0)])
def test_two_small_strokes_side_by_side_are_doubted(second: tuple[int, int], doubted: float) -> None:
    """A small ditto was a blank cell, accepted."""
    of = crop(Part.TABLE, Kind.CODE)
    for x, y in ((152, 50), second):
        cv2.line(of.grey, (x, y - 1), (x, y + 2), 60.0, 2, cv2.LINE_AA)
    assert seen(of) == (SPECKLED, doubted)


def test_writing_at_the_end_of_a_field_is_doubted_outside_the_table_only() -> None:
    at = WIDE - 40 + 3
    assert seen(crop(writing_at=at)) == (SURE, DOUBTED)
    assert [seen(crop(part, writing_at=at)) for part in (Part.TABLE, Part.TOTAL)] == [(SURE, 0)] * 2
    assert seen(crop(writing_at=WIDE - 20)) == (SURE, 0)


@pytest.mark.parametrize(("row", "down", "doubted"), [(0, 30, DOUBTED), (0, 12, 0), (1, 30, 0)])
def test_writing_on_the_line_above_the_first_row_may_be_that_rows(row: int, down: int, doubted: float) -> None:
    """What reaches from one row into another is the other's."""
    grey = np.full((140, WIDE), 240, np.uint8)
    cv2.line(grey, (100, 5), (104, 50 + down), 60.0, 5, cv2.LINE_AA)
    cell = Cell(Part.TABLE, row, Field("f", Kind.MARK_TEXT), Box(20, 50, 360, 130))
    assert seen(Crop(cell, grey, Box(0, 0, WIDE, 140)))[1] == doubted


def test_the_colon_close_before_a_field_is_no_writing() -> None:
    """It stands as near to a printed frame: of a page the blank fields waited."""
    of = crop()
    for y in (40, 60):
        cv2.circle(of.grey, (15, y), 5, 60.0, -1, cv2.LINE_AA)
    assert seen(of) == (SURE, 0)
    cv2.line(of.grey, (15, 40), (15, 60), 60.0, 5, cv2.LINE_AA)
    assert seen(of) == (SURE, DOUBTED)


def test_printed_words_beside_a_field_are_no_writing() -> None:
    beside = crop(writing_at=WIDE - 40 + 3)
    printed = Box(WIDE - 42, 20, WIDE, 80)
    named = Crop(
        Cell(Part.ITEMS, None, Field("f", Kind.NAME), beside.cell.box, print_boxes=(printed,)), beside.grey, beside.box
    )
    assert seen(named) == (SURE, 0)


def test_no_cell_of_a_pale_page_is_surely_blank() -> None:
    assert seen(crop(), typical=PALE - 1) == (SURE, DOUBTED)
    assert seen(crop(), typical=PALE + 1) == (SURE, 0)


def test_a_page_with_faint_strokes_alone_has_no_cell_that_is_surely_blank() -> None:
    cells = [crop(Part.TABLE, Kind.COUNT) for _ in range(5)]
    for written in (1, 3):
        for of in cells[:written]:
            cv2.line(of.grey, (150, 35), (145, 70), 222, 4, cv2.LINE_AA)
        inks = {at: (of, find_ink(of, 0.0)) for at, of in enumerate(cells)}
        assert all(ink.blank for _, ink in inks.values())
        doubted = [at for at, doubt in blank_doubts(inks, 0.0).items() if doubt]
        assert doubted == (list(range(5)) if written == 3 else [0])


@pytest.mark.parametrize(("kind", "expected"), [(Kind.NAME, DOUBTED), (Kind.COUNT, 0)])
def test_a_name_needs_room(kind: Kind, expected: float) -> None:
    assert seen(crop(kind=kind, right=120)) == (SURE, expected)


def test_a_doubted_blank_is_not_taken_unseen() -> None:
    engines = build_engines(load_codes())
    first = read_cells([crop(writing_at=WIDE - 40 + 3)], engines)[0].alternatives[0]
    assert first.probability < 0.95
    assert family(Kind.NAME, first, False) == "blank" and "blank" in load_calibration().weights


@pytest.mark.parametrize(
    ("typical", "doubted", "pale"),
    [(40, 0, True), (0, 2, False), (0, 20, True), (80, 20, True), (80, 9, False), (150, 90, False), (150, 120, True)],
)
def test_a_page_is_pale_where_much_of_it_may_be_lost(typical: float, doubted: int, pale: bool) -> None:
    assert is_pale(typical, doubted, cells=200) is pale


@pytest.mark.parametrize(("greys", "written", "doubted"), [(14, 0, DOUBTED), (14, 30, 0), (0, 0, 0)])
def test_a_table_full_of_strokes_hardly_darker_than_paper_is_not_empty(
    greys: int, written: int, doubted: float
) -> None:
    """A copy of a page in pencil was blank, all of it accepted: its head and the copier's specks were dark."""
    cells = {}
    for at in range(10):
        of = crop(Part.TABLE, Kind.COUNT)
        if at < 4:
            cv2.polylines(of.grey, [np.array([[100, 30], [130, 34], [108, 70]])], False, 240.0 - greys, 3, cv2.LINE_AA)
        ink = find_ink(of, 170.0)
        assert ink.blank
        cells[at] = (of, ink)
    assert set(blank_doubts(cells, 170.0, written).values()) == {doubted}
