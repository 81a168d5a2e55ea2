"""Columns that a village ruled by hand beside the printed table, told from printed ones by where their lines run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.lines.rulings import Floats, Ruling, straight_at

OFF_LINE_MM = 0.06
"""A printed line goes on straight over the last bar: to 0.04 mm at most where the paper is flat."""

OFF_MORE = 5.0
"""Where the paper bends near its edge, the column before the last is off as well: by a quarter as much or more on bound
pages of benchmarks, where a column was drawn by hand on flat paper by a fifth at most."""

AS_ONE, LEAST_AS_ONE = 0.25, 6
"""Where it bends within the last column all its lines go off alike: spread, of how far, 0.1 to 0.17 on bent pages, 0.4
and more where so many were drawn by hand, each on its own."""

AS_SEEN_MM = 0.045
"""So far lines that bend alike lie apart by how they are seen, to parts of a pixel: a spread of 0.03 mm at most on
pages that bend but by one; of lines drawn by hand it is 0.09 and more."""

ENDING, AT_BAR = 0.6, 0.75
"""Share of the lines that end at the bar before, so near to it as a part of a strip: few were drawn on by hand, however
straight. Of a printed column that something covers, or of broken lines, no two end at one place, and no bar is seen."""

BEFORE_MM = 60.0
LEAST_SEEN = 0.25
MOST_DRAWN = 2


def printed_bars(lines: tuple[Ruling, ...], bars: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """The bars without those of columns drawn by hand at the right: no line reaches them, or all go on off their way.

    At most MOST_DRAWN are taken away, and never so many that fewer than two columns are left.
    """
    for _ in range(MOST_DRAWN):
        if len(bars) < 4 or not _is_drawn(lines, bars, px_per_mm):
            break
        bars = bars[:-1]
    return bars


def _is_drawn(lines: tuple[Ruling, ...], bars: tuple[Ruling, ...], px_per_mm: float) -> bool:
    """Whether the last column was drawn by hand."""
    nodes = [np.array([float(bar.at(line.middle)) for line in lines]) for bar in bars[-3:]]
    seen = [line.covered(left, right) > 0.5 for line, left, right in zip(lines, nodes[1], nodes[2], strict=True)]
    ending = [abs(line.end - left) < AT_BAR * line.step_px for line, left in zip(lines, nodes[1], strict=True)]
    if np.mean(seen) < LEAST_SEEN or np.mean(ending) >= ENDING:
        return True
    ways = _off_line(lines, nodes[1], nodes[2], px_per_mm)
    last, before = (_median_off(off) for off in (ways, _off_line(lines, nodes[0], nodes[1], px_per_mm)))
    return last > max(OFF_LINE_MM, OFF_MORE * before) and not _as_one(ways)


def _as_one(ways: Sequence[Floats]) -> bool:
    """Whether many lines go off their way alike, as on a bent page, and none otherwise. ways: as of _off_line."""
    means = [float(way.mean()) for way in ways]
    return len(means) >= LEAST_AS_ONE and float(np.std(means)) <= max(AS_SEEN_MM, AS_ONE * abs(float(np.mean(means))))


def _median_off(ways: Sequence[Floats]) -> float:
    """How far the median line is off its way, in mm. ways: as of _off_line."""
    return float(np.median([np.abs(way).mean() for way in ways])) if ways else 0.0


def _off_line(lines: tuple[Ruling, ...], left: Floats, right: Floats, px_per_mm: float) -> list[Floats]:
    """How far in a column each line that is seen there runs below where it would go on to from the left, all along it,
    in mm; above it less than 0."""
    off = []
    for line, start, end in zip(lines, left, right, strict=True):
        half = line.step_px / 2
        before = (line.along < start) & (line.along > start - BEFORE_MM * px_per_mm)
        inside = (line.along > start + half) & (line.along < end + half)
        if np.count_nonzero(before) >= 4 and inside.any():
            straight = straight_at(line.along[before], line.across[before], line.along[inside])
            off.append((line.across[inside] - straight) / px_per_mm)
    return off
