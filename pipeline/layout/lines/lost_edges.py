"""The upper or lower edge of a table that was not seen, where its bars lead on to it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.layout.lines.rulings import Ruling


def with_lost_edges(rows: tuple[Ruling, ...], bars: tuple[Ruling, ...]) -> tuple[Ruling, ...]:
    """The rows' lines with an upper or lower edge that was not seen where many bars go on, unbroken, to one height."""
    step = rows[0].step_px
    heights = np.diff([line.middle for line in rows[1:]])
    least = 0.5 * float(np.median(heights)) if len(heights) else 4 * step
    ends = [
        bar.end - float(rows[-1].at(bar.middle))
        for bar in bars
        if bar.covered(float(rows[-1].at(bar.middle)), bar.end) > 0.8
    ]
    starts = [
        float(rows[0].at(bar.middle)) - bar.start
        for bar in bars
        if bar.covered(bar.start, float(rows[0].at(bar.middle))) > 0.8
    ]
    below, above = (
        _common([end for end in ends if end > least], step),
        _common([start for start in starts if start > least], step),
    )
    if below is not None and sum(end > least for end in ends) > 0.6 * len(bars):
        rows = (*rows, replace(rows[-1], across=rows[-1].across + below))
    above = _of_outer(bars, rows[0], starts, least) if above is None else above
    if above is not None and sum(start > least for start in starts) > 0.25 * len(bars):
        rows = (replace(rows[0], across=rows[0].across - above), *rows)
    return rows


def _of_outer(bars: tuple[Ruling, ...], line: Ruling, starts: list[float], least: float) -> float | None:
    """How far above the line both outer bars begin, if alike, and a quarter of all bars with them: under a group's
    heading the others begin lower."""
    left, right = (float(line.at(bar.middle)) - bar.start for bar in (bars[0], bars[-1]))
    slack = 1.2 * line.step_px
    alike = sum(abs(start - left) <= slack for start in starts)
    return left if min(left, right) > least and abs(left - right) <= slack and alike > 0.25 * len(bars) else None


def _common(lengths: list[float], slack: float) -> float | None:
    """The length most of them have, if at least three do."""
    if len(lengths) < 3:
        return None
    middle = float(np.median(lengths))
    return middle if np.mean([abs(length - middle) <= 1.2 * slack for length in lengths]) > 0.6 else None
