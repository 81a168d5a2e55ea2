"""Lines of print that marks join: rings round options of one line touch those of the next, and no line is seen."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey

Stats = NDArray[np.integer[Any]]

MOST_LINES = 8.0
"""Of the height of the tallest print: what is taller is a frame or a drawing."""
MOST_JOINED = 40
INKED, NEAR = 0.4, 0.33
"""Share of the ink of the fullest row near by from which a row is one of a line of print, not of the rings about it;
and how near, of the height of the tallest print."""


def lines_apart(ink: Grey, labels: Stats, stats: Stats, tallest_px: float) -> list[Stats]:
    """Of every piece too tall to be a line of print the lines in it, as rows of statistics: left, top, width, height,
    pixels.

    ink: 255 where ink is, else 0. labels, stats: its pieces, as OpenCV numbers them, widened to the sides.
    """
    tall = (stats[:, 3] > tallest_px) & (stats[:, 3] <= MOST_LINES * tallest_px) & (stats[:, 2] >= 0.5 * tallest_px)
    tall[0] = False
    joined = np.flatnonzero(tall)
    if len(joined) > MOST_JOINED:
        return []
    return [found for number in joined if len(found := _lines(ink, labels, stats[number], int(number), tallest_px))]


def _lines(ink: Grey, labels: Stats, stat: Stats, number: int, tallest_px: float) -> Stats:
    left, top, wide, tall = (int(value) for value in stat[:4])
    part = slice(top, top + tall), slice(left, left + wide)
    own = (labels[part] == number) & (ink[part] > 0)
    filled = own.sum(axis=1)
    near = np.ones((2 * max(1, round(NEAR * tallest_px)) + 1, 1), np.uint8)
    fullest = cv2.dilate(filled.astype(np.float32)[:, None], near)[:, 0]
    dark = np.concatenate([[False], filled >= INKED * fullest, [False]]).astype(np.int8)
    edges = np.diff(dark)
    found = []
    for first, after in zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1), strict=True):
        columns = np.flatnonzero((labels[part][first:after] == number).any(axis=0))
        found.append(
            [left + columns[0], top + first, columns[-1] + 1 - columns[0], after - first, filled[first:after].sum()]
        )
    return np.array(found, dtype=stat.dtype).reshape(-1, len(stat))
