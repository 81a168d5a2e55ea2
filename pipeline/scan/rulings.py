"""Long thin lines of a page, traced point by point: rulings and dotted lines, however gently they bend."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.geometry import Homography
from pipeline.model import Grey
from pipeline.scan.resample import Matrix

_INK_LEVEL = 35
"""Dotted lines of a good print are this faint at 150 dpi."""
_FAINT_LEVEL = 18
"""So faint are rulings of a pale copy; the grain of paper passes for writing, but for no long lines."""
_LONG_SHARE, _FEW_LONG = 0.3, 3
"""Of the long side; fewer lines so long tell little of a page's skew."""
_DOT_GAP_SHARE = 0.005
"""Widest gap between the dots of a dotted line, of the long side: 1.5 mm of A4."""
_REACH_SHARE = 0.017
"""Shortest straight run of a line, of the long side: 5 mm of A4. Lines may climb by a tenth of their way."""
_LENGTH_SHARE = 0.05
"""Shortest line that is traced, of the long side: 15 mm of A4."""
_MAX_THICKNESS_PX = 8.0
_BLOCK_PX = 16
_MIN_POINTS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Traces:
    """Points on lines, in pixels, and the number (from 0, without gaps) of the line that each lies on.

    along: the coordinate along the line (x of horizontals), across: the other; both shape (n,). line: (n,).
    """

    along: NDArray[np.float64]
    across: NDArray[np.float64]
    line: NDArray[np.int64]

    @property
    def lines(self) -> int:
        """How many lines."""
        return int(self.line.max()) + 1 if len(self.line) else 0


def horizontals(ink: Grey) -> Traces:
    """Lines that run across, fainter ones where few are long, and long ones are found so.

    `ink`: bright strokes on 0, straight within about 4 degrees, about 150 dpi.
    """
    plain = _traced(ink, _INK_LEVEL)
    if _long(plain, ink) >= _FEW_LONG:
        return plain
    faint = _traced(ink, _FAINT_LEVEL)
    return faint if _long(faint, ink) >= _FEW_LONG else plain


def _long(traces: Traces, ink: Grey) -> int:
    """How many lines are long."""
    first, last = np.full(traces.lines, np.inf), np.full(traces.lines, -np.inf)
    np.minimum.at(first, traces.line, traces.along)
    np.maximum.at(last, traces.line, traces.along)
    return int(np.count_nonzero(last - first >= _LONG_SHARE * max(ink.shape)))


def _traced(ink: Grey, level: int) -> Traces:
    """The lines whose ink is brighter than `level`."""
    mask = cv2.threshold(ink, level, 255, cv2.THRESH_BINARY)[1]
    long_side = max(ink.shape)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, round(_DOT_GAP_SHARE * long_side)), np.uint8))
    mask = cv2.dilate(mask, np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, round(_REACH_SHARE * long_side)), np.uint8))
    # Labels of 16 bits are enough, since every piece is long; widths and areas of few pixels are soon told.
    pieces, labels = cv2.connectedComponentsWithAlgorithm(mask, 8, cv2.CV_16U, cv2.CCL_DEFAULT)
    x, y = _inked(mask).T
    line = labels[y, x]
    areas, widths = np.bincount(line, minlength=pieces), _widths(line, x, pieces)
    kept = (widths >= _LENGTH_SHARE * long_side) & (areas <= _MAX_THICKNESS_PX * widths)
    number = np.cumsum(kept) - 1
    chosen = np.flatnonzero(kept[line])
    y, x, line = y[chosen], x[chosen], number[line[chosen]]
    blocks = ink.shape[1] // _BLOCK_PX + 1
    key = line * blocks + x // _BLOCK_PX
    weight = ink[y, x].astype(np.float64)
    size = int(kept.sum()) * blocks
    total = np.bincount(key, weight, size)
    held = np.flatnonzero(total > _BLOCK_PX * _INK_LEVEL / 4)
    along = np.bincount(key, weight * (x + 0.5), size)[held] / total[held]
    across = np.bincount(key, weight * (y + 0.5), size)[held] / total[held]
    traces = Traces(along, across, (held // blocks).astype(np.int64))
    return renumbered(traces, np.bincount(traces.line, minlength=traces.lines) >= _MIN_POINTS)


def _inked(mask: MatLike) -> NDArray[np.int32]:
    """x and y of the pixels of a mask, shape (n, 2)."""
    found = cv2.findNonZero(mask)
    return np.zeros((0, 2), np.int32) if found is None else found.reshape(-1, 2).astype(np.int32, copy=False)


def _widths(line: NDArray[np.uint16], x: NDArray[np.int32], pieces: int) -> NDArray[np.int32]:
    """How wide each of so many pieces is, by the pieces (0: none) and places of their pixels; 0 of none."""
    first, last = np.full(pieces, np.iinfo(np.int32).max, np.int32), np.full(pieces, -1, np.int32)
    np.minimum.at(first, line, x)
    np.maximum.at(last, line, x)
    return np.where(last < 0, 0, last - first + 1).astype(np.int32)


def verticals(ink: Grey) -> Traces:
    """Lines that run down; `along` is y."""
    return horizontals(np.ascontiguousarray(ink.T))


def through(traces: Traces, to_newer: Matrix, down: bool = False) -> Traces:
    """The same lines in an image that the homography leads to; `down`: they are verticals."""
    if not traces.lines:
        return traces
    pair = (traces.across, traces.along) if down else (traces.along, traces.across)
    x, y = Homography(to_newer).to_older(np.column_stack(pair)).T
    return Traces(y, x, traces.line) if down else Traces(x, y, traces.line)


def joined(one: Traces, other: Traces) -> Traces:
    """The lines of both."""
    return Traces(
        np.concatenate([one.along, other.along]),
        np.concatenate([one.across, other.across]),
        np.concatenate([one.line, other.line + one.lines]),
    )


def renumbered(traces: Traces, kept: NDArray[np.bool_]) -> Traces:
    """Only the lines that `kept` (by number) says, numbered anew without gaps."""
    chosen = kept[traces.line]
    number = np.cumsum(kept) - 1
    return Traces(traces.along[chosen], traces.across[chosen], number[traces.line[chosen]].astype(np.int64))
