"""Strokes hardly darker than paper that stand out, as the rest of their page has none.

A pen that skips in one cell, or in one digit of a number, leaves what a person sees and what no fixed limit tells from
the back of the sheet, from grain or from stains. But those are all over a page, or at least in many cells of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey
from pipeline.read.darker_than_beside import darker_than_beside
from pipeline.read.faint import NARROW, THROUGH
from pipeline.read.ink import USUAL_CELL_PX, Ink, Mask, least_contrast
from pipeline.read.two_inks import Strokes, second_ink
from pipeline.scan.grey_levels import levels_at_most
from pipeline.scan.pieces import components

_COARSER = 1.5
"""So many times as coarse as its page's is the grain of a cell's paper at most: large writing passed for grain."""
_FINE = 4
"""Parts of a grey step in which smoothed paper is told."""
_SMOOTH_PX, _SIGMA = 5, 1.2
"""About as wide as thin strokes are (300 dpi)."""
_BEYOND_QUARTER = 0.674
"""Standard deviations from the middle of grain to where its darker quarter begins."""
EDGE_PX, _ON_EDGE_PX, _THIN_PX, _LEAST_ROOM_PX = 5, 2, 10, 12
"""So near to a ruling the paper is grey; what is so thin and lies there is left of it; the smallest cell looked at."""
_PIECE_PX = 15
"""Pixels of a piece, at least (300 dpi)."""
_OF_WRITING, _OF_FIELD = 0.35, 0.2
"""The same length in heights of the writing beside it, and of a field outside the table, where print is near."""
_HALO_PX = {True: 4, False: 5}
"""So far reaches what is left of ink that was looked at; by whether the cell holds none (the neighbours' is beyond)."""
_REACH, _USUAL_LETTER_PX = 1.5, 30.0
"""From ink to what may be of the same word or number: in heights of the ink, which is no dash's."""
_AS_HIGH, _OFF_LINE, _NEXT = 0.5, 0.3, 0.8
"""The same of a lost digit or letter: its height, how far it lies above or below, and the gap. Of 7,300 cells in which
none was lost 5 have strokes so, of the back (made books)."""
_HALF = 0.5
"""So many of its columns hold ink where a piece is the pale end of a stroke, as in grey copies: writing that was left
out stands beside what is read. Of 191 strange pages 68 right cells were doubted for pale strokes, 36 without such
ends, and of 70 cells with a pale digit or letter 67 still."""
_END = 0.6
"""Of the highest piece of what is read: higher is no stroke's end."""
_INSIDE = 0.6
"""Of a piece: as much inside the box of a stroke that is read is its own, as the shade in a loop."""
_ENDS, _LINE, _ASIDE = 5, 0.4, np.ones((1, 9), np.uint8)
"""A line covers so much of the first and the last fifth of the rows; it may lean so far (pixels)."""
_DARKEST_PX, _SPREAD_PX, _CORE = 40, 9, 0.6
_SHARP = 0.6
"""What is left, spread over _SPREAD_PX, of how dark strokes are. Of pale strokes of made pages it is 0.57 to 0.86, of
those of the back, and of grain, 0.67 to 0.85 (2nd to 98th percentile)."""
_AS_DARK, _MOST, _MOST_SHARE = 0.67, 1, 0.05
"""Cells beside which strokes do not stand out: with some at least so dark, in shares of their own darkness; so many of
the others, and so much of them."""


@dataclass(frozen=True, slots=True)
class Least:
    """What strokes are at least. greys: steps above the middle of smoothed paper, grains: the same in standard
    deviations of it, darkest: of what of them is darkest. pixels: of all their pieces, long: of the longest (300 dpi;
    a digit of 2 mm has 24)."""

    greys: float
    grains: float
    darkest: float
    pixels: int
    long: int


PLAIN = Least(4.0, 4.0, 5.5, 60, 13)
"""Of strokes that are told by themselves. Of 18 blank cells of made books that passed for writing the darkest of 10 was
paler than that, and of none of 31 that were."""
HINT = Least(3.0, 3.0, 4.0, 40, 13)
"""Of such as only many cells together tell from grain: 1 blank cell in 200 of made books has some."""
TRACE = Least(3.0, 3.0, 3.0, 40, 9)
"""Of what else such a pen left in these rows: of 180 cells of made pages with less of it than a hint 65 had so much, of
2,200 blank ones 21."""


@dataclass(frozen=True, slots=True)
class Pale:
    """What is hardly darker than paper in a cell. strength: how much darker, grey steps. sharp: sharper than the back's
    strokes. written: of the size of writing, darker than grain, no line that leads through the cell, and beside what is
    written there. in_line: as high as that is, on its line and next to it, as a lost digit or letter.
    seen: the pixels, of the inside of the cell."""

    strength: float
    sharp: bool
    written: bool
    in_line: bool
    seen: Mask = field(repr=False, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """The inside of a cell. dark: as in Ink. smooth: the same, smoothed, in parts of a step.
    below: how many pixels of that are no darker than each part. middle, grain: of it, and its standard deviation."""

    dark: Grey
    smooth: Grey
    below: NDArray[np.float64]
    middle: int
    grain: float


def standing_out(cells: Mapping[int, tuple[Crop, Ink]], typical: float) -> frozenset[int]:
    """Those of a page's cells that hold strokes far paler than its pen: sharp ones, such as hardly any other cell
    beyond their row and column has, such as were left out of what is written, or a table's second ink. typical: as from
    typical_contrast, grey steps."""
    least = least_contrast(typical)
    papers = {at: paper for at, (_, ink) in cells.items() if (paper := paper_of(ink)) is not None}
    usual = float(np.median([paper.grain for paper in papers.values()] or [0.0]))
    pale = {
        at: found
        for at, paper in papers.items()
        if (found := pale_strokes(cells[at][0].cell, cells[at][1], paper, least, usual))
    }
    may_be = {at: own.sharp or own.in_line for at, own in pale.items() if own.written}
    found_at = (at for at, surely in may_be.items() if surely or _is_alone(at, cells, pale))
    drawn = frozenset(at for at in found_at if is_drawn(*cells[at], pale[at]))
    hint, trace = (partial(_strokes, cells, papers, least, usual, what) for what in (HINT, TRACE))
    return drawn | second_ink(cells, hint, trace)


def paper_of(ink: Ink) -> Paper | None:
    """The inside of a cell; null where that is too small for writing."""
    place = ink.cell.grown(-EDGE_PX, -EDGE_PX)
    dark = ink.dark[place.slices(ink.dark.shape[1], ink.dark.shape[0])]
    if min(dark.shape) < _LEAST_ROOM_PX:
        return None
    fine = cv2.convertScaleAbs(dark, alpha=_FINE)
    smooth = np.asarray(cv2.GaussianBlur(fine, (_SMOOTH_PX, _SMOOTH_PX), _SIGMA), dtype=np.uint8)
    below = levels_at_most(smooth)
    middle, quarter = np.searchsorted(below, (0.5 * dark.size, 0.75 * dark.size)).tolist()
    return Paper(dark, smooth, below, middle, (quarter - middle) / _BEYOND_QUARTER)


def pale_strokes(
    cell: Cell, ink: Ink, paper: Paper, ink_from: float, usual_grain: float, least: Least = PLAIN
) -> Pale | None:
    """What is paler than ink in a cell, beside it, and no grain; null where there is nothing.

    ink_from: grey steps from which on it is ink. usual_grain: how coarse the page's paper usually is, in parts of a
    grey step. least: PLAIN, HINT or TRACE.
    """
    dark, smooth, middle = paper.dark, paper.smooth, paper.middle
    # What is written in a cell is no grain of it: where that seems coarse, it is as elsewhere on the page.
    limit = int(middle + max(least.greys * _FINE, least.grains * min(paper.grain, _COARSER * usual_grain)))
    if limit >= 255 or dark.size - paper.below[limit] < least.pixels:
        return None
    mask = np.asarray(cv2.threshold(smooth, limit, 1, cv2.THRESH_BINARY)[1], dtype=np.uint8)
    strong = cv2.threshold(dark, ink_from - 1, 1, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(strong):
        halo = 2 * _HALO_PX[ink.blank] + 1
        mask = np.asarray(cv2.subtract(mask, cv2.dilate(strong, np.ones((halo, halo), np.uint8))), dtype=np.uint8)
        if cv2.countNonZero(mask) < least.pixels:
            return None
    numbers, stats, _ = components(mask)
    pieces = _pieces(stats[1:], Box(0, 0, dark.shape[1], dark.shape[0]))
    if stats[1:, 4][pieces].sum() < least.pixels:
        return None
    own = np.concatenate(([False], pieces))[numbers]
    depths = np.sort(smooth[own])
    spread = cv2.blur(dark, (_SPREAD_PX, _SPREAD_PX)).astype(np.float32)
    core = own & (smooth >= middle + _CORE * (float(depths[-1]) - middle))
    white = middle / _FINE
    left = (float(spread[core].mean()) - white) / max(float(smooth[core].mean()) / _FINE - white, 1e-3)
    large, in_line = _looks_written(mask, stats[1:], cell, ink, left < _SHARP, least, np.asarray(strong))
    depth = float(depths[-_DARKEST_PX:].mean()) - middle
    dark_enough = depth >= least.darkest * min(paper.grain, usual_grain)
    return Pale(depth / _FINE, left < _SHARP, large and dark_enough, in_line, own)


def _strokes(
    cells: Mapping[int, tuple[Crop, Ink]],
    papers: Mapping[int, Paper],
    ink_from: float,
    usual_grain: float,
    least: Least,
    at: int,
) -> Strokes | None:
    """The pale strokes as large as writing in a cell, anywhere beside its ink; null without any."""
    crop, ink = cells[at]
    if at not in papers:
        return None
    found = pale_strokes(crop.cell, replace(ink, parts=()), papers[at], ink_from, usual_grain, least)
    if found is None or not found.written or not is_drawn(crop, ink, found, least):
        return None
    sides = (found.seen[:2], found.seen[-2:], found.seen[:, :2], found.seen[:, -2:])
    return Strokes(found.strength, any(side.any() for side in sides))


def is_drawn(crop: Crop, ink: Ink, pale: Pale, least: Least = PLAIN) -> bool:
    """Whether the pale strokes of a cell are darker than what lies beside them in its picture. least: as they were told
    by."""
    place = ink.cell.grown(-EDGE_PX, -EDGE_PX).slices(ink.dark.shape[1], ink.dark.shape[0])
    return darker_than_beside(crop.grey[place], ink.labels[place] > 0, pale.seen, pale.strength, least.pixels)


def _pieces(stats: NDArray[np.int32], room: Box) -> NDArray[np.bool_]:
    """Which pieces are no grain, and not left of the cell's own rulings. stats: left, top, width, height and area of
    each."""
    left, top, width, height, area = stats.T
    beside = (left <= _ON_EDGE_PX) | (left + width >= room.width - _ON_EDGE_PX)
    above = (top <= _ON_EDGE_PX) | (top + height >= room.height - _ON_EDGE_PX)
    rest = ((width <= _THIN_PX) & beside) | ((height <= _THIN_PX) & above)
    found: NDArray[np.bool_] = (area >= _PIECE_PX) & ~rest
    return found


def _looks_written(
    mask: Grey, stats: NDArray[np.int32], cell: Cell, ink: Ink, sharp: bool, least: Least, strong: Grey
) -> tuple[bool, bool]:
    """Whether pieces of a mask of a cell's inside, but for lines through it, are as large as writing, and near what is
    written; whether one is in line with that. stats: as for _pieces. strong: the mask of ink."""
    pieces, shortest = _without_lines(_without_lines(mask).T).T, float(least.long)
    own = ink.box().shifted(-ink.cell.left - EDGE_PX, -ink.cell.top - EDGE_PX)
    parts = [part.box.shifted(-ink.cell.left - EDGE_PX, -ink.cell.top - EDGE_PX) for part in ink.parts]
    inked = np.zeros(mask.shape[1], dtype=np.bool_)
    if not ink.blank:
        shortest = max(shortest, _OF_WRITING * own.height)
        reach = _REACH * max(own.height, _USUAL_LETTER_PX)
        first = max(0, int(own.left - reach))
        pieces, own = pieces[:, first : max(0, int(own.right + reach))], own.shifted(-first, 0)
        inked = _columns_with(strong[:, first : first + pieces.shape[1]], own)
        parts = [part.shifted(-first, 0) for part in parts]
    if pieces.shape != mask.shape or not np.shares_memory(pieces, mask):
        stats = components(np.ascontiguousarray(pieces))[1][1:]
    if not cell.part.in_table and not sharp:
        shortest = max(shortest, _OF_FIELD * min(ink.cell.height, USUAL_CELL_PX))
    high, wide = pieces.shape
    _, _, width, height, area = stats.T
    through = (height >= THROUGH * high) & (width <= NARROW * height)
    through |= (width >= THROUGH * wide) & (height <= NARROW * width)
    strokes = _pieces(stats, Box(0, 0, wide, high)) & ~through
    end_high = _END * max((part.height for part in parts), default=0.0)
    for at in np.flatnonzero(strokes):
        left, top, width_px, height_px, _ = (float(one) for one in stats[at])
        piece = Box(left, top, left + width_px, top + height_px)
        # What is as high as a letter is one, of the line above or below (`Tidak` over `SD`), and no stroke's end.
        strokes[at] = height_px > end_high or inked[int(left) : int(left + width_px)].mean() < _HALF
        strokes[at] &= all(piece.overlap(part) < _INSIDE * piece.area for part in parts)
    longest = np.maximum(width, height)[strokes].max(initial=0)
    large = bool(area[strokes].sum() >= least.pixels and longest >= shortest)
    return large, not ink.blank and bool(_in_line_with(own, stats[strokes]).any())


def _columns_with(strong: Grey, written: Box) -> NDArray[np.bool_]:
    """Which columns of a mask hold ink as high as what is written, or touch some."""
    rows, _ = written.slices(strong.shape[1], strong.shape[0])
    return np.asarray(cv2.dilate(strong[rows].max(axis=0, initial=0)[None], np.ones((1, 3), np.uint8))[0] > 0)


def _in_line_with(written: Box, stats: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which pieces are as high as what is written, on its line, and next to it. stats: as for _pieces."""
    left, top, width, height, _ = stats.T
    off = _OFF_LINE * written.height
    on_line = (top >= written.top - off) & (top + height <= written.bottom + off)
    gap = np.maximum(written.left - left - width, left - written.right)
    found: NDArray[np.bool_] = on_line & (height >= _AS_HIGH * written.height) & (gap <= _NEXT * written.height)
    return found


def _without_lines(mask: Grey) -> Grey:
    """The mask without what leads from its first rows to its last: rulings of the back, that writing may part."""
    deep = max(1, mask.shape[0] // _ENDS)
    ends = [cv2.dilate(part.mean(axis=0, keepdims=True), _ASIDE)[0] for part in (mask[:deep], mask[-deep:])]
    lines = (np.minimum(*ends) >= _LINE).astype(np.uint8)
    return np.where(cv2.dilate(lines[None], _ASIDE) > 0, np.uint8(0), mask) if lines.any() else mask


def _is_alone(at: int, cells: Mapping[int, tuple[Crop, Ink]], pale: Mapping[int, Pale]) -> bool:
    """Whether hardly any cell beyond its row and column has strokes as dark: the back shines through all over."""
    own, strength = cells[at][0].cell, _AS_DARK * pale[at].strength
    others = [other for other, (crop, _) in cells.items() if other != at and not _share_a_line(own, crop.cell)]
    as_dark = sum(other in pale and pale[other].strength >= strength for other in others)
    return as_dark <= max(_MOST, _MOST_SHARE * len(others))


def _share_a_line(one: Cell, other: Cell) -> bool:
    """Whether two cells of the table share a row or a column, in which a pen may skip."""
    beside = one.part is other.part and one.row == other.row
    return one.part.in_table and other.part.in_table and (beside or one.field.name == other.field.name)
