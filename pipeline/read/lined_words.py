"""A word crossed out by a line that runs on into the next one, or below it.

Words are told crossed out one by one (struck.py), and parted where there is room; here they are parted where the line
ends, or what stands on it from what it runs through. The line alone says little, as flowing hands have long level
strokes: what it runs through must look struck.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.read.ink import Ink, Mask, Part, around
from pipeline.read.parted_ink import Parts, parted_ink
from pipeline.scan.pieces import runs

_HIGH_PX, _INKED = 24, 90
"""Height at which the line is sought, and coverage (of 255) from which a pixel there is ink."""
_SLOPES = (-0.15, -0.1, -0.05, 0.0, 0.05, 0.1, 0.15)
_HIGHEST, _LOWEST = 0.3, 0.78
"""Where, as shares of the height, a line through writing runs."""
_LEAST_LONG, _MOST = 1.5, 0.9
"""In heights, the length of a line; and of the width: a longer one crosses out all of it. Of 220 lines with a word
struck beside another 210 have a longer one, and of 2,541 others 360."""
_LEAST_WIDE = 2.2
"""In heights: two words are no narrower."""
_LEAST_STRUCK, _LEAST_BEHIND, _MOST_SHARED = 2.0, 0.8, 0.3
"""In heights: what is crossed out, and what stands behind it and corrects it, is no narrower; nor do the two stand
above each other by more. Of 25 words of a flowing hand in which a line was seen, `Is|lam`, 20 are narrower or do, of 72
that were crossed out 3."""
_AT_END = 0.06
"""Of the width: a line that begins or ends so near to an end crosses out all up to it."""
_INWARD, _OUTWARD = 0.3, 0.2
"""In heights of the writing, so far before and behind the end of the line the next word may begin."""
_TAIL_LONG, _TAIL_HIGH, _TAIL_AT = 1.0, 0.35, (0.2, 0.85)
"""A line that runs on: in heights of the piece, how long it is but a line at least, and how high at most; and where it
runs, in heights of the writing before."""
_NEW_HIGH, _UP_TO = 0.35, 0.75
"""In the same: one of the pieces that stand on it is so high at least. In its thicknesses: so far above its middle they
are cut off."""
_LEAST_PX = 10
_WHOLE = 0.97
"""A piece with this share of its ink on one side of the cut is not cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Lined:
    """Writing of which a line runs through a part. ink: of the writing alone, cut where the line ends."""

    ink: Ink
    before: Parts
    through: Parts
    behind: Parts


def lined(ink: Ink, line: Sequence[Part]) -> Lined | None:
    """The parts of a text line before, on and behind the level line drawn through a word of it; None without one, or
    where nothing stands behind it."""
    if not line:
        return None
    box = around(line)
    writing = replace(ink, parts=tuple(line))
    mask = writing.own
    height, width = mask.shape
    if height < _LEAST_PX or width < _LEAST_WIDE * height:
        return None
    first, last = _longest_line(mask)
    if last - first < _LEAST_LONG * height or last - first > _MOST * width:
        return None
    start = _room(mask, first, before=True) if first > _AT_END * width else 0
    end = _room(mask, last, before=False) if last < (1 - _AT_END) * width else width
    outside = np.ones(ink.labels.shape, bool)
    outside[:, int(box.left) + start : int(box.left) + end] = False
    parted, through, rest = parted_ink(writing, outside, _WHOLE)
    before = tuple(part for part in rest if part.box.centre[0] < box.left + (start + end) / 2)
    behind = tuple(part for part in rest if part not in before)
    if not through or not behind:
        return None
    struck, new = around(through), around(behind)
    if struck.width < _LEAST_STRUCK * height or new.width < _LEAST_BEHIND * height:
        return None
    if struck.right - new.left > _MOST_SHARED * height:
        return None
    return Lined(parted, before, through, behind)


