"""Writing that runs over its cell's right side: what lies beyond the ruling may be the end of it."""

from __future__ import annotations

import numpy as np

from pipeline.form import Kind
from pipeline.model import Crop
from pipeline.model import Part as Place
from pipeline.read.ink import Ink

_KINDS = frozenset({Kind.DATE, Kind.DATE_AGE, Kind.DIGITS, Kind.DIGITS_OR_WORD, Kind.NAME, Kind.TEXT, Kind.CODE_TEXT})
"""Kinds long enough to run over, and still likely without their end: 13/03/197|7 is read as 97."""
_GAP, _TO_EDGE, _LEAST_HEIGHT = 0.3, 0.4, 0.35
"""Room before what lies beyond, room to the side, height of what lies beyond: in heights of the writing. On three
generated books 5 of 581 cells were so, one of them truly run over."""
_DOUBT = 0.4
"""Chance that what lies beyond belongs to the cell: more often the neighbour began at its very side."""


def overflow_doubt(crop: Crop, ink: Ink) -> float:
    """The probability that the end of this cell's writing stands in the next cell."""
    if crop.cell.part is not Place.TABLE or crop.cell.field.kind not in _KINDS or ink.blank:
        return 0.0
    box = ink.box()
    if ink.cell.right - box.right > _TO_EDGE * box.height:
        return 0.0
    rows, first = slice(int(box.top), int(box.bottom)), int(ink.cell.right) - 3
    beyond = ink.labels[rows, first : int(box.right + _GAP * box.height) + 1]
    own = {part.number for part in ink.parts}
    strange = [number for number in np.unique(beyond) if number and number not in own]
    heights = (np.flatnonzero((ink.labels[rows, first:] == number).any(axis=1)) for number in strange)
    return _DOUBT if any(np.ptp(height) >= _LEAST_HEIGHT * box.height for height in heights) else 0.0
