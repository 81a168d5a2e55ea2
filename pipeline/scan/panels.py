"""Dark panels of a page, as headings are printed in white on them or a copier blackens their grey: where they lie.

A panel is told by how dark it is on the whole, print on it or not, and by its straight upper and lower edge.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.pieces import outer_boxes

_COARSE_PX_PER_MM, _FINE_PX_PER_MM = 1.5, 6.0
"""On copies so small panels are looked for, and their edges."""
_LIMITS = (0.88, 0.7, 0.5, 0.35)
"""Shares of the paper's brightness below which panels are looked for: a grainy ground is hardly darker, and in a shadow
no other tells them."""
_AROUND_MM = 4.6
"""How dark it is around a place is the mean of so much: broader than any line of print."""
_LEAST_HIGH_MM, _LEAST_WIDE_MM, _MOST_HIGH = 3.6, 55.0, 0.45
"""Panels are so high and wide at least, as headings of tables are; of the page's height, so high at most."""
_EDGE_MM = 2.0
"""From the border of the page, where the ground beside the sheet lies."""
_BLOCK_MM, _BLOCKS = 2.5, 5
"""Edges are looked for in blocks so wide; each lies as the middle one of so many neighbours does."""
_GAP_MM, _MOSTLY, _FILLED = 1.2, 0.7, 0.85
"""White print on a panel has finer strokes; share of a row that is dark on one, but for rows with bold print,
and of the panel."""
_STRAIGHT_MM, _MOST_AWRY, _CLIMB = 0.7, 0.35, 0.03
"""An edge is so near its neighbours' but for that share of the blocks: print on it, and shadows' edges, are farther. At
least one climbs by no more than the third number of its way."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Its rows and columns of the page; 255 on it among these, else 0; its corners, clockwise from the upper left, in
    pixels of the page, shape (4, 2); the brightness of paper."""

    place: tuple[slice, slice]
    mask: Grey
    corners: Points
    paper: float


def find_panels(page: Grey, px_per_mm: float) -> list[Panel]:
    """The dark panels of a page that is straight but not yet evenly lit, none overlapping another."""
    by = 2 * max(1, round(px_per_mm / _COARSE_PX_PER_MM / 2))
    coarse = _reduced(page[::2, ::2], by // 2)
    scale = px_per_mm / by
    if min(coarse.shape) < _LEAST_WIDE_MM * scale:
        return []
    paper = float(np.median(coarse))
    gap, around = (np.ones((max(2, round(mm * scale)),) * 2, np.uint8) for mm in (_GAP_MM, _AROUND_MM))
    found: list[Panel] = []
    for limit in _LIMITS:
        dark = cv2.threshold(coarse, limit * paper, 255, cv2.THRESH_BINARY_INV)[1]
        whole = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, gap)
        mostly = cv2.threshold(cv2.blur(whole, around.shape[::-1]), 255 * _MOSTLY, 255, cv2.THRESH_BINARY)[1]
        if not cv2.countNonZero(mostly):
            break
        for left, top, wide, high in outer_boxes(mostly).tolist():
            if wide >= _LEAST_WIDE_MM * scale:
                reach = _AROUND_MM * scale
                box = (left - reach, top - reach, left + wide + reach, top + high + reach)
                panel = _outlined(page, [edge * by for edge in box], limit, paper, px_per_mm)
                if panel is not None and not any(_overlap(panel, other) for other in found):
                    found.append(panel)
    return found


