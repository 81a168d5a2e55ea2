"""Rows that a long line through them, or two that cross, cancels: what stands between is no longer meant, though no
stroke touches it."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.layout.doubts.long_lines import LongLine, long_lines
from pipeline.layout.grid.coarse_ink import COARSER, CoarseInk
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats

Place = tuple[int, int]
"""Band and column of a cell."""

BEYOND_MM = 0.8
"""So far over a line between rows such a line is at one end, and under it at the other: through letters of one row by
chance a straight way of this length leads, too, but not into the next."""
OF_ROW, OF_COLUMN = 0.2, 0.2
"""Of a row's height, and of a column's width: what it reaches into by less is none that it cancels."""
WHOLE = 0.5
"""Of the table's width: a line over so much cancels its rows from side to side."""
INSIDE_MM, BESIDE_RULING_MM = 1.5, 0.4
"""So much of it in a cell would be read there; so near to a ruling nothing is."""


@dataclass(frozen=True, slots=True)
class CancelledRows:
    """crossed: band and column of the cells that the lines run through. between: of all from the first row and column
    that one reaches into to the last, or to the table's sides."""

    crossed: frozenset[Place] = frozenset()
    between: frozenset[Place] = frozenset()


def cancelled_rows(ink: CoarseInk, lattice: Lattice, px_per_mm: float) -> CancelledRows:
    """The cells below the heading that long lines cancel. ink: of the table, without its rulings."""
    coarse = _Coarse((lattice.nodes - ink.start) / COARSER, px_per_mm / COARSER)
    top = max(0, int(coarse.nodes[1, :, 1].min()))
    below = ink.mask[top:]
    if not below.size:
        return CancelledRows()
    crossed: set[Place] = set()
    between: set[Place] = set()
    for line in long_lines(np.ascontiguousarray(below), px_per_mm):
        whole = LongLine(line.pieces + np.array([0, top, 0, top]))
        if coarse.crosses_rows(whole):
            crossed |= coarse.crossed(whole)
            between |= coarse.between(whole)
    return CancelledRows(frozenset(crossed), frozenset(between))


@dataclass(frozen=True, slots=True, eq=False)
class _Coarse:
    """A table in coarse pixels: nodes as of Lattice."""

    nodes: Floats
    per_mm: float

    def crosses_rows(self, line: LongLine) -> bool:
        """Whether it runs from one row into another."""
        x, y = line.points.T
        over = y[None] - np.stack([np.interp(x, ruling[:, 0], ruling[:, 1]) for ruling in self.nodes[1:-1]])
        beyond = BEYOND_MM * self.per_mm
        return bool(((over.min(axis=1) < -beyond) & (over.max(axis=1) > beyond)).any())

    def crossed(self, line: LongLine) -> set[Place]:
        """The cells in which there is so much of it that it would be read."""
        found = set()
        aside = BESIDE_RULING_MM * self.per_mm
        for band in range(1, len(self.nodes) - 1):
            for column in range(self.nodes.shape[1] - 1):
                box = self._cell(band, column).grown(-aside)
                if box.width > 0 and box.height > 0:
                    inside = max(_length_in(box, piece) for piece in line.pieces)
                    if inside >= INSIDE_MM * self.per_mm:
                        found.add((band, column))
        return found

    def between(self, line: LongLine) -> set[Place]:
        """The cells of the rows and columns between its ends."""
        points = line.points
        bars = self.nodes[1:, :, 0].mean(axis=0)
        left, right = points[:, 0].min(), points[:, 0].max()
        into = np.minimum(right, bars[1:]) - np.maximum(left, bars[:-1]) >= OF_COLUMN * (bars[1:] - bars[:-1])
        if right - left >= WHOLE * (bars[-1] - bars[0]):
            into[:] = True
        columns = np.flatnonzero(into)
        bands = []
        for band in range(1, len(self.nodes) - 1):
            above, under = (np.interp(points[:, 0], *self.nodes[at].T) for at in (band, band + 1))
            share = (points[:, 1] - above) / np.maximum(under - above, 1.0)
            if min(1.0, float(share.max())) - max(0.0, float(share.min())) >= OF_ROW:
                bands.append(band)
        return {(band, int(column)) for band in bands for column in columns}

    def _cell(self, band: int, column: int) -> Box:
        corners = self.nodes[band : band + 2, column : column + 2]
        (left, right), (top, bottom) = corners[:, :, 0].mean(axis=0), corners[:, :, 1].mean(axis=1)
        return Box(float(left), float(top), float(right), float(bottom))


def _length_in(box: Box, piece: Floats) -> float:
    """How long the part of a piece is that lies in the box."""
    around = (round(box.left), round(box.top), max(1, round(box.width)), max(1, round(box.height)))
    start, end = (int(piece[0]), int(piece[1])), (int(piece[2]), int(piece[3]))
    inside, one, other = cv2.clipLine(around, start, end)
    return float(np.hypot(other[0] - one[0], other[1] - one[1])) if inside else 0.0
