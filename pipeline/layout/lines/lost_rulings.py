"""Rulings of a table too broken to be traced, found by how much ink lies along the way its other rulings run."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np

from pipeline.layout.lines.rulings import HEAVIEST_MM, Floats, Ruling
from pipeline.model import Grey

COVERED = 0.5
"""Of a ruling's length: a third may be missing and some hidden; letters in a column cover a fifth to two fifths."""

EXPECTED, TIMES_BESIDE = 0.2, 3.0
"""The same where rows must have one, and how many times as much as beside it."""
LEAST_GAPS, UNEVEN, MOSTLY_EVEN = 4, 0.12, 0.7
"""So many rows, of which so great a share differs from the usual height by less than the second, as a share of it."""

LEAST_ROW_MM, LEAST_PARTED = 4.5, 4
"""No form is ruled in lower rows; of so many rows at least all lines are seen so, each where it must be (but for UNEVEN
of a row's height): writing has no such order."""

AT_CROSSINGS = 0.3
"""Of the way beside the rulings that cross it: letters, however many stand on one line, keep clear of those."""
BESIDE_MM = (0.6, 1.8)

APART_MM = 3.0
SAMPLED_PX = 2


def with_lost(
    ink: Grey,
    known: Sequence[Ruling],
    start: float,
    end: float,
    px_per_mm: float,
    crossings: Sequence[float] = (),
    even: bool = False,
) -> tuple[Ruling, ...]:
    """The known rulings, sorted, with those between them that ink covers for COVERED of the way from start to end.

    crossings: where on that way the rulings cross that run the other way. even: they stand evenly but for the first;
    between two that are twice as far apart as most less ink will do, and where between two many lines stand evenly.

    ink: 255 where ink is, else 0, turned so that the rulings run down. known: two at least, from side to side.
    A new ruling lists the strips in which it was seen, as traced ones do.
    """
    first, last = max(0, round(start)), min(ink.shape[0], round(end))
    if len(known) < 2 or last - first < 4 * known[0].step_px:
        return tuple(known)
    along = np.arange(first, last, SAMPLED_PX, dtype=np.float64)
    ways = np.stack([ruling.at(along) for ruling in known], axis=1)
    across, straightened = _straightened(ink, along, ways)
    found = list(known)
    beside = _beside(along, crossings, px_per_mm)
    profile = straightened.mean(axis=0) / 255

    def add(places: Sequence[int]) -> None:
        for at in places:
            near = straightened[beside, max(0, at - 1) : at + 2].max(axis=1, initial=0) > 0
            if not len(near) or near.mean() >= AT_CROSSINGS:
                found.append(_ruling(straightened, ways, along, at, across, known[0]))

    add(_peaks(profile, ways.mean(axis=0), across, px_per_mm))
    if even:
        lines = sorted(ruling.middle for ruling in found)[1:]
        add(_half_way(profile, lines, across))
        dotted, end = _dotted(profile, lines, across, px_per_mm)
        for at in dotted:
            found.append(_ruling(straightened, ways, along, at, across, known[0], COVERED * float(profile[at])))
        if end:
            found = [ruling for ruling in found if ruling is not known[-1]]
    return tuple(sorted(found, key=lambda ruling: ruling.middle))


def _beside(along: Floats, crossings: Sequence[float], px_per_mm: float) -> np.ndarray:
    """Which places along the way lie right beside a crossing, its own ink left out."""
    if not len(crossings):
        return np.zeros(len(along), dtype=bool)
    away = np.abs(along[:, None] - np.asarray(crossings)[None]).min(axis=1) / px_per_mm
    return np.asarray((away >= BESIDE_MM[0]) & (away <= BESIDE_MM[1]))


def _straightened(ink: Grey, along: Floats, ways: Floats) -> tuple[Floats, Grey]:
    """The ink between the outermost ways with all ways upright: mean place of each column of it, and the picture."""
    middles = ways.mean(axis=0)
    across = np.arange(np.ceil(middles[0]), np.floor(middles[-1]), dtype=np.float64)
    left, share = _between(middles, across)
    x = ways[:, left] * (1 - share) + ways[:, left + 1] * share
    y = np.broadcast_to(along[:, None], x.shape)
    spread = cv2.dilate(ink, np.ones((1, 3), np.uint8))
    picture = cv2.remap(spread, x.astype(np.float32), y.astype(np.float32), cv2.INTER_NEAREST)
    return across, picture.astype(np.uint8)


