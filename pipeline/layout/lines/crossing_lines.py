"""Lines of a table that cross others of it, or slant: a pen drew them, to cancel rows or to carry a value elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.lines.rulings import Ruling

PLACES = 32
"""Places from side to side at which lines are compared."""
BEYOND_MM = 0.5
"""So far over the other at one place and under it at another is a line that crosses it; the two of a broken double
ruling may touch."""
SLANTS_MM, LEAST_MM = 1.6, 25.0
"""So much nearer it comes to every other line from its one end to its other, at so great a length: rulings of bent,
torn and crumpled pages by 0.7 at most (60 pages of benchmarks.finding), a pen's lines through headings by 5.8 on."""

EVENLY = 0.25
"""Of how much nearer it comes, so much it may do so unevenly."""


def without_crossing(
    lines: tuple[Ruling, ...], bars: Sequence[Ruling], px_per_mm: float
) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The lines of a table without those that a pen drew: that cross others within it, or slant; and those.
    From top to bottom.

    The first, over the heading, is none of these. bars: those of the table, from left to right.
    """
    x = np.linspace(bars[0].middle, bars[-1].middle, PLACES)
    kept, away = list(lines), []
    y = np.stack([line.at(x) for line in lines])
    while len(kept) > 2:
        apart = y[:, None] - y[None]
        crossing = (apart.min(axis=2) < -BEYOND_MM * px_per_mm) & (apart.max(axis=2) > BEYOND_MM * px_per_mm)
        crossing[0] = False
        if not crossing.any():
            break
        # Rulings run like one another; of two that cross, the pen's runs like none.
        unlike = np.median(np.ptp(apart, axis=2), axis=1) * crossing.any(axis=1)
        worst = int(np.argmax(unlike))
        away.append(kept.pop(worst))
        y = np.delete(y, worst, axis=0)
    slanting = [line for line in kept[1:] if _slants(line, kept, (float(x[0]), float(x[-1])), px_per_mm)]
    ids = {id(line) for line in slanting}
    return tuple(line for line in kept if id(line) not in ids), (*away, *slanting)


def _slants(line: Ruling, lines: Sequence[Ruling], sides: tuple[float, float], px_per_mm: float) -> bool:
    """Whether a line runs like none of the others, but evenly away from them: a ruling that was traced along writing
    for a while leaps. sides: where the table begins and ends."""
    start, end = max(line.start, sides[0]), min(line.end, sides[1])
    if end - start < LEAST_MM * px_per_mm:
        return False
    x = np.linspace(start, end, PLACES)
    for one in lines:
        apart = line.at(x) - one.at(x)
        leap = float(np.abs(apart - np.linspace(apart[0], apart[-1], PLACES)).max())
        if one is not line and (np.ptp(apart) <= SLANTS_MM * px_per_mm or leap > EVENLY * np.ptp(apart)):
            return False
    return True
