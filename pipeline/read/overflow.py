"""Writing that runs over its cell's side: what lies beyond may be its end, or the ink in the cell a neighbour's."""

from __future__ import annotations

import numpy as np

from pipeline.form import Kind
from pipeline.model import Crop
from pipeline.model import Part as Place
from pipeline.read.ink import Ink, Mask

_KINDS = frozenset(
    {Kind.DATE, Kind.DATE_AGE, Kind.DIGITS, Kind.DIGITS_OR_WORD, Kind.NAME, Kind.TEXT, Kind.CODE_TEXT, Kind.MARK_TEXT}
)
"""Kinds long enough to run over, and still likely without their end: 13/03/197|7 is read as 97, and a column that may
hold any word takes the end of its neighbour's for one."""
_GAP, _TO_EDGE, _LEAST_HEIGHT = 0.3, 0.4, 0.35
"""Room before what lies beyond, room to the side, height of what lies beyond: in heights of the writing."""
_DOUBT = 0.4
"""Chance that what lies beyond belongs to the cell's ink: as often the neighbour began at its very side."""


def overflow_doubt(crop: Crop, ink: Ink) -> float:
    """The probability that a part of this cell's writing stands beside it, or that its ink is a neighbour's end."""
    if crop.cell.part is not Place.TABLE or crop.cell.field.kind not in _KINDS or ink.blank:
        return 0.0
    box, cell = ink.box(), ink.cell
    own = np.zeros(int(ink.labels.max()) + 1, bool)
    own[[part.number for part in ink.parts]] = True
    rows = slice(int(box.top), int(box.bottom))
    strange: Mask = (ink.labels[rows] > 0) & ~own[ink.labels[rows]]
    room, near = _TO_EDGE * box.height, _GAP * box.height
    sides = []
    if cell.right - box.right <= room:
        sides.append(strange[:, int(cell.right) - 3 : int(box.right + near) + 1])
    if box.left - cell.left <= room:
        sides.append(strange[:, max(0, int(box.left - near)) : int(cell.left) + 3])
    high = max((np.ptp(np.flatnonzero(side.any(axis=1))) for side in sides if side.any()), default=0)
    return _DOUBT if high >= _LEAST_HEIGHT * box.height else 0.0
