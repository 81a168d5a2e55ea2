"""Lines drawn through writing or print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.read.ink import USUAL_CELL_PX, Ink, Mask, Part

_SLOPES = np.linspace(-0.15, 0.15, 13)
_HIGHEST, _LOWEST = 0.3, 0.72
"""Where, as shares of the ink's height, a line through writing runs."""
_LONGEST_RUN_PX = 14

_WEIGHTS = np.array([15.8, 16.8, -9.9, 2.27, 5.17, 1.93])
_BIAS = -32.6
"""Logistic fit of struck_features on words and numbers in 43 handwriting fonts, 40 % with a line drawn through them:
at 0.7, 91 % of those struck and 3 % of the others (23 November 2026; 1,150 held out)."""
_LOG_RARE = -2.0
"""From 40 % to the 8 % of cells like these that may be struck: rarer in books, but a struck value read is an error."""
_UNREAD_WEIGHT, _USUAL_CONFIDENCE = 12.0, 0.85

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The nearly level line with the most ink: its height in each column, and the share of columns it covers."""

    rows: NDArray[np.int64]
    covered: float


def best_line(ink: Mask) -> Line:
    """The line through the middle of `ink` (height, width ≥ 2) that meets ink in the largest share of columns."""
    height, width = ink.shape
    columns = np.arange(width)
    first, last = int(_HIGHEST * height), max(int(_HIGHEST * height) + 1, int(_LOWEST * height))
    found = Line(np.full(width, height // 2), -1.0)
    for slope in _SLOPES:
        drop = np.round(slope * (columns - width / 2)).astype(np.int64)
        rows = np.clip(np.arange(first, last)[:, None] + drop, 0, height - 1)
        covered = ink[rows, columns].mean(axis=1)
        at = int(np.argmax(covered))
        if covered[at] > found.covered:
            found = Line(rows[at], float(covered[at]))
    return found


def line_through(ink: NDArray[Any]) -> float:
    """The share of columns that the best line covers, its neighbours above and below counted, 0 to 1."""
    mask: Mask = ink > 0
    if min(mask.shape) < 6:
        return 0.0
    return _thick(mask, best_line(mask))


def struck_probability(ink: Ink, read: float) -> float:
    """Probability that the writing was crossed out. read: the line recogniser's mean confidence per frame, 0 to 1."""
    features = struck_features(ink)
    if features is None:
        return 0.002
    unread = float(np.clip(_UNREAD_WEIGHT * (_USUAL_CONFIDENCE - read), -2.0, 2.0))
    return float(1 / (1 + np.exp(-(features @ _WEIGHTS + _BIAS + _LOG_RARE + unread))))


def without_struck(ink: Ink, lines: Sequence[Sequence[Part]], number: bool) -> Ink:
    """The ink without the lines of writing that are crossed out, when others stand: a correction above or below.

    number: a number never takes two lines, so the upper one corrects the lower one, unless it is itself crossed out.
    """
    if len(lines) < 2:
        return ink
    standing = [line for line in lines if not _crossed_out(replace(ink, parts=tuple(line)))] or list(lines)
    if number:
        standing = standing[:1]
    own = [part for line in standing for part in line]
    return replace(ink, parts=tuple(sorted(own, key=lambda part: (part.box.left, part.box.top))))


def _crossed_out(line: Ink) -> bool:
    high = line.box().height > 0.15 * min(line.cell.height, USUAL_CELL_PX)
    return high and struck_probability(line, _USUAL_CONFIDENCE) > 0.6


def struck_features(ink: Ink) -> Floats | None:
    """What tells crossed-out writing, shape (6,); None when the ink is too narrow to hold a line.

    Columns covered by the best line; the same with a pixel to either side; how much its middle strays, in pen widths;
    how far it reaches beyond the rest of the ink, in heights; the least of ink above and below it; log of the aspect.
    """
    box = ink.box()
    rows, columns = box.slices(ink.labels.shape[1], ink.labels.shape[0])
    mask = ink.mask()[rows, columns]
    height, width = mask.shape
    if height < 8 or width < 0.8 * height:
        return None
    line = best_line(mask)
    pen = max(2.0, 2 * float(np.percentile(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)[mask], 75)))
    above, below = _runs(mask, line.rows)
    thin = (above + below > 0) & (above + below <= 1.8 * pen)
    stray = float(((below - above)[thin] / 2).std()) if np.count_nonzero(thin) > 3 else 2 * pen
    rest = mask.copy()
    for offset in range(-int(pen) - 1, int(pen) + 2):
        rest[np.clip(line.rows + offset, 0, height - 1), np.arange(width)] = False
    filled = np.flatnonzero(rest.any(axis=0))
    beyond = (filled[0] + width - 1 - filled[-1]) / height if len(filled) else 3.0
    higher = np.arange(height)[:, None] < line.rows
    least = min(float((rest & higher).any(axis=0).mean()), float((rest & ~higher).any(axis=0).mean()))
    return np.array(
        [line.covered, _thick(mask, line), stray / pen, min(float(beyond), 2.0), least, float(np.log(width / height))]
    )


def _thick(mask: Mask, line: Line) -> float:
    columns = np.arange(mask.shape[1])
    covered = np.zeros(mask.shape[1], dtype=bool)
    for offset in (-1, 0, 1):
        covered |= mask[np.clip(line.rows + offset, 0, mask.shape[0] - 1), columns]
    return float(covered.mean())


def _runs(mask: Mask, rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ink without a gap from the line upwards, and downwards (its own pixel counted below), pixels per column."""
    columns = np.arange(mask.shape[1])
    lengths = []
    for way, start in ((-1, 1), (1, 0)):
        open_ = np.ones(mask.shape[1], dtype=bool)
        length = np.zeros(mask.shape[1], dtype=np.int64)
        for step in range(start, _LONGEST_RUN_PX):
            at = rows + way * step
            open_ &= (at >= 0) & (at < mask.shape[0]) & mask[np.clip(at, 0, mask.shape[0] - 1), columns]
            length += open_
        lengths.append(length)
    return lengths[0], lengths[1]
