"""Cells under a long oblique line are told; rulings' rests, letters and short strokes are no such line."""

import cv2
import pytest

from pipeline.layout.doubts.oblique_lines import oblique_cells
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.model import Grey
from tests.layout.drawing import LINES, PX_PER_MM, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())


def crossed(sheet: Grey) -> frozenset[tuple[int, int]]:
    return oblique_cells(coarse_ink(sheet, LATTICE), LATTICE, PX_PER_MM)


@pytest.mark.parametrize("thick", [3, 6])
def test_the_cells_under_a_z_are_told(thick: int) -> None:
    sheet = paper()
    cv2.line(sheet, (310, 1180), (2090, 750), 60, thick, cv2.LINE_AA)
    for line in LINES:  # as rulings that were taken off leave it
        cv2.line(sheet, (300, line), (2100, line), 255, 7)
    found = crossed(sheet)
    assert {(7, 0), (6, 2), (5, 4), (4, 6), (3, 7)} <= found
    assert not {(2, 2), (7, 7), (1, 0)} & found


def test_writing_and_level_lines_are_not() -> None:
    sheet = paper()
    for band, line in enumerate(LINES[1:-1]):
        cv2.putText(sheet, "Siti Aminah", (390 + 7 * band, line + 60), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.3, 60, 3)
        cv2.putText(sheet, "1961", (1210, line + 60), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 60, 3)
    cv2.line(sheet, (310, 800), (2090, 806), 60, 4)
    cv2.line(sheet, (710, 580), (890, 640), 60, 4)
    assert crossed(sheet) == frozenset()


def test_an_empty_or_tiny_table_has_none() -> None:
    assert crossed(ruled()) == frozenset()
    assert crossed(paper(4, 4)) == frozenset()


def test_a_line_through_the_whole_table_cancels_every_cell() -> None:
    """A sheet crossed out from corner to corner had 131 of 144 cells accepted, and four members published."""
    sheet = paper()
    cv2.line(sheet, (330, 1170), (2080, 590), 60, 5, cv2.LINE_AA)
    for line in LINES:
        cv2.line(sheet, (300, line), (2100, line), 255, 7)
    assert crossed(sheet) == {(band, column) for band in range(1, LATTICE.bands) for column in range(LATTICE.columns)}
