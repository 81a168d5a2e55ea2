"""Corrections that stand above what they correct, in the room of the field above: read there as `Kanor 7`.

A new digit above a crossed-out one lies below the line of the field above, close over the writing that it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pipeline.form import COUNT_KINDS, OPTION_KINDS, Kind
from pipeline.geometry import Box
from pipeline.model import Crop
from pipeline.read.ink import Ink, Part

_FARTHEST = 2.2
"""In heights of the taller of two fields: so much lower the next one's middle lies at most."""
_LEAST_HIGH, _GAP, _INTO, _ASIDE = 0.3, 0.3, 0.35, 0.3
"""In heights of the writing below: how high a correction is at least, how far above the writing it ends at most, how
far into its rows it reaches, and how far aside of it its middle lies."""
_BELOW_LINE, _OF_FIELD = 0.15, -0.05
"""So far below the feet of the writing beside it, and below the lower edge of its field, a correction ends at least. Of
2,700 fields of 60 pages without corrections no piece lay so, of 30 pages with corrections above 14 did."""
_MOSTLY_OUT = 0.5
"""Or so much of it lies below that edge."""
_ALONE_HIGH, _ALONE_OUT = 0.8, 0.03
"""Where nothing stands beside it, it is lower than the writing below, and lies a little beyond its field."""
_NUMBERS = COUNT_KINDS | {Kind.YEAR, Kind.DATE, Kind.DATE_AGE, Kind.DIGITS, Kind.DIGITS_OR_WORD}
_HIGH, _NEAR, _NARROW, _LEAST_PIXELS = 0.4, 0.35, 1.3, 12
"""Strange ink above a number, in heights of its digits: so high at least, so near to their tops; in its own heights so
narrow; more than a speck. Of 500 plain numbers 1 has some, of 91 with a new digit above a crossed-out one 18, of 28
with one put in 12: the others hang in the room of the field above, or touch what they correct."""
_LEAST_OF_TALL, _MOST_OF_TALL, _WIDEST, _OVER_TOPS, _OVER_SIDES = 0.35, 0.95, 1.3, 0.25, 0.2
"""A digit raised above a number, in heights of its tallest piece: its own height at least and at most, how far it
reaches below the tops of the others at most, and beyond the sides of what it stands over; its width in its own heights.
Of 168 numbers with a new digit above 97 have one, of 916 others 3, two of these with their neighbours' correction."""
_OF_LETTERS = 0.4
"""In heights of the tallest piece: lower ones are no letters, and have no feet."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """Pieces in a field (place of its crop) that correct what stands in the one below."""

    above: int
    below: int
    parts: tuple[Part, ...]


def hanging_corrections(cells: Mapping[int, tuple[Crop, Ink]]) -> tuple[Hanging, ...]:
    """What hangs from the fields outside the table over the writing of another. cells: those with ink, by place."""
    fields = {
        at: (crop, ink, ink.box().shifted(crop.box.left, crop.box.top))
        for at, (crop, ink) in cells.items()
        if not crop.cell.part.in_table and crop.cell.field.kind not in OPTION_KINDS
    }
    found = []
    for above, (crop, ink, _) in fields.items():
        for below, (other, _, writing) in fields.items():
            if not _is_next(crop.cell.box, other.cell.box):
                continue
            parts = _over(crop, ink, writing)
            if parts:
                found.append(Hanging(above, below, parts))
                break
    return tuple(found)


def _stands_above(crop: Crop, ink: Ink) -> bool:
    """Whether a strange digit stands close above a number outside the table, cut off by the crop's edge or not."""
    if crop.cell.part.in_table or ink.blank:
        return False
    box, own = ink.box(), {part.number for part in ink.parts}
    tall = max(part.box.height for part in ink.parts)
    printed = [words.grown(3).shifted(-crop.box.left, -crop.box.top) for words in crop.cell.print_boxes]
    band = ink.labels[: max(0, int(box.top + _NEAR * tall))]
    for number in set(np.unique(band[band > 0]).tolist()) - own:
        rows, columns = np.nonzero(ink.labels[: int(box.bottom)] == number)
        piece = Box(float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
        x, y = piece.centre
        digit = piece.height >= _HIGH * tall and piece.width < _NARROW * piece.height and len(rows) >= _LEAST_PIXELS
        near = abs(box.top - piece.bottom) < _NEAR * tall and box.left - _ASIDE * tall < x < box.right + _ASIDE * tall
        if digit and near and not any(words.contains(x, y) for words in printed):
            return True
    return False


def raised_digit(ink: Ink) -> Part | None:
    """The digit that stands above the others of a number in its own field, over one of them; None without one."""
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    high = [part for part in ink.parts if part.box.height >= _LEAST_OF_TALL * tallest]
    for part in high:
        box, others = part.box, [other.box for other in high if other is not part]
        if box.height > _MOST_OF_TALL * tallest or box.width > _WIDEST * box.height:
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


def new_digit(crop: Crop, ink: Ink) -> Part | None:
    """The digit raised above a date, a year or a string of digits in its own field, which corrects it; else None.

    Of counts the upper of two is read anyhow (struck.py)."""
    return raised_digit(ink) if crop.cell.field.kind in _NUMBERS - COUNT_KINDS else None


def is_corrected_above(crop: Crop, ink: Ink) -> bool:
    """Whether a digit stands close above a number, of its field or not; in no counts of tables."""
    return _is_number(crop) and (raised_digit(ink) is not None or _stands_above(crop, ink))


def _is_number(crop: Crop) -> bool:
    kind = crop.cell.field.kind
    return kind in _NUMBERS and not (crop.cell.part.in_table and kind in COUNT_KINDS)


def without(ink: Ink, parts: tuple[Part, ...]) -> Ink:
    """The ink without some of its parts."""
    return replace(ink, parts=tuple(part for part in ink.parts if part not in parts))


def _is_next(upper: Box, lower: Box) -> bool:
    down = lower.centre[1] - upper.centre[1]
    near = down - 0.3 * upper.height > 0 and down < _FARTHEST * max(upper.height, lower.height)
    return near and min(upper.right, lower.right) > max(upper.left, lower.left)


def _over(crop: Crop, ink: Ink, writing: Box) -> tuple[Part, ...]:
    """The parts of the ink that hang over the writing of the field below, page pixels."""
    high = writing.height
    near: list[tuple[Part, Box]] = []
    rest: list[tuple[Part, Box]] = []
    for part in ink.parts:
        box = part.box.shifted(crop.box.left, crop.box.top)
        over = writing.left - _ASIDE * high < box.centre[0] < writing.right + _ASIDE * high
        close = -_INTO * high < writing.top - box.bottom < _GAP * high
        (near if over and close and box.height >= _LEAST_HIGH * high else rest).append((part, box))
    if not near:
        return ()
    edge = crop.cell.box.bottom
    if not rest:
        alone = all(box.height < _ALONE_HIGH * high and box.bottom - edge > _ALONE_OUT * high for _, box in near)
        return tuple(part for part, _ in near) if alone else ()
    tallest = max(box.height for _, box in rest)
    feet = float(np.median([box.bottom for _, box in rest if box.height >= _OF_LETTERS * tallest]))
    return tuple(
        part
        for part, box in near
        if (box.top - feet > _BELOW_LINE * high and box.bottom - edge > _OF_FIELD * high)
        or box.bottom - edge > _MOSTLY_OUT * box.height
    )
