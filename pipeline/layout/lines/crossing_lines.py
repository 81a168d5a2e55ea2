"""Lines of a table that cross others of it: a pen drew them, to cancel rows or to carry a value to another one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.lines.rulings import Ruling

PLACES = 32
"""Places from side to side at which lines are compared."""
BEYOND_MM = 0.5
"""So far over the other at one place and under it at another is a line that crosses it; the two of a broken double
ruling may touch."""


def without_crossing(
    lines: tuple[Ruling, ...], bars: Sequence[Ruling], px_per_mm: float
) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The lines of a table without those that cross others within it, as a pen's do; and those. From top to bottom.

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
    return tuple(kept), tuple(away)
