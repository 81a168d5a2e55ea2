"""Cells through which a pen's line runs that slants from one row into another, however little.

What of it lies in a cell would be read there as a dash; most of it where it leaves a row, close to the ruling.
"""

from __future__ import annotations

import numpy as np

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.net import joined
from pipeline.layout.lines.rulings import Floats, Ruling

LEAST_MM, SEEN = 25.0, 0.6
"""So long is such a line, and so much of it is seen: strokes of words, of which most cross no ruling, are shorter."""
BEYOND_MM = 0.6
"""So far over a ruling it is at one end, and under it at the other."""
BEYOND_END_MM = 15.0
"""So far on it is taken to go at both ends, where it may be one with a line that it meets there, or with a ruling."""
INSIDE_MM = 0.25
"""So much of its way down is in a cell that it runs through."""


def slanting_cells(lattice: Lattice, horizontals: tuple[Ruling, ...], px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells below the heading that such a line runs through. horizontals: all lines seen on the
    page from left to right."""
    found: set[tuple[int, int]] = set()
    for line in joined(horizontals, px_per_mm):
        if line.length < LEAST_MM * px_per_mm or line.seen_px < SEEN * line.length:
            continue
        ends = np.array([max(line.start, lattice.box.left), min(line.end, lattice.box.right)])
        if np.ptp(ends) >= LEAST_MM * px_per_mm and ends[0] < ends[1]:
            over = line.at(ends)[None] - _heights(lattice, ends)
            if ((over.min(axis=1) < -BEYOND_MM * px_per_mm) & (over.max(axis=1) > BEYOND_MM * px_per_mm)).any():
                found |= _through(lattice, line, BEYOND_END_MM * px_per_mm, INSIDE_MM * px_per_mm)
    return frozenset(found)


def _heights(lattice: Lattice, x: Floats) -> Floats:
    """Where each line below the heading is at those places, shape (lines, places)."""
    return np.stack([np.interp(x, nodes[:, 0], nodes[:, 1]) for nodes in lattice.nodes[1:]])


def _through(lattice: Lattice, line: Ruling, on_px: float, inside_px: float) -> set[tuple[int, int]]:
    bars = lattice.nodes[1:, :, 0].mean(axis=0)
    left, right = np.maximum(bars[:-1], line.start - on_px), np.minimum(bars[1:], line.end + on_px)
    ways = np.stack([line.at(left), line.at(right)])
    high, low = ways.min(axis=0) - line.weight_px / 2, ways.max(axis=0) + line.weight_px / 2
    rulings = _heights(lattice, (left + right) / 2)
    within = np.minimum(low, rulings[1:]) - np.maximum(high, rulings[:-1])
    bands, columns = np.nonzero((within > inside_px) & (left < right))
    return {(int(band) + 1, int(column)) for band, column in zip(bands, columns, strict=True)}