def standing_on_line(ink: Ink, line: Sequence[Part]) -> Lined | None:
    """The parts of a text line that a level line runs through, and what stands on that where it runs on; None where
    nothing does, or no line runs on behind tall writing."""
    if not line:
        return None
    piece = max(line, key=lambda part: part.box.width)
    mask = ink.labels[piece.box.slices(ink.labels.shape[1], ink.labels.shape[0])] == piece.number
    run = _thin_run(mask)
    if run is None:
        return None
    start, height, rows, pen = run
    beyond = np.zeros(ink.labels.shape, bool)
    first = int(piece.box.left + start + _INWARD * height)  # behind the dots of what is struck
    columns = np.arange(first, ink.labels.shape[1])
    top = piece.box.top + np.polyval(rows, columns - piece.box.left) - _UP_TO * pen
    beyond[:, first:] = np.arange(len(beyond))[:, None] < top[None]
    parted, through, above = parted_ink(replace(ink, parts=tuple(line)), beyond, _WHOLE)
    if not any(part.box.height >= _NEW_HIGH * height for part in above):
        return None
    return Lined(parted, (), through, above)


def _thin_run(mask: Mask) -> tuple[int, float, NDArray[np.float64], float] | None:
    """Where a piece is but a level line, behind writing that this runs through: the first such column, the height of
    the writing, the line's row by column (a polynomial), and its thickness; None where it is nowhere."""
    height, width = mask.shape
    if height < _LEAST_PX or width < _LEAST_WIDE * height:
        return None
    tops, bottoms = mask.argmax(axis=0), height - 1 - mask[::-1].argmax(axis=0)
    thin = (bottoms - tops <= _TAIL_HIGH * height) & mask.any(axis=0)
    for first, last in runs(thin):
        before = np.flatnonzero(mask[:, :first].any(axis=1))
        if last - first < _TAIL_LONG * height or not len(before) or first < height / 2:
            continue
        high = float(before[-1] - before[0] + 1)
        columns = np.arange(first, last)
        middles = (tops + bottoms)[first:last] / 2
        at = (float(np.median(middles)) - before[0]) / high
        if high >= height / 2 and _TAIL_AT[0] < at < _TAIL_AT[1]:
            pen = float(np.median((bottoms - tops)[first:last])) + 1
            return first, high, np.polyfit(columns, middles, 1), pen
    return None


def _longest_line(mask: Mask) -> tuple[float, float]:
    """First and last column of the longest run of ink along a nearly level line through the middle."""
    height, width = mask.shape
    wide = max(8, round(width * _HIGH_PX / height))
    small = cv2.resize(mask.astype(np.uint8) * 255, (wide, _HIGH_PX), interpolation=cv2.INTER_AREA) > _INKED
    small[1:] |= small[:-1].copy()
    columns = np.arange(wide)
    rows = np.arange(int(_HIGHEST * _HIGH_PX), int(_LOWEST * _HIGH_PX))
    drops = np.round(np.array(_SLOPES)[:, None] * (columns - wide / 2)).astype(np.int64)
    at = rows[None, :, None] + drops[:, None]
    inked = small[np.clip(at, 0, _HIGH_PX - 1), columns] & (at >= 0) & (at < _HIGH_PX)
    paper = np.maximum.accumulate(np.where(inked, -1, columns), axis=2)
    end = int((columns - paper).max(axis=(0, 1)).argmax())
    long = int((columns - paper)[..., end].max())
    return (end + 1 - long) * width / wide, (end + 1) * width / wide


def _room(mask: Mask, end: float, *, before: bool) -> int:
    """The column with the least ink about an end of the line, the outmost one."""
    height, width = mask.shape
    near = (_OUTWARD, _INWARD) if before else (_INWARD, _OUTWARD)
    first, last = max(1, int(end - near[0] * height)), min(width - 1, int(end + near[1] * height))
    inked = mask[:, first : max(last, first + 1)].sum(axis=0)
    least = np.flatnonzero(inked == inked.min())
    return first + int(least[0] if before else least[-1])
