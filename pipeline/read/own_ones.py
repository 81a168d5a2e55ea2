"""Whether a stroke that is read as 1 is one of this hand's own: a slash for none, or ditto marks, look like a 1 too.

A hand's ones lean alike and are about equally long and broad. Those in its running numbers and years, and those that
begin or end a longer number, are known to be ones; a count of nothing but ones is compared with them, as is a one
between other digits (`2/3`), and without them with each other. One at the end of a number in far paler or darker ink
is a stroke behind it (`4/`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import COUNT_KINDS, DATE_KINDS, MARK_KINDS, Kind
from pipeline.model import Alternative, Crop
from pipeline.read.ink import Ink, Part
from pipeline.read.raw import SIGNS

_NUMBERS = COUNT_KINDS | DATE_KINDS | {Kind.YEAR, Kind.DIGITS, Kind.DIGITS_OR_WORD}
_RUNNING = "row_no"
_TALL = 0.5
"""Of the tallest piece of a number: lower ones are no digits, but dots and strokes between them."""
_LEAN, _LONGER, _BROADER = 14.0, 1.6, 0.2
"""Degrees, times and shares of the length by which a stroke that differs in one of them is none of the hand's ones;
less where it differs in several. Within a hand the ones of fonts lean within 5 degrees and are of 1.3 times the length
of others at most."""
_OTHER_SIZE = 1.45
"""Running numbers that are by so much higher or lower than the counts of their page are printed; a hand's are no more
than 1.3 times."""
_STRAIGHT = 2.0
"""Pens: no tick is so narrow; of 146 drawn ones none is less than 3.1, of 346 slashes none more than 1.6."""
_UPRIGHT = (-15.0, 40.0)
"""Degrees that ones lean to the right; of 5,000 of MNIST 2 % lean less, and 2 % more."""
_NEAR_MIDDLE = 90
"""Percentile of how far inside its edge the pixels of a stroke lie; twice that is the pen."""
_PARTED, _FLAT = 20.0, 65.0
"""Degrees without any stroke between two groups of them; what leans more is a dash, no other way to write a one."""
_OTHER_INK, _DARKEST = (0.6, 1.5), 75
"""A one at the end is another pen's that is so much paler or darker than the digits before it, by this percentile of
its pixels: of 130 honest ones 0.7 to 1.4, of 66 slashes in many inks 22 are beyond."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of ink. lean: of its long axis to the right of upright, degrees. long: pixels. broad: of its length.

    pens: how broad it is, in widths of the pen.
    """

    lean: float
    long: float
    broad: float
    pens: float

    def is_like(self, other: Stroke) -> bool:
        """Whether the same hand may have made both for the same sign."""
        lean, broad = (self.lean - other.lean) / _LEAN, (self.broad - other.broad) / _BROADER
        return math.hypot(lean, broad, math.log(self.long / other.long) / math.log(_LONGER)) <= 1


def strange_ones(cells: Mapping[int, tuple[Crop, Ink, Sequence[Alternative]]]) -> frozenset[int]:
    """The places of counts of ones alone, or with a one between others, and of ticks without a hook, whose strokes are
    not this hand's ones, and of those that end in one of another ink. cells: those written, by place, with their
    readings, the likeliest first."""
    own: list[Stroke] = []
    behind: set[int] = set()
    asked: dict[int, list[Stroke]] = {}
    ticked: set[int] = set()
    marked = False
    printed = _numbers_printed(cells)
    for at, (crop, ink, said) in cells.items():
        field, read = crop.cell.field, (said[0].text or "") if said else ""
        if field.kind in MARK_KINDS and read in SIGNS:
            stroke = _stroke(ink, max(ink.parts, key=lambda part: part.area))
            if read == "tick" and stroke.pens <= _STRAIGHT:
                asked[at] = [stroke]
                ticked.add(at)
            else:
                marked = True
        elif field.kind in _NUMBERS and "1" in read:
            strokes, within = _ones_of(ink, read)
            counted = field.kind in COUNT_KINDS and field.name != _RUNNING
            if counted and ends_in_another_ink(ink, read):
                behind.add(at)
                continue
            if counted and set(read) == {"1"} and (crop.cell.part.in_table or len(read) > 1):
                asked[at] = strokes
                if field.kind in MARK_KINDS:
                    ticked.add(at)
                continue
            own += strokes if field.name != _RUNNING or not printed else []
            if counted and within:
                asked[at] = within
    unlike = {at for at, strokes in asked.items() if strokes and not any(a.is_like(b) for a in strokes for b in own)}
    strange = unlike if own else _leaning(asked)
    # Where all that stands in columns for ticks is such a stroke, that is how this hand ticks.
    return frozenset(behind | (strange if marked or not ticked <= strange else strange - ticked))


def _numbers_printed(cells: Mapping[int, tuple[Crop, Ink, Sequence[Alternative]]]) -> bool:
    """Whether the running numbers are of another size than the counts in the table, as where they are printed."""
    heights: dict[bool, list[float]] = {True: [], False: []}
    for crop, ink, said in cells.values():
        field, read = crop.cell.field, (said[0].text or "") if said else ""
        numbers = read.isdigit() and (field.name == _RUNNING or set(read) != {"1"})
        if field.kind in COUNT_KINDS and crop.cell.part.in_table and numbers and ink.parts:
            heights[field.name == _RUNNING].append(max(part.box.height for part in ink.parts))
    if not all(heights.values()):
        return False
    ratio = float(np.median(heights[True]) / np.median(heights[False]))
    return not 1 / _OTHER_SIZE <= ratio <= _OTHER_SIZE


def ends_in_another_ink(ink: Ink, number: str) -> bool:
    """Whether the 1 at the end of a number is far paler or darker than the digits before it."""
    digits = _digits_of(ink, number)
    if len(digits) < 2 or number[-1:] != "1":
        return False
    *before, last = (float(np.percentile(_dark(ink, part), _DARKEST)) for part in digits)
    least, most = _OTHER_INK
    return not least <= last / max(float(np.median(before)), 1.0) <= most


def _dark(ink: Ink, part: Part) -> NDArray[np.uint8]:
    place = part.box.slices(ink.labels.shape[1], ink.labels.shape[0])
    return np.asarray(ink.dark[place][ink.labels[place] == part.number], dtype=np.uint8)


def _leaning(asked: Mapping[int, Sequence[Stroke]]) -> set[int]:
    """Those that lean as ones seldom do; all where they lean in two ways."""
    leans = sorted(stroke.lean for strokes in asked.values() for stroke in strokes if abs(stroke.lean) < _FLAT)
    if any(higher - lower > _PARTED for lower, higher in pairwise(leans)):
        return set(asked)
    least, most = _UPRIGHT
    return {at for at, strokes in asked.items() if any(not least <= stroke.lean <= most for stroke in strokes)}


def _ones_of(ink: Ink, number: str) -> tuple[list[Stroke], list[Stroke]]:
    """The strokes of the ones of a number, those between other digits apart, as a slash would stand there; none where
    its pieces are not its digits one by one."""
    digits = _digits_of(ink, number)
    if not digits:
        return [], []
    number = "".join(letter for letter in number if letter.isdigit())
    ones = [at for at, digit in enumerate(number) if digit == "1"]
    within = [at for at in ones if 0 < at < len(number) - 1] if set(number) != {"1"} else []
    outer = [_stroke(ink, digits[at]) for at in ones if at not in within]
    return outer, [_stroke(ink, digits[at]) for at in within]


def _digits_of(ink: Ink, number: str) -> list[Part]:
    """The pieces of the digits of a number, from left to right; none where they are not one for one."""
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    digits = sorted((part for part in ink.parts if part.box.height >= _TALL * tallest), key=lambda p: p.box.left)
    return digits if len(digits) == sum(map(str.isdigit, number)) else []


def _stroke(ink: Ink, part: Part) -> Stroke:
    place = part.box.slices(ink.labels.shape[1], ink.labels.shape[0])
    mask = ink.labels[place] == part.number
    rows, columns = np.nonzero(mask)
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    points -= points.mean(axis=0)
    _, ways = np.linalg.eigh(points.T @ points)
    x, y = ways[:, 1] if ways[1, 1] < 0 else -ways[:, 1]
    long, wide = (float(np.ptp(points @ way)) + 1 for way in (ways[:, 1], ways[:, 0]))
    away = cv2.distanceTransform(np.pad(mask.astype(np.uint8), 1), cv2.DIST_L2, 3)
    pen = 2 * float(np.percentile(away[away > 0], _NEAR_MIDDLE))
    return Stroke(math.degrees(math.atan2(x, -y)), long, wide / long, wide / pen)
