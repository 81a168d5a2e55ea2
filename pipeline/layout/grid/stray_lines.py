"""Cells, and fields outside the table, through which a straight line runs that is neither the form's nor writing.

The lines of ruled paper, the streak of a dirty scanner, the edge of a strip of tape: however pale, what of it lies in a
cell would be read there as a dash, or as a 1 in every row.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.grid.coarse_ink import COARSER, CoarseInk
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.model import Cell, Doubt, Grey
from pipeline.scan.grey_levels import grey_percentiles

PALEST = 22
"""Grey levels below the paper: nothing paler than 30 is read."""
LEAST_ROWS, LEAST_MM = 2.5, 14.0
"""So many rows, and so far, such a line runs down; rows of writing are not in line so far."""
LEAST_ACROSS_MM = 40.0
BEYOND_MM = 5.0
"""So far at least goes one that runs from left to right beyond a field outside the table, at one end."""
BORDER_MM = 8.0
"""So near to the page's side an upright one is the edge of the sheet: to there a field reaches without a line."""
SEEN = 0.75
"""Of its length: dashes in line with one another, one in every column of a row, are a third of it."""
CROSSING_MM, ERASED_PX, INKED, CROSSED = 0.8, 4, 0.6, 0.6
"""So far beyond a ruling of the table, and what was taken off with it, ink is looked for, in so much of that, and at so
many of the rulings crossed: of a line across all, of words of a flowing hand in one row none or one."""
DOUBLE_MM = 0.8
"""So near to a line of the table its other line is drawn, below a heading most of all."""
ASIDE_PX, WHOLE = 2, 0.86
"""How far aside there is ink, and at how much of the length of such a line: strokes of letters in line, one below
the other in rows of two lines, 0.61 to 0.84, and words of a flowing hand; streaks of a scanner and lines drawn down a
column 0.88 to 1.0."""
EDGE_MM, BESIDE = 0.5, 0.1
"""So near to a ruling, or within such a share of a row's height to one that runs the same way, it is a part of that."""


