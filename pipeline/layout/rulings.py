"""Horizontal and vertical rulings of a page, as polylines that follow a slight bend.

A ruling is looked for in narrow strips across its way: in each strip, a thin run of rows that ink covers almost
wholly. Such runs are linked from strip to strip, over gaps, so that a broken, faint or bent line stays one line and
writing that crosses it does no harm.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey

Floats = NDArray[np.float64]

STRIP_MM = 2.5
COVERED = 0.62
HEAVIEST_MM = 0.95
GAP_MM = 22.0
LEAST_FILLED = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """One ruling: `across[i]` is where it lies at `along[i]`, pixels; only strips where ink was seen are listed.

    Horizontal: along is x, across is y; vertical: the other way round. step_px: the strip's width. weight_px: how
    thick it is drawn.
    """

    along: Floats
    across: Floats
    step_px: float
    weight_px: float

    @property
    def start(self) -> float:
        """Where it begins, to half a strip."""
        return float(self.along[0] - self.step_px / 2)

    @property
    def end(self) -> float:
        """Where it ends, to half a strip."""
        return float(self.along[-1] + self.step_px / 2)

    @property
    def length(self) -> float:
        """End less start, in pixels."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """The median of where it lies."""
        return float(np.median(self.across))

    def at(self, along: Floats | float) -> Floats:
        """Where it lies at `along`, carried on beyond its ends in the direction it has as a whole."""
        x = np.asarray(along, dtype=np.float64)
        inside = np.interp(x, self.along, self.across)
        beyond = np.where(x < self.along[0], x - self.along[0], np.where(x > self.along[-1], x - self.along[-1], 0.0))
        result: Floats = inside + beyond * self.slope
        return result

    @property
    def slope(self) -> float:
        """Pixels across per pixel along, over the whole ruling; 0 for one too short to tell."""
        if len(self.along) < 6:
            return 0.0
        third = max(2, len(self.along) // 3)
        run = float(np.mean(self.along[-third:]) - np.mean(self.along[:third]))
        return float(np.median(self.across[-third:]) - np.median(self.across[:third])) / run if run > 0 else 0.0

    def covered(self, start: float, end: float) -> float:
        """Share of [start, end] in whose strips the ruling was seen, 0 to 1."""
        seen = int(np.count_nonzero((self.along >= start) & (self.along <= end)))
        return min(1.0, seen * self.step_px / max(end - start, self.step_px))


def horizontal_rulings(ink: Grey, px_per_mm: float, shortest_mm: float = 9.0) -> tuple[Ruling, ...]:
    """Rulings from left to right on `ink` (255 where ink is, else 0), sorted from top to bottom."""
    spread = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    step = max(4, round(STRIP_MM * px_per_mm))
    strips = max(1, ink.shape[1] // step)
    covered = cv2.resize(spread[:, : strips * step], (strips, ink.shape[0]), interpolation=cv2.INTER_AREA)
    return _trace(np.ascontiguousarray(covered.T), float(step), px_per_mm, shortest_mm)


def vertical_rulings(ink: Grey, px_per_mm: float, shortest_mm: float = 9.0) -> tuple[Ruling, ...]:
    """Rulings from top to bottom on `ink` (255 where ink is, else 0), sorted from left to right."""
    spread = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    step = max(4, round(STRIP_MM * px_per_mm))
    strips = max(1, ink.shape[0] // step)
    covered = cv2.resize(spread[: strips * step], (ink.shape[1], strips), interpolation=cv2.INTER_AREA)
    return _trace(covered, float(step), px_per_mm, shortest_mm)


def _trace(covered: Grey, step: float, px_per_mm: float, shortest_mm: float) -> tuple[Ruling, ...]:
    """Rulings in `covered` (strips, positions), the share of ink of each position in each strip (0 to 255)."""
    strip, centre, weight = _thin_runs(covered, px_per_mm)
    tracks = _link(strip, centre, covered.shape[0], step, px_per_mm)
    found = []
    for track in tracks:
        rows = np.asarray(track)
        span = strip[rows[-1]] - strip[rows[0]] + 1
        if span * step < shortest_mm * px_per_mm or len(rows) < 3 or len(rows) / span < LEAST_FILLED:
            continue
        along = (strip[rows] + 0.5) * step
        thick = float(np.median(weight[rows])) - 2.0
        found.append(Ruling(along, _steady(along, centre[rows]), step, max(1.0, thick)))
    return tuple(sorted(found, key=lambda ruling: ruling.middle))


def _thin_runs(covered: Grey, px_per_mm: float) -> tuple[NDArray[np.int64], Floats, Floats]:
    """Strip, centre and thickness of every run thin enough for a ruling, sorted by strip, then position."""
    dark = covered >= COVERED * 255
    edges = np.diff(np.pad(dark, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    strip, first = np.nonzero(edges == 1)
    _, after = np.nonzero(edges == -1)
    thin = (after - first) <= HEAVIEST_MM * px_per_mm + 2
    return strip[thin].astype(np.int64), ((first + after) / 2)[thin], (after - first)[thin].astype(np.float64)


def _link(strip: NDArray[np.int64], centre: Floats, strips: int, step: float, px_per_mm: float) -> list[list[int]]:
    """Runs linked into tracks: each run joins the nearest live track it can continue, else begins its own."""
    gap = max(2, round(GAP_MM * px_per_mm / step))
    bounds = np.searchsorted(strip, np.arange(strips + 1))
    live: list[list[int]] = []
    done: list[list[int]] = []
    for now in range(strips):
        still = []
        for track in live:
            # A track of few runs may be a letter: it must not reach over a gap and catch a stranger.
            reach = min(gap, len(track))
            (still if now - strip[track[-1]] <= reach else done).append(track)
        live = still
        runs = range(int(bounds[now]), int(bounds[now + 1]))
        if not len(runs):
            continue
        if live:
            expected = np.array([_expected(track, strip, centre, now) for track in live])
            slack = np.array([0.16 * px_per_mm + 0.035 * step * (now - strip[track[-1]]) for track in live])
        taken: set[int] = set()
        fresh: list[list[int]] = []
        for run in runs:
            if live:
                distance = np.abs(expected - centre[run])
                best = int(np.argmin(np.where(distance <= slack, distance - 0.02 * _lengths(live), np.inf)))
                if distance[best] <= slack[best] and best not in taken:
                    live[best].append(run)
                    taken.add(best)
                    continue
            fresh.append([run])
        live.extend(fresh)
    return done + live


def _lengths(tracks: list[list[int]]) -> Floats:
    return np.array([min(len(track), 50) for track in tracks], dtype=np.float64)


def _expected(track: list[int], strip: NDArray[np.int64], centre: Floats, now: int) -> float:
    """Where the track should lie in strip `now`, from the direction of its last runs."""
    last = track[-1]
    if len(track) < 5:
        return float(centre[last])
    tail = track[-12:]
    back = tail[0]
    slope = (centre[last] - centre[back]) / max(1, strip[last] - strip[back])
    level = float(np.mean(centre[tail[-3:]])) + slope * 1.0
    return level + float(slope) * float(now - strip[last])


def _steady(along: Floats, across: Floats) -> Floats:
    """Positions with the jumps taken out that crossing writing makes: each is the median of its neighbours."""
    if len(across) < 5:
        return np.full_like(across, np.median(across))
    padded = np.pad(across, 2, mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 5)
    result: Floats = np.median(windows, axis=1)
    return result
