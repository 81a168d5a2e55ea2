"""Cells whose ink is so much paler than the page's own that it may be the back of the sheet shining through.

Rulings and numbers of the back would be read as written here: its bars are a 1 in every row that is left blank.
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike

from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles
from pipeline.scan.resample import averaged

SMALLER = 2
"""Put together so many pixels a side: the grain of paper and camera is no ink."""
INSET_MM = 0.7
DARKEST_MM2 = 0.15
"""What the smallest stroke covers, a thin 1 of 1.5 mm."""
LEAST_GREYS = 15.0
"""Nothing paler is read."""
OF_WRITING, OF_PRINT = 0.45, 0.3
"""Of how dark the darkest twentieth of the cells is, and print in the headings: what shines through has a third at most
and writing half at least, on pages of benchmarks.silent, through and plain."""
WRITTEN = 95
SET_APART = 0.5
"""Of how dark the other cells are in the middle, what shines through at most: a pale or uneven pen writes at all depths
between, and most of its page would be doubted."""
SPREAD_MM = 0.7
BROAD = 0.7
"""Of its darkness, what is left of shining through when it is spread so far: paper scatters what passes it (G. Sharma,
Show-through cancellation in scans of duplex printed documents, IEEE Transactions on Image Processing 10, 2001), and
0.8 to 0.9 is left there (pages of benchmarks.silent, through), of thin strokes 0.5 to 0.7."""
PALEST_STROKES = 25.0
"""From so many grey levels a pale pen's strokes are told by those of the print in the headings, on pages that are not
sharp: of what shines through more is left than of print (all of 30 pages of benchmarks.silent, through), of them less
(8 of 9 strange pages, on which 149 cells waited)."""
FEWEST = 3
"""Fewer cells of writing than this say nothing of the pen; print does."""


def shone_through(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells below the heading with only such ink. cleaned: the page without its rulings."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    part = cleaned[rows, columns]
    if min(part.shape) < SMALLER:
        return frozenset()
    small = averaged(part, SMALLER, SMALLER)
    paper = grey_percentiles(small[::4, ::4], (50,))[0]
    few = max(1, round(DARKEST_MM2 * (px_per_mm / SMALLER) ** 2))

    def inside(band: int, column: int) -> Grey:
        box = lattice.cell(band, column).shifted(-columns.start, -rows.start).grown(-INSET_MM * px_per_mm)
        return small[box.scaled(1 / SMALLER).slices(small.shape[1], small.shape[0])]

    def darkness(band: int, column: int) -> float:
        return paper - _darkest(inside(band, column), few)

    def left(band: int, column: int, depth: float) -> float:
        """Of its darkness, what is left when it is spread."""
        return (paper - _darkest(cv2.blur(inside(band, column), (wide, wide)), few)) / depth

    depths = {
        (band, column): darkness(band, column) for band in range(1, lattice.bands) for column in range(lattice.columns)
    }
    headings = [((0, column), darkness(0, column)) for column in range(lattice.columns)]
    print_depth = float(np.median([depth for _, depth in headings]))
    own = float(np.percentile(list(depths.values()), WRITTEN))
    limit = max(OF_WRITING * own, OF_PRINT * print_depth)
    wide = max(1, round(SPREAD_MM * px_per_mm / SMALLER))
    pale = {place: depth for place, depth in depths.items() if LEAST_GREYS <= depth < limit}
    spread = {place: left(*place, depth) for place, depth in pale.items()}
    # More is left than was there only of strokes that cover less than DARKEST_MM2: small ones, and no pale ones.
    pale = {place: depth for place, depth in pale.items() if spread[place] <= 1}
    written = [depth for depth in depths.values() if depth >= limit]
    usual = float(np.median(written)) if len(written) >= FEWEST else print_depth
    pale_depth = float(np.median(list(pale.values()))) if pale else 0.0
    if not pale or pale_depth > SET_APART * usual:
        return frozenset()
    broad = float(np.median([spread[place] for place in pale]))
    if pale_depth >= PALEST_STROKES:
        sharp = [
            left(*place, depth) for place, depth in headings if depth >= max(LEAST_GREYS, OF_WRITING * print_depth)
        ]
        broad = broad if not sharp or broad >= np.median(sharp) else 0.0
    return frozenset(pale) if broad >= BROAD else frozenset()


def _darkest(grey: Grey | MatLike, few: int) -> float:
    """The grey level below which so few, the darkest pixels, of a cell lie; 255 for a cell that has no more."""
    pixels = grey.ravel()
    return float(np.partition(pixels, few)[few]) if len(pixels) > few else 255.0