@dataclass(frozen=True, slots=True, eq=False)
class StrayLines:
    """Such lines, from top to bottom and from left to right, in pixels of the page."""

    upright: tuple[Ruling, ...] = ()
    level: tuple[Ruling, ...] = ()

    def cells(self, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
        """Band and column of the cells below the heading that they run through."""
        if not self.upright and not self.level:
            return frozenset()
        places = [(band, column) for band in range(1, lattice.bands) for column in range(lattice.columns)]
        boxes = [lattice.cell(*place) for place in places]
        crossed = self._cross(boxes, px_per_mm)
        return frozenset(place for place, through in zip(places, crossed, strict=True) if through)

    def inside(self, box: Box, aside_px: float) -> StrayLines:
        """Those that end so far inside the box at both ends, as none of a scanner or of ruled paper does."""
        upright = (one for one in self.upright if box.top + aside_px < one.start and one.end < box.bottom - aside_px)
        level = (one for one in self.level if box.left + aside_px < one.start and one.end < box.right - aside_px)
        return StrayLines(tuple(upright), tuple(level))

    def cross(self, box: Box, px_per_mm: float) -> bool:
        """Whether one of them runs through the box, not only along its edge."""
        return bool(self._cross([box], px_per_mm)[0])

    def _cross(self, boxes: Sequence[Box], px_per_mm: float) -> NDArray[np.bool_]:
        """For each box whether one of them runs through it."""
        edge = EDGE_MM * px_per_mm
        left, top, right, bottom = np.array([[box.left, box.top, box.right, box.bottom] for box in boxes]).T
        aside = np.maximum(edge, BESIDE * (bottom - top))
        found = np.zeros(len(boxes), dtype=bool)
        for line in self.upright:
            x = line.at((top + bottom) / 2)
            found |= (left + edge < x) & (x < right - edge) & (line.start < bottom) & (line.end > top)
        for line in self.level:
            y = line.at((left + right) / 2)
            found |= (top + aside < y) & (y < bottom - aside) & (line.start < right) & (line.end > left)
        return found

    def taken_off(self, ink: CoarseInk) -> CoarseInk:
        """The ink without them: they join what stands beside them, which would be one large shape."""
        mask = ink.mask.copy()
        for lines, upright in ((self.upright, True), (self.level, False)):
            for line in lines:
                points = np.column_stack([line.across, line.along] if upright else [line.along, line.across])
                coarse = np.round((points - ink.start) / COARSER).astype(np.int32)
                thick = int(np.ceil(line.weight_px / COARSER)) + 2
                cv2.polylines(mask, [coarse], False, (0.0,), thick)
        return replace(ink, mask=mask)


def stray_lines(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> StrayLines:
    """Those on the table; none that letters make, below or beside one another, however well they stand in line, of
    those across none that is the other line of a double ruling. cleaned: the page without its rulings.
    """
    found = _lines_in(lattice.box, cleaned, max(LEAST_ROWS * lattice.row_px, LEAST_MM * px_per_mm), px_per_mm)
    upright = tuple(line for line in found.upright if _runs_on(line, True, cleaned, lattice, px_per_mm))
    single = (line for line in found.level if not any(_doubles(line, one, px_per_mm) for one in lattice.lines))
    return StrayLines(upright, tuple(line for line in single if _runs_on(line, False, cleaned, lattice, px_per_mm)))


def _doubles(level: Ruling, line: Ruling, px_per_mm: float) -> bool:
    """Whether it runs beside a line of the table, so near that nothing is written between."""
    along = np.linspace(level.start, level.end, 5)
    return bool((np.abs(level.at(along) - line.at(along)) < DOUBLE_MM * px_per_mm).all())


def _runs_on(line: Ruling, upright: bool, cleaned: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether there is ink close before and behind most of the table's rulings that it crosses, where letters end or,
    in rows of two lines, stand between; and, of an upright one and of one that crosses none, all along it."""
    first, last = max(0, round(line.start)), min(cleaned.shape[0 if upright else 1], round(line.end))
    along = np.arange(first, last)
    across = np.round(line.at(along.astype(np.float64))).astype(np.int64)
    palest = _paper_of(cleaned[lattice.box.slices(cleaned.shape[1], cleaned.shape[0])]) - PALEST
    inked = np.zeros(len(along), dtype=bool)
    for aside in range(-ASIDE_PX, ASIDE_PX + 1):
        beside = np.clip(across + aside, 0, cleaned.shape[1 if upright else 0] - 1)
        inked |= cleaned[(along, beside) if upright else (beside, along)] < palest
    near = CROSSING_MM * px_per_mm
    looked = along > float(lattice.lines[1].at(line.middle)) if upright else np.ones(len(along), dtype=bool)
    crossed = []
    for ruling in lattice.lines if upright else lattice.bars:
        at, off = float(ruling.at(line.middle)), ruling.weight_px / 2 + ERASED_PX
        looked &= np.abs(along - at) > off
        if first + near < at < last - near:
            after, before = along - at - off, at - off - along
            ends = [(away > 0) & (away < near) for away in (after, before)]
            crossed.append(all(float(inked[end].mean()) >= INKED for end in ends if end.any()))
    through = float(np.mean(crossed)) >= CROSSED if crossed else not upright
    whole = bool(looked.any()) and float(inked[looked].mean()) >= WHOLE
    return through and (whole or (bool(crossed) and not upright))


def strayed_on(cells: Sequence[Cell], cleaned: Grey, px_per_mm: float) -> tuple[Cell, ...]:
    """The cells, of fields outside the table, those doubted that such a line runs through.

    One that ends with what is written strikes it out, and is read so.
    """
    if not cells:
        return ()
    least, beyond = LEAST_MM * px_per_mm, BEYOND_MM * px_per_mm
    lines = _lines_in(reduce(Box.union, [cell.box for cell in cells]).grown(least), cleaned, least, px_per_mm)
    sheet = Box(0.0, 0.0, float(cleaned.shape[1]), float(cleaned.shape[0])).grown(-BORDER_MM * px_per_mm)
    upright = tuple(line for line in lines.upright if sheet.left < line.middle < sheet.right)

    def crossed(box: Box) -> bool:
        far = tuple(line for line in lines.level if line.start < box.left - beyond or line.end > box.right + beyond)
        return StrayLines(upright, far).cross(box, px_per_mm)

    return tuple(cell.doubted(Doubt.OVERLAID) if crossed(cell.box) else cell for cell in cells)


def _lines_in(box: Box, cleaned: Grey, down_px: float, px_per_mm: float) -> StrayLines:
    """Those in the box, from top to bottom at least so long."""
    rows, columns = box.slices(cleaned.shape[1], cleaned.shape[0])
    part = cleaned[rows, columns]
    if min(part.shape) < LEAST_MM * px_per_mm:
        return StrayLines()
    palest = math.ceil(_paper_of(part) - PALEST) - 1
    ink = cv2.threshold(part, palest, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    left, top = columns.start, rows.start
    upright = vertical_rulings(ink, px_per_mm, down_px / px_per_mm)
    level = horizontal_rulings(ink, px_per_mm, LEAST_ACROSS_MM)
    return StrayLines(
        tuple(_moved(line, top, left) for line in upright if _runs(line)),
        tuple(_moved(line, left, top) for line in level if _runs(line)),
    )


def _paper_of(part: Grey) -> float:
    """How bright most of it is."""
    return grey_percentiles(part[::4, ::4], (50,))[0]


def _moved(line: Ruling, along: int, across: int) -> Ruling:
    return replace(line, along=line.along + along, across=line.across + across)


def _runs(line: Ruling) -> bool:
    return line.covered(line.start, line.end) >= SEEN
