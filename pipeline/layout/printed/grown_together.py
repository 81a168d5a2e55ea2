"""Lines of print that marks join: rings round options of one line touch those of the next, and no line is seen."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import piece_in

Boxes = NDArray[np.int64]

MOST_LINES = 8.0
"""Of the height of the tallest print: what is taller is a frame or a drawing."""
MOST_JOINED = 40
INKED, NEAR = 0.4, 0.33
"""Share of the ink of the fullest row near by from which a row is one of a line of print, not of the rings about it;
and how near, of the height of the tallest print."""


def lines_apart(ink: Grey, joined: Grey, boxes: Boxes, tallest_px: float) -> list[Boxes]:
    """Of every piece too tall to be a line of print the boxes of the lines in it, (n, 4): left, top, width, height.

    ink: 255 where ink is, else 0. joined: the same widened to the sides. boxes: of the pieces of that.
    """
    tall = (boxes[:, 3] > tallest_px) & (boxes[:, 3] <= MOST_LINES * tallest_px) & (boxes[:, 2] >= 0.5 * tallest_px)
    if tall.sum() > MOST_JOINED:
        return []
    return [found for box in boxes[tall].tolist() if len(found := _lines(ink, joined, box, tallest_px))]


def _lines(ink: Grey, joined: Grey, box: Sequence[int], tallest_px: float) -> Boxes:
    left, top, wide, tall = box
    piece = piece_in(joined, box)
    own = piece & (ink[top : top + tall, left : left + wide] > 0)
    filled = own.sum(axis=1)
    near = np.ones((2 * max(1, round(NEAR * tallest_px)) + 1, 1), np.uint8)
    fullest = cv2.dilate(filled.astype(np.float32)[:, None], near)[:, 0]
    dark = np.concatenate([[False], filled >= INKED * fullest, [False]]).astype(np.int8)
    edges = np.diff(dark)
    found = []
    for first, after in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        columns = np.flatnonzero(piece[first:after].any(axis=0))
        found.append([left + columns[0], top + first, columns[-1] + 1 - columns[0], after - first])
    return np.array(found, dtype=np.int64).reshape(-1, 4)
