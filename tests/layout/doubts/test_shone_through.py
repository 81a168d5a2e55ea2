"""The back of the sheet shining through blank cells is told from the page's own writing, pale pens included."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.shone_through import shone_through
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, PX_PER_MM, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())


def written(ink: int, bands: range, sheet: Grey | None = None, text: str = "47") -> Grey:
    """The page without its rulings, print in its heading, numbers in the first three columns of the bands."""
    sheet = paper() if sheet is None else sheet
    for column, x in enumerate(BARS[:-1]):
        cv2.putText(sheet, "NO", (x + 8, 450), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (30.0,), 4, cv2.LINE_AA)
        for band in bands if column < 3 else ():
            place = (x + 14, LINES[band] + 65)
            cv2.putText(sheet, text, place, cv2.FONT_HERSHEY_SIMPLEX, 1.2, (float(ink),), 4, cv2.LINE_AA)
    return sheet


def through(sheet: Grey, strength: float) -> Grey:
    """With upright lines of the back shining through every column."""
    back = np.full_like(sheet, 255)
    for x in range(330, 2100, 90):
        cv2.line(back, (x, 300), (x, 1190), 0, 4)
    return cv2.subtract(sheet, cv2.convertScaleAbs(255 - cv2.blur(back, (9, 9)), alpha=strength))


@pytest.mark.parametrize("ink", [40, 110])
@pytest.mark.parametrize("strength", [0.25, 0.4])
def test_lines_of_the_back_in_blank_cells_are_not_the_page_s_own(ink: int, strength: float) -> None:
    pale = shone_through(through(written(ink, range(1, 4)), strength), LATTICE, PX_PER_MM)
    assert {(band, column) for band in range(4, 8) for column in range(8)} <= pale
    assert not {(band, column) for band in range(1, 4) for column in range(3)} & pale


@pytest.mark.parametrize("ink", [20, 90, 160])
def test_a_page_in_one_pen_has_nothing_but_its_own(ink: int) -> None:
    assert shone_through(written(ink, range(1, 8)), LATTICE, PX_PER_MM) == frozenset()


def test_an_empty_table_has_nothing() -> None:
    assert shone_through(written(0, range(0)), LATTICE, PX_PER_MM) == frozenset()
    assert shone_through(paper(4, 4), LATTICE, PX_PER_MM) == frozenset()


def test_a_pen_that_writes_pale_and_dark_has_nothing_but_its_own() -> None:
    sheet = paper()
    for band, ink in zip(range(1, 8), (60, 90, 110, 130, 150, 165, 180), strict=True):
        written(ink, range(band, band + 1), sheet)
    assert len(shone_through(sheet, LATTICE, PX_PER_MM)) == 0


def test_a_pale_pen_on_a_page_out_of_focus_writes_no_broader_than_its_print() -> None:
    """Names in a dark pen, numbers in one a third as dark: all of those went to a person."""
    sheet = written(170, range(3, 8), written(20, range(1, 3)))
    assert shone_through(cv2.GaussianBlur(sheet, (0, 0), 3.0).astype(np.uint8), LATTICE, PX_PER_MM) == frozenset()


def test_thin_pale_numbers_beside_thick_dashes_are_the_page_s_own() -> None:
    sheet = written(40, range(0))
    for band in range(1, 8):
        for column, x in enumerate(BARS[:-1]):
            if column % 2:
                cv2.putText(sheet, "1", (x + 14, LINES[band] + 60), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (185.0,), 2)
            else:
                cv2.line(sheet, (x + 14, LINES[band] + 45), (x + 50, LINES[band] + 45), 20, 9)
    assert shone_through(sheet, LATTICE, PX_PER_MM) == frozenset()


def test_headings_that_show_no_print_tell_nothing_of_pale_strokes() -> None:
    """Division by the darkness of a heading that had none: the page of a copier stopped its reader."""
    sheet = through(written(20, range(1, 3)), 0.3)
    sheet[LINES[0] : LINES[1]] = 255
    assert (6, 5) in shone_through(sheet, LATTICE, PX_PER_MM)
