"""How surely a cell without writing is blank, and one with writing has no more of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import permutations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.form import Kind
from pipeline.model import Crop
from pipeline.read.faint import UNEVEN, faint_strokes
from pipeline.read.ink import USUAL_CELL_PX, Ink, Part

SURE, SPECKLED = 0.997, 0.985
"""Raw shares of blank: of clean paper, of paper with specks."""
DOUBTED = 0.7
"""Chance that something is written after all, where that may be. Of such cells of generated books one in three was
written in; it counts for more, so that a person looks."""
PALE = 45.0
"""Grey steps: a pen that is usually no darker leaves strokes that are no darker than paper."""
LOST_PAGE = 0.5
"""Of all cells of a page: where so many may hold something all the same, its pen is pale, whatever is dark there."""
SEEMS_EMPTY, LOST_SHARE, LOST_CELLS = 0.1, 0.1, 4
"""Of a table's cells: so few seem written in, and so many hold faint strokes (at least LOST_CELLS of them). Of seven
filled pages with blank rows at most 2 of 136 did; of three pages of a pencil too pale to be seen, 22 to 94 %."""
PALE_SHARE = 0.05
"""Of all cells of a page whose pen is pale; fewer a person looks up as fast as the page is scanned."""
FAINT_CELLS = 3
"""So many cells with faint strokes, on a page where nothing else is written, are no accident."""
_TINY_WRITING = 0.11
"""A speck so large, in heights of a usual cell, may be a digit of the tiniest hands (1 mm)."""
_DITTO_HEIGHT, _ALIKE, _LEVEL, _MOST_SPECKS = 0.07, 0.6, 0.3, 30
"""Strokes of a small ditto: their height in heights of a usual cell; how alike they are at least; how far from level at
most, in heights of their own. More specks are a copier's."""
_LEAST_HEIGHT, _REACH_PX = 0.16, 8
"""Ink beside a field so high, in heights of the field, and so near, is writing that the field's place misses."""
_DASH, _MIDDLE = 0.2, 0.3
"""Width of a dash that a field's place cuts off, and how far from the middle it stands, in heights of the field."""
_LONG_KINDS, _LEAST_WIDTH = frozenset({Kind.NAME, Kind.TEXT, Kind.DATE, Kind.DATE_AGE}), 2.0
"""No name has room in a field narrower than twice its height: its place ends where the writing was taken for print."""
_DOT, _ALIGNED_PX = 0.25, 3
"""Height and width of a colon's dots, in heights of the room beside it, and how far off each other they lie."""
_REACHES_DOWN = 0.25
"""Of the height of a cell of the first row, so far down into it reaches writing that stands on the line above it, and
is no other row's."""
_USUAL_ROOM_PX = 88
"""Rooms higher than this are not written larger: at 300 dpi 7.5 mm, where a word has room in twice as much."""


def blank_share(ink: Ink) -> float:
    """The raw share of blank for a cell in which `ink` found no writing."""
    return SPECKLED if ink.specks else SURE


def blank_doubts(cells: Mapping[int, tuple[Crop, Ink]], typical: float, written: int = 0) -> dict[int, float]:
    """The chance that a cell of a page in which `ink` found no writing holds some all the same, for each of `cells`.

    typical: as from typical_contrast, grey steps. written: how many cells of the table hold writing.
    """
    if _is_lost(list(cells.values()), written):
        return dict.fromkeys(cells, DOUBTED)
    faint = {at for at, (crop, ink) in cells.items() if faint_strokes(crop, ink, typical)}
    # Where a pen is so pale that all of its page may be lost, no cell of it is blank for sure.
    lost = typical < PALE and (typical > 0 or len(faint) >= FAINT_CELLS)
    return {at: DOUBTED if lost or at in faint or _may_be_written(*cell) else 0.0 for at, cell in cells.items()}


def _is_lost(cells: Sequence[tuple[Crop, Ink]], written: int) -> bool:
    """Whether a table in which hardly anything seems to be written is full of strokes hardly darker than paper.

    What is dark on such a page, as writing in the head or specks, says nothing of the pen: that of a pencil's copy was.
    """
    table = [cell for cell in cells if cell[0].cell.part.in_table]
    if not table or written > SEEMS_EMPTY * (len(table) + written):
        return False
    return sum(faint_strokes(*cell, 0.0) for cell in table) >= max(LOST_CELLS, LOST_SHARE * len(table))


def is_pale(typical: float, doubted: int, cells: int) -> bool:
    """Whether the writing of a page is so pale that its operator should scan it darker.

    typical: as from typical_contrast. doubted: of the page's cells, those with strokes that may be lost.
    """
    several = doubted >= max(FAINT_CELLS, PALE_SHARE * cells)
    return 0 < typical < PALE or (several and (typical < UNEVEN or doubted >= LOST_PAGE * cells))


