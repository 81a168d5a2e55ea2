"""Connected pieces of a mask: how many there are, and the boxes around them.

OpenCV's statistics of components take as its program is set seven times as long as following outlines, and three times
as long as by the algorithm chosen here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.model import Grey


def components(mask: MatLike) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float64]]:
    """Per pixel the number of its piece (0: none), pixels with a corner in common being of one; per number, the ground
    first, left, top, width, height and area in pixels; and the middle, x and y.

    As connectedComponentsWithStats gives them, number for number.
    """
    _, numbered, stats, middles = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return (
        np.asarray(numbered, dtype=np.int32),
        np.asarray(stats, dtype=np.int32),
        np.asarray(middles, dtype=np.float64),
    )


def piece_boxes(mask: MatLike) -> NDArray[np.int64]:
    """Left, top, width and height of every piece, as `components` gives them but in another order, shape (n, 4).

    Takes half of its time on a page of print, and a fifth where there is little ink.
    """
    outlines, kept = _outlines(mask)
    return _around([outline for outline, (*_, within) in zip(outlines, kept, strict=True) if within < 0])


def pieces_kept(mask: Grey, kept: Callable[[NDArray[np.int64]], NDArray[np.bool_]]) -> Grey:
    """255 on the pieces that `kept` says by their boxes, shape (n, 4), and on what lies in their holes; else 0.

    mask: 255 on pieces, else 0.
    """
    outlines, within = _outlines(mask)
    outer = [outline for outline, (*_, around) in zip(outlines, within, strict=True) if around < 0]
    chosen = kept(_around(outer))
    drawn = np.zeros_like(mask)
    cv2.drawContours(drawn, [outline for outline, keep in zip(outer, chosen, strict=True) if keep], -1, (255,), -1)
    return np.asarray(cv2.bitwise_and(drawn, mask), dtype=np.uint8)


def piece_in(mask: Grey, box: Sequence[int]) -> NDArray[np.bool_]:
    """Where in the box around a piece (left, top, width, height) its own pixels are, not those of others there."""
    left, top, width, height = box
    _, numbered, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(
        mask[top : top + height, left : left + width], 8, cv2.CV_32S, cv2.CCL_BBDT
    )
    whole = np.flatnonzero((stats[1:, 2] == width) & (stats[1:, 3] == height)) + 1
    return np.asarray(numbered == whole[0], dtype=np.bool_)


def hole_boxes(mask: MatLike) -> NDArray[np.int64]:
    """Left, top, width and height of what lies within a piece and is none of it, pixels having to have a side in common
    to be of one hole; shape (n, 4)."""
    outlines, kept = _outlines(mask)
    # A hole's outline runs over the pixels around it.
    found = _around([outline for outline, (*_, within) in zip(outlines, kept, strict=True) if within >= 0])
    return np.asarray(found + np.array([1, 1, -2, -2]), dtype=np.int64)


def outer_boxes(mask: MatLike) -> NDArray[np.int64]:
    """Left, top, width and height of every piece that lies in no hole of another one, shape (n, 4), in pixels."""
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return _around(contours)


def _outlines(mask: MatLike) -> tuple[Sequence[MatLike], list[list[int]]]:
    """The outlines of pieces and of their holes; of each the next, the one before, the first within, the one around."""
    outlines, kept = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    return outlines, kept[0].tolist() if len(outlines) else []


def _around(outlines: Sequence[MatLike]) -> NDArray[np.int64]:
    """Left, top, width and height of the box around each outline."""
    if not outlines:
        return np.zeros((0, 4), np.int64)
    points = np.concatenate(outlines)[:, 0].astype(np.int64)
    first = np.cumsum([0, *(len(outline) for outline in outlines[:-1])])
    start, end = np.minimum.reduceat(points, first), np.maximum.reduceat(points, first)
    return np.column_stack([start, end - start + 1])


def count(mask: MatLike) -> int:
    """How many connected pieces there are."""
    return sum(around < 0 for *_, around in _outlines(mask)[1])


def runs(those: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where runs of them begin, and the place behind their end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], those, [False]]).astype(np.int8)))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))
