"""Columns whose printed heading a pen struck through: what is written below is what stands above it by hand."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats, median_of
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

INK_BELOW = 150
"""Print is darker on the page without its rulings, and so is a pen."""
INSIDE_MM = 0.3
"""So near to its sides a heading's cell is not looked at."""
SHORTEST_MM, GAP_PX, HITS = 3.2, 2, 0.8
"""So long is a line through a heading: letters have no straight stroke of that length that is not upright. So many
pixels of it may be missing, and so much of it counts for it."""
STEEPEST = 0.6
"""Down for one across: words that stand upright are struck through across, too."""
SOLID, THICKEST_MM = 0.97, 1.0
"""So much of it is ink, and so thick is it at most places: letters that ran together are thicker."""
BEYOND_MM, LOOKED_MM, CROSSING = 0.3, 1.6, 0.025
"""By so much more than at most places the ink goes on over and under it, looked at so far, where it crosses a letter;
at so many of its places."""
POOR, BARE_MM = 0.7, 0.8
"""Likeness of what was read to the column's heading: less, and letters need touch the line on one side only; nor need
they on both where it begins and ends beside them."""
READ, OF_LINE, LETTERS_MM = 0.9, 0.75, 1.2
"""Of a heading that is read as well as that the line strikes most of its own line of print, so high: shorter ones are
feet of bold letters that run together."""
RULED, RULED_MM = 0.7, 0.8
"""Of the next heading's width so much is solid ink in line with a ruling under the name of a group, so far off."""
MOST_LINES = 24
"""Of one heading; more are hatching."""

Flags = NDArray[np.bool_]


def struck_headings(cleaned: Grey, lattice: Lattice, alike: Sequence[float], px_per_mm: float) -> frozenset[int]:
    """The columns of the lattice whose headings are struck through.

    cleaned: the page without its rulings. alike: for each column, how much what was read of its heading is like it.
    """
    rows, _ = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    band = np.asarray(cleaned[rows.start : max(rows.start + 1, round(float(lattice.nodes[1, :, 1].max())))] < INK_BELOW)
    found = set()
    for column, likeness in enumerate(alike):
        cell = lattice.cell(0, column).shifted(0, -rows.start).grown(-INSIDE_MM * px_per_mm)
        if min(cell.width, cell.height) < SHORTEST_MM * px_per_mm:
            continue
        window = cell.slices(band.shape[1], band.shape[0])
        for line in _lines(band[window], px_per_mm):
            over, under, bare = _letters(band[window], line, px_per_mm)
            one_side = bare or likeness < POOR
            crosses = min(over, under) >= CROSSING or (one_side and max(over, under) >= CROSSING)
            start = np.array([window[1].start, window[0].start] * 2)
            crosses = crosses and (likeness < READ or _strikes_line(band[window], line, px_per_mm))
            if crosses and not _is_ruling(band, line + start, lattice, column, px_per_mm):
                found.add(column)
                break
    return frozenset(found)


def _lines(ink: Flags, px_per_mm: float) -> Floats:
    """The thin straight lines in a heading that are rather level, left end first; shape (lines, 4)."""
    least = SHORTEST_MM * px_per_mm
    mask = ink.astype(np.uint8) * 255
    if not _may_hold(mask, least):
        return np.zeros((0, 4))
    # Half a degree off, so short a line is off by a sixth of a pixel at its ends.
    seen = cv2.HoughLinesP(mask, 1, np.pi / 180, round(HITS * least), minLineLength=least, maxLineGap=GAP_PX)
    if seen is None:
        return np.zeros((0, 4))
    lines = np.asarray(seen, dtype=np.float64).reshape(-1, 4)
    wide, tall = np.abs(lines[:, 2] - lines[:, 0]), np.abs(lines[:, 3] - lines[:, 1])
    lines = lines[tall <= STEEPEST * wide][:MOST_LINES]
    near = cv2.dilate(mask, np.ones((3, 1), np.uint8)) > 0
    thickest = THICKEST_MM * px_per_mm
    kept = []
    for line in np.where((lines[:, 0] <= lines[:, 2])[:, None], lines, lines[:, [2, 3, 0, 1]]):
        x, y = _places(line)
        solid = float(near[y, x].mean()) >= SOLID
        if solid and 1 + sum(median_of(_reach(ink, x, y, way, thickest)) for way in (-1, 1)) <= thickest:
            kept.append(line)
    return np.array(kept).reshape(-1, 4)


