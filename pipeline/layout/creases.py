"""Creases of a sheet that lay folded, taken off: straight pale lines from one edge of the paper to the other.

Where one runs through a row it looks like a stroke through it, and through a column like a 1 in every cell. A ruling
ends at the table's side, and a pen with what it strikes out: what goes on through both margins is of the paper. What a
crease takes of the paper's light is divided out, so that the writing on it stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.layout.glance import Glance
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey, PageImage
from pipeline.scan.paper_lines import BROADEST_MM, LEAST_DEPTH, STRIP_MM, along, strip_depths
from pipeline.scan.pieces import runs
from pipeline.scan.resample import transposed

BESIDE_MM, FARTHEST_MM, PAPER_EDGE_MM, NARROWEST_MM = 1.0, 13.0, 1.0, 2.0
"""Margins are looked at from so far beside what is printed to so far, and to so near to the picture's edge; and their
middle third alone: strokes go beyond a table by 5 mm, and a sheet may end before the picture. Narrower ones show
nothing."""
OFF_MM = 0.5
"""So far off its straight way a crease may lie; it is as broad as lines of a notebook's paper, and looked for as they
are, in the means of strips (scan.paper_lines)."""
PALEST, MOST_DEPTH = 6.0, 40.0
"""Grey levels by which it darkens the mean of most strips, or it does no harm, and at most: pens are darker."""
SEEN, AS_DEEP, PALER = 0.9, 3.5, 25.0
"""Of the strips between the margins; so many times as deep in this percentage of them, at most, as in the margins, or
it lies along a ruling. In the others print and writing lie on it."""
SLOPE = 0.03
"""Sheets are folded edge to edge: a pen's lines are seldom as level, or as plumb."""
MOST, MOST_PLACES = 3, 30
"""Of one direction; where more go from edge to edge they are of the paper, or the table's, cut at its sides. And the
lines that cross a margin: where there are more it is none."""
REACH_MM, SMOOTH = 1.5, 5
"""How far from its middle its shade is followed, and over how many strips it is evened out."""
REST, MOST_REST, BROADER_PX = 1.5, 10.0, 4
"""Of what it takes of the paper's light, and grey levels, paler than any pen: what is left where it is darker, or
broader by so much."""
MOST_TIMES = 2.0
"""As much as usual it takes of the light in a strip: more is writing there."""


def without_creases(glance: Glance) -> PageImage:
    """The page of the glance without its creases; the page itself where it has none."""
    page = glance.page
    grey = page.grey
    for down, within in ((False, _across(glance)), (True, _down(glance))):
        if within is not None:
            found = list(_creases(grey, within, page.px_per_mm, down))
            if 0 < len(found) <= MOST:
                turned = transposed(grey) if down else grey
                for crease in found:
                    turned = _lifted(turned, crease, page.px_per_mm)
                grey = transposed(turned) if down else turned
    return page if grey is page.grey else replace(page, grey=grey)


@dataclass(frozen=True, slots=True)
class _Crease:
    """start, end: how far down it lies at the picture's left and right edge, pixels. depth: grey levels."""

    start: float
    end: float
    depth: float


def _across(glance: Glance) -> tuple[float, float] | None:
    """From where to where a table and its labels reach across the page, pixels; of a page without table all print."""
    boxes = [label.box for label in glance.labels]
    boxes += [glance.lattice.box] if glance.lattice is not None else list(glance.printed.pieces)
    return (min(box.left for box in boxes), max(box.right for box in boxes)) if boxes else None


def _down(glance: Glance) -> tuple[float, float] | None:
    """From where to where print reaches down the page, pixels."""
    boxes = [*glance.printed.pieces, *([glance.lattice.box] if glance.lattice is not None else ())]
    return (min(box.top for box in boxes), max(box.bottom for box in boxes)) if boxes else None


def _creases(grey: Grey, within: tuple[float, float], px_per_mm: float, down: bool) -> Iterator[_Crease]:
    """Those that run across, or down, as on the page turned. within: from where to where there is print, pixels."""
    width = grey.shape[0 if down else 1]
    margins = _margins(within, width, px_per_mm)
    if margins is None:
        return
    broad = np.ones((2 * round(BROADEST_MM * px_per_mm / 2) + 1, 1), np.uint8)
    beside = [transposed(grey[first:last]) if down else grey[:, first:last] for first, last in margins]
    seen = [_places(margin, broad, round(FARTHEST_MM * px_per_mm / 2)) for margin in beside]
    if not all(0 < len(places) <= MOST_PLACES for places in seen):
        return
    step, off = round(STRIP_MM * px_per_mm), round(OFF_MM * px_per_mm)
    near = cv2.dilate(strip_depths(grey, px_per_mm, step, down), np.ones((2 * off + 1, 1), np.uint8))
    strips = np.arange(int(np.ceil(within[0] / step)), min(near.shape[1], int(within[1] / step)))
    left, right = (sum(margin) / 2 for margin in margins)
    ways = []
    for start, first in seen[0]:
        for end, last in seen[1]:
            fall = (end - start) / (right - left)
            if abs(fall) <= SLOPE and len(strips):
                way = start + fall * ((strips + 0.5) * step - left)
                there = near[np.clip(np.rint(way).astype(np.int64), 0, len(near) - 1), strips]
                usual = float(np.percentile(there, PALER))
                deepest = min(MOST_DEPTH, AS_DEEP * max(first, last))
                if float(np.mean(there >= LEAST_DEPTH)) >= SEEN and PALEST <= usual <= deepest:
                    ways.append((usual, start, end, fall))
    starts, ends = set(), set()
    for usual, start, end, fall in sorted(ways, reverse=True):
        if start not in starts and end not in ends:
            starts.add(start)
            ends.add(end)
            yield _Crease(start - fall * left, start + fall * (width - left), usual)


