"""Cells for one number in which two stand, one above the other: as for two families in one row."""

from __future__ import annotations

import numpy as np

from pipeline.form import COUNT_KINDS, Kind
from pipeline.geometry import Box
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

LEAST_HIGH, LEAST_HIGH_MM = 0.16, 1.0
"""Height of a digit, in heights of its cell and in millimetres, at least: bars of a 5 and dashes are lower."""
ALIKE = 0.45
"""The lower of the two is at least so high as the higher: what is left of a digit beside a break in it is lower."""
PALE_BELOW = 215
"""The two are apart in strokes as pale as this, too: a thin pen's digit, of which the darker strokes are two pieces, is
one there (of 80 such cells on 96 strange pages all held one number)."""
OVER = 0.4
"""Share of the narrower one's width that stands over the other."""


def two_numbers(cleaned: Grey, cell: Box, kind: Kind, px_per_mm: float) -> bool:
    """Whether two things of a digit's height stand one above the other in the cell, apart. cleaned: without rulings."""
    if kind not in COUNT_KINDS:
        return False
    inside = cleaned[cell.slices(cleaned.shape[1], cleaned.shape[0])]
    least = max(LEAST_HIGH * cell.height, LEAST_HIGH_MM * px_per_mm)
    return all(_holds_two(inside, level, least) for level in (INK_BELOW, PALE_BELOW))


def _holds_two(inside: Grey, ink_below: int, least_px: float) -> bool:
    ink = (inside < ink_below).astype(np.uint8)
    if not ink.any():
        return False
    pieces = [
        Box(left, top, left + wide, top + high)
        for left, top, wide, high in piece_boxes(ink).astype(np.float64).tolist()
        # What touches the cell's upper or lower end comes in from another row.
        if high >= least_px and top > 1 and top + high < ink.shape[0] - 1
    ]
    return any(_stacked(upper, lower) for upper in pieces for lower in pieces)


def _stacked(upper: Box, lower: Box) -> bool:
    over = min(upper.right, lower.right) - max(upper.left, lower.left)
    alike = min(upper.height, lower.height) >= ALIKE * max(upper.height, lower.height)
    return alike and upper.bottom < lower.top and over >= OVER * min(upper.width, lower.width)
