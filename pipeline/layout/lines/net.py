"""Rulings put together and sorted into the net of lines and bars that a table is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.lines.rulings import Floats, Ruling, median_of

LEAST_CROSSED_BY_LINE = 3
LEAST_CROSSED_BY_BAR = 2
DOUBLE_MM = 1.7
"""The lines of a double ruling lie within this; the narrowest column of a printed form is wider than twice that."""

DOUBLE_LINES_MM = 2.6
"""The same for lines from left to right: no row, and no band of column numbers, is as low as that."""

MOST_SHARED, BESIDE_MM = 0.6, 0.5
"""Of the shorter of two parts of one line: double lines run beside each other all along."""
ABOUT_AS_LONG = 0.8
MOST_RULINGS = 400
STRAIGHT = 0.15
"""Of how much farther apart two lines are at one end than at the other: so evenly they part that cross."""
LEAST_TWIN = 0.5
"""Of what is seen of a table's ruling: of which less is seen beside it, a written stroke may be, or a row of dashes."""


@lru_cache(maxsize=4)
def joined(rulings: tuple[Ruling, ...], px_per_mm: float) -> tuple[Ruling, ...]:
    """Rulings with those put together that continue one another, by where they lie.

    Remembered, for each page's are asked for twice.
    """
    done: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda ruling: ruling.start):
        for index, other in enumerate(done):
            if abs(other.across[-1] - ruling.across[0]) < 3 * px_per_mm and _continues(other, ruling, px_per_mm):
                done[index] = _together(other, ruling)
                break
        else:
            done.append(ruling)
    return tuple(sorted(done, key=lambda ruling: ruling.middle))


def single(rulings: tuple[Ruling, ...], px_per_mm: float, within_mm: float = DOUBLE_MM) -> tuple[Ruling, ...]:
    """Rulings, sorted by where they lie, with double lines counted once: the inner of two as long, else the longer.

    How long one is says what was seen of it: letters in line with one another, joined, reach as far as the bar beside.
    """
    kept: list[tuple[float, Ruling]] = []
    placed = [(ruling.middle, ruling) for ruling in rulings]
    centre = float(np.median([middle for middle, _ in placed])) if placed else 0.0
    for middle, ruling in placed:
        twin = len(kept) - 1
        while twin >= 0 and middle - kept[twin][0] <= 2 * within_mm * px_per_mm:
            if _doubles(kept[twin][1], ruling, within_mm * px_per_mm):
                break
            twin -= 1
        else:
            kept.append((middle, ruling))
            continue
        other_middle, other = kept[twin]
        if min(ruling.seen_px, other.seen_px) > ABOUT_AS_LONG * max(ruling.seen_px, other.seen_px):
            inner = abs(middle - centre) < abs(other_middle - centre)
        else:
            inner = ruling.seen_px > other.seen_px
        if inner:
            kept[twin] = (middle, ruling)
    return tuple(ruling for _, ruling in sorted(kept, key=lambda one: one[0]))


def twins(rulings: tuple[Ruling, ...], kept: tuple[Ruling, ...], px_per_mm: float, within_mm: float) -> list[Ruling]:
    """Those of the rulings, joined, that are the other line of a double ruling of which one was kept.

    None among so many that they are no table's.
    """
    if len(rulings) > MOST_RULINGS or not kept:
        return []
    seen, least, most = np.array([(other.seen_px, *other.reach) for other in kept]).T
    within = within_mm * px_per_mm
    shortest = LEAST_TWIN * float(seen.min())
    found = []
    for ruling in (one for one in joined(rulings, px_per_mm) if one.seen_px > shortest):
        least_here, most_here = ruling.reach
        near = (ruling.seen_px > LEAST_TWIN * seen) & (least - most_here < within) & (least_here - most < within)
        if any(_doubles(kept[at], ruling, within) for at in np.flatnonzero(near).tolist()):
            found.append(ruling)
    return found


def largest_net(lines: tuple[Ruling, ...], bars: tuple[Ruling, ...]) -> tuple[tuple[Ruling, ...], tuple[Ruling, ...]]:
    """The lines and bars that belong to the net with the most crossings; both empty when nothing crosses."""
    if not lines or not bars:
        return (), ()
    crossing = _crossings(lines, bars)
    # A letter's stroke may cross one ruling; what belongs to a table crosses several.
    for _ in range(3):
        crossing[crossing.sum(axis=1) < LEAST_CROSSED_BY_LINE] = False
        crossing[:, crossing.sum(axis=0) < LEAST_CROSSED_BY_BAR] = False
    best_rows, best_columns = _component(crossing)
    return (
        tuple(line for line, inside in zip(lines, best_rows, strict=True) if inside),
        tuple(bar for bar, inside in zip(bars, best_columns, strict=True) if inside),
    )


