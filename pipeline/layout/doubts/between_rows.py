"""Rows of which the writing stands on the line between two: nobody can say to which of the two it belongs."""

from __future__ import annotations

import numpy as np

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


def rows_between(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[int]:
    """The bands of the table on whose upper or lower line writing stands. cleaned: the page without its rulings."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    ink = (cleaned[rows, columns] < INK_BELOW).astype(np.uint8)
    left, top, wide, high = piece_boxes(ink).astype(np.float64).T
    x, y = columns.start + left + wide / 2, rows.start + top + high / 2
    edge = 0.7 * px_per_mm
    on = np.zeros((2, lattice.bands + 1), dtype=np.int64)  # below the line, and above it
    beside = np.zeros(lattice.bands + 1, dtype=np.int64)
    inside = (x > lattice.box.left + edge) & (x < lattice.box.right - edge)
    heights = np.array([np.interp(x, line[:, 0], line[:, 1]) for line in lattice.nodes])
    for band in range(1, lattice.bands):
        upper, lower = heights[band], heights[band + 1]
        row = np.maximum(lower - upper, 1.0)
        phase = (y - upper) / row
        own = inside & (phase >= 0) & (phase < 1) & (high > LOWEST * row) & (high < HIGHEST * row)
        for side, (line, far) in enumerate(((band, phase), (band + 1, 1 - phase))):
            on[side, line] += np.count_nonzero(own & (far < NEAR))
            beside[line] += np.count_nonzero(own & (far < 0.5))
    # The line under the heading has print above it, and none of its rows.
    lines = [line for line in range(2, lattice.bands) if beside[line] >= LEAST_PIECES]
    both = on.sum(axis=0)
    share = np.where(on.max(axis=0) >= ONE_SIDED * both, HIGH_SHARE, LEAST_SHARE)
    crossed = [line for line in lines if both[line] >= max(LEAST_PIECES, share[line] * beside[line])]
    if len(crossed) >= max(2.0, MOST_LINES * len(lines)):
        return frozenset(range(1, lattice.bands))
    return frozenset(band for line in crossed for band in (line - 1, line))
