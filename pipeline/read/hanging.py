"""Corrections that stand above what they correct, in the room of the field above, and are taken to where they belong.

A new digit above a crossed-out one lies below the line of the field above (`Kanor 7`), close over the writing that it
corrects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.form import OPTION_KINDS
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


def without(ink: Ink, parts: tuple[Part, ...]) -> Ink:
    """The ink without some of its parts."""
    return replace(ink, parts=tuple(part for part in ink.parts if part not in parts))


def taken_over(crop: Crop, ink: Ink, above: Crop, written: Ink, parts: Sequence[Part]) -> tuple[Crop, Ink]:
    """The crop and its ink with `parts` of what is written in the field above, the crop as much higher as they need."""
    right, down = round(above.box.left - crop.box.left), round(above.box.top - crop.box.top)
    moved = [part.box.shifted(right, down) for part in parts]
    higher = max(0, -int(min(box.top for box in moved)) + 1)
    size = len(ink.labels) + higher, ink.labels.shape[1]
    labels, dark, grey = np.zeros(size, np.int32), np.zeros(size, np.uint8), np.full(size, 255, np.uint8)
    labels[higher:], dark[higher:], grey[higher:] = ink.labels, ink.dark, crop.grey
    lower = replace(crop, grey=grey, box=replace(crop.box, top=crop.box.top - higher))
    own = [replace(part, box=part.box.shifted(0, higher)) for part in ink.parts]
    first = int(ink.labels.max(initial=0)) + 1
    for number, (part, box) in enumerate(zip(parts, moved, strict=True), first):
        rows, columns = np.nonzero(written.labels == part.number)
        at = rows + down + higher, columns + right
        inside = (at[0] >= 0) & (at[0] < size[0]) & (at[1] >= 0) & (at[1] < size[1])
        to, of = (at[0][inside], at[1][inside]), (rows[inside], columns[inside])
        labels[to], dark[to], grey[to] = number, written.dark[of], above.grey[of]
        own.append(Part(Box(*(box.left, box.top + higher, box.right, box.bottom + higher)), len(to[0]), number))
    cell = ink.cell.shifted(0, higher)
    own.sort(key=lambda part: (part.box.left, part.box.top))
    return lower, replace(ink, labels=labels, dark=dark, cell=cell, parts=tuple(own), specks=())


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
