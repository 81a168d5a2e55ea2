"""Rows of a table that a pen line strikes out from side to side: it looks like a ruling between two low rows.

Rows are ruled alike, so two low ones that are together as tall as the others may be one with a line through it; or the
others are two each, for their rulings were lost. How the line runs tells: a pen's goes its own way.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.folds import COVERED
from pipeline.layout.lattice import Lattice, without_lines
from pipeline.layout.net import DOUBLE_LINES_MM, twins
from pipeline.layout.rulings import Floats, Ruling
from pipeline.model import Grey

ALIKE, LEAST_SHARED, SURE_SHARED = 0.06, 2, 4
"""Rows are whole that are as tall as others, to such a share; so many at least, and so many to be sure of it."""
WHOLE_ROW, LOW_ROW = 0.12, 0.85
"""How far from a row's height, as a share of it, the parts of a struck one may be together; how high each may be."""
INTO_ROW = 0.18
"""Of a row's height: what is nearer to a ruling strikes nothing out."""
MOST_IN_ROW = 2
"""Lines that one row is struck out with."""
ASKEW_MM, TIMES_USUAL = 0.1, 4.0
"""A line that comes so much nearer to the others and goes farther from them, and so many times as much as they do, is
none of them: in 99 of 100 rulings it is 0.08 mm (pages of benchmarks.finding, of levels that bend them, too)."""
NEAR_LINES, PARALLEL, PLACES = 8, 0.25, 32
"""So many lines beside it a line is compared with, of which so many run like a ruling, at so many places."""
SHORT_MM, REACHES_MM, MOST = 0.6, 0.8, 0.75
"""Farther inside the outer bars a line begins and ends than so many others, which do within the second."""
LOOKED_AT_MM, INK_MM, INKED = 14.0, 1.5, 0.8
"""So far inside a line may begin, and it does where for so long such a share of places has ink."""
HEAVY = 1.7
"""So many times as thick as the others."""
CROSSED, TIMES_CROSSED = 0.03, 3.0
"""Share of a line at which writing crosses it, and how many times as much as at most: 0.01 in 99 of 100 rulings."""
FROM_BAR_MM, OFF_LINE_MM, TOUCHED_PX = 1.0, 0.25, 3
"""Where crossing writing is looked for: so far from bars, over and under the line so far off it, in so many pixels."""
OUTSIDE_MM, OUTSIDE = (1.0, 3.0), 0.8
"""Where a line is looked for that goes on outside the bars, and at what share of these places it then is: rulings that
cross a double bar are at 0.4 of them."""
MOST_LINES = 90
"""Of what has more nothing is a form: squared paper."""
ASIDE = 0.06
"""So far from a row's middle, as a share of its height, no ruling of rows half as tall runs."""

_NEAR = np.arange(-3, 4)
"""So far, in pixels, from where it was traced a line may have its ink."""


def without_strikes(lattice: Lattice, ink: Grey, traced: tuple[Ruling, ...], px_per_mm: float) -> Lattice:
    """The lattice with the lines that strike out rows taken for none; they are its `strikes`.

    ink: 255 where ink is, else 0, of the page. traced: all lines seen on it: one so near to a ruling that the two
    counted as a double line gives way to it.
    """
    if len(lattice.lines) > MOST_LINES:
        return lattice
    lattice = _beside_rulings(lattice, ink, traced, px_per_mm)
    # What tells more is taken away first: a ruling between two strikes lies in the middle of nothing.
    for sign in (_Look.astray, _Look.drawn, _Look.aside):
        runs, sure = _in_rows(lattice)
        if not runs or not (sure or sign is not _Look.aside):
            continue
        look = _Look(lattice, ink, px_per_mm)
        struck = [run for run in runs if all(sign(look, at) for at in run)]
        for run in reversed([run for run in struck if not any(_share_a_row(run, other) for other in struck)]):
            lattice = _without(lattice, run)
    return lattice


def _beside_rulings(lattice: Lattice, ink: Grey, traced: tuple[Ruling, ...], px_per_mm: float) -> Lattice:
    """The lattice with the pen's lines so near to a ruling that the two counted as one: they are strikes, and where
    such a line stood for the ruling, that is back."""
    for twin in twins(traced, lattice.lines[1:], px_per_mm, DOUBLE_LINES_MM):
        at = min(range(1, len(lattice.lines)), key=lambda at: abs(lattice.lines[at].middle - twin.middle))
        line = lattice.lines[at]
        if abs(twin.middle - line.middle) < INTO_ROW * lattice.row_px or twin.covered(line.start, line.end) < COVERED:
            continue
        nodes = lattice.nodes.copy()
        nodes[at, :, 1] = twin.at(nodes[at, :, 0])
        other = replace(lattice, lines=(*lattice.lines[:at], twin, *lattice.lines[at + 1 :]), nodes=nodes)
        here, there = (_Look(one, ink, px_per_mm) for one in (lattice, other))
        # Beside the heading, the column numbers and below the last row double lines are printed, thick ones, too.
        sign = _Look.drawn if 2 < at < len(lattice.lines) - 1 else _Look.astray
        if sign(there, at):
            lattice = lattice if sign(here, at) else replace(lattice, strikes=(*lattice.strikes, twin))
        elif sign(here, at):
            lattice = replace(other, strikes=(*lattice.strikes, line))
    return lattice


def struck_bands(lattice: Lattice) -> frozenset[int]:
    """The bands that its strikes run through, which are struck out as a whole."""
    found = set()
    for strike in lattice.strikes:
        x = float(np.median(strike.along))
        found.add(int(np.searchsorted([float(line.at(x)) for line in lattice.lines], float(strike.at(x)))) - 1)
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


