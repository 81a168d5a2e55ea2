"""Cells through which a straight line runs that is neither the table's nor writing.

The lines of ruled paper, the streak of a dirty scanner, the edge of a strip of tape: however pale, what of it lies in a
cell would be read there as a dash, or as a 1 in every row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.layout.coarse_ink import COARSER, CoarseInk
from pipeline.layout.lattice import Lattice
from pipeline.layout.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.model import Grey

PALEST = 22
"""Grey levels below the paper: nothing paler than 30 is read."""
LEAST_ROWS, LEAST_MM = 2.5, 14.0
"""So many rows, and so far, such a line runs down; rows of writing are not in line so far."""
LEAST_ACROSS_MM = 40.0
SEEN = 0.75
"""Of its length: dashes in line with one another, one in every column of a row, are a third of it."""
EDGE_MM, BESIDE = 0.5, 0.1
"""So near to a ruling, or within such a share of a row's height to one that runs the same way, it is a part of that."""


@dataclass(frozen=True, slots=True, eq=False)
class StrayLines:
    """Such lines, from top to bottom and from left to right, in pixels of the page."""

    upright: tuple[Ruling, ...] = ()
    level: tuple[Ruling, ...] = ()

    def cells(self, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
        """Band and column of the cells below the heading that they run through."""
        edge = EDGE_MM * px_per_mm
        found = set()
        for band in range(1, lattice.bands) if self.upright or self.level else ():
            for column in range(lattice.columns):
                box = lattice.cell(band, column)
                x, y = box.centre
                inside = box.grown(-edge, -max(edge, BESIDE * box.height))
                if any(
                    inside.left < float(line.at(y)) < inside.right and line.start < box.bottom and line.end > box.top
                    for line in self.upright
                ) or any(
                    inside.top < float(line.at(x)) < inside.bottom and line.start < box.right and line.end > box.left
                    for line in self.level
                ):
                    found.add((band, column))
        return frozenset(found)

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
    """Those on the table. cleaned: the page without its rulings."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    part = cleaned[rows, columns]
    if min(part.shape) < LEAST_MM * px_per_mm:
        return StrayLines()
    palest = math.ceil(float(np.median(part[::4, ::4])) - PALEST) - 1
    ink = cv2.threshold(part, palest, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    left, top = columns.start, rows.start
    down = max(LEAST_ROWS * lattice.row_px, LEAST_MM * px_per_mm)
    across = LEAST_ACROSS_MM * px_per_mm
    return StrayLines(
        tuple(_moved(line, top, left) for line in vertical_rulings(ink, px_per_mm) if _runs(line, down)),
        tuple(_moved(line, left, top) for line in horizontal_rulings(ink, px_per_mm) if _runs(line, across)),
    )


def _moved(line: Ruling, along: int, across: int) -> Ruling:
    return replace(line, along=line.along + along, across=line.across + across)


def _runs(line: Ruling, least_px: float) -> bool:
    return line.length >= least_px and line.covered(line.start, line.end) >= SEEN
