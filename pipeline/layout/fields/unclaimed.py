"""Writing that no field claims, in a printing that shows neither by colons nor by lines or boxes where to write.

There the height of a value is that of its label. Where a label was missed, or took lines of its neighbour, the value
stands beside the wrong one or between two, whose cells are blank: writing left over tells so.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.form import OPTION_KINDS, Kind
from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import is_wordy
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Cell, Doubt, Part

OF_WORDS = frozenset({Kind.NAME, Kind.TEXT})
LEVEL = 1.0
"""Of the label's letters: what stands so near to its height is beside it."""
WITHIN = 0.7
"""Of its height, so much of a word lies in its own cell."""
NEAR_MM = 16.0
"""Between a word and the cells above and below that may be its own: two lines of the widest printing."""
END_MM = 3.0
"""Where the room beside a label ends before two lines, the second may begin so much farther left."""
BEFORE_MM, OPTION_MM, INTO_MM = 12.0, 4.0, 1.0
"""So close before a room that is empty a word stands that may have been meant for it; none so close behind an option,
and none with a colon behind it, that far into the room at most: those are print."""
INTO = 0.3
"""Of a word before a room, so much may lie in it."""
BEHIND_MM, DIGITS_WIDE = 2.0, 0.5
"""So close behind a room stands what may be its writing; a number is so wide at most, in heights of the room."""
LOWEST_MM = 1.6
"""What is lower, as a speck or dash, is no word."""


def doubted_beside_unclaimed(
    cells: Sequence[Cell], places: Sequence[Place], printed: PrintLines, px_per_mm: float
) -> list[Cell]:
    """The cells, those whose label shows no place to write doubted where writing right of it lies in no cell, or across
    the edge of one, or where one ends that no label follows: the rest of what is written there may. Of the others those
    in which nothing stands, where writing does at their end."""
    plain = {place.entry.field.name: place for place in places if place.entry.field.kind not in OPTION_KINDS}
    unsure = {name: place for name, place in plain.items() if not place.label.placed}
    outside = [at for at, cell in enumerate(cells) if cell.part in (Part.HEAD, Part.ITEMS) and cell.field.name in plain]
    own = [at for at in outside if cells[at].field.name in unsure]
    lowest = LOWEST_MM * px_per_mm
    written = [piece for piece in (*printed.pieces, *printed.writing) if piece.height >= lowest]
    empty = [at for at in outside if not any(cells[at].box.contains(*piece.centre) for piece in written)]
    of_labels = {piece for place in places for piece in place.label.pieces}
    doubted: set[int] = set()
    for piece in written:
        if piece in of_labels:
            continue
        beside = [at for at in own if _right_of(piece, unsure[cells[at].field.name])]
        if any(cell.box.contains(*piece.centre) for cell in cells):
            doubted |= {at for at in beside if _across(piece, cells[at].box)}
        elif not any(_level(piece, place) for place in places):
            doubted |= _nearest(piece, cells, beside, NEAR_MM * px_per_mm)
            beyond = (*own, *empty) if is_wordy(piece) else own
            doubted |= {at for at in beyond if _at_end(piece, plain[cells[at].field.name], END_MM * px_per_mm)}
    doubted |= _begun_before(cells, places, (written, printed.colons), px_per_mm)
    doubted |= _ended_behind(cells, places, written, px_per_mm)
    return [cell.doubted(Doubt.PLACE) if at in doubted else cell for at, cell in enumerate(cells)]


