"""Columns that a village ruled by hand beside the printed table, told from printed ones by where their lines run."""

from __future__ import annotations

import numpy as np

from pipeline.layout.lines.rulings import Floats, Ruling

OFF_LINE_MM = 0.06
"""A printed line goes on straight over the last bar: to 0.04 mm at most where the paper is flat."""

OFF_MORE = 5.0
"""Where the paper bends near its edge, the column before the last is off as well: by a quarter as much or more on bound
pages of benchmarks, where a column was drawn by hand on flat paper by a fifth at most."""

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
    if np.mean(seen) < LEAST_SEEN:
        return True
    last, before = (_off_line(lines, nodes[at], nodes[at + 1], px_per_mm) for at in (1, 0))
    return last > max(OFF_LINE_MM, OFF_MORE * before)


def _off_line(lines: tuple[Ruling, ...], left: Floats, right: Floats, px_per_mm: float) -> float:
    """How far in a column the lines run from where they would go on to from the left: mean of the median line, mm."""
    off = []
    for line, start, end in zip(lines, left, right, strict=True):
        half = line.step_px / 2
        before = (line.along < start) & (line.along > start - BEFORE_MM * px_per_mm)
        inside = (line.along > start + half) & (line.along < end + half)
        if np.count_nonzero(before) >= 4 and inside.any():
            straight = np.polyval(np.polyfit(line.along[before], line.across[before], 1), line.along[inside])
            off.append(float(np.abs(straight - line.across[inside]).mean()) / px_per_mm)
    return float(np.median(off)) if off else 0.0
