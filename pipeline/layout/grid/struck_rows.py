"""Rows of a table that a pen line strikes out from side to side: it looks like a ruling between two low rows.

Rows are ruled alike, so two low ones that are together as tall as the others may be one with a line through it; or the
others are two each, for their rulings were lost. How the line runs tells: a pen's goes its own way.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.lattice_changes import without_lines
from pipeline.layout.lines.folds import COVERED
from pipeline.layout.lines.net import DOUBLE_LINES_MM, twins
from pipeline.layout.lines.pen_lines import DrawnLines
from pipeline.layout.lines.rulings import Ruling
from pipeline.model import Grey

ALIKE, LEAST_SHARED, SURE_SHARED = 0.06, 2, 4
"""Rows are whole that are as tall as others, to such a share; so many at least, and so many to be sure of it."""
WHOLE_ROW, LOW_ROW = 0.12, 0.85
"""How far from a row's height, as a share of it, the parts of a struck one may be together; how high each may be."""
INTO_ROW = 0.18
"""Of a row's height: what is nearer to a ruling strikes nothing out."""
MOST_IN_ROW = 2
"""Lines that one row is struck out with."""
MOST_LINES = 90
"""Of what has more nothing is a form: squared paper."""
MOST_TWINS = 30
"""Where more lines than that have a second one beside them, they were printed so: nobody strikes out so much."""
ALONG = (0.1, 0.3, 0.5, 0.7, 0.9)
"""Where on its way it is looked which rows a line strikes out; at its ends it may stray into the next."""
TIMES_ASKEW = 2.0
"""So much more askew than the other is the pen's of two lines that are both drawn like none of a table's."""
ASIDE = 0.06
"""So far from a row's middle, as a share of its height, no ruling of rows half as tall runs."""


def without_strikes(lattice: Lattice, ink: Grey, traced: tuple[Ruling, ...], px_per_mm: float) -> Lattice:
    """The lattice with the lines that strike out rows taken for none; they are its `strikes`.

    ink: 255 where ink is, else 0, of the page. traced: all lines seen on it: one so near to a ruling that the two
    counted as a double line gives way to it.
    """
    if len(lattice.lines) > MOST_LINES:
        return lattice
    lattice = _beside_rulings(lattice, ink, traced, px_per_mm)
    # What tells more is taken away first: a ruling between two strikes lies in the middle of nothing.
    for sign in (DrawnLines.astray, DrawnLines.drawn, None):
        runs, sure = _in_rows(lattice)
        if not runs or not (sure or sign is not None):
            continue
        look = _drawn(lattice, ink, px_per_mm)
        struck = [run for run in runs if all(sign(look, at) if sign else _aside(lattice, at) for at in run)]
        for run in reversed([run for run in struck if not any(_share_a_row(run, other) for other in struck)]):
            lattice = _without(lattice, run)
    return lattice


def _beside_rulings(lattice: Lattice, ink: Grey, traced: tuple[Ruling, ...], px_per_mm: float) -> Lattice:
    """The lattice with the pen's lines so near to a ruling that the two counted as one: they are strikes, and where
    such a line stood for the ruling, that is back."""
    beside = twins(traced, lattice.lines[1:], px_per_mm, DOUBLE_LINES_MM)
    if len(beside) > MOST_TWINS:
        return lattice
    for twin in beside:
        at = min(range(1, len(lattice.lines)), key=lambda at: abs(lattice.lines[at].middle - twin.middle))
        line = lattice.lines[at]
        if abs(twin.middle - line.middle) < INTO_ROW * lattice.row_px or twin.covered(line.start, line.end) < COVERED:
            continue
        nodes = lattice.nodes.copy()
        nodes[at, :, 1] = twin.at(nodes[at, :, 0])
        other = replace(lattice, lines=(*lattice.lines[:at], twin, *lattice.lines[at + 1 :]), nodes=nodes)
        here, there = (_drawn(one, ink, px_per_mm) for one in (lattice, other))
        # Beside the heading, the column numbers and below the last row double lines are printed, thick ones, too.
        sign = DrawnLines.drawn if 2 < at < len(lattice.lines) - 1 else DrawnLines.astray
        here_drawn, there_drawn = sign(here, at), sign(there, at)
        if here_drawn and there_drawn:
            # A ruling that a pen's line crosses at a small angle seems to leave its way with it, a little.
            askew = here.askew_mm[at] > TIMES_ASKEW * there.askew_mm[at]
            there_drawn = there.short(at) or not (askew or here.short(at))
        if there_drawn:
            lattice = lattice if here_drawn else replace(lattice, strikes=(*lattice.strikes, twin))
        elif here_drawn:
            lattice = replace(other, strikes=(*lattice.strikes, line))
    return lattice


def struck_bands(lattice: Lattice) -> frozenset[int]:
    """The bands that its strikes run through, which are struck out as a whole; one that slants runs through several."""
    found: set[int] = set()
    for strike in lattice.strikes:
        seen = strike.between(lattice.bars[0].middle, lattice.bars[-1].middle)
        x = np.quantile(seen.along, ALONG)
        lines = np.array([line.at(x) for line in lattice.lines])
        first, *_, last = np.sort((lines < strike.at(x)[None]).sum(axis=0) - 1).tolist()
        found |= set(range(max(first, 0), min(last, lattice.bands - 1) + 1))
    return frozenset(found)


def _without(lattice: Lattice, run: range) -> Lattice:
    kept = without_lines(lattice, run.start, run.stop)
    return replace(kept, folds=lattice.folds, strikes=(*lattice.strikes, *lattice.lines[run.start : run.stop]))


def _share_a_row(run: range, other: range) -> bool:
    """Whether two runs of lines cannot both strike out a row of their own."""
    return run != other and run.start <= other.stop and other.start <= run.stop


def _in_rows(lattice: Lattice) -> tuple[list[range], bool]:
    """The lines, alone or several, between two that are a row apart; and whether many rows show how tall one is."""
    heights = np.array([lattice.height(band) for band in range(1, lattice.bands)])
    shared = (np.abs(heights[:, None] / heights - 1) < ALIKE).sum(axis=1)
    tall = np.where(shared >= LEAST_SHARED, heights, 0.0)
    if not tall.any():
        return [], False
    whole = float(np.median(heights[np.abs(heights / tall.max() - 1) < ALIKE]))
    found = []
    for lines in range(1, MOST_IN_ROW + 1):
        for first in range(len(heights) - lines):
            parts = heights[first : first + lines + 1] / whole
            if abs(float(parts.sum()) - 1) < WHOLE_ROW and float(parts.max()) < LOW_ROW:
                found.append(range(first + 2, first + 2 + lines))
    return found, int(shared[int(np.argmax(tall))]) >= SURE_SHARED


def _drawn(lattice: Lattice, ink: Grey, px_per_mm: float) -> DrawnLines:
    return DrawnLines(lattice.lines, lattice.bars, ink, px_per_mm, first=1)


def _aside(lattice: Lattice, at: int) -> bool:
    """Whether a line lies where no ruling between two rows of half the height would."""
    above, below = lattice.height(at - 1), lattice.height(at)
    return abs(above / (above + below) - 0.5) > ASIDE
