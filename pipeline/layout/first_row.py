"""The line below a table's heading where it is too faint or broken to be traced: its first row would be lost with it.

The heading then seems one row taller than it is, and every other sign (rows alike, an end to the table) is in order.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipeline.layout.lattice import Lattice
from pipeline.layout.rulings import Floats
from pipeline.model import Grey

LEAST_BANDS = 4
"""Of fewer rows nobody can say how tall they are."""
HEADING_ROWS = 1.6
"""A heading so many rows tall may hold a row."""
OFF_ROWS = 0.1
"""So far from a row's height, as a share of it, the line is looked for."""
BESIDE_MM = 0.6
"""So far above and below a line there is paper; what is printed in letters is wider."""
LEAST_DARKER, NOISES = 4.0, 4.0
"""How much darker than above and below it a line is: in grey levels, and in what that usually is where no line is."""
SEEN_SHARE = 0.5
"""Share of the columns in which a line of the table is seen, the outer ones among them: a group's line ends before."""
LEVEL_PX = 2
"""So far from the place of the whole line it may lie in one column."""
MOST_LOST = 2
_INSET_MM = 0.5


def with_first_row(lattice: Lattice, grey: Grey, px_per_mm: float) -> Lattice:
    """The lattice with the lines that lie a row's height above the first below its heading, if any is to be seen."""
    for _ in range(MOST_LOST):
        up = _line_above(lattice, grey, px_per_mm)
        if up is None:
            break
        lattice = _with_line(lattice, up)
    return lattice


def _line_above(lattice: Lattice, grey: Grey, px_per_mm: float) -> float | None:
    """How many pixels above the first line below the heading another runs; None where none is seen."""
    row = float(np.median([lattice.height(band) for band in range(1, lattice.bands)]))
    if lattice.bands <= LEAST_BANDS or lattice.height(0) < HEADING_ROWS * row:
        return None
    beside = max(2, round(BESIDE_MM * px_per_mm))
    first, last = round((1 - OFF_ROWS) * row), round((1 + OFF_ROWS) * row)
    up = np.arange(last + beside, first - beside - 1, -1)
    found = [_darker(grey, lattice, column, up, beside, px_per_mm) for column in range(lattice.columns)]
    darker = np.array([column for column in found if column is not None])
    if len(darker) < SEEN_SHARE * lattice.columns:
        return None
    limits = np.maximum(LEAST_DARKER, NOISES * np.median(np.maximum(darker, 0.0), axis=1))[:, None]
    seen = np.asarray(cv2.dilate((darker >= limits).astype(np.uint8), np.ones((1, 2 * LEVEL_PX + 1), np.uint8))) > 0
    at = int(np.argmax(np.minimum(darker / limits, 2.0).sum(axis=0)))
    if seen[:, at].mean() < SEEN_SHARE or not seen[:2, at].any() or not seen[-2:, at].any():
        return None
    return float(up[beside + at])


def _darker(grey: Grey, lattice: Lattice, column: int, up: np.ndarray, beside: int, px_per_mm: float) -> Floats | None:
    """For each height above the first line, but for the ends of `up`, how much darker it is than above and below.

    By the middle of the column's pixels: writing that crosses does not count. None for a column with no room.
    """
    inset = _INSET_MM * px_per_mm
    left, right = lattice.nodes[1, column, 0] + inset, lattice.nodes[1, column + 1, 0] - inset
    x = np.arange(left, right, dtype=np.float64)
    if len(x) < 2 * inset:
        return None
    y = lattice.lines[1].at(x)[None] - up[:, None]
    part = cv2.remap(
        grey,
        np.broadcast_to(x[None], y.shape).astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    level = np.median(np.asarray(part, dtype=np.float64), axis=1)
    result: Floats = np.minimum(level[: -2 * beside], level[2 * beside :]) - level[beside:-beside]
    return result


def _with_line(lattice: Lattice, up: float) -> Lattice:
    """The lattice with a line so many pixels above the first below its heading, that runs as that does."""
    heading, first, *others = lattice.lines
    line = replace(first, across=first.across - up)
    nodes = np.insert(lattice.nodes, 1, lattice.nodes[1] - (0.0, up), axis=0)
    merged = (lattice.merged[0], False, *lattice.merged[1:])
    return replace(lattice, lines=(heading, line, first, *others), nodes=nodes, merged=merged)
