"""Rulings that a black streak hides: they are drawn again where they must lie, or may.

Rows are ruled alike: the step from line to line tells where one lies under a streak from left to right. How many
bars one from top to bottom hides is told only by what the page is with so many. Cells it touches are doubted anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import numpy as np

from pipeline.geometry import Points
from pipeline.layout.lines.rulings import Floats, Ruling
from pipeline.layout.long_rulings import draw_ruling, long_rulings
from pipeline.model import PageImage
from pipeline.scan.pieces import runs

TOUCHING_MM, LEAST_TOUCHING = 2.5, 3
"""So near to a streak end the rulings that it cuts; so many of them are a table's."""
OFF_STEP, SAME_STEP, MOSTLY = 0.15, 0.3, 0.7
"""Of a row's height, how far beside a streak a line may lie that it hides, and by how much rows differ; what is nearer
to another is the same. Of its way, so much lies under the streak: what does not is seen."""
SAMPLES = 200
SHARES = {0: (), 1: (0.5,), 2: (0.15, 0.85)}
"""Where, of a streak's width, so many bars are drawn that it may hide."""
MOST_TRIES = 6


def with_lines_drawn(page: PageImage) -> PageImage:
    """The page with what streaks from left to right hide of lines between rows and of bars; itself without streaks."""
    streaks = [streak for streak in page.streaks if not _is_upright(streak)]
    if not streaks:
        return page
    lines, bars = long_rulings(page)
    if len(lines) <= LEAST_TOUCHING:
        return page
    near = TOUCHING_MM * page.px_per_mm
    grey = page.grey.copy()
    x = np.linspace(min(line.start for line in lines), max(line.end for line in lines), SAMPLES)
    for streak in streaks:
        upper, lower = np.array([_at(streak, float(one), upright=False) for one in x]).T
        cut = 0
        for bar in bars:
            top, bottom = _at(streak, bar.middle, upright=False)
            cut += bar.start - near < bottom and bar.end + near > top
            if bar.start < top and bar.end > bottom:
                # A line that meets no bars is none of the table's.
                y = np.array([top - near, bottom + near])
                draw_ruling(grey, np.column_stack([bar.at(y), y]), bars)
        if cut >= LEAST_TOUCHING:
            for y in _hidden(lines, x, upper, lower):
                hidden = (y > upper - near) & (y < lower + near)
                for start, end in runs(hidden):
                    draw_ruling(grey, np.column_stack([x, y])[start:end], lines)
    return replace(page, grey=grey)


def _hidden(lines: Sequence[Ruling], x: Floats, upper: Floats, lower: Floats) -> list[Floats]:
    """Where, at those x, the lines lie that a streak may hide in part or as a whole. upper, lower: its edges there."""
    heights = np.array([line.at(x) for line in lines])
    steps = np.median(np.diff(heights, axis=0), axis=1)
    step = float(np.median(steps))
    even = np.abs(steps - step) < OFF_STEP * step
    rows = np.append(even, False) | np.insert(even, 0, False)
    found = [heights[at] for at in range(len(lines)) if rows[at] or at in (0, len(lines) - 1)]
    for at in np.flatnonzero(rows):
        for y in (heights[at] - step, heights[at] + step):
            apart = np.abs(np.median(np.concatenate([heights, found]) - y, axis=1)).min() > SAME_STEP * step
            off = OFF_STEP * step
            if apart and np.mean((y > upper - off) & (y < lower + off)) >= MOSTLY:
                found.append(y)
    # Of the first and the last line nothing tells but that bars end there.
    return found + [
        edge for edge, outside in ((lower, heights[0] > lower), (upper, heights[-1] < upper)) if outside.all()
    ]


def with_bars_drawn(page: PageImage) -> Iterator[PageImage]:
    """The page with one or two bars in each streak from top to bottom that crosses its table, or in some of them."""
    lines, bars = long_rulings(page)
    near, height = TOUCHING_MM * page.px_per_mm, page.grey.shape[0]
    crossing = []
    for streak in page.streaks if bars else ():
        edges = _at(streak, height / 2, upright=True)
        cut = [line for line in lines if line.start - near < edges[1] and line.end + near > edges[0]]
        if _is_upright(streak) and len(cut) >= LEAST_TOUCHING:
            x = sum(edges) / 2
            crossing.append((streak, float(cut[0].at(x)), float(cut[-1].at(x))))
    for numbers in sorted(product(SHARES, repeat=len(crossing)), key=sum)[1 : 1 + MOST_TRIES]:
        grey = page.grey.copy()
        for number, (streak, top, bottom) in zip(numbers, crossing, strict=True):
            y = np.linspace(top, bottom, 64)
            left, right = np.array([_at(streak, float(one), upright=True) for one in y]).T
            for share in SHARES[number]:
                draw_ruling(grey, np.column_stack([left + share * (right - left), y]), bars)
        yield replace(page, grey=grey)


def _is_upright(streak: Points) -> bool:
    wide, high = np.ptp(streak, axis=0)
    return bool(high > wide)


def _at(streak: Points, along: float, upright: bool) -> tuple[float, float]:
    """Where the edges of the streak lie at that place of its way, the lesser first; its outline runs along both."""
    way, aside = (1, 0) if upright else (0, 1)
    edges = []
    for side in np.array_split(streak, 2):
        ordered = side[np.argsort(side[:, way])]
        edges.append(float(np.interp(along, ordered[:, way], ordered[:, aside])))
    return min(edges), max(edges)
