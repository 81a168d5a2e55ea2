"""Horizontal and vertical rulings of a page, as polylines that follow a slight bend.

A ruling is looked for in narrow strips across its way: in each strip, a thin run of rows that ink covers almost
wholly. Runs that lie in line in neighbouring strips make a ruling, over small gaps, so that a broken, faint or bent
line stays one line and writing that crosses it does no harm.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.lines.hanging_runs import lines_apart
from pipeline.model import Grey
from pipeline.scan.resample import transposed

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

STRIP_MM = 2.5
COVERED = 0.6216
"""Of a strip, at least so much is inked where a ruling runs: of 29 pixels 19. With 18 dashes were rulings here and
there, and the rows of a dashed table were lost."""
HEAVIEST_MM = 1.5
GAP_STRIPS = 3
OFF_LINE_MM = 0.12
CROSSING_MM = 0.2
"""How far from a ruling what was seen of it lies, where it is parted from a line that crosses it."""
LEAST_FILLED = 0.45


def median_of(values: Floats | Integers) -> float:
    """The median of some numbers, as numpy gives it; of few in a fifth of its time, and it is asked a thousand times a
    page."""
    ordered = np.sort(values)
    low, high = (len(ordered) - 1) // 2, len(ordered) // 2
    return float((ordered[low] + ordered[high]) / 2)


def straight_at(along: Floats, across: Floats, at: Floats) -> Floats:
    """Where the straight line through two or more points, by least squares, lies at other places; by numpy's polyfit it
    takes five times as long."""
    middle = along.mean()
    off = along - middle
    result: Floats = across.mean() + (at - middle) * ((off @ across) / (off @ off))
    return result


@dataclass(frozen=True, eq=False)
class Ruling:
    """One ruling: `across[i]` is where it lies at `along[i]`, pixels; only strips where ink was seen are listed.

    Horizontal: along is x, across is y; vertical: the other way round. step_px: the strip's width. weight_px: how
    thick it is drawn.
    """

    along: Floats
    across: Floats
    step_px: float
    weight_px: float

    @cached_property
    def start(self) -> float:
        """Where it begins, to half a strip."""
        return float(self.along[0] - self.step_px / 2)

    @cached_property
    def end(self) -> float:
        """Where it ends, to half a strip."""
        return float(self.along[-1] + self.step_px / 2)

    @property
    def length(self) -> float:
        """End less start, in pixels."""
        return self.end - self.start

    @property
    def seen_px(self) -> float:
        """Length of what was seen of it, in pixels: without its gaps."""
        return len(self.along) * self.step_px

    @cached_property
    def middle(self) -> float:
        """The median of where it lies."""
        return median_of(self.across)

    @cached_property
    def reach(self) -> tuple[float, float]:
        """The least and the most of where it lies from its start to its end."""
        places = np.append(self.across, self.at(np.array([self.start, self.end])))
        return float(places.min()), float(places.max())

    @cached_property
    def slope(self) -> float:
        """Pixels across per pixel along, over the whole ruling; 0 for one too short to tell."""
        if len(self.along) < 6:
            return 0.0
        third = max(2, len(self.along) // 3)
        run = float(np.mean(self.along[-third:]) - np.mean(self.along[:third]))
        return (median_of(self.across[-third:]) - median_of(self.across[:third])) / run if run > 0 else 0.0

    @cached_property
    def _places(self) -> tuple[list[float], list[float]]:
        """along and across as plain floats."""
        return self.along.tolist(), self.across.tolist()

    def _at(self, along: float) -> float:
        """As `at`, for one place and to the bit: a page asks for a thousand, and of arrays each takes ten times as
        long."""
        places, across = self._places
        if along <= places[0]:
            return across[0] + (along - places[0]) * self.slope if along < places[0] else across[0]
        if along >= places[-1]:
            return across[-1] + (along - places[-1]) * self.slope if along > places[-1] else across[-1]
        before = bisect_right(places, along) - 1
        if places[before] == along:
            return across[before]
        rise = (across[before + 1] - across[before]) / (places[before + 1] - places[before])
        return rise * (along - places[before]) + across[before]

    def at(self, along: Floats | float) -> Floats:
        """Where it lies at `along`, carried on beyond its ends in the direction it has as a whole."""
        if isinstance(along, float):
            return np.asarray(self._at(along))
        x = np.asarray(along, dtype=np.float64)
        result: Floats = np.asarray(np.interp(x, self.along, self.across))
        # Most of what is asked lies within, and what follows takes longer than all the rest.
        if not x.size or (x.min() >= self.along[0] and x.max() <= self.along[-1]):
            return result
        beyond = np.minimum(x - self.along[0], 0.0) + np.maximum(x - self.along[-1], 0.0)
        return np.asarray(result + beyond * self.slope)

    def between(self, start: float, end: float) -> Ruling:
        """The part of it in [start, end], to a strip; the whole where no strip lies inside."""
        inside = (self.along > start - self.step_px / 2) & (self.along < end + self.step_px / 2)
        return replace(self, along=self.along[inside], across=self.across[inside]) if inside.any() else self

    def covered(self, start: float, end: float) -> float:
        """Share of [start, end] in whose strips the ruling was seen, 0 to 1."""
        seen = int(np.count_nonzero((self.along >= start) & (self.along <= end)))
        return min(1.0, seen * self.step_px / max(end - start, self.step_px))


def horizontal_rulings(
    ink: Grey, px_per_mm: float, shortest_mm: float = 9.0, strip_mm: float = STRIP_MM, covered: float = COVERED
) -> tuple[Ruling, ...]:
    """Rulings from left to right on `ink` (255 where ink is, else 0), sorted from top to bottom."""
    return vertical_rulings(transposed(ink), px_per_mm, shortest_mm, strip_mm, covered)


def vertical_rulings(
    ink: Grey, px_per_mm: float, shortest_mm: float = 9.0, strip_mm: float = STRIP_MM, covered: float = COVERED
) -> tuple[Ruling, ...]:
    """Rulings from top to bottom on `ink` (255 where ink is, else 0), sorted from left to right; traced in strips so
    long, of each of which so much is covered."""
    step = min(_step(px_per_mm, strip_mm), ink.shape[0])
    strips = ink.shape[0] // step
    spread = cv2.dilate(ink[: strips * step], np.ones((1, 3), np.uint8))
    # Counted by ones in as few bits as hold them, which takes half of the time.
    ones = cv2.threshold(spread, 0, 1, cv2.THRESH_BINARY, dst=spread)[1]
    inked = np.asarray(ones).reshape(strips, step, -1).sum(axis=1, dtype=np.uint8 if step < 256 else np.uint16)
    least = next((number for number in range(step + 1) if number * 255 >= covered * 255 * step), step + 1)
    return _trace(inked >= least, float(step), px_per_mm, shortest_mm)


def _step(px_per_mm: float, strip_mm: float) -> int:
    """Height of a strip, of which 255 a pixel are counted in 16 bits."""
    return min(max(4, round(strip_mm * px_per_mm)), 65535 // 255)


def _trace(covered: NDArray[np.bool_], step: float, px_per_mm: float, shortest_mm: float) -> tuple[Ruling, ...]:
    """Rulings in `covered` (strips, positions): where a strip has as much ink as a ruling leaves there."""
    strip, centre, weight = _thin_runs(covered, px_per_mm)
    shortest = max(3, shortest_mm * px_per_mm / step)
    hanging = _in_line(strip, centre, covered.shape, shortest, px_per_mm)
    found = []
    for rows in chain.from_iterable(lines_apart(some, strip, centre, CROSSING_MM * px_per_mm) for some in hanging):
        rows = _one_a_strip(rows, strip, centre)
        span = int(strip[rows[-1]] - strip[rows[0]]) + 1
        if span < shortest or len(rows) < 3 or len(rows) / span < LEAST_FILLED:
            continue
        along = (strip[rows] + 0.5) * step
        # The ink was spread by one pixel on both sides.
        thick = median_of(weight[rows]) - 2.0
        found.append(Ruling(along.astype(np.float64), steady(centre[rows]), step, max(1.0, thick)))
    return tuple(sorted(found, key=lambda ruling: ruling.middle))


def _thin_runs(covered: NDArray[np.bool_], px_per_mm: float) -> tuple[Integers, Floats, Floats]:
    """Strip, centre and thickness of every run thin enough for a ruling, sorted by strip, then position."""
    edges = np.diff(np.pad(covered, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    strip, first = np.nonzero(edges == 1)
    _, after = np.nonzero(edges == -1)
    thin = (after - first) <= HEAVIEST_MM * px_per_mm + 2
    return strip[thin].astype(np.int64), ((first + after) / 2)[thin], (after - first)[thin].astype(np.float64)


def _in_line(
    strip: Integers, centre: Floats, shape: tuple[int, ...], shortest: float, px_per_mm: float
) -> list[Integers]:
    """Indices of runs that hang together: in the next few strips, about where a nearly straight line would go on; those
    of them that go over so many strips. shape: strips, positions."""
    if not len(strip):
        return []
    canvas = np.zeros(shape, np.uint8)
    at = np.minimum(centre.astype(np.int64), shape[1] - 1)
    canvas[strip, at] = 255
    off = max(1, round(OFF_LINE_MM * px_per_mm))
    grown = cv2.dilate(canvas, np.ones((GAP_STRIPS, 2 * off + 1), np.uint8))
    _, labels = cv2.connectedComponents(grown, connectivity=8)
    label = np.asarray(labels)[strip, at]
    order = np.argsort(label, kind="stable")
    first = np.flatnonzero(np.diff(label[order], prepend=-1))
    after = np.append(first[1:], len(order))
    # Most are letters' strokes, and short.
    long = (after - first >= 3) & (strip[order[after - 1]] - strip[order[first]] + 1 >= shortest)
    return [order[start:end] for start, end in zip(first[long].tolist(), after[long].tolist(), strict=True)]


def _one_a_strip(rows: Integers, strip: Integers, centre: Floats) -> Integers:
    """The rows with only the run nearest to the common line where a strip has several."""
    rows = rows[np.argsort(strip[rows], kind="stable")]
    if (np.diff(strip[rows]) > 0).all():
        return rows
    x, y = strip[rows].astype(np.float64), centre[rows]
    level = np.full(len(y), median_of(y))
    if len(rows) > 8 and np.ptp(x) > 0:
        level = straight_at(x, y, x)
    away = np.abs(y - level)
    best = rows[np.lexsort((away, strip[rows]))]
    keep = np.concatenate([[True], np.diff(strip[best]) > 0])
    result: Integers = best[keep]
    return result


def steady(across: Floats) -> Floats:
    """Positions with the jumps taken out that crossing writing makes: each is the median of its neighbours."""
    if len(across) < 5:
        return np.full_like(across, median_of(across))
    before, behind = 2 * across[0] - across[2:0:-1], 2 * across[-1] - across[-2:-4:-1]
    padded = np.concatenate([before, across, behind])
    windows = np.lib.stride_tricks.sliding_window_view(padded, 5)
    result: Floats = np.sort(windows, axis=1)[:, 2]
    return result
