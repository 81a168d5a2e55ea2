"""Cells that a long oblique line crosses: the Z that is drawn through the empty rows below the last family member.

Thin as it is, and cut to pieces by the rulings, what of it lies in a cell would be read there as a dash.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.layout.grid.coarse_ink import COARSER, CoarseInk
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey

SHORTEST_MM, GAP_MM = 40.0, 4.0
"""So long is such a line at least; by so much may it be broken where it meets rulings."""
LEAST_DEG = 6.0
"""What lies nearer to level or plumb is the rest of a ruling, or a stroke that long_strokes knows."""
LEAST_INKED = 0.65
"""Of the places along it; letters that lie on one line by chance leave more of it white."""
INSIDE_MM = 1.5
"""So much of it in a cell would be read."""
BESIDE_RULING_MM = 0.4
FIRST_BANDS = 2
"""The column numbers may be the first below the heading."""
CANCELLED_DOWN, CANCELLED_OVER = 0.8, 0.3
"""Shares of the rows and of the columns that a line through the whole sheet crosses."""


def oblique_cells(ink: CoarseInk, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells below the heading that such a line crosses; of all where it cancels the sheet."""
    coarse = px_per_mm / COARSER
    shortest = SHORTEST_MM * coarse
    if min(ink.mask.shape) < shortest / 4:
        return frozenset()
    found = cv2.HoughLinesP(
        ink.mask, 1, np.pi / 360, round(0.5 * shortest), minLineLength=shortest, maxLineGap=GAP_MM * coarse
    )
    lines = np.zeros((0, 4)) if found is None else np.asarray(found, dtype=np.float64).reshape(-1, 4)
    near = cv2.dilate(ink.mask, np.ones((3, 3), np.uint8)).astype(np.uint8, copy=False)
    lines = np.array([line for line in lines if _oblique(line) and _inked(near, line)]).reshape(-1, 4)
    if not len(lines):
        return frozenset()
    aside = BESIDE_RULING_MM * px_per_mm
    crossed = set()
    for band in range(1, lattice.bands):
        for column in range(lattice.columns):
            rows, columns = ink.window(lattice.cell(band, column), aside, aside)
            box = (columns.start, rows.start, columns.stop - columns.start, rows.stop - rows.start)
            if min(box[2:]) > 0 and any(_length_in(box, line) >= INSIDE_MM * coarse for line in lines):
                crossed.add((band, column))
    return frozenset(_all_cells(lattice) if _cancels(crossed, lattice) else crossed)


def _cancels(crossed: set[tuple[int, int]], lattice: Lattice) -> bool:
    """Whether lines go from the first rows to the last, and over many columns: drawn through the whole sheet, as one
    that is not to count; a Z through the empty rows begins below those that are written."""
    bands, columns = {band for band, _ in crossed}, {column for _, column in crossed}
    down, over = len(bands) / (lattice.bands - 1), len(columns) / lattice.columns
    return bool(bands) and min(bands) <= FIRST_BANDS and down >= CANCELLED_DOWN and over >= CANCELLED_OVER


def _all_cells(lattice: Lattice) -> set[tuple[int, int]]:
    return {(band, column) for band in range(1, lattice.bands) for column in range(lattice.columns)}


def _oblique(line: Floats) -> bool:
    wide, tall = abs(line[2] - line[0]), abs(line[3] - line[1])
    return float(np.degrees(np.arctan2(min(wide, tall), max(wide, tall)))) >= LEAST_DEG


def _inked(near: Grey, line: Floats) -> bool:
    """Whether there is ink at most places along it. near: the coarse ink, a pixel thicker on every side."""
    places = int(np.hypot(line[2] - line[0], line[3] - line[1]))
    x, y = (np.linspace(line[at], line[at + 2], places).round().astype(int) for at in (0, 1))
    return float(np.mean(near[y, x] > 0)) >= LEAST_INKED


def _length_in(box: tuple[int, int, int, int], line: Floats) -> float:
    """How long the part of the line is that lies in the box (left, top, width, height)."""
    start, end = (int(line[0]), int(line[1])), (int(line[2]), int(line[3]))
    inside, one, other = cv2.clipLine(box, start, end)
    return float(np.hypot(other[0] - one[0], other[1] - one[1])) if inside else 0.0