def _margins(within: tuple[float, float], width: int, px_per_mm: float) -> tuple[tuple[int, int], ...] | None:
    """The middles of the margins on both sides of the print, first and last column of pixels; None of narrow ones."""
    near, far, edge = (length * px_per_mm for length in (BESIDE_MM, FARTHEST_MM, PAPER_EDGE_MM))
    outer = max(edge, within[0] - far), min(width - edge, within[1] + far)
    inner = within[0] - near, within[1] + near
    if min(inner[0] - outer[0], outer[1] - inner[1]) < NARROWEST_MM * px_per_mm:
        return None
    thirds = (np.linspace(first, last, 4)[1:3] for first, last in ((outer[0], inner[0]), (inner[1], outer[1])))
    return tuple((round(float(first)), round(float(last))) for first, last in thirds)


def _places(margin: Grey, broad: Grey, border: int) -> list[tuple[float, float]]:
    """Where lines run across a margin, but for those near the paper's edge: rows of pixels, and grey levels."""
    means = np.round(margin.mean(axis=1, dtype=np.float32)[:, None] * 8).astype(np.uint16)
    depth = cv2.morphologyEx(means, cv2.MORPH_BLACKHAT, broad).ravel() / 8
    places = []
    for first, after in runs(depth >= LEAST_DEPTH):
        row = first + int(depth[first:after].argmax())
        if border <= row < len(depth) - border:
            places.append((float(row), float(depth[row])))
    return places


def _lifted(grey: Grey, crease: _Crease, px_per_mm: float) -> Grey:
    """The page with what a crease across takes of its light divided out."""
    width = grey.shape[1]
    step, reach, off = (max(1, round(length * px_per_mm)) for length in (STRIP_MM, REACH_MM, OFF_MM))
    x = np.arange(width)
    straight = np.interp(x, (0, width), (crease.start, crease.end))
    path = straight + _bend(grey, straight, (step, off))
    offsets = np.arange(-2 * reach, 2 * reach + 1)
    level = _of_strips(along(grey, path, offsets), step)
    paper = np.maximum(np.median(np.concatenate([level[:reach], level[-reach:]]), axis=0), 1.0)
    shade = _shade(1.0 - level[reach:-reach] / paper)
    centres = (np.arange(level.shape[1]) + 0.5) * step
    taken = 1.0 - np.stack([np.interp(x, centres, line) for line in shade])
    white = np.interp(x, centres, paper)
    # Nor is it as deep, or as broad, all along: what is left of it is no pale stroke.
    rest = np.minimum(MOST_REST, REST * white * cv2.dilate(1.0 - taken, np.ones((2 * BROADER_PX + 1, 1), np.uint8)))
    out = grey.copy()
    start = np.round(path).astype(np.int64)
    for at, offset in enumerate(offsets[reach:-reach]):
        row = start + offset
        inside = (row >= 0) & (row < grey.shape[0])
        there, full = out[row[inside], x[inside]] / taken[at, inside], white[inside]
        there = np.where(full - there < rest[at, inside], np.maximum(there, full), there)
        out[row[inside], x[inside]] = np.minimum(there + 0.5, 255).astype(np.uint8)
    return out


def _shade(dark: Floats) -> Floats:
    """Which share of the paper's light a crease takes, of which `dark` is missing, by offset from its middle and strip:
    alike all along its way, but here more and there less."""
    usual = np.median(dark, axis=1).clip(0.0)
    middle = len(usual) // 2
    # Farther from its middle it is paler; what is darker there is a ruling beside it.
    usual[middle:] = np.minimum.accumulate(usual[middle:])
    usual[middle::-1] = np.minimum.accumulate(usual[middle::-1])
    core = usual >= 0.5 * usual.max()
    times = np.median(dark[core] / np.maximum(usual[core], 1e-6)[:, None], axis=0)
    near = np.lib.stride_tricks.sliding_window_view(np.pad(times, SMOOTH // 2, mode="edge"), SMOOTH)
    result: Floats = np.outer(usual, np.median(near, axis=1).clip(0.0, MOST_TIMES))
    return result


def _bend(grey: Grey, straight: Floats, sizes: tuple[int, int]) -> Floats:
    """How far below its straight way it lies, pixels, at every column: a curve of the second degree through where the
    strips are darkest. sizes: of strips, and how far off at most."""
    step, off = sizes
    x, offsets = np.arange(grey.shape[1]), np.arange(-2 * off, 2 * off + 1)
    rows = np.clip(np.rint(straight + offsets[:, None]).astype(np.int64), 0, grey.shape[0] - 1)
    level = _of_strips(grey[rows, x], step)
    darkest = offsets[level[off:-off].argmin(axis=0) + off].astype(np.float64)
    centres = (np.arange(len(darkest)) + 0.5) * step / grey.shape[1]
    kept = np.ones(len(darkest), dtype=np.bool_)
    curve = np.zeros(3)
    for _ in range(3):
        if np.count_nonzero(kept) < 6:
            break
        curve = np.polyfit(centres[kept], darkest[kept], 2)
        away = np.abs(np.polyval(curve, centres) - darkest)
        kept = away <= max(1.0, 2 * float(np.median(away)))
    return np.asarray(np.polyval(curve, x / grey.shape[1]))


def _of_strips(band: Grey, step: int) -> Floats:
    """The median of every strip of every row, shape (rows, strips)."""
    whole = band.shape[1] // step
    return np.asarray(np.median(band[:, : whole * step].reshape(len(band), whole, step), axis=2), dtype=np.float64)
