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
INKED, NEAR, NEAR_SHORT = 0.4, 0.33, 0.17
"""Share of the ink of the fullest row near by from which a row is one of a line of print, not of the rings about it;
and how near, of the height of the tallest print: for most lines, and for short ones between them."""
BESIDE_ROWS, DENSE = 0.5, 0.2
"""Of the height of a line's fullest rows, what stands beside them is of its letters; share of the columns with ink in
which a short line has some in each of its rows: rings have less."""


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
    lines = _inked_rows(filled, NEAR * tallest_px)
    # A short line close below a long one has little of that one's ink, and was none.
    left_over = filled.copy()
    for first, after in lines:
        letters = round(BESIDE_ROWS * (after - first))
        left_over[max(0, first - letters) : after + letters] = 0
    lines += [
        (first, after)
        for first, after in _inked_rows(left_over, NEAR_SHORT * tallest_px)
        if left_over[first:after].mean() >= DENSE * np.count_nonzero(own[first:after].any(axis=0))
    ]
    found = []
    for first, after in sorted(lines):
        columns = np.flatnonzero(piece[first:after].any(axis=0))
        found.append([left + columns[0], top + first, columns[-1] + 1 - columns[0], after - first])
    return np.array(found, dtype=np.int64).reshape(-1, 4)


def _inked_rows(filled: NDArray[np.int64], near_px: float) -> list[tuple[int, int]]:
    """First row and the one after the last of every run of rows with ink enough. filled: pixels of ink by row."""
    window = np.ones((2 * max(1, round(near_px)) + 1, 1), np.uint8)
    fullest = cv2.dilate(filled.astype(np.float32)[:, None], window)[:, 0]
    dark = np.concatenate([[False], (filled >= INKED * fullest) & (filled > 0), [False]]).astype(np.int8)
    edges = np.diff(dark)
    return list(zip(np.flatnonzero(edges == 1).tolist(), np.flatnonzero(edges == -1).tolist(), strict=True))
