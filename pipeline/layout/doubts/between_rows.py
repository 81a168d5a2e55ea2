"""Rows of which the writing stands on the line between two: nobody can say to which of the two it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

LOWEST, HIGHEST = 0.22, 1.1
"""Heights of pieces of writing, in rows: dashes, dots and what runs through rows tell no place."""
NEAR = 0.2
"""Of a row's height: the middle of writing of a row is never so near to its lines (benchmarks.silent, plain)."""
LEAST_PIECES, LEAST_SHARE = 3, 0.25
"""So many pieces, and such a share of those between the middles of two rows, stand on the line between them."""
ONE_SIDED, HIGH_SHARE = 0.85, 0.4
"""Where so much of them lies on one side of it, a hand writes high, or low, and such a share tells: of 1,122 cells so
doubted on office pages for nothing else, and sure, 2 were wrong, of a page with 0.29 to 0.54; another hand has up to
0.38 on each line."""
MOST_LINES = 0.4
"""Where it is so at this share of the lines beside which something is written, no row is sure."""
STEPS, GAP_STEPS = 20, 4
"""A row's height in so many steps, and the least of them that a hand leaves empty from row to row, at one place alone:
a row that is written lower than others leaves two such gaps."""
FEWEST, STRAY_SHARE = 40, 0.02
"""Pieces of a table that show where its hand leaves none, and the share of them (specks, a dot) that may lie there."""
OFF, MEAN_OFF = 0.25, 0.3
"""In rows: so far from the line that gap may have its middle, and so far from the row's the writing; hands of offices
that write on the line have 0.25 and 0.25. Farther off nobody can say which of two rows is meant."""


@dataclass(frozen=True, slots=True)
class Between:
    """Where writing stands between rows. bands: on whose upper or lower line it does. cells: (band, column) that share
    a piece which lies in one of them and is of the other: of a hand that writes on the lines."""

    bands: frozenset[int]
    cells: frozenset[tuple[int, int]]


def between_rows(cleaned: Grey, lattice: Lattice, rows: Sequence[int], px_per_mm: float) -> Between:
    """What stands between rows. cleaned: the page without its rulings. rows: the bands to be written in.

    A hand that writes on its lines, and leaves the same gap in every row, is clear: its rows go from gap to gap, and
    what stands in a gap is between them.
    """
    across, places = _places(cleaned, lattice, px_per_mm)
    band = np.floor(places).astype(np.int64)
    gap = _gap(places[np.isin(band, rows)] % 1.0)
    meant = np.floor(places - gap).astype(np.int64)
    cells = {
        (int(of), column)
        for at in np.flatnonzero(band != meant)
        for column in np.flatnonzero(np.diff(lattice.nodes[band[at], :, 0] < across[at])).tolist()
        for of in (band[at], meant[at])
    }
    return Between(_bands(places - gap, lattice.bands), frozenset(cells))


def _bands(places: NDArray[np.float64], bands: int) -> frozenset[int]:
    line = np.rint(places)
    off = places - line
    near = np.abs(off) < NEAR
    on = [_counted(line[near & side], bands) for side in (off >= 0, off < 0)]
    beside = _counted(line, bands)
    # The line under the heading has print above it, and none of its rows.
    lines = [line for line in range(2, bands) if beside[line] >= LEAST_PIECES]
    both = on[0] + on[1]
    share = np.where(np.maximum(*on) >= ONE_SIDED * both, HIGH_SHARE, LEAST_SHARE)
    crossed = [line for line in lines if both[line] >= max(LEAST_PIECES, share[line] * beside[line])]
    if len(crossed) >= max(2.0, MOST_LINES * len(lines)):
        return frozenset(range(1, bands))
    return frozenset(band for line in crossed for band in (line - 1, line))


def _places(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each piece of writing its middle: how far to the right, in px; and the band that it lies in, and how far down
    in that: 3.25."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    ink = (cleaned[rows, columns] < INK_BELOW).astype(np.uint8)
    left, top, wide, high = piece_boxes(ink).astype(np.float64).T
    x, y = columns.start + left + wide / 2, rows.start + top + high / 2
    edge = 0.7 * px_per_mm
    inside = (x > lattice.box.left + edge) & (x < lattice.box.right - edge)
    heights = np.array([np.interp(x, line[:, 0], line[:, 1]) for line in lattice.nodes])
    across, places = [np.empty(0)], [np.empty(0)]
    for band in range(1, lattice.bands):
        row = np.maximum(heights[band + 1] - heights[band], 1.0)
        down = (y - heights[band]) / row
        own = inside & (down >= 0) & (down < 1) & (high > LOWEST * row) & (high < HIGHEST * row)
        across.append(x[own])
        places.append(band + down[own])
    return np.concatenate(across), np.concatenate(places)


def _gap(down: NDArray[np.float64]) -> float:
    """How far above (negative) or below the lines of a table its hand leaves a gap, in rows; 0 where it leaves none.

    down: of each piece how far down in its row it lies, 0 to 1.
    """
    turn = np.exp(2j * np.pi * down).sum()
    if len(down) < FEWEST or abs(np.angle(-turn)) > 2 * np.pi * MEAN_OFF:
        return 0.0
    counts = np.bincount((down * STEPS).astype(np.int64) % STEPS, minlength=STEPS)
    empty = np.array([_around(counts, edge, GAP_STEPS // 2) <= STRAY_SHARE * len(down) for edge in range(STEPS)])
    farthest = round(OFF * STEPS)
    possible = [edge for edge in range(-farthest, farthest + 1) if empty[edge]]
    if not possible or np.count_nonzero(empty & ~np.roll(empty, 1)) > 1:
        return 0.0
    return min((_around(counts, edge, GAP_STEPS), abs(edge), edge) for edge in possible)[2] / STEPS


def _around(counts: NDArray[np.int64], edge: int, reach: int) -> int:
    """How many there are in the steps up to `reach` before and behind an edge of one, round the circle."""
    return int(np.take(counts, range(edge - reach, edge + reach), mode="wrap").sum())


def _counted(lines: NDArray[np.float64], bands: int) -> NDArray[np.int64]:
    return np.bincount(lines.astype(np.int64), minlength=bands + 2)
