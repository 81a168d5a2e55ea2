"""The lines of a notebook's paper, ruled or squared: a page without them reads like one on plain paper.

They are told from a form's by what no form has: lines evenly apart that run from edge to edge, over most of the page.
What they take of the paper's light is divided out, so that whatever crosses them keeps its own darkness.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import takewhile
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.resample import averaged

Floats = NDArray[np.float64]

STRIP_MM = 6.0
"""Lines are looked for in strips so long: grain evens out over them, and much of a strip is free of writing."""
BROADEST_MM = 1.2
LEAST_DEPTH = 3
"""Grey levels by which a line darkens the mean of a strip, at least."""
_OFF_MM = 0.3
"""How far a line may lie off its place in a strip: what is left of a bend."""
_ACROSS, _SEEN = 0.85, 0.5
"""Of the strips of its way, those in which a line of the paper is seen; of the lines, those seen in each of them."""
_RULED_DEPTH, _RULED = 40, 0.6
"""Where lines do not reach the page's edge, a form's end at a bar: how dark, over such a share of their height."""
_LEAST_LINES, _SPAN = 12, 0.7
"""So many lines, over such a share of the page both ways: above tables stand titles."""
_PITCH_MM = (3.0, 13.0)
_UNEVEN, _HIDDEN_ON_END = 0.12, 3
"""Of their distance: how far a line may lie off where it follows from those before; so many in a row may be hidden."""
_LAST, _BEYOND = 5, 6
"""Of those before, so many tell where the next is; beyond the first and the last, it is looked for so many."""
_HIDDEN = 0.4
"""Of the lines that follow from one another, at most: a line of the form, or writing, lies over them."""
_FITTED = 4
"""How often the lines' bend is fitted: each time without what lies off it, which is of writing or of the form."""
_SHADE_MM = 0.5
"""How far from its middle a line's shade is followed."""
_DARKEST = 0.45
"""Of the paper's brightness; what is darker is a form's."""


def without_paper_lines(grey: Grey, px_per_mm: float) -> Grey:
    """A straight, evenly lit page without the lines of its paper, if it has such; else the page itself."""
    across = paper_lines(grey, px_per_mm)
    if len(across):
        grey = _divided(grey, across, px_per_mm)
    down = paper_lines(grey, px_per_mm, down=True)
    if len(down):
        grey = np.ascontiguousarray(_divided(np.ascontiguousarray(grey.T), down, px_per_mm).T)
    return grey


def paper_lines(grey: Grey, px_per_mm: float, down: bool = False) -> Floats:
    """Where the paper's lines lie, those from left to right or those that run down; none on a page without.

    Shape (lines, pixels along them): how far down the page, or to the right, each lies there, in pixels.
    """
    step, off = (max(1, round(length * px_per_mm)) for length in (STRIP_MM, _OFF_MM))
    if min(grey.shape) < _LEAST_LINES * step:
        return np.zeros((0, 0))
    depth = strip_depths(grey, px_per_mm, step, down)
    near = cv2.dilate(depth, np.ones((2 * off + 1, 1), np.uint8))
    strength = cv2.blur(depth.mean(axis=1)[:, None], (1, 2 * off + 1)).ravel()
    even = _evenly_apart(_peaks(np.mean(near >= LEAST_DEPTH, axis=1), strength), px_per_mm, len(depth))
    if len(even) < _LEAST_LINES or np.ptp(even) < _SPAN * len(depth):
        return np.zeros((0, 0))
    seen = np.flatnonzero(np.mean([near[round(place)] >= LEAST_DEPTH for place in even], axis=0) >= _SEEN)
    if len(seen) < _SPAN * depth.shape[1]:
        return np.zeros((0, 0))
    if seen[0] > 1 or seen[-1] < depth.shape[1] - 2:
        crossing = strip_depths(grey, px_per_mm, step, not down)[:, round(even[0] / step) : round(even[-1] / step)]
        ends = [crossing[max(0, end - step) : end + step] for end in (seen[0] * step, (seen[-1] + 1) * step)]
        if any(np.mean(end.max(axis=0) >= _RULED_DEPTH) >= _RULED for end in ends if end.size):
            return np.zeros((0, 0))
    return _ways(depth, even, off, step, grey.shape[0 if down else 1])


def strip_depths(grey: Grey, px_per_mm: float, step: int, down: bool = False) -> Grey:
    """By how much the mean of each strip is darker than what lies on both sides of it, grey levels, shape (places,
    strips). step: the length of a strip, pixels. down: of lines that run down, not across."""
    means = cv2.transpose(averaged(grey, 1, step)) if down else averaged(grey, step, 1)
    tall = 2 * round(BROADEST_MM * px_per_mm / 2) + 1
    return cv2.morphologyEx(means, cv2.MORPH_BLACKHAT, np.ones((tall, 1), np.uint8)).astype(np.uint8, copy=False)


def _peaks(share: Floats, strength: Floats) -> list[float]:
    """The rows in which a line may lie: runs of rows that are darkened almost all along, each at its darkest."""
    dark = np.concatenate([[False], share >= _ACROSS, [False]])
    edges = np.flatnonzero(dark[1:] != dark[:-1])
    places = []
    for first, after in zip(edges[::2], edges[1::2], strict=True):
        places.append(float(first + strength[first:after].argmax()))
    return places


