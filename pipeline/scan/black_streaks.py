"""Black streaks through the whole picture, broader than any ruling: toner on a copier's drum, dirt on the glass.

Even light takes them for the shadows of folds, and the broadest look like the ground beside a sheet: of what they hide
nothing was left but two lines. They are taken off the picture; what they hid is lost, and where it was is told.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.pieces import components
from pipeline.scan.resample import shrunk

_SIDE_PX = 875
_PX_PER_MM = _SIDE_PX / 297
"""Of A4 on the copy that is looked at."""
_DARK, _PAPER = 0.42, 0.6
"""Of the brightness of most of the picture: writing is seen on what is brighter than the first; paper is brighter than
the second."""
_CORE_MM, _CORE_LONG_MM, _GAP_MM = 1.0, 10.0, 25.0
"""Of a streak so much is dark without a gap, though it leans by 2 degrees; pieces of it are so near to each other."""
_THINNEST_MM, _BROADEST_MM = 1.3, 10.0
"""Rulings and frames are thinner (layout.lines.rulings); dark headings are broader."""
_SEEN = 0.3
"""Of the picture's length, of one piece."""
_AT_BORDER_PX, _WHOLE, _ON_PAPER = 2, 0.95, 0.7
"""How near to the border it begins and ends, on that copy, and how much of its way it is seen: no frame of a table runs
from edge to edge. And on how much of that paper lies on both sides: at the edge of a sheet on one."""
_BESIDE_MM, _STEADY_MM, _PAPER_MM = 0.35, 10.0, 2.0
"""How far beside it its blurred edge lies; over so much of its way edges are smoothed; how far paper is looked for."""

Floats = NDArray[np.float64]


def without_streaks(grey: Grey, reduced: Grey) -> tuple[Grey, tuple[Points, ...]]:
    """The picture with paper where streaks are, and their outlines in its pixels; itself where there are none.

    reduced: the same picture, smaller.
    """
    small, _ = shrunk(reduced, _SIDE_PX)
    by = max(small.shape) / max(grey.shape)
    streaks = find_streaks(small)
    if not streaks:
        return grey, ()
    reach = 2 * round((_BROADEST_MM + _PAPER_MM) * _PX_PER_MM / 2) + 1
    paper = cv2.blur(cv2.dilate(small, np.ones((reach, reach), np.uint8)), (reach, reach))
    full = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    hidden = np.zeros_like(grey)
    outlines = tuple(streak / by for streak in streaks)
    for outline in outlines:
        cv2.fillPoly(hidden, [outline.round().astype(np.int32)], (1,))
    return np.where(hidden > 0, full, grey).astype(np.uint8), outlines


def find_streaks(small: Grey) -> tuple[Points, ...]:
    """The outlines of streaks with their blurred edges, in pixels of a picture about so long; upright ones first."""
    if min(small.shape) < 2 * _CORE_LONG_MM * _PX_PER_MM:
        return ()
    usual = float(np.median(small[::4, ::4]))
    dark, paper = small < _DARK * usual, small > _PAPER * usual
    found: list[Points] = []
    for upright in (True, False):
        way, bare = (np.ascontiguousarray(mask if upright else mask.T, dtype=np.uint8) for mask in (dark, paper))
        cores = cv2.morphologyEx(way, cv2.MORPH_OPEN, _box(_CORE_MM, _CORE_LONG_MM)).astype(np.uint8, copy=False)
        if cv2.countNonZero(cores) >= _SEEN * len(cores):
            found += [outline if upright else outline[:, ::-1] for outline in _down(way, bare, cores)]
    return tuple(found)


def _box(wide_mm: float, high_mm: float) -> Grey:
    wide, high = (max(1, round(mm * _PX_PER_MM)) for mm in (wide_mm, high_mm))
    return np.ones((high, wide), np.uint8)


def _down(dark: Grey, paper: Grey, cores: Grey) -> list[Points]:
    """The outlines of streaks from top to bottom."""
    numbered, stats, _ = components(cv2.morphologyEx(cores, cv2.MORPH_CLOSE, _box(0.4, _GAP_MM)))
    height, found = len(dark), []
    for number in range(1, len(stats)):
        wide, high = stats[number, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
        if high < _SEEN * height or wide > 2 * _BROADEST_MM * _PX_PER_MM:
            continue
        y, x = np.nonzero((numbered == number) & (cores > 0))
        edges = _edges(dark, paper, np.round(np.polyval(np.polyfit(y, x, 1), np.arange(height))).astype(int))
        if edges is not None:
            down, beside = np.arange(height) + 0.5, _BESIDE_MM * _PX_PER_MM
            down[[0, -1]] = -1, height + 1
            left, right = np.column_stack([edges[0] - beside, down]), np.column_stack([edges[1] + beside, down])
            found.append(np.concatenate([left, right[::-1]]))
    return found


def _edges(dark: Grey, paper: Grey, middle: NDArray[np.int_]) -> tuple[Floats, Floats] | None:
    """Where the streak whose middle lies there starts and ends in each row; None where it is none."""
    height, width = dark.shape
    reach, beyond = round(_BROADEST_MM * _PX_PER_MM), round(_PAPER_MM * _PX_PER_MM)
    rows = np.arange(height)
    columns = middle[:, None] + np.arange(-reach - beyond, reach + beyond + 1)
    inside = (columns >= 0) & (columns < width)
    there = rows[:, None], columns.clip(0, width - 1)
    strip, bare = ((mask[there] > 0) & inside for mask in (dark, paper))
    at = reach + beyond
    covered = strip[:, at - 1 : at + 2].any(axis=1)
    ends = covered[:_AT_BORDER_PX].any() and covered[-_AT_BORDER_PX:].any()
    if not ends or covered.mean() < _WHOLE:
        return None
    before = np.argmin(np.pad(strip[:, at::-1], ((0, 0), (0, 1))), axis=1)
    behind = np.argmin(np.pad(strip[:, at:], ((0, 0), (0, 1))), axis=1)
    usable = (before > 0) & (behind > 0) & (before <= reach) & (behind <= reach)
    beside = [(at + way)[:, None] + side * np.arange(1, beyond + 1) for side, way in ((-1, -before), (1, behind))]
    left, right = (bare[rows[:, None], side.clip(0, 2 * at)].any(axis=1) for side in beside)
    if not usable.any() or (usable & left & right).mean() < _ON_PAPER:
        return None
    starts, ends = (_steady(edge, rows, usable) for edge in (middle - before + 1.0, middle + behind + 0.0))
    broad = float(np.median((ends - starts)[usable])) / _PX_PER_MM
    return (starts, ends) if _THINNEST_MM <= broad <= _BROADEST_MM else None


def _steady(edge: Floats, rows: NDArray[np.int_], usable: NDArray[np.bool_]) -> Floats:
    """The edge without what touches it: the median of its neighbours, carried on where it is not seen."""
    whole = np.interp(rows, rows[usable], edge[usable])
    side = 2 * round(_STEADY_MM * _PX_PER_MM / 2) + 1
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(whole, side // 2, mode="edge"), side)
    return np.asarray(np.median(windows, axis=1), dtype=np.float64)
