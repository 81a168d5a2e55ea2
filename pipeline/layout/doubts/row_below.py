"""Writing below the last line of a table that keeps to its columns: a row for which there was no room left.

Nobody reads it, for it lies in no cell; the page would look whole.
"""

from __future__ import annotations

import numpy as np

from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

LOWEST_MM, TALLEST_ROWS = 1.6, 1.2
"""Heights of writing: dots and dashes tell nothing, and what is taller than a row is a signature or a stamp."""
FIRST_ROWS, LAST_ROWS = 0.12, 1.5
"""Where its middle lies below the last line, in rows."""
LEAST_COLUMNS, LEAST_SHARE = 4, 0.4
"""So many columns, and such a share of all, have writing in them; place, date and a signature stand in few."""
MOST_CROSSED = 0.25
"""Of the bars between written columns, went they on: a line of print hits more than half of them."""
BESIDE_BAR_MM, THINNEST_MM = 0.3, 0.7
"""What is thinner is itself a bar that goes on, or a 1."""


def row_below(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether a row is written below the table. cleaned: the page without its rulings."""
    last, row = lattice.nodes[-1], lattice.row_px
    rows = slice(max(0, int(last[:, 1].min())), int(last[:, 1].max() + (LAST_ROWS + 0.5) * row))
    columns = slice(max(0, int(last[0, 0])), int(last[-1, 0]))
    ink = (cleaned[rows, columns] < INK_BELOW).astype(np.uint8)
    if min(ink.shape) == 0:
        return False
    left, top, wide, high = piece_boxes(ink).astype(np.float64).T
    left, x = left + columns.start, left + columns.start + wide / 2
    below = (rows.start + top + high / 2 - np.interp(x, last[:, 0], last[:, 1])) / row
    own = (high >= LOWEST_MM * px_per_mm) & (high <= TALLEST_ROWS * row)
    own &= (below >= FIRST_ROWS) & (below <= LAST_ROWS)
    places = np.searchsorted(last[:, 0], x[own]) - 1
    written = np.unique(places[(places >= 0) & (places < lattice.columns)])
    if len(written) < max(LEAST_COLUMNS, LEAST_SHARE * lattice.columns):
        return False
    bars = last[written[0] + 1 : written[-1] + 1, 0]
    aside = BESIDE_BAR_MM * px_per_mm
    across = own & (wide > THINNEST_MM * px_per_mm)
    starts, ends = left[across, None] - aside, (left + wide)[across, None] + aside
    crossed = ((starts < bars) & (bars < ends)).any(axis=0)
    return bool(crossed.mean() <= MOST_CROSSED)
