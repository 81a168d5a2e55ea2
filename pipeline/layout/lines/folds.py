"""Folds that look like rulings: a fold goes on beyond the table on both sides, where no ruling of it does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from pipeline.layout.lines.net import DOUBLE_LINES_MM
from pipeline.layout.lines.rulings import Ruling
from pipeline.model import Grey

BEYOND_MM = 4.0
"""So far at least a fold goes on over both sides of the table."""
LOOKED_AT_MM = 15.0
"""So far it is followed beyond the table where it was too faint to be traced."""
COVERED = 0.5
MOST_FOLDS, MOST_SHARE = 2, 0.25
"""Of one direction, so many or such a share of its lines (streaks of a dirty scanner are several); where more go on
beyond the table, its outermost ruling was not seen, and they are rulings."""
ON_FOLD_MM = 0.4
"""So near to a fold a line is the fold, seen once more along the way of the rulings beside it."""
NARROWEST_MM, AS_SEEN = 3.4, 0.9
"""No printed column is so narrow; of what is seen of a ruling so much at most is of a streak beside it, which was taken
for a part of that where it lies on it."""
_EDGE_MM, _BESIDE_PX = 1.0, 2


def goes_on(line: Ruling, sides: Sequence[Ruling], px_per_mm: float) -> bool:
    """Whether a line was seen beyond both sides of the table. sides: the rulings it runs between, first and last."""
    first, last = float(sides[0].at(line.middle)), float(sides[-1].at(line.middle))
    beyond = BEYOND_MM * px_per_mm
    return bool(
        line.start < first - beyond
        and line.end > last + beyond
        and line.covered(line.start, first) > COVERED
        and line.covered(first, last) > COVERED
        and line.covered(last, line.end) > COVERED
    )


def goes_on_in_ink(line: Ruling, sides: Sequence[Ruling], ink: Grey, px_per_mm: float) -> bool:
    """The same of a line that was not traced: there is ink where it would go on, between both sides and the paper's
    edge. ink: 255 where ink is, else 0, turned so that the line runs across."""
    first, last = float(sides[0].at(line.middle)), float(sides[-1].at(line.middle))
    near, far = _EDGE_MM * px_per_mm, LOOKED_AT_MM * px_per_mm
    return all(
        _covered(ink, line, start, end) > COVERED and end - start >= BEYOND_MM * px_per_mm
        for start, end in ((max(0.0, first - far), first - near), (last + near, min(float(ink.shape[1]), last + far)))
    )


def lies_on(line: Ruling, folds: Sequence[Ruling], px_per_mm: float) -> bool:
    """Whether the line is one of the folds."""
    near = ON_FOLD_MM * px_per_mm
    return any(float(np.median(np.abs(fold.at(line.along) - line.across))) <= near for fold in folds)


def ruled(line: Ruling, sides: Sequence[Ruling], traced: Sequence[Ruling], px_per_mm: float) -> Ruling:
    """The line itself, or where it goes on beside the table the nearest to it that does not. traced: all lines seen."""
    if not goes_on(line, sides, px_per_mm):
        return line
    first, last = float(sides[0].at(line.middle)), float(sides[-1].at(line.middle))
    near = [
        other
        for other in traced
        if abs(other.middle - line.middle) < DOUBLE_LINES_MM * px_per_mm
        and other.covered(first, last) > COVERED
        and not goes_on(other, sides, px_per_mm)
    ]
    return min(near, key=lambda other: abs(other.middle - line.middle), default=line)


def without_upright_folds(
    bars: Sequence[Ruling], sides: Sequence[Ruling], traced: Sequence[Ruling], px_per_mm: float
) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The bars of a table without folds from top to bottom, and the folds; one beside a ruling gives way to it.

    sides: the table's first and last line. traced: all rulings from top to bottom.
    """
    if len(folds_of(bars, sides, px_per_mm)) < sum(goes_on(bar, sides, px_per_mm) for bar in bars):
        return tuple(bars), ()
    # A fold may give way to a ruling that is a bar of its own.
    kept = {id(bar): bar for bar in (ruled(bar, sides, traced, px_per_mm) for bar in bars)}
    folds = tuple(fold for fold in folds_of(traced, sides, px_per_mm) if not _ends_with_others(fold, bars, sides))
    return tuple(bar for bar in kept.values() if bar not in folds), folds


def _ends_with_others(line: Ruling, bars: Sequence[Ruling], sides: Sequence[Ruling]) -> bool:
    """Whether a bar begins, or ends, where most of a table do: the first or last line was not seen, and a letter at the
    other end prolongs it."""
    whole = [
        bar for bar in bars if bar.covered(float(sides[0].at(bar.middle)), float(sides[-1].at(bar.middle))) > COVERED
    ]
    begun = sum(abs(bar.start - line.start) < line.step_px for bar in whole)
    ended = sum(abs(bar.end - line.end) < line.step_px for bar in whole)
    return max(begun, ended) > max(1.0, COVERED * len(whole))


def without_streaks(
    bars: Sequence[Ruling], sides: Sequence[Ruling], traced: Sequence[Ruling], px_per_mm: float
) -> tuple[Ruling, ...]:
    """The bars of a table but for the rest of a streak that crosses one of them: less of it is seen, right beside that,
    and it goes on above or below the table. sides and traced: as in without_upright_folds."""
    kept = list(bars)
    seen = [bar.covered(float(sides[0].at(bar.middle)), float(sides[-1].at(bar.middle))) for bar in bars]
    for (at, bar), (beside, other) in pairwise(enumerate(bars)):
        if other.middle - bar.middle < NARROWEST_MM * px_per_mm:
            less, more = sorted((at, beside), key=lambda one: seen[one])
            if seen[less] <= AS_SEEN * seen[more] and _goes_on_somewhere(bars[less], sides, traced, px_per_mm):
                kept = [one for one in kept if one is not bars[less]]
    return tuple(kept)


def _goes_on_somewhere(line: Ruling, sides: Sequence[Ruling], traced: Sequence[Ruling], px_per_mm: float) -> bool:
    """Whether a line was seen beyond one side of the table at least."""
    beyond = BEYOND_MM * px_per_mm
    for whole in (other for other in traced if lies_on(line, (other,), px_per_mm)):
        first, last = float(sides[0].at(whole.middle)), float(sides[-1].at(whole.middle))
        above = whole.start < first - beyond and whole.covered(whole.start, first) > COVERED
        if above or (whole.end > last + beyond and whole.covered(last, whole.end) > COVERED):
            return True
    return False


def folds_of(lines: Sequence[Ruling], sides: Sequence[Ruling], px_per_mm: float) -> tuple[Ruling, ...]:
    """Those of a table's lines (or bars) that go on beyond its sides, if they are few."""
    found = tuple(line for line in lines if goes_on(line, sides, px_per_mm))
    return found if len(found) <= max(MOST_FOLDS, MOST_SHARE * len(lines)) else ()


def _covered(ink: Grey, line: Ruling, start: float, end: float) -> float:
    """Share of the way from start to end on which there is ink on or right beside the line."""
    x = np.arange(max(0, round(start)), min(ink.shape[1], round(end)))
    if not len(x):
        return 0.0
    off = np.arange(-_BESIDE_PX, _BESIDE_PX + 1)[:, None]
    rows = np.clip(np.round(line.at(x.astype(np.float64))).astype(int) + off, 0, ink.shape[0] - 1)
    return float((ink[rows, x] > 0).any(axis=0).mean())