def _begun_before(
    cells: Sequence[Cell], places: Sequence[Place], seen: tuple[Sequence[Box], Sequence[Box]], px_per_mm: float
) -> set[int]:
    """The cells outside the table in which nothing stands, but something does close before them that is no print known
    and in no other: of dots that are blurred only a part is seen, behind what is written on them. seen: what stands
    outside tables, and the colons there; what has one behind it is a label."""
    written, colons = seen
    known = _of_labels(places)
    # What reaches into a room from before it is rather writing whose dots are hidden than print.
    known |= {
        box
        for cell in cells
        for box in cell.print_boxes
        if cell.box.contains(*box.centre) or cell.box.overlap(box) <= 0
    }
    options = [option.label for cell in cells for option in cell.options]
    free = [
        piece
        for piece in written
        if piece not in known
        and not any(cell.box.overlap(piece) > INTO * piece.area for cell in cells)
        and not any(_follows(piece, option, px_per_mm) for option in options)
    ]
    found = set()
    for at, cell in enumerate(cells):
        box = cell.box
        if cell.part not in (Part.HEAD, Part.ITEMS) or any(box.contains(*piece.centre) for piece in written):
            continue
        level = [colon.left for colon in colons if box.top < colon.centre[1] < box.bottom]
        if any(
            box.top < piece.centre[1] < box.bottom
            and piece.centre[0] < box.left <= piece.right + BEFORE_MM * px_per_mm
            and not any(piece.right <= colon <= box.left + INTO_MM * px_per_mm for colon in level)
            for piece in free
        ):
            found.add(at)
    return found


def _ended_behind(cells: Sequence[Cell], places: Sequence[Place], written: Sequence[Box], px_per_mm: float) -> set[int]:
    """The cells on a line, outside the table, close behind which something stands that is in no other and no print
    known: writing hides the dots on which it stands, and the line seemed to end before it. Behind a number that is read
    it may be a unit."""
    known = _of_labels(places)
    on_line = {place.entry.field.name: place for place in places if place.lines}
    found = set()
    for at, cell in enumerate(cells):
        box, place = cell.box, on_line.get(cell.field.name)
        if place is None or cell.part.in_table:
            continue
        if cell.field.read_as not in OF_WORDS and any(box.contains(*piece.centre) for piece in written):
            continue
        # A unit printed behind the line is wider than a number.
        widest = DIGITS_WIDE * box.height if place.entry.unit else np.inf
        if any(
            box.top < piece.centre[1] < box.bottom
            and -INTO_MM * px_per_mm <= piece.left - box.right <= BEHIND_MM * px_per_mm
            and piece.width <= widest
            and piece not in known
            and not any(other.box.contains(*piece.centre) for other in cells)
            for piece in written
        ):
            found.add(at)
    return found


def _of_labels(places: Sequence[Place]) -> set[Box]:
    """The pieces of all labels, those of the writing beside options too."""
    return {piece for place in places for label in (place.label, place.extra_label) if label for piece in label.pieces}


def _follows(piece: Box, option: Box, px_per_mm: float) -> bool:
    """Whether the piece stands close behind an option: print that introduces the writing (`Ya, jenis`)."""
    level = option.top < piece.centre[1] < option.bottom
    return level and -OPTION_MM * px_per_mm <= piece.left - option.right <= OPTION_MM * px_per_mm


def _right_of(piece: Box, place: Place) -> bool:
    return piece.left > place.label.box.right and piece.centre[0] < place.limit


def _level(piece: Box, place: Place) -> bool:
    return _right_of(piece, place) and abs(piece.centre[1] - place.label.y) < LEVEL * place.label.height


def _at_end(piece: Box, place: Place, slack_px: float) -> bool:
    """Whether it stands where the room beside a label ends, on its line."""
    return (
        -1 <= piece.left - place.limit <= slack_px and abs(piece.centre[1] - place.label.y) < LEVEL * place.label.height
    )


def _across(piece: Box, box: Box) -> bool:
    """Whether a good part of the piece lies in the box, and another one out of it."""
    inside = min(piece.bottom, box.bottom) - max(piece.top, box.top)
    return (1 - WITHIN) * piece.height < inside < WITHIN * piece.height


def _nearest(piece: Box, cells: Sequence[Cell], beside: Sequence[int], reach_px: float) -> set[int]:
    """Of the cells beside a piece the next one above it and the next below, where they are near."""
    y = piece.centre[1]
    above = [at for at in beside if cells[at].box.bottom <= y < cells[at].box.bottom + reach_px]
    below = [at for at in beside if cells[at].box.top - reach_px < y <= cells[at].box.top]
    found = {max(above, key=lambda at: cells[at].box.bottom)} if above else set()
    return found | ({min(below, key=lambda at: cells[at].box.top)} if below else set())