def is_faded(crop: Crop, ink: Ink, typical: float) -> bool:
    """Whether a part of the writing of a cell may be too pale to have been found. typical: as from typical_contrast."""
    return typical > 0 and faint_strokes(crop, ink, typical)


def _may_be_written(crop: Crop, ink: Ink) -> bool:
    usual = min(ink.cell.height, USUAL_CELL_PX)
    tiny = any(max(speck.box.width, speck.box.height) >= _TINY_WRITING * usual for speck in ink.specks)
    tiny = tiny or any(_are_ditto(one, other, usual) for one, other in permutations(ink.specks[:_MOST_SPECKS], 2))
    if crop.cell.part.in_table:
        return tiny or (crop.cell.row == 0 and _comes_from_above(ink))
    return tiny or _no_room(crop) or _written_beside(crop, ink)


def _are_ditto(one: Part, other: Part, usual: float) -> bool:
    """Whether two specks are two small strokes side by side, the second right of the first: a ditto."""
    first, second = one.box, other.box
    tall = max(first.height, second.height)
    high = min(first.height, second.height) >= max(_DITTO_HEIGHT * usual, _ALIKE * tall)
    alike = min(one.area, other.area) >= _ALIKE * max(one.area, other.area)
    level = abs(first.centre[1] - second.centre[1]) < _LEVEL * tall
    upright = max(first.width, second.width) <= tall
    return high and alike and level and upright and -first.width / 2 <= second.left - first.right < tall


def _comes_from_above(ink: Ink) -> bool:
    """Whether ink above the cell reaches far down into it, but not through it."""
    top, bottom = max(0, int(ink.cell.top)), int(ink.cell.bottom)
    inside, above = ink.labels[top:bottom], ink.labels[:top]
    for number in set(np.unique(inside[:1]).tolist()) & set(np.unique(above).tolist()) - {0}:
        deepest = int(np.nonzero((inside == number).any(axis=1))[0].max())
        if _REACHES_DOWN * ink.cell.height <= deepest < len(inside) - 1:
            return True
    return False


def _no_room(crop: Crop) -> bool:
    usual = min(crop.cell.box.height, _USUAL_ROOM_PX)
    return crop.cell.field.kind in _LONG_KINDS and crop.cell.box.width < _LEAST_WIDTH * usual


def _written_beside(crop: Crop, ink: Ink) -> bool:
    """Whether ink that is neither print nor a ruling stands at the left or right end of a field on a line."""
    rows = slice(max(0, int(ink.cell.top)), max(0, int(ink.cell.bottom)))
    strange = ink.labels[rows].copy()
    for words in crop.cell.print_boxes:
        box = words.grown(3).shifted(-crop.box.left, -crop.box.top)
        across, along = box.slices(strange.shape[1], ink.labels.shape[0])
        strange[max(0, across.start - rows.start) : max(0, across.stop - rows.start), along] = 0
    left, right = int(ink.cell.left), int(ink.cell.right)
    for side in (strange[:, max(0, left - _REACH_PX) : left + 2], strange[:, max(0, right - 2) : right + _REACH_PX]):
        pieces = [np.nonzero(strange == number) for number in np.unique(side[side > 0])]
        tall = any(int(np.ptp(rows)) >= _LEAST_HEIGHT * ink.cell.height for rows, _ in pieces)
        tall |= any(_is_dash(piece, ink.cell.height) for piece in pieces)
        if tall and not _are_colon(pieces, ink.cell.height):
            return True
    return False


def _is_dash(piece: tuple[NDArray[np.signedinteger[Any]], ...], height: float) -> bool:
    """Whether a piece is flat and stands where a dash does, in the middle of the field's height. piece: the rows and
    columns of its pixels, from the field's top on."""
    rows, columns = piece
    wide, middle = float(np.ptp(columns)), float(rows.mean()) / height
    return wide >= _DASH * height and np.ptp(rows) < wide and abs(middle - 0.5) <= _MIDDLE


def _are_colon(pieces: Sequence[tuple[NDArray[np.signedinteger[Any]], ...]], height: float) -> bool:
    """Whether they are two dots, one above the other: the label's colon close before a frame. pieces: the rows and
    columns of each one's pixels."""
    if len(pieces) != 2:
        return False
    (top, across), (bottom, below) = sorted(pieces, key=lambda piece: int(piece[0].min()))
    small = max(int(np.ptp(side)) for piece in pieces for side in piece) <= _DOT * height
    return bool(
        small and int(top.max()) < int(bottom.min()) and abs(float(np.median(across) - np.median(below))) <= _ALIGNED_PX
    )
