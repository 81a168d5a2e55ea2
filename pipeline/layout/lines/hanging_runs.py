"""Lines that cross one another at so small an angle that what was seen of them hangs together.

A pen's line that slants over two rows meets the ruling between: traced as one, both would run now along the one, now
along the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]

LEAST_STRIPS = 16
"""So long is a line that is parted from another, in strips: 40 mm."""
LEAST_TWICE = 1.2
"""Runs in a strip: two lines along a quarter of the way make 1.25."""
MOST_AT_ONCE = 6.0
"""Runs in a strip: so many lines meet nowhere on a form, and of the grain of a dark picture thousands hang together."""
LEAST_SEEN = 0.25
"""Of the strips of both: at so many a line is seen by itself."""
LEAST_FALL = 0.15
"""Pixels by which, from strip to strip, one leads away from the other; letters on a ruling keep beside it."""
FALLS = (0.0, *(sign * 0.03 * step for step in range(1, 8) for sign in (-1, 1)))
"""By how many pixels a ruling may fall from strip to strip: 0.4 degrees, where paper bends."""
LEAST_OFF = 2.0
"""How far apart two lines are on average, in widths of one: the two edges of a broad one are nearer."""


def lines_apart(rows: Integers, strip: Integers, centre: Floats, off_px: float) -> list[Integers]:
    """The runs of each of the lines that hang together, a level one first; all of them where they make one line.

    rows: indices of the runs, sorted by their strips. strip, centre: of every run its strip, and where it lies in that,
    in pixels. off_px: how far from its line a run may lie.
    """
    if len(rows) < LEAST_TWICE * LEAST_STRIPS:
        return [rows]
    span = int(strip[rows[-1]] - strip[rows[0]]) + 1
    if span < LEAST_STRIPS or not LEAST_TWICE * span <= len(rows) <= MOST_AT_ONCE * span:
        return [rows]
    # Of all lines about level the one on which most of the runs lie; the page is straight, but for a little.
    falls = max(FALLS, key=lambda fall: _most(centre[rows] - fall * strip[rows], off_px)[0])
    away = centre - falls * strip
    level = _most(away[rows], off_px)[1]
    along = np.abs(away[rows] - level) <= off_px
    ruling, rest = rows[along], rows[~along]
    if min(_strips(ruling, strip), _strips(rest, strip)) < LEAST_SEEN * span:
        return [rows]
    others = lines_apart(rest, strip, centre, off_px)
    if len(others) == 1 and not _is_line(rest, strip, away, level, off_px):
        return [rows]
    return [ruling, *others]


def _most(across: Floats, off_px: float) -> tuple[int, float]:
    """How many lie within so far of one height, where most do, and that height."""
    ordered = np.sort(across)
    within = np.searchsorted(ordered, ordered + 2 * off_px, side="right") - np.arange(len(ordered))
    first = int(np.argmax(within))
    return int(within[first]), float(ordered[first + within[first] // 2])


def _strips(rows: Integers, strip: Integers) -> int:
    return len(np.unique(strip[rows]))


def _is_line(rows: Integers, strip: Integers, centre: Floats, level: float, off_px: float) -> bool:
    """Whether most of the runs lie on one straight line that leads away from the level one."""
    x, y = strip[rows].astype(np.float64), centre[rows]
    fall, start = np.polyfit(x, y, 1)
    line = fall * x + start
    apart = float(np.median(np.abs(line - level)))
    straight = float(np.median(np.abs(y - line))) <= off_px
    return straight and abs(float(fall)) >= LEAST_FALL and apart >= LEAST_OFF * off_px
