"""Units printed behind what is written (orang, Tahun): the room for a value ends before them."""

from __future__ import annotations

from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.words import likeness

NARROWEST_UNIT = 1.7
"""Of its height, or that of the label: `org` is as wide."""
NEAREST_UNIT_MM = 8.0
"""Behind where the value begins: before a unit there is room to write."""
LIKE_UNIT = 0.7


def before_unit(place: Place, start: float, unit: str, glance: Glance, reader: PrintReader) -> float:
    """Where the unit begins that is printed last on the line; the place's end without one.

    A date is as long as any print (10 Mar 1958): only what reads as the unit is one. start: x where the value begins.
    """
    level = [piece for piece in place.pieces if abs(piece.centre[1] - place.label.y) < 0.8 * piece.height]
    last = max(level, key=lambda piece: piece.left, default=None)
    if last is None or last.left < start + NEAREST_UNIT_MM * glance.page.px_per_mm:
        return place.limit
    (read,) = reader.read_strips([strip_of(glance.cleaned, last, glance.page.px_per_mm)])
    return last.left if likeness(read.text, unit) >= LIKE_UNIT else place.limit


def up_to_unit(box: Box, unit: str, glance: Glance, reader: PrintReader) -> Box:
    """The box on a line up to its unit, where that is printed on the line, which an office's sheet draws on below it:
    read with what is written, `3 orang` was three digits."""
    scale = glance.page.px_per_mm
    start = box.left + NEAREST_UNIT_MM * scale
    pieces = [
        piece
        for piece in (*glance.printed.pieces, *glance.printed.writing)
        if box.contains(*piece.centre) and piece.left > start and piece.width >= NARROWEST_UNIT * piece.height
    ]
    texts = reader.read_strips([strip_of(glance.cleaned, piece, scale) for piece in pieces]) if pieces else ()
    units = [piece.left for piece, read in zip(pieces, texts, strict=True) if likeness(read.text, unit) >= LIKE_UNIT]
    return Box(box.left, box.top, min([box.right, *(left - 1 for left in units)]), box.bottom)