@dataclass(frozen=True, eq=False)
class _Look:
    """The lines of a lattice below its heading, compared with one another and with the ink of the page."""

    lattice: Lattice
    ink: Grey
    px_per_mm: float

    def drawn(self, at: int) -> bool:
        """Whether a line is drawn like none of the others: its own way, far heavier, or not up to the outer bars."""
        weights = np.array([line.weight_px for line in self.lattice.lines])
        others = self._others(at)
        heavy = weights[at] >= HEAVY * float(np.median(weights[others]))
        reach = float(np.quantile(self.inside_mm[others], MOST))
        return self.astray(at) or bool(heavy) or bool(reach <= REACHES_MM and self.inside_mm[at] >= reach + SHORT_MM)

    def astray(self, at: int) -> bool:
        """Whether a line goes its own way: askew, on beyond the table, or through writing."""
        others = self._others(at)
        return bool(
            self.askew_mm[at] > max(ASKEW_MM, TIMES_USUAL * float(np.median(self.askew_mm[others])))
            or self.outside[at] > max(OUTSIDE, TIMES_USUAL * float(np.quantile(self.outside[others], MOST)))
            or self.crossed[at] > max(CROSSED, TIMES_CROSSED * float(np.quantile(self.crossed[others], MOST)))
        )

    def _others(self, at: int) -> list[int]:
        return [other for other in range(1, len(self.lattice.lines)) if other != at]

    def aside(self, at: int) -> bool:
        """Whether a line lies where no ruling between two rows of half the height would."""
        above, below = self.lattice.height(at - 1), self.lattice.height(at)
        return abs(above / (above + below) - 0.5) > ASIDE

    @cached_property
    def askew_mm(self) -> Floats:
        """How much farther and nearer every line is here and there to those beside it that run most like it."""
        left, right = float(self.lattice.nodes[..., 0].min()), float(self.lattice.nodes[..., 0].max())
        x = np.linspace(left, right, PLACES)
        y = np.stack([line.at(x) for line in self.lattice.lines])
        apart = y[:, None] - y[None]
        off = np.percentile(np.abs(apart - np.median(apart, axis=2, keepdims=True)), 90, axis=2) / self.px_per_mm
        found = []
        for at in range(len(y)):
            near = sorted((other for other in range(len(y)) if other != at), key=lambda other: abs(other - at))
            found.append(float(np.quantile(off[at, near[:NEAR_LINES]], PARALLEL)))
        return np.array(found)

    @cached_property
    def crossed(self) -> Floats:
        """Share of every line at which there is ink right above and right below it, away from the bars."""
        return np.array([self._crossed(line) for line in self.lattice.lines])

    def _crossed(self, line: Ruling) -> float:
        nodes = [float(bar.at(line.middle)) for bar in self.lattice.bars]
        x = np.arange(max(0, round(nodes[0])), min(self.ink.shape[1], round(nodes[-1])))
        x = x[np.abs(x[:, None] - np.array(nodes)[None]).min(axis=1) > FROM_BAR_MM * self.px_per_mm]
        off = round(line.weight_px / 2 + OFF_LINE_MM * self.px_per_mm)
        beside = np.arange(off + 1, off + 1 + TOUCHED_PX)
        return float((self._inked(line, x, -beside) & self._inked(line, x, beside)).mean()) if len(x) else 0.0

    @cached_property
    def inside_mm(self) -> Floats:
        """How far inside the outer bars every line begins or ends, whichever is less."""
        return np.array([min(self._inside(line, 0, 1), self._inside(line, -1, -1)) for line in self.lattice.lines])

    def _inside(self, line: Ruling, bar: int, inwards: int) -> float:
        away = np.arange(round(REACHES_MM / 2 * self.px_per_mm), round(LOOKED_AT_MM * self.px_per_mm))
        x = np.round(float(self.lattice.bars[bar].at(line.middle)) + inwards * away).astype(int)
        x = x[(x >= 0) & (x < self.ink.shape[1])]
        long = round(INK_MM * self.px_per_mm)
        if len(x) < long:
            return 0.0
        inked = self._inked(line, x, _NEAR)
        begins = np.flatnonzero(np.convolve(inked, np.ones(long), "valid") >= INKED * long)
        return float(away[begins[0]] / self.px_per_mm) if len(begins) else LOOKED_AT_MM

    @cached_property
    def outside(self) -> Floats:
        """Share of the places right outside the outer bars at which every line goes on, on the side with less."""
        away = np.arange(*(round(end * self.px_per_mm) for end in OUTSIDE_MM))
        found = []
        for line in self.lattice.lines:
            ends = [float(self.lattice.bars[bar].at(line.middle)) for bar in (0, -1)]
            sides = [np.round(ends[0] - away).astype(int), np.round(ends[1] + away).astype(int)]
            inside = [x[(x >= 0) & (x < self.ink.shape[1])] for x in sides]
            found.append(min(float(self._inked(line, x, _NEAR).mean()) if len(x) else 0.0 for x in inside))
        return np.array(found)

    def _inked(self, line: Ruling, x: NDArray[np.int64], off: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where there is ink at one of these heights off the line."""
        y = np.round(line.at(x.astype(np.float64))).astype(int)[None] + off[:, None]
        return np.asarray((self.ink[np.clip(y, 0, len(self.ink) - 1), x] > 0).any(axis=0))
