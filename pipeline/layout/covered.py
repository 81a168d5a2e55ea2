"""Parts of a table that something lies over: there its rulings, which bound every cell, are not seen.

A slip of paper, glare or correction fluid leaves white; read as what is written there it would be blank cells.
"""

from __future__ import annotations

from itertools import pairwise

import cv2
import numpy as np

from pipeline.layout.lattice import Lattice
from pipeline.layout.rulings import Floats
from pipeline.model import Grey

SEEN_GREYS = 12.0
"""How much darker than beside it the way of a ruling must be, in grey levels, the mean over a cell's side.

Broken and faint copies keep 60 and more, where something lies over it 0 to 3 is left.
"""
SEEN_OF_USUAL = 0.35
"""How much of the page's usual ruling is left; under glare that leaves less, thin strokes of a pen are gone.

The palest of three sides of any cell has two thirds of it on scans, copies, bound books and photographs measured.
"""
BESIDE_MM, WIDE_MM = 1.2, 0.4
CORNER = 0.12
"""Share of a side, at either end, where the other rulings cross."""
SEEN_SIDES = 3
"""Of the four sides of a cell: one may be missing in print."""
SEEN_SHARE = 0.3
"""A last line that the paper's edge cuts is seen in part; writing that crosses its way covers a sixth of it."""


def covered_cells(grey: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells of which fewer than SEEN_SIDES sides are seen on the page."""
    across, down = _seen(grey, lattice, px_per_mm)
    sides = across[:-1].astype(int) + across[1:] + down[:, :-1] + down[:, 1:]
    return frozenset((int(band), int(column)) for band, column in np.argwhere(sides < SEEN_SIDES))


def closed_below(grey: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether the table's last line is seen; where it is not, the rows may go on under what lies over them."""
    nodes = lattice.nodes[-1]
    seen = [_darker(grey, left, right, px_per_mm) >= SEEN_GREYS for left, right in pairwise(nodes)]
    return float(np.mean(seen)) >= SEEN_SHARE


def _seen(grey: Grey, lattice: Lattice, px_per_mm: float) -> tuple[np.ndarray, np.ndarray]:
    """Which pieces of the lines, shape (lines, columns), and of the bars, (bands, bars), are seen."""
    nodes = lattice.nodes
    lines, bars = nodes.shape[:2]
    across = [[_darker(grey, nodes[i, j], nodes[i, j + 1], px_per_mm) for j in range(bars - 1)] for i in range(lines)]
    down = [[_darker(grey, nodes[i, j], nodes[i + 1, j], px_per_mm) for j in range(bars)] for i in range(lines - 1)]
    least = max(SEEN_GREYS, SEEN_OF_USUAL * float(np.median(np.concatenate([np.ravel(across), np.ravel(down)]))))
    return np.array(across) >= least, np.array(down) >= least


def _darker(grey: Grey, start: Floats, end: Floats, px_per_mm: float) -> float:
    """How much darker the way from start to end is than what lies beside it, grey levels, the mean along it."""
    way = end - start
    length = float(np.hypot(*way))
    if length < 1.0:
        return 0.0
    beside, wide = round(BESIDE_MM * px_per_mm), max(1, round(WIDE_MM * px_per_mm))
    along = np.linspace(CORNER, 1 - CORNER, max(8, round(length / 2)))[:, None, None]
    off = np.arange(-beside, beside + 1)[None, :, None]
    points = (start + along * way + off * np.array([-way[1], way[0]]) / length).astype(np.float32)
    x, y = np.ascontiguousarray(points[..., 0]), np.ascontiguousarray(points[..., 1])
    strip = cv2.remap(grey, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    profile = strip.mean(axis=0, dtype=np.float64)
    outside = np.concatenate([profile[: beside - wide], profile[beside + wide + 1 :]])
    return float(np.median(outside) - profile[beside - wide : beside + wide + 1].min())
