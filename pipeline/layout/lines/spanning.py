"""The lines of a net that run over the whole table, whatever they were joined with beside it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

import numpy as np

from pipeline.layout.lines.rulings import Ruling

ALONE_MM = 10.0
"""So far from all others a line begins that was joined with another."""
FEW, MOST = 0.4, 0.4
"""Of the length of all lines: what begins before the table at most, and what begins with it at least."""

FEWEST_LINES, MOST_ABOVE = 4, 3
"""Lines of a table: of heading, column numbers and a row; lines above it that may differ: a rule, and the edges of a
frame."""
LEADS, FEW_LED = 0.5, 0.2
"""Of the way between two lines, so much of a bar is seen where it leads from one to the other; strokes of letters feign
as much for so many of the bars at most."""
BEGUN, HEADING_ROWS = 0.4, 1.2
"""Share of the bars that lead down through a heading, but for groups and the second lines of double bars; of a row's
height, how tall a heading is at least that a frame may stand on."""


def spanning(lines: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """The lines that run over the whole table or far the most of it.

    A line that begins far before nearly all others, or ends far behind them, was joined with one beside the table, as
    of ruled paper that lies there.
    """
    left = _side([(line.start, line.seen_px) for line in lines], ALONE_MM * px_per_mm)
    right = -_side([(-line.end, line.seen_px) for line in lines], ALONE_MM * px_per_mm)
    wide = right - left
    return tuple(
        line
        for line in lines
        if line.covered(left, right) > 0.5 and line.start < left + 0.12 * wide and line.end > right - 0.25 * wide
    )


def without_rules_above(lines: tuple[Ruling, ...], bars: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """The lines but for those above the table that are as long as it: a rule below the title, and the frames that the
    fields of the head stand in. No bar leads down from the last of them, where of the table's first line its sides do;
    or its sides alone do where a frame stands on the table, and the heading is below.

    They made one heading of all that stands between them and the table, the fields of the head too. Lines to write on
    may be any number, one below the other.
    """
    above = range(min(MOST_ABOVE, len(lines) - FEWEST_LINES))
    apart = [at for at in above if _apart(lines[at], lines[at + 1], bars) or _frames(lines[at:], bars)]
    if len(apart) == MOST_ABOVE:
        further = range(MOST_ABOVE, len(lines) - FEWEST_LINES)
        apart += takewhile(lambda at: _apart(lines[at], lines[at + 1], bars), further)
    return lines[apart[-1] + 1 :] if apart else lines


def _led(line: Ruling, following: Ruling, bars: Sequence[Ruling]) -> list[bool]:
    """Of each bar, whether it leads from one line to the next."""
    ways = [bar.covered(float(line.at(bar.middle)), float(following.at(bar.middle))) for bar in bars]
    return [way >= LEADS for way in ways]


def _apart(line: Ruling, following: Ruling, bars: Sequence[Ruling]) -> bool:
    """Whether no bar leads from one line to the next."""
    led = _led(line, following, bars)
    return bool(led) and not led[0] and not led[-1] and sum(led) <= FEW_LED * len(led)


def _frames(lines: Sequence[Ruling], bars: Sequence[Ruling]) -> bool:
    """Whether the first two lines are those of a frame on the table: the bars begin with the heading below them."""
    first, second, third, *others = lines
    (left, *led, right), (_, *below, _) = _led(first, second, bars), _led(second, third, bars)
    begun = (left or right) and sum(led) <= FEW_LED * len(led) and sum(below) >= BEGUN * len(below)
    rows = np.diff([line.middle for line in (third, *others)])
    return begun and third.middle - second.middle >= HEADING_ROWS * float(np.median(rows))


def _side(starts: Sequence[tuple[float, float]], near_px: float) -> float:
    """Where the table begins: with the first line, but behind one that begins alone, and behind few where many begin.

    starts: where each line begins, and how long it is; letters of headings that pass for lines are short.
    """
    ordered = sorted(starts)
    first, beyond = ordered[0][0], [one for one in ordered if one[0] - ordered[0][0] > near_px]
    if len(ordered) - len(beyond) == 1:
        return beyond[0][0] if beyond else first
    whole = sum(length for _, length in ordered)
    before = whole - sum(length for _, length in beyond)
    many = [
        at for at, _ in beyond if sum(long for start, long in beyond if at <= start <= at + near_px) >= MOST * whole
    ]
    return many[0] if many and before < FEW * whole else first
