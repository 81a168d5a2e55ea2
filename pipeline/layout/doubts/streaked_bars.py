"""Cells beside a bar of the table that goes on above or below it: the streak of a dirty scanner, taken for a bar.

Writing that stands where the streak runs would be cut in two, and a column be read beside its own.
"""

from __future__ import annotations

import numpy as np

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Ruling
from pipeline.model import Grey

FROM_MM, LOOKED_MM = 2.0, 30.0
"""So far beyond the table's first and last line ink is looked for, on the way of a bar; double lines are nearer."""
LEAST_MM, INKED = 8.0, 0.4
"""There must be so much paper to look at above and below, and so much of both ways be inked: only above, the sides of
frames in the head stand over a bar."""
NEAR_PX = 2
"""How far from its way a streak may have its ink (300 dpi)."""


def beside_streaks(ink: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells on both sides of inner bars that are no end of the table's.

    ink: 255 where ink is, else 0, of the page with its rulings.
    """
    beyond = [at for at in range(1, lattice.columns) if _goes_on(ink, lattice, lattice.bars[at], px_per_mm)]
    return frozenset((band, column) for at in beyond for column in (at - 1, at) for band in range(1, lattice.bands))


def _goes_on(ink: Grey, lattice: Lattice, bar: Ruling, px_per_mm: float) -> bool:
    top, bottom = (float(lattice.lines[at].at(bar.middle)) for at in (0, -1))
    near, far = FROM_MM * px_per_mm, LOOKED_MM * px_per_mm
    for first, after in ((top - far, top - near), (bottom + near, bottom + far)):
        y = np.arange(max(0, round(first)), min(len(ink), round(after)))
        if len(y) < LEAST_MM * px_per_mm:
            return False
        x = np.round(bar.at(y.astype(np.float64))).astype(np.int64)[None] + np.arange(-NEAR_PX, NEAR_PX + 1)[:, None]
        if float((ink[y, np.clip(x, 0, ink.shape[1] - 1)] > 0).any(axis=0).mean()) < INKED:
            return False
    return True
