"""Digits of a number that stand mostly in the next cell, and are left out of their own: 184 was read as 18."""

from __future__ import annotations

import math

import numpy as np

from pipeline.read.ink import Ink

_REACHES_IN = 0.25
"""Of the height of the digits read, so wide and so high is what reaches in of a digit left out. Of 9,156 cells of
strangers' recaps 9 were so, 4 of them read wrong, and one right that would else be accepted."""
_BEYOND_PX = 2
"""So far beyond the side of its cell such a digit goes on at least."""


def leaves_out_beyond(ink: Ink) -> bool:
    """Whether a stroke that is not the cell's own reaches far into it over its left or right side, beside its own."""
    if not ink.parts:
        return False
    least = _REACHES_IN * max(part.box.height for part in ink.parts)
    own = {part.number for part in (*ink.parts, *ink.specks)}
    top, bottom = max(0, math.floor(ink.cell.top)), math.ceil(ink.cell.bottom)
    left, right = max(0, math.floor(ink.cell.left)), math.ceil(ink.cell.right)
    inside = ink.labels[top:bottom, left:right]
    for beyond, edge in (
        (ink.labels[top:bottom, : max(0, left - _BEYOND_PX)], inside[:, :1]),
        (ink.labels[top:bottom, right + _BEYOND_PX :], inside[:, -1:]),
    ):
        for number in set(np.unique(edge).tolist()) & set(np.unique(beyond).tolist()) - own - {0}:
            rows, columns = np.nonzero(inside == number)
            if min(np.ptp(rows), np.ptp(columns)) + 1 >= least:
                return True
    return False
