"""Two lines of writing whose letters touch: where a way leads between them that crosses few strokes.

Narrow cells hold `Ibu` above `Rumah Tangga`, written so close that tails and tops join. As one line they read as one
wrong word. The way is sought here; whether the writing is one line or two, the recogniser decides by reading both.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import LIST_KINDS, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell
from pipeline.read.alphabet import Probabilities
from pipeline.read.ink import Ink, Mask, Part, around
from pipeline.read.parted_ink import parted_ink
from pipeline.read.shapes import strokes_across

Lines = tuple[tuple[Part, ...], ...]

_HEIGHT_PX = 40
"""Height at which the way is sought."""
_FIRST, _LAST = 0.28, 0.72
"""Shares of the height between which it runs."""
_LEVEL_COST, _STEP_COST = 0.02, 0.05
"""Of a pixel of paper, and of one step up or down; a pixel of ink costs 1."""
_SELDOM_TWO, _OFTEN_TWO, _WORDS_IN_TWO = (0.45, 0.12), (1.0, 0.3), (1.4, 0.3)
"""The most strokes that the way crosses, as a share of those that the busiest rows of either line cross; and the most
ink on the way. Second where two lines are usual: a date with the age below it. Of 150 such in hands held out, drawn so
that they touch or nearly do, 83 were read with the first, 118 with the second, and of 150 dates on one line 147 with
either. Third where a line is another answer than both (`Tidak` above `Tamat SD`, `Tuna` above `netra`): what it is,
reading both ways tells.
"""
_BY_KIND = {Kind.DATE_AGE: _OFTEN_TWO} | dict.fromkeys({*LIST_KINDS, Kind.TEXT}, _WORDS_IN_TWO)
_BUSY_ROWS = 5
_LEAST_STROKES = 2.2
"""Strokes in the busiest rows of each line: fewer are tails or tops of one line."""
_LEAST_ABOVE = 0.5
"""Share of the narrower line that lies above or below the other: words side by side are one line."""
_MOSTLY = 0.85
"""A part with this share of its ink on one side belongs there whole."""
_LEAST_OF_CELL = 0.5
"""Two lines take at least this share of their cell's height."""
_BESIDE, _SPACE, _WORDS = 0.65, 0.4, 4
"""Two names stand in a cell of the table where their lines, with a space of so many heights, take no more than this
share of its width side by side, or hold so many words. Of 24 names on two lines in hands of calibration and a
stranger's the closest take 0.70, and none has more than two words."""
_CLOSE = 0.015
"""Difference of mean log confidences at which one way of reading is e times as likely as the other. Nine in ten of two
lines in fonts of training read surer by 0.02 as two, nine in ten of one line by 0.01 as one."""


