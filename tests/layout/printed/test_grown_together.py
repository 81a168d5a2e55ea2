"""Lines of options whose rings touch are seen one by one."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.layout.printed.grown_together import lines_apart
from pipeline.layout.printed.print_lines import find_print
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes
from tests.layout.drawing import PX_PER_MM, inked, paper, word

PITCH, LINES = 66, 4


def ringed() -> Grey:
    """Lines of words, a ring round the first of each that touches the next line's."""
    sheet = paper()
    for row in range(LINES):
        y = 400 + PITCH * row
        for left in (300, 410, 520):
            word(sheet, left, y)
        cv2.ellipse(sheet, (350, y), (70, PITCH // 2 + 3), 0, 0, 360, 0, 4)
    return sheet


def test_lines_whose_rings_touch_are_lines() -> None:
    pieces = find_print(inked(ringed()), PX_PER_MM, None, ()).pieces
    for row in range(LINES):
        y = 400 + PITCH * row
        level = [piece for piece in pieces if abs(piece.centre[1] - y) < 10 and piece.height < PITCH]
        assert [round(piece.width, -2) for piece in level] == [300], row


@pytest.mark.parametrize(("height", "found"), [(100, 0), (300, 1), (2000, 0)])
def test_print_as_low_as_a_line_and_drawings_are_left(height: int, found: int) -> None:
    ink = np.zeros((2200, 600), np.uint8)
    cv2.rectangle(ink, (50, 50), (500, 50 + height), 255, 3)
    assert len(lines_apart(ink, ink, piece_boxes(ink), 142.0)) == found


def test_a_short_line_close_below_a_long_one_is_a_line() -> None:
    """`(Lainnya)`, which a ring joined to the six jobs above, was none: a fifth of their ink, 3.5 mm below them."""
    sheet = paper()
    for left in range(300, 1600, 110):
        word(sheet, left, 400)
        word(sheet, left, 520)  # and a third line that another ring joins
    word(sheet, 300, 448)
    cv2.ellipse(sheet, (350, 448), (80, 36), 0, 0, 360, 0, 4)
    cv2.line(sheet, (350, 470), (350, 520), 0, 4)
    pieces = find_print(inked(sheet), PX_PER_MM, None, ()).pieces
    level = [piece for piece in pieces if abs(piece.centre[1] - 448) < 10 and piece.height < 50]
    assert len(level) == 1
    assert level[0].right < 460