def _evenly_apart(places: Sequence[float], px_per_mm: float, height: int) -> Floats:
    """The most of the places that lie evenly apart, as a paper's lines do, with those that are hidden between."""
    best, most = [0.0], 0
    for first, place in enumerate(places):
        if place > (1 - _SPAN) * height:
            break
        for second in places[first + 1 : first + 4]:
            pitch = second - place
            if _PITCH_MM[0] * px_per_mm <= pitch <= _PITCH_MM[1] * px_per_mm:
                comb, seen = _followed(places, place, pitch)
                # Of every second line none is hidden, of all and those between them every second.
                if seen > (1 - _HIDDEN) * len(comb) and 2 * seen - len(comb) > most:
                    best, most = comb, 2 * seen - len(comb)
    return np.array(best)


def _followed(places: Sequence[float], first: float, pitch: float) -> tuple[list[float], int]:
    """Places evenly apart from the first on down, with those hidden between; and how many were seen."""
    comb, numbers, number = [first], [0], 0
    while number - numbers[-1] <= _HIDDEN_ON_END:
        number += 1
        # A line of the form may have been taken for one of them.
        last = zip(comb[-_LAST:], numbers[-_LAST:], strict=True)
        here = median(place + pitch * (number - at) for place, at in last)
        at = bisect(places, here)
        nearest = min(places[max(0, at - 1) : at + 1], key=lambda place: abs(place - here))
        if abs(nearest - here) <= _UNEVEN * pitch + 1:
            comb.append(nearest)
            numbers.append(number)
            pitch = (comb[-1] - first) / number
    return np.interp(np.arange(numbers[-1] + 1), numbers, comb).tolist(), len(comb)


def _ways(depth: Grey, even: Floats, off: int, step: int, length: int) -> Floats:
    """How the lines run: alike, but for a bend that changes slowly, so that none is drawn to a line of the form.

    Lines beyond the first and the last are followed as far as they are seen.
    """
    seen = []
    for number, place in enumerate(even):
        top = max(0, round(place) - 2 * off)
        part = depth[top : top + 4 * off + 1]
        strip = np.flatnonzero(part.max(axis=0) >= LEAST_DEPTH)
        seen.append(np.column_stack([np.full(len(strip), number), strip, top + part.argmax(axis=0)[strip]]))
    number, strip, at = np.concatenate(seen).T.astype(np.float64)
    terms, kept = _terms(number / len(even), (strip + 0.5) * step / length), np.ones(len(at), dtype=np.bool_)
    for _ in range(_FITTED):
        bend = np.linalg.lstsq(terms[kept], at[kept], rcond=None)[0]
        away = np.abs(terms @ bend - at)
        kept = away <= max(1.0, 2 * float(np.median(away)))

    def across(number: int, along: Floats) -> Floats:
        result: Floats = _terms(np.full(len(along), number / len(even)), along / length) @ bend
        return result

    def is_seen(number: int) -> bool:
        strips = np.arange(depth.shape[1])
        at = across(number, (strips + np.float64(0.5)) * step).round().astype(np.int64)
        if at.min() < off or at.max() >= len(depth) - off:
            return False
        near = np.max([depth[at + by, strips] for by in range(-off, off + 1)], axis=0)
        return bool(np.mean(near >= LEAST_DEPTH) >= _ACROSS)

    above = takewhile(is_seen, range(-1, -_BEYOND - 1, -1))
    below = takewhile(is_seen, range(len(even), len(even) + _BEYOND))
    along = np.arange(length) + np.float64(0.5)
    return np.array([across(number, along) for number in (*above, *range(len(even)), *below)])


def _terms(number: Floats, along: Floats) -> Floats:
    """The terms of a polynomial of the third degree of both, shape (n, 10)."""
    return np.column_stack([number**i * along**j for i in range(4) for j in range(4 - i)])


def along(grey: Grey, path: Floats, offsets: NDArray[np.int64]) -> Grey:
    """The pixels so far below a line that runs across, shape (offsets, pixels along it). path: how far down the page
    it lies at every column."""
    columns = np.tile(np.arange(grey.shape[1], dtype=np.float32), (len(offsets), 1))
    rows = (path + offsets[:, None]).astype(np.float32)
    return cv2.remap(grey, columns, rows, cv2.INTER_LINEAR).astype(np.uint8, copy=False)


def _divided(grey: Grey, paths: Floats, px_per_mm: float) -> Grey:
    """The page with what the lines that run across it take of its light divided out. paths: as from paper_lines."""
    reach = max(2, round(_SHADE_MM * px_per_mm))
    x = np.arange(grey.shape[1])
    offsets = np.arange(-2 * reach, 2 * reach + 1)
    shades = []
    for path in paths:
        band = along(grey, path, offsets)
        level = np.median(band, axis=1).astype(np.float64)
        beside = max(1.0, float(np.median(np.concatenate([level[:reach], level[-reach:]]))))
        shades.append(np.minimum(level[reach:-reach] / beside, 1.0))
    # Some lie beside a line of the form; the paper's are all printed alike.
    shade = np.median(shades, axis=0)
    if shade.min() < _DARKEST:
        return grey
    out = grey.copy()
    for path in paths:
        start = np.round(path).astype(np.int64)
        for offset in range(-reach - 1, reach + 2):
            row = start + offset
            inside = (row >= 0) & (row < grey.shape[0])
            taken = np.interp(row - path, offsets[reach:-reach], shade, left=1.0, right=1.0)
            there = out[row[inside], x[inside]] / taken[inside]
            out[row[inside], x[inside]] = np.minimum(there + 0.5, 255).astype(np.uint8)
    return out
