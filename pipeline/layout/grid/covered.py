"""Parts of a table that something lies over: there its rulings, which bound every cell, are not seen.

A slip of paper, glare or correction fluid leaves white; read as what is written there it would be blank cells.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey

SEEN_GREYS = 12.0
"""How much darker than beside it the way of a ruling must be, in grey levels, the mean over a cell's side.

Broken and faint copies keep 60 and more, where something lies over it 0 to 3 is left.
"""
SEEN_OF_USUAL = 0.35
"""How much of the page's usual ruling of that direction is left; under glare that leaves less, thin strokes of a pen
are gone.

The palest of three sides of any cell has two thirds of it on scans, copies, bound books and photographs measured.
"""
BESIDE_MM, WIDE_MM = 1.2, 0.4
CORNER = 0.12
"""Share of a side, at either end, where the other rulings cross."""
SAMPLES = 40
"""Places along a side that are looked at; what crosses it is far wider than a fortieth."""
MOST_ROWS = 32_000
SEEN_SIDES = 3
"""Of the four sides of a cell: one may be missing in print."""
SEEN_SHARE = 0.3
"""A last line that the paper's edge cuts is seen in part; writing that crosses its way covers a sixth of it."""

CLOSED_SHARE = 0.7
"""Of the outer bar, which is seen where the table ends there; a third may be missing on a broken copy."""
BELOW_MM = (0.5, 2.0)
LEAST_BARS, MOST_BARS = 4, 0.6
"""So far below the last line bars are looked for; how many there must be, and the share of them that goes on."""


def covered_cells(grey: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells of which fewer than SEEN_SIDES sides are seen on the page.

    So are all cells of an outer column whose outer bar is not seen: the sheet may end within it.
    """
    across, down = _seen(grey, lattice, px_per_mm)
    sides = across[:-1].astype(int) + across[1:] + down[:, :-1] + down[:, 1:]
    for outer in (0, -1):
        if down[:, outer].mean() < SEEN_SHARE:
            sides[:, outer] = 0
    return frozenset((int(band), int(column)) for band, column in np.argwhere(sides < SEEN_SIDES))


def closed_below(grey: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether the table's last line is seen; where it is not, the rows may go on under what lies over them."""
    nodes = lattice.nodes[-1]
    return float(np.mean(darker_ways(grey, nodes[:-1], nodes[1:], px_per_mm) >= SEEN_GREYS)) >= SEEN_SHARE


def closed_beside(grey: Grey, lattice: Lattice, px_per_mm: float) -> tuple[str, ...]:
    """Of the sides `left` and `right` those at which the table's outer bar is seen: what runs on there is none of it,
    but a column that was ruled by hand."""
    ways = lattice.nodes[:, [0, -1]]
    seen = (darker_ways(grey, ways[:-1], ways[1:], px_per_mm) >= SEEN_GREYS).mean(axis=0)
    return tuple(side for side, share in zip(("left", "right"), seen, strict=True) if share >= CLOSED_SHARE)


def goes_on_below(grey: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether bars go on below the table's last line where it is seen, into a row of which the rest is missing."""
    nodes = lattice.nodes[-1]
    near, far = (np.array([0.0, mm * px_per_mm]) for mm in BELOW_MM)
    if nodes[:, 1].max() + far[1] >= grey.shape[0]:
        return False
    line = darker_ways(grey, nodes[:-1], nodes[1:], px_per_mm) >= SEEN_GREYS
    beside = np.concatenate([line, [False]]) | np.concatenate([[False], line])
    bars = darker_ways(grey, nodes + near, nodes + far, px_per_mm)[beside] >= SEEN_GREYS
    return len(bars) >= LEAST_BARS and float(bars.mean()) >= MOST_BARS


def _seen(grey: Grey, lattice: Lattice, px_per_mm: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pieces of the lines, shape (lines, columns), and of the bars, (bands, bars), are seen."""
    nodes = lattice.nodes
    across = darker_ways(grey, nodes[:, :-1], nodes[:, 1:], px_per_mm)
    down = darker_ways(grey, nodes[:-1], nodes[1:], px_per_mm)
    return across >= _least(across), down >= _least(down)


def _least(ways: Floats) -> float:
    """How dark the ways of one direction must be: many offices rule rows with hair lines between black bars."""
    return max(SEEN_GREYS, SEEN_OF_USUAL * float(np.median(ways)))


def ways_between(
    grey: Grey, starts: Floats, ends: Floats, beside: int, corner: float, samples: int
) -> NDArray[np.uint8]:
    """The pixels along the ways from starts to ends (..., 2), shape (ways, samples, 2 * beside + 1).

    beside: so many pixels to either side, from the right of one who goes there to the left. corner: the share of a way
    left out at either end.
    """
    ways = (ends - starts).reshape(-1, 2)
    along = np.linspace(corner, 1 - corner, samples)[None, :, None]
    off = np.arange(-beside, beside + 1)[None, None, :]
    places = []
    for start, way, aside in zip(starts.reshape(-1, 2).T, ways.T, (-ways[:, 1], ways[:, 0]), strict=True):
        unit = aside / np.maximum(np.hypot(*ways.T), 1.0)
        middle = start[:, None, None] + along * way[:, None, None]
        # Added in double precision; not kept so, for there are a million.
        place = np.empty((len(ways), samples, 2 * beside + 1), np.float32)
        places.append(np.add(middle, off * unit[:, None, None], out=place, casting="same_kind"))
    return _pixels(grey, *places)


def darker_ways(grey: Grey, starts: Floats, ends: Floats, px_per_mm: float) -> Floats:
    """How much darker the ways from starts to ends (..., 2) are than what lies beside them, grey levels, shape (...).

    It is the mean along the way; 0 for one shorter than a pixel.
    """
    beside, wide = round(BESIDE_MM * px_per_mm), max(1, round(WIDE_MM * px_per_mm))
    lengths = np.hypot(*np.moveaxis((ends - starts).reshape(-1, 2), -1, 0))
    strips = ways_between(grey, starts, ends, beside, CORNER, SAMPLES)
    profiles = strips.sum(axis=1, dtype=np.uint32) / strips.shape[1]
    outside = np.concatenate([profiles[:, : beside - wide], profiles[:, beside + wide + 1 :]], axis=1)
    darker = np.median(outside, axis=1) - profiles[:, beside - wide : beside + wide + 1].min(axis=1)
    result: Floats = np.where(lengths < 1.0, 0.0, darker).reshape(starts.shape[:-1])
    return result


def _pixels(grey: Grey, across: NDArray[np.float32], down: NDArray[np.float32]) -> Grey:
    """The pixels at points, by their coordinates of shape (ways, samples, places), between whole ones bilinear."""
    ways, samples, places = across.shape
    x, y = across.reshape(ways, -1), down.reshape(ways, -1)
    # OpenCV's pictures are no higher than 32,767 pixels.
    parts = [
        cv2.remap(
            grey, x[at : at + MOST_ROWS], y[at : at + MOST_ROWS], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        for at in range(0, ways, MOST_ROWS)
    ]
    return np.concatenate(parts).reshape(ways, samples, places).astype(np.uint8, copy=False)
