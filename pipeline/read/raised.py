"""Digits that stand above a number and correct it, and what else shows that one was put in: carets below, tall pieces.

The new digit stands in the number's own field, or on the line above it, where the crop shows a part of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.form import COUNT_KINDS, DATE_KINDS, Kind
from pipeline.geometry import Box
from pipeline.model import Crop
from pipeline.read.ink import Ink, Part
from pipeline.read.strips import text_lines

STRINGS = DATE_KINDS | {Kind.YEAR, Kind.DIGITS, Kind.DIGITS_OR_WORD}
"""Kinds of numbers that are long, a digit of which is corrected alone."""
_TALL, _NARROW, _LEAST_PIXELS, _ASIDE = 0.45, 1.3, 12, 0.3
"""In heights of a number's tallest piece: digits are so high; strange ink above it is a digit's, in its own heights, if
it is so narrow, more than a speck, and so far aside of a digit at most."""
_SURE, _SEEN = (0.4, 0.35), (0.2, 0.5)
"""How high strange ink is at least, and how near to the top of the digit that it stands above, in the same heights.
Of 500 plain numbers outside tables 1 has the first, of 91 with a new digit above a crossed-out one 18, of 28 with one
put in 12: the others hang in the room of the field above, or touch what they correct. Of 764 plain dates and other
strings 9 have the second."""
_LEAST_OF_TALL, _MOST_OF_TALL, _OVER_TOPS, _OVER_SIDES = 0.35, 0.95, 0.25, 0.2
"""A digit raised above a number, in heights of its tallest piece: its own height at least and at most, how far it
reaches below the tops of the others at most, and beyond the sides of what it stands over; its width in its own heights.
Of 168 numbers with a new digit above 97 have one, of 916 others 3, two of these with their neighbours' correction."""
_RISE, _LOW, _LEAST_CARET, _MOST_CARET = 0.5, 0.3, 0.2, 0.8
"""In heights of half of a line's digits: how far a piece rises above the tops of its neighbours where a new digit
touches it, and how far a caret hangs below their feet, and how high it is. Of 764 plain strings 8 have such a piece, 16
such a caret; of 19 with one drawn 8."""


def is_corrected_above(crop: Crop, ink: Ink) -> bool:
    """Whether a digit stands close above a number, of its field or not; in no counts of tables."""
    kind, in_table = crop.cell.field.kind, crop.cell.part.in_table
    if kind not in STRINGS | COUNT_KINDS or (in_table and kind in COUNT_KINDS):
        return False
    return raised_digit(ink) is not None or (not in_table and _stands_above(crop, ink, *_SURE))


def new_digit(crop: Crop, ink: Ink) -> Part | None:
    """The digit raised above a date, a year or a string of digits in its own field, which corrects it; else None.

    Of counts the upper of two is read anyhow (struck.py)."""
    return raised_digit(ink) if crop.cell.field.kind in STRINGS else None


def raised_digit(ink: Ink) -> Part | None:
    """The digit that stands above the others of a number in its own field, over one of them; None without one."""
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    high = [part for part in ink.parts if part.box.height >= _LEAST_OF_TALL * tallest]
    for part in high:
        box, others = part.box, [other.box for other in high if other is not part]
        if box.height > _MOST_OF_TALL * tallest or box.width > _NARROW * box.height:
            continue
        lower = [other for other in others if other.top >= box.centre[1]]
        side = _OVER_SIDES * tallest
        over = any(other.left - side < box.centre[0] < other.right + side for other in lower)
        topmost = not any(other.bottom <= box.bottom + 0.2 * box.height for other in others)
        if over and topmost and 2 * len(lower) >= len(others):
            top = float(np.median([other.top for other in lower]))
            if box.bottom < top + _OVER_TOPS * tallest:
                return part
    return None


def may_stand_above(crop: Crop, ink: Ink) -> bool:
    """Whether what stands close above a number may be a digit's lower end."""
    return _stands_above(crop, ink, *_SEEN)


def lines_with_carets(ink: Ink) -> list[tuple[Part, ...]]:
    """The text lines of a number, with a caret that stands alone below one as a part of that."""
    found: list[tuple[Part, ...]] = []
    for line in filter(None, text_lines(ink)):
        small = found and len(line) == 1 and line[0].box.height <= _MOST_CARET * _usual(_digits(found[-1]))
        if small:
            found[-1] = (*found[-1], *line)
        else:
            found.append(line)
    return found


def rises(line: Sequence[Part]) -> bool:
    """Whether a piece of a line of digits rises above its neighbours: a new digit touches it."""
    high = _digits(line)
    if len(high) < 3:
        return False
    usual = _usual(high)
    return any(
        float(np.median([other.top for other in _nearest(box, high, 3)])) - box.top > _RISE * usual for box in high
    )


def has_caret(line: Sequence[Part]) -> bool:
    """Whether a small piece hangs below the feet of the digits about it."""
    high = _digits(line)
    usual = _usual(high)
    for box in (part.box for part in line):
        small = _LEAST_CARET * usual <= box.height <= _MOST_CARET * usual and box.width <= _NARROW * usual
        beside = _nearest(box, high, 2)
        if small and beside:
            feet = float(np.mean([other.bottom for other in beside]))
            if box.centre[1] > feet - 0.3 * usual and box.bottom > feet + _LOW * usual:
                return True
    return False


def _digits(line: Sequence[Part]) -> list[Box]:
    """The boxes of the pieces of a line that are as high as digits."""
    tallest = max(part.box.height for part in line)
    return [part.box for part in line if part.box.height >= _TALL * tallest]


def _usual(digits: Sequence[Box]) -> float:
    return float(np.median([box.height for box in digits]))


def _nearest(box: Box, others: Sequence[Box], many: int) -> list[Box]:
    beside = [other for other in others if other != box]
    return sorted(beside, key=lambda other: abs(other.centre[0] - box.centre[0]))[:many]


def _stands_above(crop: Crop, ink: Ink, high: float, near: float) -> bool:
    """Whether ink that is not the number's stands above one of its digits, so high and so near; not what is printed."""
    if ink.blank:
        return False
    box, own = ink.box(), {part.number for part in ink.parts}
    tall = max(part.box.height for part in ink.parts)
    printed = [words.grown(3).shifted(-crop.box.left, -crop.box.top) for words in crop.cell.print_boxes]
    digits = _digits(ink.parts)
    band = ink.labels[: max(0, int(box.top + near * tall))]
    for number in set(np.unique(band[band > 0]).tolist()) - own:
        rows, columns = np.nonzero(ink.labels[: int(box.bottom)] == number)
        piece = Box(float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
        x, y = piece.centre
        tops = [one.top for one in digits if one.left - _ASIDE * tall < x < one.right + _ASIDE * tall]
        narrow = piece.width < _NARROW * max(piece.height, tall / 2)
        if not tops or not narrow or piece.height < high * tall or len(rows) < _LEAST_PIXELS:
            continue
        if abs(min(tops) - piece.bottom) < near * tall and not any(words.contains(x, y) for words in printed):
            return True
    return False
