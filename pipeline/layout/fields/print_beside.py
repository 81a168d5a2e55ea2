"""Print close beside the room for a value: labels of the next column, and the unit behind it.

Ink at the end of a room in which nothing stands may be writing that the room misses, and a person looks. Of what is
known for print nobody need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2

from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.units import LIKE_UNIT
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.words import likeness
from pipeline.model import Cell

NEAR_MM, INTO_MM = 1.0, 0.3
"""So near to a room's end, or so far into it, print begins that seems to be writing it misses."""
EMPTY_MM2 = 0.3
"""Less ink in a room is specks: the unit behind it is read to be sure of it."""


def with_print_beside(
    cells: Sequence[Cell], places: Sequence[Place], glance: Glance, reader: PrintReader
) -> list[Cell]:
    """The cells of heads and items, print close to their ends that labels or units make among their print_boxes."""
    scale = glance.page.px_per_mm
    labels = [piece for place in places for piece in place.label.pieces]
    unit_of = {
        id(field): place.entry.unit
        for place in places
        if place.entry.unit and not place.lines
        for field in (place.entry.field, place.entry.extra)
        if field is not None
    }
    found = [list(cell.print_boxes) + [one for one in labels if _is_beside(one, cell.box, scale)] for cell in cells]
    asked = [
        (at, piece, unit)
        for at, cell in enumerate(cells)
        if (unit := unit_of.get(id(cell.field))) is not None and _is_empty(cell.box, glance)
        for piece in glance.printed.pieces
        if piece not in found[at] and piece.left >= cell.box.centre[0] and _is_beside(piece, cell.box, scale)
    ]
    texts = reader.read_strips([strip_of(glance.cleaned, piece, scale) for _, piece, _ in asked]) if asked else ()
    for (at, piece, unit), text in zip(asked, texts, strict=True):
        if likeness(text.text, unit) >= LIKE_UNIT:
            found[at].append(piece)
    return [
        cell if len(boxes) == len(cell.print_boxes) else replace(cell, print_boxes=tuple(boxes))
        for cell, boxes in zip(cells, found, strict=True)
    ]


def _is_beside(piece: Box, room: Box, px_per_mm: float) -> bool:
    """Whether the piece begins close behind the room, or ends close before it, as high as it."""
    level = min(piece.bottom, room.bottom) > max(piece.top, room.top)
    gaps = (piece.left - room.right, room.left - piece.right)
    return level and any(-INTO_MM * px_per_mm <= gap <= NEAR_MM * px_per_mm for gap in gaps)


def _is_empty(room: Box, glance: Glance) -> bool:
    part = glance.ink[room.slices(glance.ink.shape[1], glance.ink.shape[0])]
    return cv2.countNonZero(part) < EMPTY_MM2 * glance.page.px_per_mm**2