def straight(across: float, start: float, end: float, like: Ruling) -> Ruling:
    """A ruling that was not seen but must be there, as steep as its neighbour."""
    along = np.arange(start + like.step_px / 2, max(end, start + like.step_px), like.step_px)
    return replace(like, along=along, across=across + (along - along.mean()) * like.slope)


def _doubles(first: Ruling, second: Ruling, within_px: float) -> bool:
    """Whether two rulings run beside each other so near that no cell fits between them."""
    shared = min(first.end, second.end) - max(first.start, second.start)
    if shared < 0.6 * min(first.length, second.length):
        return False
    (least, most), (least_of_second, most_of_second) = first.reach, second.reach
    if least - most_of_second >= within_px or least_of_second - most >= within_px:
        return False
    along = np.linspace(max(first.start, second.start), min(first.end, second.end), 9)
    apart = first.at(along) - second.at(along)
    return median_of(np.abs(apart)) < within_px and not _cross(apart, first.weight_px + second.weight_px)


def _cross(apart: Floats, thick_px: float) -> bool:
    """Whether two lines, so far apart at places evenly along them, cross, as a pen's line does a ruling.

    What was traced now along the one, now along the other of two rulings leaps.
    """
    if apart[0] * apart[-1] >= 0 or min(abs(apart[0]), abs(apart[-1])) < thick_px:
        return False
    straight = np.linspace(apart[0], apart[-1], len(apart))
    return float(np.abs(apart - straight).max()) < STRAIGHT * abs(float(apart[-1] - apart[0]))


def _continues(other: Ruling, ruling: Ruling, px_per_mm: float) -> bool:
    """Whether `ruling` begins where `other` would have gone on, not too far behind its end."""
    gap = ruling.start - other.end
    if gap < -2 * ruling.step_px:
        # A thick line may be traced along its one edge, then along the other.
        shared = min(-gap, ruling.length)
        middle = ruling.start + shared / 2
        beside = abs(float(other.at(middle)) - float(ruling.at(middle)))
        return shared < MOST_SHARED * min(other.length, ruling.length) and beside <= max(
            BESIDE_MM * px_per_mm, other.weight_px, ruling.weight_px
        )
    if min(other.length, ruling.length) * 6 <= gap:
        return False
    slack = 0.35 * px_per_mm + 0.004 * max(gap, 0.0)
    ahead = float(other.at(ruling.along[0])) - float(ruling.across[0])
    back = float(ruling.at(other.along[-1])) - float(other.across[-1])
    return min(abs(ahead), abs(back)) <= slack


def _together(first: Ruling, second: Ruling) -> Ruling:
    keep = second.along > first.along[-1]
    count = len(first.along) + len(second.along)
    weight = (first.weight_px * len(first.along) + second.weight_px * len(second.along)) / count
    return replace(
        first,
        along=np.concatenate([first.along, second.along[keep]]),
        across=np.concatenate([first.across, second.across[keep]]),
        weight_px=weight,
    )


def _crossings(lines: tuple[Ruling, ...], bars: tuple[Ruling, ...]) -> NDArray[np.bool_]:
    """Whether each line meets each bar, or both end so near that they were meant to; shape (lines, bars)."""
    x = np.array([bar.middle for bar in bars])
    y = np.array([line.at(x) for line in lines])
    slack = 1.6 * lines[0].step_px
    x_at = np.array([bar.at(y[:, index]) for index, bar in enumerate(bars)]).T
    starts = np.array([line.start for line in lines])[:, None] - slack
    ends = np.array([line.end for line in lines])[:, None] + slack
    tops = np.array([bar.start for bar in bars])[None, :] - slack
    bottoms = np.array([bar.end for bar in bars])[None, :] + slack
    met: NDArray[np.bool_] = (starts <= x_at) & (x_at <= ends) & (tops <= y) & (y <= bottoms)
    return met


def _component(crossing: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Rows and columns of the connected part with the most crossings."""
    best_rows = np.zeros(crossing.shape[0], dtype=bool)
    best_columns = np.zeros(crossing.shape[1], dtype=bool)
    most = 0
    unseen = crossing.any(axis=1)
    while unseen.any():
        rows = np.zeros(crossing.shape[0], dtype=bool)
        rows[int(np.argmax(unseen))] = True
        while True:
            columns = np.asarray(crossing[rows].any(axis=0), dtype=bool)
            grown = rows | np.asarray(crossing[:, columns].any(axis=1), dtype=bool)
            if bool((grown == rows).all()):
                break
            rows = grown
        size = int(crossing[np.ix_(rows, columns)].sum())
        if size > most:
            most, best_rows, best_columns = size, rows, columns
        unseen &= ~rows
    return best_rows, best_columns
