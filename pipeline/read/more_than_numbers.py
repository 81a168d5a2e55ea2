"""What stands in a cell for a count and is more than a number: `1,5`, the RT `02A`, read as digits."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.geometry import Box
from pipeline.model import Cell
from pipeline.read.ink import Ink

_SIGNED = re.compile(r"\d\s*[,:;=/+?-]\s*\d|[-=/+?]\s*\d|\d\s*[=/+?-]")
"""A number with a sign, read freely, is none of those that a count may be: `1,5` was 15, `-2` was 2, `2-3` was 23."""
_LETTERED = re.compile("[acdefhkmnprtuvwxy]", re.IGNORECASE)
"""Letters that no digit looks like: of `02A` read freely, which was 24, or `IV`. Beside counts of items stand units."""
_OF_PLACES = frozenset({"rt", "rw"})
_DIGIT, _LOWER = 0.6, 0.45
"""Least height of digits, and most of a comma, in heights of the tallest piece."""
_COMMA, _BELOW = 0.08, 0.05
"""Least height of a comma, and how far it reaches below the digits beside it, in heights of the tallest piece; pieces
of broken digits do not."""


def is_more_than_a_number(cell: Cell, ink: Ink, text: str) -> bool:
    """Whether a count, read freely as `text`, has a sign in it, a comma, or a letter where no unit may stand."""
    alone = cell.part.in_table or cell.field.name in _OF_PLACES
    lettered = alone and _LETTERED.search(text) is not None
    return lettered or _SIGNED.search(text) is not None or parted_by_a_comma(ink)


def parted_by_a_comma(ink: Ink) -> bool:
    """Whether a small piece stands low between two pieces as high as digits: the comma of `2,3`."""
    tallest, tall = tall_pieces(ink)
    small = [part.box for part in ink.parts if _COMMA * tallest <= part.box.height < _LOWER * tallest]
    return any(
        one.right < box.centre[0] < other.left and box.bottom > max(one.bottom, other.bottom) + _BELOW * tallest
        for one, other in pairwise(tall)
        for box in small
    )


def tall_pieces(ink: Ink) -> tuple[float, list[Box]]:
    """The height of the tallest piece, and the boxes of all as high as digits, from left to right."""
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    tall = [part.box for part in ink.parts if part.box.height >= _DIGIT * tallest]
    return tallest, sorted(tall, key=lambda box: box.left)
