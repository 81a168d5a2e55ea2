"""Rows between the ends of a long line, or of a large cross, are told; writing and short strokes cancel none."""

import cv2
import pytest

from pipeline.layout.doubts.cancelled_rows import CancelledRows, cancelled_rows
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, PX_PER_MM, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())


def cancelled(sheet: Grey) -> CancelledRows:
    for line in LINES:  # as rulings that were taken off leave it
        cv2.line(sheet, (300, line), (2100, line), 255, 7)
    return cancelled_rows(coarse_ink(sheet, LATTICE), LATTICE, PX_PER_MM)


def written() -> Grey:
    sheet = paper()
    for band, line in enumerate(LINES[1:-1]):
        cv2.putText(sheet, "Siti Aminah", (390 + 7 * band, line + 60), cv2.FONT_HERSHEY_SCRIPT_SIMPLEX, 1.3, 60, 3)
        cv2.putText(sheet, "12/03/1961", (1210, line + 60), cv2.FONT_HERSHEY_SIMPLEX, 1.3, 60, 3)
    return sheet


def test_what_no_stroke_of_a_large_cross_touches_is_between_its_ends() -> None:
    sheet = written()
    cv2.line(sheet, (330, LINES[3] + 15), (2080, LINES[6] - 15), 60, 5, cv2.LINE_AA)
    cv2.line(sheet, (330, LINES[6] - 15), (2080, LINES[3] + 15), 60, 5, cv2.LINE_AA)
    found = cancelled(sheet)
    assert found.between == {(band, column) for band in (3, 4, 5) for column in range(LATTICE.columns)}
    assert (4, 3) in found.crossed
    assert not {(3, 4), (5, 4)} & found.crossed


@pytest.mark.parametrize("bend", [0, 12])
def test_one_stroke_over_some_columns_cancels_these(bend: int) -> None:
    sheet = written()
    middle = ((BARS[1] + BARS[5]) // 2 + bend, (LINES[2] + LINES[5]) // 2 - bend // 2)
    cv2.line(sheet, (BARS[1] + 20, LINES[2] + 10), middle, 60, 4, cv2.LINE_AA)
    cv2.line(sheet, middle, (BARS[5] - 20, LINES[5] - 10), 60, 4, cv2.LINE_AA)
    assert cancelled(sheet).between == {(band, column) for band in (2, 3, 4) for column in (1, 2, 3, 4)}


def test_writing_and_lines_within_a_row_cancel_nothing() -> None:
    sheet = written()
    cv2.line(sheet, (710, 580), (890, 640), 60, 4)
    cv2.line(sheet, (390, LINES[4] + 20), (1600, LINES[4] + 70), 60, 4, cv2.LINE_AA)
    assert cancelled(sheet) == CancelledRows()


def test_an_empty_table_and_one_too_small_to_see_have_none() -> None:
    assert cancelled(ruled()) == CancelledRows()
    assert cancelled(paper(4, 4)) == CancelledRows()
