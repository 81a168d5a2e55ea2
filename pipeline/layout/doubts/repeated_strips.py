"""Rows that hold the writing of other rows stroke by stroke: a strip of the sheet that the scanner's feed took twice.

Where such a strip is as high as a row, or several, the rulings are all in their places, and there is a row more, or one
of the upper half of one row's numbers and the lower half of another's.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.resample import averaged

COARSER = 4
"""How many pixels a side are put together: writing that was taken twice lies on itself to within less."""
MOST_ROWS, OFF_PX, ASIDE_PX = 3, 2, (-1, 0, 1)
"""So many rows high such a strip may be; and by how many coarse pixels it is off that, and lies aside on a sheet that
went in askew."""
PARTS = 6
"""Across the table: askew, a strip begins higher at one end."""
HIGH, ASKEW = 0.75, 0.4
"""Of a strip's height, what is compared at once, and how much higher it may begin in one part than in another."""
UNLIKE, SAME = 0.3, 0.85
"""How much the ink of their lines may differ, as a share of it; and how like each other the pictures are (their
correlation), at least: two pages, with rows of the same numbers in one hand, were told at 0.75 and not at 0.8; of ten
strips nine are, at 0.85 too."""
LEAST_INK = 60.0
"""Coarse pixels of ink in a part of a strip, three digits: two noughts lie on two others by chance."""
LEAST_PARTS, LEAST_SHARE = 3, 0.6
"""So many parts, and such a share of those with so much ink there, are the same at one distance."""

Floats = NDArray[np.float32]


def repeated_strips(cleaned: Grey, lattice: Lattice) -> frozenset[int]:
    """The bands of the table in which a strip lies that is there twice. cleaned: the page without its rulings."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    top = max(rows.start, int(lattice.nodes[1, :, 1].min()))
    part = cleaned[top : rows.stop, columns]
    if min(part.shape) < 4 * COARSER * PARTS:
        return frozenset()
    inked = cv2.threshold(part, INK_BELOW - 1, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    dark = averaged(inked, COARSER, COARSER)
    ink = np.asarray(dark / np.float32(255), dtype=np.float32)
    pitch = lattice.row_px / COARSER
    bounds = np.linspace(0, ink.shape[1], PARTS + 1).round().astype(np.int64)
    lines = _by_part(ink, bounds)
    found: set[int] = set()
    for high in range(1, MOST_ROWS + 1):
        for down in range(round(high * pitch) - OFF_PX, round(high * pitch) + OFF_PX + 1):
            if _may_be_twice(lines, down):
                for first, last in _twice(ink, bounds, down):
                    ends = (top + COARSER * first, top + COARSER * last)
                    found |= {band for band in range(1, lattice.bands) if ends[0] <= _middle(lattice, band) <= ends[1]}
    return frozenset(found)


def _may_be_twice(lines: Floats, down: int) -> bool:
    """Whether the lines of enough parts hold as much ink as those so much lower: quick, and mostly not so."""
    window = round(HIGH * down)
    if window < 1 or len(lines) <= down + window:
        return False
    upper, lower = lines[:-down], lines[down:]
    off, least = _summed(np.abs(upper - lower), window), np.minimum(_summed(upper, window), _summed(lower, window))
    return bool(_enough((least >= LEAST_INK) & (off <= UNLIKE * least), least >= LEAST_INK, down).any())


def _twice(ink: Floats, bounds: NDArray[np.int64], down: int) -> list[tuple[int, int]]:
    """The first and the last line, coarse pixels, of strips that are seen again so much lower, with those."""
    window = round(HIGH * down)
    upper, lower = ink[:-down], ink[down:]
    own, others = (_summed(_by_part(half * half, bounds), window) for half in (upper, lower))
    both = (_summed(_by_part(upper * np.roll(lower, by, axis=1), bounds), window) for by in ASIDE_PX)
    likeness = np.max(list(both), axis=0) / np.sqrt(np.maximum(own * others, 1e-6))
    written = np.minimum(_summed(_by_part(upper, bounds), window), _summed(_by_part(lower, bounds), window))
    told = _enough((written >= LEAST_INK) & (likeness >= SAME), written >= LEAST_INK, down)
    return [(int(start), int(start) + down + window) for start in np.flatnonzero(told)]


def _enough(same: NDArray[np.bool_], written: NDArray[np.bool_], down: int) -> NDArray[np.bool_]:
    """At which lines enough parts are the same, a little higher or lower."""
    reach = np.ones((2 * round(ASKEW * down / 2) + 1, 1), np.uint8)
    parts, of = (cv2.dilate(flags.astype(np.uint8), reach).sum(axis=1) for flags in (same, written))
    return np.asarray((parts >= LEAST_PARTS) & (parts >= LEAST_SHARE * of), dtype=np.bool_)


def _by_part(ink: Floats, bounds: NDArray[np.int64]) -> Floats:
    """The ink of each line in each part, shape (lines, parts)."""
    return np.asarray(np.add.reduceat(ink, bounds[:-1], axis=1), dtype=np.float32)


def _summed(ink: Floats, window: int) -> Floats:
    """Of every line and the next ones, so many together."""
    sums = np.cumsum(np.vstack([np.zeros((1, ink.shape[1]), np.float32), ink]), axis=0, dtype=np.float64)
    return np.asarray(sums[window:] - sums[:-window], dtype=np.float32)


def _middle(lattice: Lattice, band: int) -> float:
    return float(lattice.nodes[band : band + 2, :, 1].mean())
