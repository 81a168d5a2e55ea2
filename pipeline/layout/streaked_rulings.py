"""Rulings that a black streak hides: they are drawn again where they must lie, or may.

Rows are ruled alike: the step from line to line tells where one lies under a streak from left to right. How many
bars one from top to bottom hides is told only by what the page is with so many. Cells it touches are doubted anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import cv2
import numpy as np

from pipeline.geometry import Points
from pipeline.layout.glance import ink_of
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.model import PageImage

INK = 40
LONG = 0.3
"""Of the longest line: shorter ones are no rulings of the table."""
TOUCHING_MM, LEAST_TOUCHING = 2.5, 3
"""So near to a streak end the rulings that it cuts; so many of them are a table's."""
OFF_STEP, SAME_STEP = 0.15, 0.3
"""Of a row's height, how far beside a streak a line may lie that it hides; what is nearer to another is the same."""
SHARES = {0: (), 1: (0.5,), 2: (0.15, 0.85)}
"""Where, of a streak's width, so many bars are drawn that it may hide."""
MOST_TRIES = 6


def with_lines_drawn(page: PageImage) -> PageImage:
    """The page with those lines between rows that a streak from left to right hides; itself where there are none."""
    streaks = [streak for streak in page.streaks if not _is_upright(streak)]
    if not streaks:
        return page
    lines, bars = _rulings(page)
    if not lines:
        return page
    middle, near = float(np.median([(line.start + line.end) / 2 for line in lines])), TOUCHING_MM * page.px_per_mm
    grey = page.grey.copy()
    for streak in streaks:
        edges = _at(streak, middle, upright=False)
        touching = [bar for bar in bars if bar.start - near < edges[1] and bar.end + near > edges[0]]
        if len(touching) >= LEAST_TOUCHING:
            # A line that meets no bars is none of the table's.
            y = np.array([edges[0] - near, edges[1] + near])
            for bar in touching:
                if bar.start < edges[0] and bar.end > edges[1]:
                    points = np.column_stack([bar.at(y), y]).round().astype(np.int32)
                    cv2.polylines(grey, [points], False, (INK,), _thick(bars))
            for like, height in _hidden(lines, edges, middle):
                x = np.linspace(like.start, like.end, 64)
                points = np.column_stack([x, like.at(x) + (height - float(like.at(middle)))])
                cv2.polylines(grey, [points.round().astype(np.int32)], False, (INK,), _thick(lines))
    return replace(page, grey=grey)


def _hidden(lines: Sequence[Ruling], edges: tuple[float, float], middle: float) -> list[tuple[Ruling, float]]:
    """A line beside and the height, in the middle, of each line between rows that must lie between the edges."""
    heights = [float(line.at(middle)) for line in lines]
    steps = np.diff(heights)
    if len(steps) < LEAST_TOUCHING:
        return []
    step = float(np.median(steps))
    above = max((at for at, y in enumerate(heights) if y < edges[0]), default=None)
    below = min((at for at, y in enumerate(heights) if y > edges[1]), default=None)
    found: list[tuple[Ruling, float]] = []
    if below is not None:
        found.append((lines[below], heights[below] - step if above is not None else edges[1]))
    if above is not None:
        found.append((lines[above], heights[above] + step if below is not None else edges[0]))
    off = OFF_STEP * step
    inside = [(line, y) for line, y in found if edges[0] - off <= y <= edges[1] + off]
    if len(inside) == 2 and abs(inside[0][1] - inside[1][1]) < SAME_STEP * step:
        inside = [(inside[0][0], (inside[0][1] + inside[1][1]) / 2)]
    return inside


def with_bars_drawn(page: PageImage) -> Iterator[PageImage]:
    """The page with one or two bars in each streak from top to bottom that crosses its table, or in some of them."""
    lines, bars = _rulings(page)
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
                points = np.column_stack([left + share * (right - left), y]).round().astype(np.int32)
                cv2.polylines(grey, [points], False, (INK,), _thick(bars))
        yield replace(page, grey=grey)


def _rulings(page: PageImage) -> tuple[list[Ruling], list[Ruling]]:
    """The long lines and bars of the page, from top to bottom and from left to right."""
    ink = ink_of(page.grey)
    ways = horizontal_rulings(ink, page.px_per_mm), vertical_rulings(ink, page.px_per_mm)
    longest = [max((ruling.length for ruling in rulings), default=0.0) for rulings in ways]
    lines, bars = (
        [ruling for ruling in rulings if ruling.length > LONG * most]
        for rulings, most in zip(ways, longest, strict=True)
    )
    return lines, bars


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


def _thick(rulings: Sequence[Ruling]) -> int:
    return max(1, round(float(np.median([ruling.weight_px for ruling in rulings]))))
