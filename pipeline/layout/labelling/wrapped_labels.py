"""Labels without a colon whose words go on above or below the line that a dotted line or a check box told from them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.layout.labelling.between_colons import WRAP_LEFT_MM
from pipeline.layout.labelling.labels import LINE_SPACING, Label, number_of


def with_wrapped(
    labels: Sequence[Label], free: Sequence[Box], numbers: Sequence[Box], px_per_mm: float
) -> tuple[list[Label], list[Box]]:
    """The labels, those without a colon with the lines set close to them, and the print that is left.

    free: print that is of no label. numbers: of items; a line of another item is not a label's own.
    """
    result, left = list(labels), list(free)
    while True:
        pairs = [
            (away, at, piece)
            for piece in left
            for at, label in enumerate(result)
            if not label.colon and (away := _away(piece, label, numbers, px_per_mm)) is not None
        ]
        if not pairs:
            return result, left
        _, at, piece = min(pairs, key=lambda pair: pair[:2])
        pieces = sorted((*result[at].pieces, piece), key=lambda box: box.top)
        result[at] = replace(result[at], pieces=tuple(pieces))
        left.remove(piece)


def _away(piece: Box, label: Label, numbers: Sequence[Box], px_per_mm: float) -> float | None:
    """How far a line stands from the nearest of a label's, in pixels; None where it is none of it."""
    first = label.pieces[0]
    if abs(piece.left - first.left) >= WRAP_LEFT_MM * px_per_mm or piece.right > label.value_left:
        return None
    near = min(label.pieces, key=lambda other: abs(other.centre[1] - piece.centre[1]))
    away = abs(near.centre[1] - piece.centre[1])
    close = away <= LINE_SPACING * min(near.height, piece.height)
    same = number_of(piece, numbers, px_per_mm) is number_of(near, numbers, px_per_mm)
    return away if close and same else None
