"""The lines above the first row and below the last where they are too faint or broken to be traced.

A row would be lost with either, and every other sign would be in order: under its heading, which seems one row taller
than it is, or at the end of the table, which seems to end one row earlier.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipeline.layout.grid.covered import SEEN_GREYS, darker_ways
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles

LEAST_BANDS = 4
"""Of fewer rows nobody can say how tall they are."""
HEADING_ROWS = 1.6
"""A heading so many rows tall may hold a row."""
OFF_ROWS = 0.1
"""So far from a row's height, as a share of it, the line is looked for."""
BESIDE_MM = 0.6
"""So far above and below a line there is paper; what is printed in letters is wider."""
LEAST_DARKER, NOISES = 4.0, 4.0
"""How much darker than above and below it a line is: in grey levels, and in what that usually is where no line is."""
SEEN_ABOVE, SEEN_BELOW = 0.5, 0.6
"""Share of the columns in which a line is seen: in a heading the outer ones among them, for a group's line ends before;
below the last line, where so many bars go on to it, too."""
LEVEL_PX = 2
"""So far from the place of the whole line it may lie in one column."""
MOST_LOST = 2
"""At either end."""
_INSET_MM = 0.5
NEAR_MM, MOST_CROSSED = 1.5, 0.2
"""Share of the columns in which there may be ink within so little above and below a line over the first row."""
LEAST_WRITTEN = 0.5
"""Columns of that row with writing, as a share of those of the next ones."""


def with_outer_rows(lattice: Lattice, grey: Grey, px_per_mm: float) -> Lattice:
    """The lattice with the lines that are seen a row's height above the first below its heading, or below its last."""
    for below in (False, True):
        for _ in range(MOST_LOST):
            away = _away(lattice, grey, below, px_per_mm)
            if away is None or not (below or _heads_a_row(lattice, grey, away, px_per_mm)):
                break
            lattice = _with_line(lattice, away, below)
    return lattice


def _away(lattice: Lattice, grey: Grey, below: bool, px_per_mm: float) -> float | None:
    """How many pixels above the first line below the heading, or below the last, another runs; None where none does."""
    row = lattice.row_px
    if lattice.bands <= LEAST_BANDS or (not below and lattice.height(0) < HEADING_ROWS * row):
        return None
    beside = max(2, round(BESIDE_MM * px_per_mm))
    first, last = round((1 - OFF_ROWS) * row), round((1 + OFF_ROWS) * row)
    away = np.arange(first - beside, last + beside + 1) * (1 if below else -1)
    found = [_darker(grey, lattice, column, away, beside, px_per_mm) for column in range(lattice.columns)]
    darker = np.array([column for column in found if column is not None])
    if len(darker) < SEEN_BELOW * lattice.columns:
        return None
    limits = np.maximum(LEAST_DARKER, NOISES * np.median(np.maximum(darker, 0.0), axis=1))[:, None]
    seen = np.asarray(cv2.dilate((darker >= limits).astype(np.uint8), np.ones((1, 2 * LEVEL_PX + 1), np.uint8))) > 0
    best = int(np.argmax(np.minimum(darker / limits, 2.0).sum(axis=0)))
    there, at = seen[:, best], float(away[beside + best])
    if below:
        nodes = lattice.nodes[-1]
        bars = darker_ways(grey, nodes, nodes + np.array([0.0, at]), px_per_mm) >= SEEN_GREYS
        return at if there.mean() >= SEEN_BELOW <= bars.mean() else None
    return at if there.mean() >= SEEN_ABOVE and there[:2].any() and there[-2:].any() else None


def _heads_a_row(lattice: Lattice, grey: Grey, away: float, px_per_mm: float) -> bool:
    """Whether a line so far above the first one has a written row below it, and no heading runs through it.

    Where the back page shines through, its rulings are as faint and as long, but lie among the headings.
    """
    near, clear = NEAR_MM * px_per_mm, _INSET_MM * px_per_mm
    table = grey[lattice.box.slices(grey.shape[1], grey.shape[0])]
    dark = sum(grey_percentiles(table, (50, 1))) / 2
    crossed, written = [], []
    for column in range(lattice.columns):
        left, right = lattice.nodes[1, column, 0] + 2 * clear, lattice.nodes[1, column + 1, 0] - 2 * clear
        first = float(lattice.lines[1].at((left + right) / 2))
        line = first + away
        strip = grey[:, round(left) : round(right)]
        crossed.append(_any(strip, dark, line - near, line - clear) and _any(strip, dark, line + clear, line + near))
        tops = first - away * np.arange(-1, 3)
        written.append([_any(strip, dark, top + 2 * clear, top - away - 2 * clear) for top in tops])
    shares = np.array(written).mean(axis=0)
    enough = LEAST_WRITTEN * float(np.median(shares[1:]))
    return float(np.mean(crossed)) <= MOST_CROSSED and bool(shares[0] >= enough)


def _any(strip: Grey, dark: float, start: float, end: float) -> bool:
    """Whether there is something darker than that in these rows of a strip."""
    return bool((strip[max(0, round(start)) : max(0, round(end))] < dark).any())


def _darker(
    grey: Grey, lattice: Lattice, column: int, away: np.ndarray, beside: int, px_per_mm: float
) -> Floats | None:
    """How much darker it is than above and below, at each distance from the line but those at the ends of `away`.

    By the middle of the column's pixels: writing that crosses does not count. None for a column with no room.
    """
    below, inset = away[0] > 0, _INSET_MM * px_per_mm
    at = -1 if below else 1
    left, right = lattice.nodes[at, column, 0] + inset, lattice.nodes[at, column + 1, 0] - inset
    x = np.arange(left, right, dtype=np.float64)
    if len(x) < 2 * inset:
        return None
    y = lattice.lines[at].at(x)[None] + away[:, None]
    if y.max() > grey.shape[0] - 1:
        return None
    part = cv2.remap(grey, np.broadcast_to(x[None], y.shape).astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR)
    level = np.median(np.asarray(part, dtype=np.float64), axis=1)
    result: Floats = np.minimum(level[: -2 * beside], level[2 * beside :]) - level[beside:-beside]
    return result


def _with_line(lattice: Lattice, away: float, below: bool) -> Lattice:
    """The lattice with one more line, so far in pixels from the first below its heading, or its last, and like it."""
    at, place = (len(lattice.lines) - 1, len(lattice.lines)) if below else (1, 1)
    like = lattice.lines[at]
    line = replace(like, across=like.across + away)
    nodes = np.insert(lattice.nodes, place, lattice.nodes[at] + np.array([0.0, away]), axis=0)
    lines = (*lattice.lines[:place], line, *lattice.lines[place:])
    return replace(lattice, lines=lines, nodes=nodes, merged=(*lattice.merged[:at], False, *lattice.merged[at:]))
