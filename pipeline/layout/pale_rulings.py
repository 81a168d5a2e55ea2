"""A table of which a copier left its rulings thin and pale, or in pieces: they are drawn again where they lie.

Their pieces are too short or too pale for rulings, but lie in line over all of a table, and copiers leave paper that
is even. Where a page is refused it is looked at once more with them drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.glance import ink_of
from pipeline.layout.lines.faint_rulings import thin_lines
from pipeline.layout.lines.net import DOUBLE_MM, joined, largest_net
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, steady, vertical_rulings
from pipeline.layout.long_rulings import DRAWN_INK
from pipeline.model import Grey, PageImage
from pipeline.scan.resample import transposed

PALEST, OF_GRAIN, GRAIN = 2.0, 3.0, 90
"""Grey levels by which a piece is darker than the paper, more than that, and so many times this percentile of the
paper's own unevenness."""
LONG_MM, NEAR_INK_MM = 5.0, 0.4
"""Ink goes on so far along a ruling that is dark; strokes of letters are shorter, and at their edges, so near, as grey
as a pale ruling."""
STRIP_MM, COVERED, SHORTEST_MM = 8.0, 0.3, 24.0
"""A ruling is traced in strips so long, of which so much is covered: letters in line cover less, or stand beside
others."""
PART_MM, SHOWN, SURE, LEAST_PARTS = 2.5, 0.25, 0.4, 3
"""It begins and ends with a part so long of which so much is covered; and so much of all of it is. Fewer parts are
none."""
PALEST_PRINT, CLEAR_MM, TIMES_BESIDE = 8, (0.7, 2.0), 2.0
"""Grey levels by which pale print is darker; and so near beside a ruling, on either side, so many times less of it is
than of pieces on it: letters stand beside a line along their feet."""
LEAST_LINES, LEAST_BARS, OF_KNOWN = 5, 4, 0.5
"""A table has so many; and a ruling of which less than so much is dark was not seen before."""
ENDS_MM = 4.0
"""So near to its end another may lie at which it ends: beside a crossing a pale one is not seen."""
OFF_PX, MOSTLY = 5, 0.9
"""So far from where it was traced it is looked for part by part: in the middle of where it is covered by so much of the
most."""
THICK_MM = 0.2


def with_pale_drawn(page: PageImage) -> PageImage | None:
    """The page with the pale rulings of its largest table drawn as dark as others; None where there are none."""
    ink, scale = ink_of(page.grey), page.px_per_mm
    lines, bars = largest_net(*(_seen(page.grey, ink, scale, across) for across in (True, False)))
    if len(lines) < LEAST_LINES or len(bars) < LEAST_BARS:
        return None
    # As dark as its ink is: what counts as ink hangs on how dark the page is.
    level = float(np.median(page.grey[ink > 0])) if ink.any() else float(DRAWN_INK)
    grey, thick = page.grey.copy(), max(1, round(THICK_MM * scale))
    pale = 0
    for rulings, crossing, across in ((lines, bars, True), (bars, lines, False)):
        dark = _turned(ink, across)
        for ruling in rulings:
            start, end = (_at_crossing(end, ruling, crossing, scale) for end in (ruling.start, ruling.end))
            along = np.arange(max(0, round(start)), min(round(end) + 1, len(dark)))
            pale += _covered(dark, along, ruling, np.zeros(1, np.int64)).mean() < OF_KNOWN
            way = np.column_stack([ruling.at(along.astype(np.float64)), along])
            points = (way[:, ::-1] if across else way).round().astype(np.int32)
            cv2.polylines(grey, [np.ascontiguousarray(points)], False, (level,), thick)
    return replace(page, grey=grey) if pale else None


