"""Lines of a table that a pen drew, told from its rulings by how they run, end and cross writing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.lines.rulings import Floats, Ruling
from pipeline.model import Grey

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

_NEAR = np.arange(-3, 4)
"""So far, in pixels, from where it was traced a line may have its ink."""


@dataclass(frozen=True, eq=False)
class DrawnLines:
    """Lines of a table that run the same way, compared with one another and with the ink of the page.

    bars: those that they cross, which they end at. ink: 255 where ink is, else 0, turned so that the lines run across.
    first: the lines from this index on are compared; those before are none of the table's body.
    """

    lines: tuple[Ruling, ...]
    bars: tuple[Ruling, ...]
    ink: Grey
    px_per_mm: float
    first: int = 0

    def drawn(self, at: int) -> bool:
        """Whether a line is drawn like none of the others: its own way, far heavier, or not up to the outer bars."""
        weights = np.array([line.weight_px for line in self.lines])
        others = self._others(at)
        heavy = weights[at] >= HEAVY * float(np.median(weights[others]))
        return self.astray(at) or bool(heavy) or self.short(at)

    def short(self, at: int, both: bool = True) -> bool:
        """Whether a line begins and ends farther inside the table than others do; or, if not `both`, one of them."""
        inside = self.inside_mm.min(axis=1) if both else self.inside_mm.max(axis=1)
        reach = float(np.quantile(inside[self._others(at)], MOST))
        return bool(reach <= REACHES_MM and inside[at] >= reach + SHORT_MM)

    def astray(self, at: int) -> bool:
        """Whether a line goes its own way: askew, on beyond the table, or through writing."""
        others = self._others(at)
        return bool(
            self.askew_mm[at] > max(ASKEW_MM, TIMES_USUAL * float(np.median(self.askew_mm[others])))
            or self.outside[at] > max(OUTSIDE, TIMES_USUAL * float(np.quantile(self.outside[others], MOST)))
            or self.crossed[at] > max(CROSSED, TIMES_CROSSED * float(np.quantile(self.crossed[others], MOST)))
        )

    def _others(self, at: int) -> list[int]:
        return [other for other in range(self.first, len(self.lines)) if other != at]

    @cached_property
    def askew_mm(self) -> Floats:
        """How much farther and nearer every line is here and there to those beside it that run most like it."""
        x = np.linspace(self.bars[0].middle, self.bars[-1].middle, PLACES)
        y = np.stack([line.at(x) for line in self.lines])
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
        return np.array([self._crossed(line) for line in self.lines])

    def _crossed(self, line: Ruling) -> float:
        nodes = [float(bar.at(line.middle)) for bar in self.bars]
        x = np.arange(max(0, round(nodes[0])), min(self.ink.shape[1], round(nodes[-1])))
        x = x[np.abs(x[:, None] - np.array(nodes)[None]).min(axis=1) > FROM_BAR_MM * self.px_per_mm]
        off = round(line.weight_px / 2 + OFF_LINE_MM * self.px_per_mm)
        beside = np.arange(off + 1, off + 1 + TOUCHED_PX)
        return float((self._inked(line, x, -beside) & self._inked(line, x, beside)).mean()) if len(x) else 0.0

    @cached_property
    def inside_mm(self) -> Floats:
        """How far inside the outer bars every line begins and ends, shape (lines, 2)."""
        return np.array([[self._inside(line, 0, 1), self._inside(line, -1, -1)] for line in self.lines])

    def _inside(self, line: Ruling, bar: int, inwards: int) -> float:
        away = np.arange(round(REACHES_MM / 2 * self.px_per_mm), round(LOOKED_AT_MM * self.px_per_mm))
        x = np.round(float(self.bars[bar].at(line.middle)) + inwards * away).astype(int)
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
        for line in self.lines:
            ends = [float(self.bars[bar].at(line.middle)) for bar in (0, -1)]
            sides = [np.round(ends[0] - away).astype(int), np.round(ends[1] + away).astype(int)]
            inside = [x[(x >= 0) & (x < self.ink.shape[1])] for x in sides]
            found.append(min(float(self._inked(line, x, _NEAR).mean()) if len(x) else 0.0 for x in inside))
        return np.array(found)

    def _inked(self, line: Ruling, x: NDArray[np.int64], off: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Where there is ink at one of these heights off the line."""
        y = np.round(line.at(x.astype(np.float64))).astype(int)[None] + off[:, None]
        return np.asarray((self.ink[np.clip(y, 0, len(self.ink) - 1), x] > 0).any(axis=0))
