"""Rooms on a line to write on through which another line runs that is no field's: a pen's, through all that is written.

Print seems to end there, and the room lies below the writing: blank, or the lower half of a digit.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.fields.places import Place
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Cell, Doubt, Part

LEAST_MM, MOST_MM = 2.0, 9.0
"""So far above a line to write on runs what strikes the writing out; lines to write on are seldom nearer."""
SHARED = 0.6
"""Of its width, so much of it runs above the other."""


def doubted_where_crossed(
    cells: Sequence[Cell], places: Sequence[Place], printed: PrintLines, px_per_mm: float
) -> list[Cell]:
    """The cells of heads and items, those doubted in whose room a line of no field runs."""
    own = {line for place in places for line in place.lines}
    strange = [line for line in printed.lines if line not in own]
    crossed = {
        id(field)
        for place in places
        if any(_above(line, place.lines[0], px_per_mm) for line in strange if place.lines)
        for field in (place.entry.field, place.entry.extra)
        if field is not None
    }
    outside = (Part.HEAD, Part.ITEMS)
    return [cell.doubted(Doubt.PLACE) if cell.part in outside and id(cell.field) in crossed else cell for cell in cells]


def _above(line: DottedLine, own: DottedLine, px_per_mm: float) -> bool:
    shared = min(line.right, own.right) - max(line.left, own.left)
    return LEAST_MM * px_per_mm < own.y - line.y < MOST_MM * px_per_mm and shared >= SHARED * (line.right - line.left)
