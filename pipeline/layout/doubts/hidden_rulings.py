"""Cells of which something hides a part: a slip, tape or correction fluid, under which a ruling stops for a while.

Of a cell whose right half lies under a slip three sides are seen well enough (grid.covered), and what is left of its
writing reads as another word, or as blank.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.covered import BESIDE_MM, SEEN_GREYS, SEEN_OF_USUAL, WIDE_MM
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey

HIDDEN_MM = 2.0
"""A ruling that is not seen for so long is hidden."""
CORNER_MM = 0.4
"""So near to the rulings that it meets a side is not looked at."""
STEP_PX, SAMPLED_PX = 4, 2
"""Along a ruling its mean is taken every so many pixels, of every other one."""
MOST_GAPS = 0.15
"""Share of the sides that are broken so, beyond which the print is: 5 slips on a small table hid 0.1 of its sides, of
rulings printed with gaps 0.3 and more are."""

Flags = NDArray[np.bool_]


def hidden_cells(grey: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells below the heading of which a side is not seen for HIDDEN_MM; none on a page whose
    rulings are broken all over. grey: the page with its rulings."""
    across = _hidden(grey, lattice.nodes[1:], px_per_mm)
    # A page lying on its side, for the bars are looked at as lines are.
    down = _hidden(grey.T, lattice.nodes[1:].swapaxes(0, 1)[..., ::-1], px_per_mm)
    found: set[tuple[int, int]] = set()
    if 0 < across.mean() <= MOST_GAPS:
        found |= {(int(line) + over, int(column)) for line, column in np.argwhere(across) for over in (0, 1)}
    if 0 < down.mean() <= MOST_GAPS:
        found |= {(int(band) + 1, int(bar) - before) for bar, band in np.argwhere(down) for before in (0, 1)}
    return frozenset((band, at) for band, at in found if 0 < band < lattice.bands and 0 <= at < lattice.columns)


def _hidden(grey: Grey, nodes: Floats, px_per_mm: float) -> Flags:
    """Which sides are not seen for HIDDEN_MM, of rulings from left to right through nodes of shape (rulings, nodes, 2);
    shape (rulings, nodes - 1). One too short for that is looked at as a whole."""
    if len(nodes) < 2:
        return np.zeros((len(nodes), max(0, nodes.shape[1] - 1)), np.bool_)
    ways = [_darkness(grey, ruling, px_per_mm) for ruling in nodes]
    least = max(SEEN_GREYS, SEEN_OF_USUAL * float(np.median(np.concatenate(ways))))
    reach = (HIDDEN_MM / 2 + CORNER_MM) * px_per_mm
    found = np.zeros((len(nodes), nodes.shape[1] - 1), np.bool_)
    for number, (ruling, way) in enumerate(zip(nodes, ways, strict=True)):
        for at, (start, end) in enumerate(zip(ruling[:-1, 0], ruling[1:, 0], strict=True)):
            if end - start < HIDDEN_MM * px_per_mm:
                continue
            first, last = min(start + reach, (start + end) / 2), max(end - reach, (start + end) / 2)
            inside = way[int((first - ruling[0, 0]) / STEP_PX) : int((last - ruling[0, 0]) / STEP_PX) + 1]
            found[number, at] = bool((inside < least).any())
    return found


def _darkness(grey: Grey, ruling: Floats, px_per_mm: float) -> Floats:
    """How much darker the ruling is than what lies beside it, grey levels, the mean over HIDDEN_MM, every STEP_PX from
    its start to its end."""
    beside, wide = round(BESIDE_MM * px_per_mm), max(1, round(WIDE_MM * px_per_mm))
    x = np.arange(int(ruling[0, 0]), int(ruling[-1, 0]) + 1, SAMPLED_PX)
    y = np.round(np.interp(x, ruling[:, 0], ruling[:, 1])).astype(np.int64)
    down = np.clip(y[None] + np.arange(-beside, beside + 1)[:, None], 0, grey.shape[0] - 1)
    strip = grey[down, np.clip(x, 0, grey.shape[1] - 1)[None]]
    over = max(1, round(HIDDEN_MM * px_per_mm / SAMPLED_PX))
    mean = cv2.blur(strip, (over, 1), borderType=cv2.BORDER_REPLICATE)[:, :: STEP_PX // SAMPLED_PX]
    outside = np.concatenate([mean[: beside - wide], mean[beside + wide + 1 :]])
    darker = np.median(outside, axis=0) - mean[beside - wide : beside + wide + 1].min(axis=0)
    return np.asarray(darker, dtype=np.float64)