def apart(ink: Ink, kind: Kind) -> tuple[Ink, Lines] | None:
    """The ink with parts that join two lines cut, and the upper and the lower line; None where one line is likely.

    kind: of the field; in some two lines are more usual than in others.
    Tried on 1,500 pieces of one line and 500 of two that text_lines takes for one, in fonts and hands of training: 4 %
    of the former (copied cursive lines mostly) and 60 % of the latter have a way.
    """
    box = around(ink.parts)
    if box.height < _LEAST_OF_CELL * ink.cell.height:
        return None
    mask = ink.own
    if mask.shape[0] < _HEIGHT_PX // 2 or mask.shape[1] < mask.shape[0] // 2:
        return None
    width = max(8, mask.shape[1] * _HEIGHT_PX // mask.shape[0])
    small = cv2.resize(mask.astype(np.uint8) * 255, (width, _HEIGHT_PX), interpolation=cv2.INTER_AREA) > 100
    way = _way(small) if _valley(small) else None
    if way is None or not _between_lines(small, way, _BY_KIND.get(kind, _SELDOM_TWO)):
        return None
    columns = np.arange(mask.shape[1]) * width // mask.shape[1]
    return _cut(ink, int(box.left), int(box.top) + way[columns] * mask.shape[0] // _HEIGHT_PX)


def two_lines(as_one: Probabilities, as_two: Sequence[Probabilities]) -> float:
    """The probability that writing for which `apart` found a way is two lines, by how sure either reading is."""
    one = float(np.log(as_one.max(axis=1)).mean())
    two = float(np.mean([np.log(line.max(axis=1)).mean() for line in as_two]))
    return float(1 / (1 + np.exp(np.clip((one - two) / _CLOSE, -30, 30))))


def holds_two(cell: Cell, ink: Ink, lines: Lines, read: Sequence[Alternative]) -> bool:
    """Whether two lines of a name in the table are two names: nobody breaks one that has room, few have so many words.

    read: what was read of both lines, likeliest first.
    """
    if cell.field.kind is not Kind.NAME or not cell.part.in_table or len(lines) != 2 or not read:
        return False
    boxes = [around(line) for line in lines]
    side_by_side = sum(box.width for box in boxes) + _SPACE * max(box.height for box in boxes)
    return side_by_side <= _BESIDE * ink.cell.width or len((read[0].text or "").split()) >= _WORDS


def _busy(mask: Mask) -> float:
    return float(np.sort(strokes_across(mask))[-_BUSY_ROWS:].mean())


def _valley(small: Mask) -> bool:
    """Whether some level row between busier ones crosses fewer strokes: else no way can."""
    strokes = strokes_across(small)
    rows = range(int(_FIRST * _HEIGHT_PX), int(_LAST * _HEIGHT_PX))
    return any(strokes[row] <= 0.8 * min(strokes[:row].max(), strokes[row:].max()) for row in rows)


def _way(small: Mask) -> NDArray[np.int64]:
    """The cheapest way from left to right: its row in every column."""
    first, last = int(_FIRST * _HEIGHT_PX), int(_LAST * _HEIGHT_PX)
    cost = np.where(small[first:last], 1.0, _LEVEL_COST).T
    total = cost[0]
    came = np.zeros(cost.shape, np.int8)
    beside = np.full((3, last - first), np.inf)
    for column in range(1, len(cost)):
        beside[0, 1:] = total[:-1] + _STEP_COST
        beside[1] = total
        beside[2, :-1] = total[1:] + _STEP_COST
        came[column] = beside.argmin(axis=0) - 1
        total = beside.min(axis=0) + cost[column]
    row = int(total.argmin())
    way = np.zeros(len(cost), np.int64)
    for column in range(len(cost) - 1, -1, -1):
        way[column] = first + row
        row += int(came[column, row])
    return way


def _between_lines(small: Mask, way: NDArray[np.int64], most: tuple[float, float]) -> bool:
    on_way = small[way, np.arange(len(way))]
    crossed = int(strokes_across(on_way[None])[0])
    above = np.arange(_HEIGHT_PX)[:, None] < way[None]
    upper, lower = small & above, small & ~above
    busy = min(_busy(upper), _busy(lower))
    if busy < _LEAST_STROKES or crossed > most[0] * busy or on_way.mean() > most[1]:
        return False
    (left, right), (other_left, other_right) = (np.flatnonzero(line.any(axis=0))[[0, -1]] for line in (upper, lower))
    shared = min(right, other_right) - max(left, other_left)
    return bool(shared >= _LEAST_ABOVE * min(right - left, other_right - other_left))


def _cut(ink: Ink, left: int, way: NDArray[np.int64]) -> tuple[Ink, Lines] | None:
    """The two lines, split where `way` (crop rows, from column `left` on) runs."""
    below = np.zeros(ink.labels.shape, bool)
    below[:, left : left + len(way)] = np.arange(len(below))[:, None] >= way[None]
    parted, upper, lower = parted_ink(ink, below, _MOSTLY)
    if not upper or not lower or _side_by_side(around(upper), around(lower)):
        return None
    return parted, (upper, lower)


def _side_by_side(one: Box, other: Box) -> bool:
    """Whether they are words of one line that climbs, each whole on one side of the way."""
    return one.right <= other.left or other.right <= one.left
