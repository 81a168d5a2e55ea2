"""Check boxes as small as the letters beside them are found; letters are none."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.layout.printed.print_lines import find_print
from pipeline.model import Grey
from tests.layout.drawing import inked, paper

SCALE = 10.6
"""Pixels per mm of a scan of 270 dpi."""


def drawn(side: int) -> tuple[Grey, list[Box]]:
    """Rows of two boxes with words behind them, every third one ticked."""
    sheet, boxes = paper(900, 1400), []
    for row in range(8):
        for at, word in enumerate(("Beras", "DEBOLD")):
            left, top = 300 + 400 * at, 80 + 90 * row
            cv2.rectangle(sheet, (left, top), (left + side - 1, top + side - 1), 0, 2)
            cv2.putText(sheet, word, (left + side + 14, top + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 0, 2)
            boxes.append(Box(left, top, left + side, top + side))
    for box in boxes[::3]:
        x, y = box.left, box.top
        points = np.array([(x + 5, y + 0.5 * side), (x + 0.4 * side, y + 0.8 * side), (x + 1.2 * side, y - 4)])
        cv2.polylines(sheet, [points.astype(np.int32)], False, 40, 3)
    return sheet, boxes


@pytest.mark.parametrize("side", [20, 21, 22, 23, 26, 40])
def test_boxes_are_found_however_small(side: int) -> None:
    """Of the signs for a box that Word and Excel have (2.1 mm in type of nine points) none were found: their options
    were read as words, and a tick in a box as one on the word before. A ticked one may be told by its place alone."""
    sheet, boxes = drawn(side)
    found = find_print(inked(sheet), SCALE, None, ()).boxes
    lost = [at for at, box in enumerate(boxes) if not any(one.overlap(box) > 0.7 * box.area for one in found)]
    assert len(found) == len(boxes) - len(lost)
    assert len(lost) <= 1
    assert all(at % 3 == 0 for at in lost)