def _seen(grey: Grey, ink: Grey, px_per_mm: float, across: bool) -> tuple[Ruling, ...]:
    """The rulings that run so, pale ones and broken ones, too."""
    pieces = _pieces(grey, ink, px_per_mm, across)
    trace = horizontal_rulings if across else vertical_rulings
    traced = trace(pieces, px_per_mm, SHORTEST_MM, STRIP_MM, COVERED)
    paper = float(np.median(grey[::8, ::8]))
    printed = cv2.threshold(grey, paper - PALEST_PRINT, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    return _apart(_parts(_turned(pieces, across), _turned(printed, across), traced, px_per_mm), px_per_mm)


def _turned(picture: Grey, across: bool) -> Grey:
    """The picture turned so that rulings which run so run down."""
    return transposed(picture) if across else picture


def _pieces(grey: Grey, ink: Grey, px_per_mm: float, across: bool) -> Grey:
    """255 on what may be of rulings that run so, pale thin lines and long ones of ink, else 0."""
    thin, bare = thin_lines(grey, ink, px_per_mm, across)
    grain = float(np.percentile(bare, GRAIN)) if bare.size else 0.0
    found = cv2.threshold(thin, max(PALEST, OF_GRAIN * grain), 255, cv2.THRESH_BINARY)[1]
    long, near = round(LONG_MM * px_per_mm), 2 * round(NEAR_INK_MM * px_per_mm) + 1
    found[cv2.dilate(ink, np.ones((near, near), np.uint8)) > 0] = 0
    dark = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long) if across else (long, 1), np.uint8))
    return cv2.bitwise_or(found, dark).astype(np.uint8, copy=False)


def _parts(pieces: Grey, dark: Grey, rulings: Sequence[Ruling], px_per_mm: float) -> tuple[Ruling, ...]:
    """The rulings in parts of which something is seen, shorter than the strips they were traced in; those of which
    little is seen left out, and lines of letters. pieces, and dark, 255 on all print: turned so that they run down."""
    part, off = max(1, round(PART_MM * px_per_mm)), np.arange(-OFF_PX, OFF_PX + 1)
    clear = np.arange(round(CLEAR_MM[0] * px_per_mm), round(CLEAR_MM[1] * px_per_mm), 2)
    kept = []
    for ruling in rulings:
        first = max(0, round(ruling.start))
        along = np.arange(first, min(round(ruling.end), len(pieces)))
        parts = len(along) // part
        covered = _covered(pieces, along[: parts * part], ruling, off).reshape(len(off), parts, part).mean(axis=2)
        most = covered.max(axis=0)
        best = np.average(off[:, None].repeat(parts, axis=1), axis=0, weights=(covered >= MOSTLY * most).astype(float))
        middles = np.asarray(first + (np.arange(parts) + 0.5) * part, np.float64)
        shown = np.flatnonzero(most >= SHOWN)
        if len(shown) < LEAST_PARTS:
            continue
        way = slice(shown[0], shown[-1] + 1)
        within = along[way.start * part : way.stop * part]
        sides = [_covered(dark, within, ruling, side * clear).mean() for side in (-1, 1)]
        if most[way].mean() >= max(SURE, TIMES_BESIDE * max(sides)):
            across = steady(ruling.at(middles[shown]) + best[shown])
            kept.append(Ruling(middles[shown], across, float(part), ruling.weight_px))
    return tuple(kept)


def _apart(rulings: Sequence[Ruling], px_per_mm: float) -> tuple[Ruling, ...]:
    """The rulings put together, without what lies beside one of which more was seen: a column of ones, or the edge of
    a line that a picture of few colours doubles; a trace may lead from there back to the line."""
    kept: list[Ruling] = []
    for ruling in sorted(rulings, key=lambda one: -one.seen_px):
        for other in kept:
            if float(np.median(np.abs(other.at(ruling.along) - ruling.across))) < DOUBLE_MM * px_per_mm:
                beyond = (ruling.along < other.start) | (ruling.along > other.end)
                ruling = replace(ruling, along=ruling.along[beyond], across=ruling.across[beyond])
                if len(ruling.along) < LEAST_PARTS:
                    break
        else:
            kept.append(ruling)
    return joined(tuple(kept), px_per_mm)


def _at_crossing(end: float, ruling: Ruling, crossing: Sequence[Ruling], px_per_mm: float) -> float:
    """Where one of those that cross it lies, where that is near its end; else the end."""
    places = [float(other.at(ruling.middle)) for other in crossing]
    near = min(places, key=lambda place: abs(place - end))
    return near if abs(near - end) <= ENDS_MM * px_per_mm else end


def _covered(pieces: Grey, along: NDArray[np.int64], ruling: Ruling, off: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Whether there is a piece so far off the ruling, or a pixel beside, at those places along it, shape (off, along).
    pieces: as in _parts."""
    across = np.rint(ruling.at(along.astype(np.float64))).astype(np.int64)
    near = [np.clip(across + off[:, None] + by, 0, pieces.shape[1] - 1) for by in (-1, 0, 1)]
    return np.asarray(np.max([pieces[along[None], at] for at in near], axis=0) > 0)