def _may_hold(mask: Grey, least: float) -> bool:
    """Whether some piece of the ink is as wide as such a line is: of many headings none is, and no line need be looked
    for. What parts a line's pixels is no more than GAP_PX, closed first by a pixel on every side of each."""
    closed = cv2.dilate(mask, np.ones((GAP_PX + 1, GAP_PX + 1), np.uint8))
    return bool((piece_boxes(closed)[:, 2] >= least).any())


def _letters(ink: Flags, line: Floats, px_per_mm: float) -> tuple[float, float, bool]:
    """Shares of the line's places at which ink goes on over it, and under it, beyond its own thickness; and whether it
    does at neither end, where no letter is."""
    x, y = _places(line)
    reaches = [_reach(ink, x, y, way, LOOKED_MM * px_per_mm) for way in (-1, 1)]
    over, under = (reach >= median_of(reach) + BEYOND_MM * px_per_mm for reach in reaches)
    end = round(BARE_MM * px_per_mm)
    at_ends = np.concatenate([part for side in (over, under) for part in (side[:end], side[-end:])])
    return float(over.mean()), float(under.mean()), not at_ends.any()


def _strikes_line(ink: Flags, line: Floats, px_per_mm: float) -> bool:
    """Whether the line is as long as most of the print that stands about it."""
    high, middle = LETTERS_MM * px_per_mm, (line[1] + line[3]) / 2
    places = np.flatnonzero(ink[max(0, round(middle - high)) : round(middle + high)].any(axis=0))
    return len(places) > 0 and bool(line[2] - line[0] >= OF_LINE * (places[-1] - places[0]))


def _is_ruling(band: Flags, line: Floats, lattice: Lattice, column: int, px_per_mm: float) -> bool:
    """Whether the line goes on through the next heading on a side: that under the name of their group."""
    slope = (line[3] - line[1]) / max(1.0, line[2] - line[0])
    aside = round(RULED_MM * px_per_mm)
    for beside in (column - 1, column + 1):
        if not 0 <= beside < lattice.columns:
            continue
        cell = lattice.cell(0, beside).grown(-2 * INSIDE_MM * px_per_mm)
        x = np.arange(round(cell.left), round(cell.right))
        for way in (slope, 0.0):
            y = np.rint((line[1] + line[3]) / 2 + way * (x - (line[0] + line[2]) / 2)).astype(np.int64)
            rows = np.clip(y[None] + np.arange(-aside, aside + 1)[:, None], 0, len(band) - 1)
            if len(x) and float(band[rows, np.clip(x, 0, band.shape[1] - 1)[None]].mean(axis=1).max()) >= RULED:
                return True
    return False


def _places(line: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pixels x, y along a line."""
    number = int(np.hypot(line[2] - line[0], line[3] - line[1])) + 1
    x, y = (np.rint(np.linspace(line[at], line[at + 2], number)).astype(np.int64) for at in (0, 1))
    return x, y


def _reach(ink: Flags, x: NDArray[np.int64], y: NDArray[np.int64], way: int, most: float) -> NDArray[np.int64]:
    """How many pixels the ink goes on from each place upwards (-1) or downwards (1), at most so many."""
    rows = np.clip(y[None] + way * np.arange(1, round(most) + 1)[:, None], 0, len(ink) - 1)
    reach: NDArray[np.int64] = np.logical_and.accumulate(ink[rows, x[None]], axis=0).sum(axis=0)
    return reach
