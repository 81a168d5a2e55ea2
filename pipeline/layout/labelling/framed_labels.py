"""Labels in ruled tables of items: what stands in one cell names what is written in the next.

Neither a colon nor a line to write on is needed to tell one from the other; the bar between them does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.layout.labelling.implied_colons import with_implied_colons
from pipeline.layout.labelling.labels import SHORTEST_MM, Label, find_labels
from pipeline.layout.labelling.lost_colons import with_lost_colons
from pipeline.layout.lines.frames import Frame
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Grey

NARROWEST_MM = 7.0
"""A narrower cell holds a colon, or an item's number of one digit; neither a label nor an answer has room there."""
MIDDLE = 0.2
"""Of a cell's width: so near to its middle stands a colon in a cell of its own, and never one before an answer."""
SAME_LINE = 0.5
"""Of the letters' height: pieces no farther apart in height stand side by side."""


def labels_of(printed: PrintLines, frames: Sequence[Frame], ink: Grey, px_per_mm: float) -> Sequence[Label]:
    """The labels of a page from top to bottom, of tables of items and of what stands outside them. ink: as in parted.

    Of those inside that a colon or a place to write tells, those are kept whose value is in the same cell (`jumlah :`
    beside options).
    """
    outside, inside = parted(printed, frames, ink) if frames else (printed, None)
    outside = with_implied_colons(outside, px_per_mm)
    labels = with_lost_colons(find_labels(outside, px_per_mm), outside.pieces, px_per_mm, outside.boxes)
    if inside is None:
        return labels
    cells = [cell for frame in frames for row in frame.rows for cell in row]
    others = [
        label
        for label in find_labels(inside, px_per_mm)
        if label.placed
        and any(
            label.value_left < cell.right and all(cell.contains(*piece.centre) for piece in label.pieces)
            for cell in cells
        )
    ]
    everything = (*labels, *framed_labels(frames, inside.pieces, px_per_mm, inside.colons), *others)
    return sorted(everything, key=lambda label: (label.y, label.value_left))


def parted(printed: PrintLines, frames: Sequence[Frame], ink: Grey) -> tuple[PrintLines, PrintLines]:
    """What is printed outside the tables, and inside, there parted where a bar stands between two cells.

    ink: 255 where ink is, without the tables' rulings; a part ends with the ink in it.
    """
    outside = [not any(frame.box.contains(*box.centre) for frame in frames) for box in printed.pieces]
    cells = [cell for frame in frames for row in frame.rows for cell in row]
    pieces = [box for box, out in zip(printed.pieces, outside, strict=True) if not out]
    return (
        _those(printed, frames, False, tuple(box for box, out in zip(printed.pieces, outside, strict=True) if out)),
        _those(printed, frames, True, tuple(part for piece in pieces for part in _parts(piece, cells, ink))),
    )


def _those(printed: PrintLines, frames: Sequence[Frame], inside: bool, pieces: tuple[Box, ...]) -> PrintLines:
    def kept(x: float, y: float) -> bool:
        return any(frame.box.contains(x, y) for frame in frames) == inside

    return replace(
        printed,
        pieces=pieces,
        writing=tuple(box for box in printed.writing if kept(*box.centre)),
        colons=tuple(box for box in printed.colons if kept(*box.centre)),
        lines=tuple(line for line in printed.lines if kept((line.left + line.right) / 2, line.y)),
        boxes=tuple(box for box in printed.boxes if kept(*box.centre)),
        frames=tuple(frame for frame in printed.frames if kept(*frame.box.centre)),
    )


def _parts(piece: Box, cells: Sequence[Box], ink: Grey) -> list[Box]:
    """The piece, or what of it stands in each of the cells that it goes across."""
    y = piece.centre[1]
    level = [cell for cell in cells if cell.top < y < cell.bottom]
    within = [cell for cell in level if cell.left < piece.right and cell.right > piece.left]
    if len(within) < 2:
        return [piece]
    found = []
    for cell in within:
        part = Box(max(piece.left, cell.left), piece.top, min(piece.right, cell.right), piece.bottom)
        rows, columns = part.slices(ink.shape[1], ink.shape[0])
        left, top, width, height = cv2.boundingRect(np.ascontiguousarray(ink[rows, columns]))
        if width and height:
            own = Box(float(left), float(top), float(left + width), float(top + height))
            found.append(own.shifted(columns.start, rows.start))
    return found


def framed_labels(
    frames: Sequence[Frame], pieces: Sequence[Box], px_per_mm: float, colons: Sequence[Box] = ()
) -> tuple[Label, ...]:
    """A label for each cell with print and a cell on its right, where its value is: from top to bottom.

    What is written in a cell is a label, too, where another follows; it names nothing.
    """
    found = []
    for frame in frames:
        for row in frame.rows:
            for cell, value in _pairs([one for one in row if not _holds_colon(one, pieces, colons)], px_per_mm):
                own = [one for one in pieces if cell.contains(*one.centre) and one.width > SHORTEST_MM * px_per_mm]
                if own:
                    lines = in_reading_order(own)
                    height = min(piece.height for piece in lines)
                    found.append(Label(lines, value.left, value.centre[1], height, False, cell=value))
    return tuple(sorted(found, key=lambda label: (label.y, label.value_left)))


def _holds_colon(cell: Box, pieces: Sequence[Box], colons: Sequence[Box]) -> bool:
    """Whether a colon in its middle is all that a cell holds, however wide: nobody answers there."""
    own = [colon for colon in colons if cell.contains(*colon.centre)]
    alone = len(own) == 1 and not any(cell.contains(*piece.centre) for piece in pieces)
    return alone and abs(own[0].centre[0] - cell.centre[0]) < MIDDLE * cell.width


def _pairs(row: Sequence[Box], px_per_mm: float) -> Iterator[tuple[Box, Box]]:
    """Each cell with the next that has room for writing."""
    wide = [cell for cell in row if cell.width > NARROWEST_MM * px_per_mm]
    yield from pairwise(wide)


def in_reading_order(pieces: Sequence[Box]) -> tuple[Box, ...]:
    """Pieces of print or check boxes line by line, each from left to right."""
    lines: list[list[Box]] = []
    for piece in sorted(pieces, key=lambda box: box.centre[1]):
        if lines and piece.centre[1] - lines[-1][0].centre[1] < SAME_LINE * max(piece.height, lines[-1][0].height):
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return tuple(piece for line in lines for piece in sorted(line, key=lambda box: box.left))
