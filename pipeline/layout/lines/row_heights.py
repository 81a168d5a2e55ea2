"""Rows by their heights: rows are ruled alike, so a fold that feigns a line or swallows one shows in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.layout.lines.folds import folds_of, goes_on, ruled
from pipeline.layout.lines.rulings import Floats, Ruling

WHOLE_ROW = 0.12
"""How far from the usual height, as a share of it, a row may be that a feigned line cut in two."""
AS_TALL = 0.04
"""What is below a line and is as tall as a row, to so much of it, may be the first row: a fold may lie on a ruling."""
OFF_BY, TIMES_USUAL = 0.1, 4.0
"""A row is odd that is off by this share of its neighbours' height, and by so many times what rows differ by."""
NEIGHBOURS = 3
LEAST_ROWS = 4
"""Of fewer rows nobody can say how tall they usually are."""
MOST_FOLDED, AS_TWO = 2, 1.7
"""A sheet is folded once or twice: more odd rows than that, none as tall as two, were ruled so, by hand or in a table
typed with rows of several heights."""
ALIKE = 0.015
"""Rows typed with one height differ by a third of that as they are found on scans (strange pages)."""
MOST_OF_BAND, BARRED = 0.5, 0.3
"""Share of a band's height in which a bar of it is seen; share of the bars of the band above that go on."""


def without_folds(
    lines: tuple[Ruling, ...], bars: Sequence[Ruling], traced: Sequence[Ruling], px_per_mm: float
) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The lines of a table from top to bottom, and the folds seen: a fold goes on beside the table.

    One beside a ruling gives way to it; traced: all lines seen. One that cuts a row of usual height in two is left out,
    and one through the heading: what is between it and the next line is as tall as no row; and one below the table, to
    which no bars go on.
    """
    kept = list({id(line): line for line in (ruled(line, bars, traced, px_per_mm) for line in lines)}.values())
    if len(kept) > LEAST_ROWS and kept[1] in folds_of(kept, bars, px_per_mm):
        heights = np.diff([line.middle for line in kept])
        if abs(heights[1] / float(np.median(heights[2:])) - 1) > AS_TALL:
            del kept[1]
    at = 2
    while at < len(kept) - 1 and len(kept) > LEAST_ROWS:
        heights = np.diff([line.middle for line in kept])
        usual = float(np.median(heights[1:]))
        cut = heights[at - 1] + heights[at] < (1 + WHOLE_ROW) * usual
        if cut and goes_on(kept[at], bars, px_per_mm):
            del kept[at]
        else:
            at += 1
    while len(kept) > LEAST_ROWS and goes_on(kept[-1], bars, px_per_mm) and not _barred(kept, bars):
        del kept[-1]
    left = {id(line) for line in kept}
    # One so near to a ruling that the two counted as a double line is none of `lines`, but its ink is in the cells.
    folds = (line for line in (*lines, *traced) if id(line) not in left and goes_on(line, bars, px_per_mm))
    return tuple(kept), tuple({id(fold): fold for fold in folds}.values())


def _barred(lines: Sequence[Ruling], bars: Sequence[Ruling]) -> bool:
    """Whether bars go on to the last line, as far as they do to the one before."""
    last, before = (
        sum(bar.covered(upper.middle, lower.middle) > MOST_OF_BAND for bar in bars)
        for upper, lower in (lines[-2:], lines[-3:-1])
    )
    return last >= BARRED * before


@dataclass(frozen=True, slots=True)
class OddRows:
    """Rows that a fold touches, by index: parts of them may be hidden, or be of another row.

    after: rows from this index on may be one off their place, for a line above them was swallowed or feigned; the row
    before may hold two.
    """

    touched: frozenset[int] = frozenset()
    after: int = 10**6


def odd_rows(heights: Sequence[float]) -> OddRows:
    """The rows whose height is clearly not that of their neighbours. heights: of the data rows, in any unit."""
    if len(heights) < LEAST_ROWS:
        return OddRows()
    measured = np.asarray(heights, dtype=np.float64)
    ratio = measured / _neighbours(measured)
    off = max(OFF_BY, TIMES_USUAL * float(np.median(np.abs(ratio - 1))))
    odd = [int(at) for at in np.nonzero(np.abs(ratio - 1) > off)[0]]
    odd = [] if _ruled_unevenly(ratio, odd) else [at for at in odd if not _typed_so(at, odd, measured, ratio)]
    touched, after = set(odd), len(heights)
    for first in _cut_in_two(measured):
        touched |= {first, first + 1}
        after = min(after, first + 1)
    while odd:
        first = odd.pop(0)
        both = ratio[first] + ratio[odd[0]] if odd and odd[0] == first + 1 else 0.0
        if abs(both - 2) < WHOLE_ROW:
            odd.pop(0)  # Only the line between the two is not where it was ruled.
        elif ratio[first] > 1 or abs(both - 1) < WHOLE_ROW:
            after = min(after, first + 1)
            if 1 < ratio[first] < AS_TWO:
                touched.discard(first)  # Nothing is hidden where no row was: the numbers of the next ones tell.
        elif first == 0:
            after = 0  # It may be no row, but the printed numbers of the columns.
    return OddRows(frozenset(touched), after)


def _ruled_unevenly(ratio: Floats, odd: Sequence[int]) -> bool:
    """Whether more rows are odd than folds make so, and no two that follow on one another are one row together."""
    halves = any(at + 1 in odd and abs(ratio[at] + ratio[at + 1] - 1) < WHOLE_ROW for at in odd)
    return len(odd) > MOST_FOLDED and not halves and float(ratio.max()) < AS_TWO


def _typed_so(row: int, odd: Sequence[int], heights: Floats, ratio: Floats) -> bool:
    """Whether another odd row is of the same height: a table is typed with rows of two heights, and no two folds take
    off as much. Unless it is as tall as two, or the two together are as tall as one."""
    alike = [other for other in odd if other != row and abs(heights[other] / heights[row] - 1) < ALIKE]
    return bool(alike) and ratio[row] < AS_TWO and all(abs(ratio[row] + ratio[at] - 1) >= WHOLE_ROW for at in alike)


def _cut_in_two(heights: Floats) -> list[int]:
    """The rows that with the next one are as tall as others: a line drawn by hand through blank rows parts them.

    Where that was done to many, the usual height is no longer that of a whole row; the tallest that several share is.
    """
    alike = np.abs(heights[:, None] / heights - 1) < OFF_BY / 2
    shared = heights[alike.sum(axis=1) >= NEIGHBOURS]
    if not len(shared):
        return []
    whole = float(np.median(heights[alike[int(np.argmax(np.where(alike.sum(axis=1) >= NEIGHBOURS, heights, 0)))]]))
    parts = heights < (1 - 2 * WHOLE_ROW) * whole
    both = np.abs((heights[:-1] + heights[1:]) / whole - 1) < WHOLE_ROW
    return [int(at) for at in np.flatnonzero(parts[:-1] & parts[1:] & both)]


def _neighbours(heights: Floats) -> Floats:
    """For each row the median height of those near it: paper that bends changes heights little by little."""
    at = np.arange(len(heights))[:, None]
    first = np.maximum(0, np.minimum(at - NEIGHBOURS, len(heights) - 2 * NEIGHBOURS - 1))
    near = first + np.arange(min(2 * NEIGHBOURS + 1, len(heights)))
    near = near[near != at].reshape(len(heights), -1)
    result: Floats = np.median(heights[near], axis=1)
    return result
