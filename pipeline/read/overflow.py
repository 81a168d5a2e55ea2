"""Writing that runs over its cell's side: what lies beyond may be its end, or the ink in the cell a neighbour's.

Or a field on a line begins before its place, where two strokes of the writing were taken for a colon, or a number's
correction stands above its place, and what is in the cell is the scribble over what was wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from pipeline.form import COUNT_KINDS, Kind
from pipeline.geometry import Box
from pipeline.model import Crop
from pipeline.read.ink import Ink, Part

_KINDS = frozenset(
    {Kind.DATE, Kind.DATE_AGE, Kind.DIGITS, Kind.DIGITS_OR_WORD, Kind.NAME, Kind.TEXT, Kind.CODE_TEXT, Kind.MARK_TEXT}
)
"""Kinds long enough to run over, and still likely without their end: 13/03/197|7 is read as 97, and a column that may
hold any word takes the end of its neighbour's for one."""
_GAP, _LEAST_HEIGHT = 0.35, 0.35
"""Room before what lies beyond, height of what lies beyond: in heights of the writing. Of 14 cells of
thirteen made books with 0.3 to 0.35 before it two held the parts of one word, and one of these was accepted."""
OVERFLOW = 0.4
"""Chance that what lies beyond belongs to the cell's ink: as often the neighbour began at its very side."""
_AT_SIDE, _MOST_HEIGHT = 0.5, 1.5
"""In heights of the writing: so near to its cell's side begins what may begin before it, and no letter is higher; the
side of a frame is."""
_MOST_OF_NUMBER = 0.5
"""Of a number's height, what runs off at least: the tail of a 7 or 9 is less."""
_NUMBERS = COUNT_KINDS | {Kind.YEAR}
_ABOVE, _ASIDE_PX, _LEAST_PIXELS = 0.5, 36, 12
"""A correction: of the height of what it corrects at least; no farther aside (3 mm at 300 dpi); more than a speck."""


class Side(StrEnum):
    """A side of a cell."""

    LEFT = "left"
    RIGHT = "right"


def overflow_doubt(crop: Crop, ink: Ink) -> float:
    """The probability that a part of the writing of a field outside the table stands outside its place, or that its ink
    is a neighbour's end."""
    if ink.blank or crop.cell.part.in_table:
        return 0.0
    numbered = crop.cell.field.kind in _NUMBERS and (_corrected_above(crop, ink) or _runs_off(ink))
    return OVERFLOW if numbered or _begun_before(crop, ink) else 0.0


def overrun_sides(crop: Crop, ink: Ink, written: Sequence[Part] = ()) -> dict[Side, bool]:
    """The sides of a cell of the table beyond which the rest of its writing may stand, or that of which its ink is the
    end; and whether a piece lies across that side.

    ink: what is read. written: all that is the cell's, with what was left out as crossed out, which is no neighbour's.
    """
    if ink.blank or not crop.cell.part.in_table or crop.cell.field.kind not in _KINDS:
        return {}
    box, cell = ink.box(), ink.cell
    own = np.zeros(int(ink.labels.max()) + 1, bool)
    own[[part.number for part in (*ink.parts, *written)]] = True
    rows = slice(int(box.top), int(box.bottom))
    strange = np.where(own[ink.labels[rows]], 0, ink.labels[rows])
    near = _GAP * box.height
    # What stands across the side, most of it beyond, begins before it: the N of PEKARA|NGAN.
    beyond = {
        Side.RIGHT: strange[:, min(int(cell.right) - 3, int(box.right) + 1) : int(box.right + near) + 1],
        Side.LEFT: strange[:, max(0, int(box.left - near)) : max(int(cell.left) + 3, int(box.left))],
    }
    least = _LEAST_HEIGHT * box.height
    found = {}
    for side, seen in beyond.items():
        pieces = [np.nonzero(strange == number) for number in np.unique(seen) if number]
        across = [_lies_across(columns, cell) for _, columns in pieces]
        # The bar of a T lies across the side, too, of which the ruling took the stem.
        letters = [
            np.ptp(rows) >= least or (over and np.ptp(columns) >= least)
            for (rows, columns), over in zip(pieces, across, strict=True)
        ]
        if any(letters):
            found[side] = any(over and one for over, one in zip(across, letters, strict=True))
    return found


def _lies_across(columns: NDArray[np.int64], cell: Box) -> bool:
    return any(columns.min() < side < columns.max() for side in (cell.left, cell.right))


def _begun_before(crop: Crop, ink: Ink) -> bool:
    """Whether strange ink as high as a letter stands whole just before that of a field outside the table."""
    box, own = ink.box(), {part.number for part in ink.parts}
    if box.left > ink.cell.left + _AT_SIDE * box.height:
        return False
    printed = [words.grown(3).shifted(-crop.box.left, -crop.box.top) for words in crop.cell.print_boxes]
    rows = slice(int(box.top), int(box.bottom))
    columns = slice(max(0, int(box.left - _GAP * box.height)), int(box.left) + 1)
    for number in set(np.unique(ink.labels[rows, columns]).tolist()) - own - {0}:
        down, across = np.nonzero(ink.labels == number)
        high = _LEAST_HEIGHT * box.height <= np.ptp(down) <= _MOST_HEIGHT * box.height
        whole = down.min() > 0 and down.max() < len(ink.labels) - 1
        x, y = float(across.min() + across.max()) / 2, float(down.min() + down.max()) / 2
        if high and whole and not any(p.contains(x, y) for p in printed):
            return True
    return False


def _runs_off(ink: Ink) -> bool:
    """Whether a number, or most of it, runs off the upper or lower end of the crop: it is the next line's, and half of
    it reads as another."""
    high = _MOST_OF_NUMBER * ink.box().height
    return any(
        part.box.height >= high and (part.box.top <= 0 or part.box.bottom >= len(ink.labels)) for part in ink.parts
    )


def _corrected_above(crop: Crop, ink: Ink) -> bool:
    """Whether strange ink as high as a digit stands whole above the ink of a field outside the table."""
    box, own = ink.box(), {part.number for part in ink.parts}
    printed = [words.grown(3).shifted(-crop.box.left, -crop.box.top) for words in crop.cell.print_boxes]
    for number in set(np.unique(ink.labels[1 : int(box.top)]).tolist()) - own - {0}:
        rows, columns = np.nonzero(ink.labels == number)
        x, y = float(columns.min() + columns.max()) / 2, float(rows.min() + rows.max()) / 2
        high = _ABOVE * box.height <= np.ptp(rows) and len(rows) >= _LEAST_PIXELS
        whole = rows.min() > 0 and rows.max() < box.top
        near = box.left - _ASIDE_PX <= x <= box.right + _ASIDE_PX and y > ink.cell.top - box.height
        if high and whole and near and not any(p.contains(x, y) for p in printed):
            return True
    return False