def _between(middles: Floats, across: Floats) -> tuple[np.ndarray, Floats]:
    """For each place the way on its left and how far it is from there to the next, 0 to 1."""
    left = np.clip(np.searchsorted(middles, across, side="right") - 1, 0, len(middles) - 2)
    return left, (across - middles[left]) / (middles[left + 1] - middles[left])


def _peaks(profile: Floats, middles: Floats, across: Floats, px_per_mm: float) -> list[int]:
    """Indices into `across` where a thin run is covered, far enough from every way."""
    dark = np.concatenate([[False], profile >= COVERED, [False]]).astype(np.int8)
    edges = np.diff(dark)
    peaks = []
    for begin, after in zip(np.nonzero(edges == 1)[0], np.nonzero(edges == -1)[0], strict=True):
        at = round(float(np.average(np.arange(begin, after), weights=profile[begin:after])))
        apart = np.abs(middles - across[at]).min() >= APART_MM * px_per_mm
        if apart and after - begin <= HEAVIEST_MM * px_per_mm + 2:
            peaks.append(at)
    return peaks


def _half_way(profile: Floats, middles: Sequence[float], across: Floats) -> list[int]:
    """Indices into `across` half way between rulings that are twice as far apart as most, where a thin run has ink."""
    gaps = np.diff(middles)
    if len(gaps) < LEAST_GAPS:
        return []
    usual = float(np.median(gaps))
    if np.mean(np.abs(gaps / usual - 1) < UNEVEN) < MOSTLY_EVEN:
        return []
    found = []
    for upper, gap in zip(middles, gaps.tolist(), strict=False):
        near = np.flatnonzero(np.abs(across - (upper + gap / 2)) < UNEVEN * usual)
        if abs(gap / usual - 2) < UNEVEN and len(near):
            at = int(near[np.argmax(profile[near])])
            beside = np.flatnonzero((np.abs(across - across[at]) > 3) & (np.abs(across - across[at]) < usual / 3))
            if profile[at] >= max(EXPECTED, TIMES_BESIDE * float(np.median(profile[beside]))):
                found.append(at)
    return found


def _dotted(profile: Floats, middles: Sequence[float], across: Floats, px_per_mm: float) -> tuple[list[int], bool]:
    """Indices into `across` of lines that part what lies between two others into rows of one height, each a thin run
    with some ink: dots too far apart to be joined.

    And whether the last of them closes the table: the line below it was not seen, but lies where bars end, in steps.
    """
    found: list[int | None] = []
    end = None
    for upper, lower in pairwise(middles):
        most = int((lower - upper) / (LEAST_ROW_MM * px_per_mm))
        for rows in range(most, LEAST_PARTED - 1, -1):
            height = (lower - upper) / rows
            lines = [_dots(profile, across, upper + row * height, height) for row in range(1, rows)]
            if None not in lines:
                end = _dots(profile, across, lower, height) if lower == middles[-1] else None
                found += [*lines, end]
                break
    return [at for at in found if at is not None], end is not None


def _dots(profile: Floats, across: Floats, place: float, height: float) -> int | None:
    """Index into `across` of the line near a place, in pixels, between rows of that height; None where there is none
    with paper right beside it on both sides."""
    near = np.flatnonzero(np.abs(across - place) < UNEVEN * height)
    at = int(near[np.argmax(profile[near])])
    sides = (profile[(off > 3) & (off < height / 6)] for off in (across - across[at], across[at] - across))
    beside = max(float(np.median(side)) if side.size else 1.0 for side in sides)
    return at if profile[at] >= max(EXPECTED, TIMES_BESIDE * beside) else None


def _ruling(
    picture: Grey, ways: Floats, along: Floats, at: int, across: Floats, like: Ruling, least: float = COVERED
) -> Ruling:
    """The ruling at one column of the straightened picture, led back to the page. least: as covered a strip is where it
    was seen."""
    left, share = _between(ways.mean(axis=0), across[at : at + 1])
    way = (ways[:, left] * (1 - share) + ways[:, left + 1] * share)[:, 0]
    ink = picture[:, max(0, at - 1) : at + 2].max(axis=1) > 0
    per = max(1, round(like.step_px / SAMPLED_PX))
    strips = [slice(begin, begin + per) for begin in range(0, len(along) - per + 1, per)]
    seen = [strip for strip in strips if ink[strip].mean() > least]
    return Ruling(
        np.array([along[strip].mean() for strip in seen]),
        np.array([way[strip].mean() for strip in seen]),
        like.step_px,
        like.weight_px,
    )