def _reduced(grey: Grey, by: int) -> Grey:
    height, width = (side // by for side in grey.shape)
    if min(height, width) < 1:
        return grey[:1, :1]
    part = grey[: height * by, : width * by]
    return cv2.resize(part, (width, height), interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def _overlap(one: Panel, other: Panel) -> bool:
    return all(a.start < b.stop and b.start < a.stop for a, b in zip(one.place, other.place, strict=True))


def _outlined(page: Grey, box: list[float], limit: float, paper: float, px_per_mm: float) -> Panel | None:
    """The panel within the box (left, top, right, bottom) around a dark place, None where there is none."""
    by = max(1, round(px_per_mm / _FINE_PX_PER_MM))
    scale, edge = px_per_mm / by, round(_EDGE_MM * px_per_mm)
    left, top = max(edge, round(box[0])), max(edge, round(box[1]))
    right, bottom = min(page.shape[1] - edge, round(box[2])), min(page.shape[0] - edge, round(box[3]))
    if right - left < _LEAST_WIDE_MM * px_per_mm or bottom - top < _LEAST_HIGH_MM * px_per_mm:
        return None
    part = _reduced(page[top:bottom, left:right], by)
    gap = np.ones((max(2, round(_GAP_MM * scale)),) * 2, np.uint8)
    first_found = _inside(part, limit * paper, gap, scale)
    if first_found is None:
        return None
    ground = float(np.median(part[first_found[1] > 0]))
    found = _inside(part, (ground + paper) / 2, gap, scale)
    if found is None:
        return None
    (first, last, tops, bottoms), inside, dark = found
    astray = first == 0 or last == part.shape[1] or np.median(tops) <= 1 or np.median(bottoms) >= part.shape[0] - 1
    high, climb = float(np.median((bottoms - tops)[first:last])), _CLIMB * (last - first)
    astray |= min(abs(edge[last - 1] - edge[first]) for edge in (tops, bottoms)) > climb
    as_high = _LEAST_HIGH_MM * scale <= high <= _MOST_HIGH * page.shape[0] / by
    if astray or not as_high or dark[inside > 0].mean() < _FILLED:
        return None
    x, y, wide, tall = cv2.boundingRect(inside)
    mask = cv2.resize(inside[y : y + tall, x : x + wide], (wide * by, tall * by), interpolation=cv2.INTER_LINEAR)
    mask = cv2.threshold(mask, 127, 255, cv2.THRESH_BINARY)[1]
    rows, columns = slice(top + y * by, top + (y + tall) * by), slice(left + x * by, left + (x + wide) * by)
    ends = [(first, tops[first]), (last, tops[last - 1]), (last, bottoms[last - 1]), (first, bottoms[first])]
    corners = np.array(ends, dtype=np.float64) * by + np.array([left, top])
    return Panel((rows, columns), np.asarray(mask, np.uint8), corners, paper)


Edges = tuple[int, int, Floats, Floats]
"""First column, the one behind the last; per column, first row and the one behind the last."""


def _inside(part: Grey, level: float, gap: Grey, px_per_mm: float) -> tuple[Edges, Grey, Grey] | None:
    """The edges of the panel that is darker than that, 255 between them, and 1 where it is dark.

    Print and grain are filled in, paper is not: no white place on a panel is as broad as those between rulings.
    """
    dark = cv2.morphologyEx((part < level).astype(np.uint8), cv2.MORPH_CLOSE, gap).astype(np.uint8, copy=False)
    edges = _edges(dark > 0, px_per_mm)
    return None if edges is None else (edges, _between(part.shape, edges), dark)


def _edges(dark: NDArray[np.bool_], px_per_mm: float) -> Edges | None:
    """Where the darkest run of blocks begins and ends, and each of them; None where these are no panel's edges.

    A run is as dark as it can be: each row that is mostly dark counts for it, each other one against it, so that a line
    of print on it does not end it, nor writing below it prolong it.
    """
    step = max(2, round(_BLOCK_MM * px_per_mm))
    blocks = dark.shape[1] // step
    if blocks < _LEAST_WIDE_MM * px_per_mm / step:
        return None
    share = dark[:, : blocks * step].reshape(dark.shape[0], blocks, step).mean(axis=2)
    starts, ends = _darkest_runs(share)
    high = ends - starts >= _LEAST_HIGH_MM * px_per_mm / 2
    begin, end = (int(edge[0]) for edge in _darkest_runs(high[:, None].astype(np.float64)))
    if (end - begin) * step < _LEAST_WIDE_MM * px_per_mm:
        return None
    tops, bottoms = _smooth(starts[begin:end]), _smooth(ends[begin:end])
    for smooth, seen in ((tops, starts), (bottoms, ends)):
        if (np.abs(smooth - seen[begin:end]) > _STRAIGHT_MM * px_per_mm).mean() > _MOST_AWRY:
            return None
    # The ends to the pixel, by what is dark beside the outer blocks at their height.
    sides = []
    for block, side in ((0, begin), (-1, end)):
        rows = slice(int(tops[block]), max(int(tops[block]) + 1, int(bottoms[block])))
        window = slice(max(0, (side - 2) * step), min(dark.shape[1], (side + 2) * step))
        run = _darkest_runs(dark[rows, window].mean(axis=0)[:, None])
        sides.append(window.start + int(run[0 if block == 0 else 1][0]))
    return (
        sides[0],
        sides[1],
        _at_columns(tops, begin, step, dark.shape[1]),
        _at_columns(bottoms, begin, step, dark.shape[1]),
    )


def _darkest_runs(share: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Per column, the first row of the run whose shares exceed _MOSTLY by most in all, and the row behind it."""
    sums = np.concatenate([np.zeros((1, share.shape[1])), np.cumsum(share - _MOSTLY, axis=0)])
    lowest = np.minimum.accumulate(sums, axis=0)
    ends = np.argmax(sums - lowest, axis=0)
    rows = np.arange(len(sums))[:, None]
    before = np.where(rows <= ends[None], sums, np.inf)
    return np.argmin(before, axis=0).astype(np.int64), ends.astype(np.int64)


def _smooth(edge: NDArray[np.int64]) -> Floats:
    """Each as the median of its neighbours; those at the ends, where a thick frame's bars stand, as the next."""
    medians = np.median(np.lib.stride_tricks.sliding_window_view(edge.astype(np.float64), _BLOCKS), axis=1)
    return np.pad(medians, _BLOCKS // 2, mode="edge")


def _at_columns(edge: Floats, begin: int, step: int, columns: int) -> Floats:
    """The edge at every column, straight between the middles of blocks."""
    middles = (np.arange(len(edge)) + begin + 0.5) * step
    return np.asarray(np.interp(np.arange(columns) + 0.5, middles, edge))


def _between(shape: tuple[int, ...], edges: Edges) -> Grey:
    """255 between the edges."""
    first, last, tops, bottoms = edges
    rows, columns = np.arange(shape[0])[:, None], np.arange(shape[1])[None]
    inside = (rows >= np.round(tops)) & (rows < np.round(bottoms)) & (columns >= first) & (columns < last)
    return np.where(inside, 255, 0).astype(np.uint8)
