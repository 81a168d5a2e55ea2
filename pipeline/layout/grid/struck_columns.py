"""Lines that a pen drew down a column of a table: no bars, though they run through all its rows.

A bar begins in the heading, where it parts the headings of two columns, if only L and P low down; such a line begins
below it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.lattice_changes import without_bar
from pipeline.layout.grid.stray_lines import StrayLines
from pipeline.layout.lines.pen_lines import DrawnLines
from pipeline.layout.lines.rulings import Ruling
from pipeline.model import Grey

ABSENT, PRESENT = 0.4, 0.7
"""Share of a line's way through the lower part of the heading at which there is ink: of none, and of most bars."""
LOWER_PART = 0.5
PRINT, WHOLE = 0.9, 0.98
"""Where a line is seen through print alone, as that of a heading which stands upright, it is at less than the first,
while half of the bars are at the second."""
MANY = 3
"""Bars one beside the other that are not seen in the heading: under a lamp's reflection, or a slip of paper."""
_NEAR_PX = 3
"""So far from its way a bar may have its ink."""
_SHORTEST_MM, _BESIDE_MM, _RULED = 2.0, 2.5, 0.8
"""A bar that parts low headings only is seen for so long above the heading's lower line, without a gap, and ends at a
line that is seen on both sides for so long, in that share."""


def without_struck_columns(lattice: Lattice, ink: Grey, px_per_mm: float) -> Lattice:
    """The lattice with such lines taken for none; they are its `upright_strikes`.

    ink: 255 where ink is, else 0, of the page.
    """
    shares = [_in_heading(lattice, bar, ink, px_per_mm) for bar in lattice.bars]
    usual = float(np.median(shares))
    absent = _lone([at for at in range(1, len(shares) - 1) if shares[at] < ABSENT]) if usual >= PRESENT else []
    broken = [at for at in range(1, len(shares) - 1) if ABSENT <= shares[at] < PRINT] if usual >= WHOLE else []
    if not absent and not broken:
        return lattice
    look = DrawnLines(lattice.bars, lattice.lines[1:], np.asarray(ink.T), px_per_mm)
    for at in sorted((*absent, *broken), reverse=True):
        signs = look.drawn(at), look.short(at, both=False)
        if any(signs) if at in absent else all(signs):
            lattice = without_bar(lattice, at)
    return lattice


def struck_cells(lattice: Lattice) -> frozenset[tuple[int, int]]:
    """Band and column of the cells that its upright strikes run through."""
    return StrayLines(upright=lattice.upright_strikes).cells(lattice, 0.0)


def _lone(absent: Sequence[int]) -> list[int]:
    """Those not of MANY side by side: between lines down two columns stands a bar, so the heading is hidden there."""
    runs = [range(first, first + MANY) for first in absent if set(range(first, first + MANY)) <= set(absent)]
    return [at for at in absent if not any(at in run for run in runs)]


def _in_heading(lattice: Lattice, bar: Ruling, ink: Grey, px_per_mm: float) -> float:
    """Share of the bar's way through the lower part of the heading at which there is ink; all of it where the bar
    begins at a line there."""
    top, bottom = (float(line.at(bar.middle)) for line in lattice.lines[:2])
    y = np.arange(round(bottom - LOWER_PART * (bottom - top)), round(bottom - 2 * lattice.lines[1].weight_px))
    y = y[(y >= 0) & (y < ink.shape[0])]
    if not len(y):
        return 0.0
    x = np.round(bar.at(y.astype(np.float64))).astype(int)
    near = x[None] + np.arange(-_NEAR_PX, _NEAR_PX + 1)[:, None]
    seen = (ink[y, np.clip(near, 0, ink.shape[1] - 1)] > 0).any(axis=0)
    unseen = np.flatnonzero(~seen)
    first = int(unseen[-1]) + 1 if len(unseen) else 0
    if 0 < first <= len(y) - _SHORTEST_MM * px_per_mm and _at_line(ink, int(x[first]), int(y[first]), px_per_mm):
        return 1.0
    return float(seen.mean())


def _at_line(ink: Grey, x: int, y: int, px_per_mm: float) -> bool:
    """Whether a line is seen there from left to right, on both sides of x."""
    beside = round(_BESIDE_MM * px_per_mm)
    around = ink[max(0, y - _NEAR_PX) : y + _NEAR_PX + 1, max(0, x - beside) : x + beside + 1] > 0
    return float(around.any(axis=0).mean()) >= _RULED
