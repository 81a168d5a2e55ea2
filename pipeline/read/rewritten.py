"""Numbers of which a digit is corrected in its place: written over another, crossed out, put in with a caret.

A network looks along the number for it (number_net.py). Of the many counts of a table it is asked only of those that
have a broader stroke than others of the page, as what is written over has: it takes as long as reading them does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import cv2
import numpy as np

from pipeline.form import COUNT_KINDS, Kind
from pipeline.model import Crop
from pipeline.read.ink import Ink
from pipeline.read.raw import Raw
from pipeline.read.strips import text_lines

_OF_COUNT, _OF_YEAR, _OF_STRING = 3.5, 3.5, 6.0
"""Log odds of the network, where half of all numbers are corrected, from which on one goes to a person. With lower
ones (2.5, 3, 5) 11 more of the numbers of four flowing hands held out wait, and of 101 digits written over others as
many are accepted wrong."""
_BROADER = 1.3
"""The broadest stroke of a count of a table, in those of half of the page's numbers: of 96 digits written over others
92 are so much broader, of 3,857 plain counts 250."""
_BROADER_OF_TABLE, _WITH_BROADER = 1.5, 1.0
"""With a broader stroke, of a table's counts with one so much broader, counts and years go to a person from these log
odds on: of 36 digits over others in counts outside tables 16 are so, of 195 plain counts none; of a table's 28 of 48,
and 2 of 1,715."""
_LONG_KINDS = frozenset({Kind.DATE, Kind.DATE_AGE, Kind.DIGITS, Kind.DIGITS_OR_WORD})
_NUMBERS = COUNT_KINDS | _LONG_KINDS | {Kind.YEAR}
_LEAST_LIKELY = 0.5
"""What is less likely as it was read no check makes sure (evidence reader:likely)."""

Telling = Callable[[Ink], float]
"""Log odds that a digit of a number is corrected, where half of all have such a one (number_net.CORRECTED)."""


def is_number(crop: Crop, raw: Raw) -> bool:
    """Whether a number was read, and may be accepted: where it is rather another a person sees it anyhow."""
    best = raw.alternatives[0] if raw.alternatives else None
    if best is None or crop.cell.field.kind not in _NUMBERS or best.probability * (1 - raw.doubt) < _LEAST_LIKELY:
        return False
    return any(character.isdigit() for character in best.text or "")


def rewritten(cells: Mapping[int, tuple[Crop, Ink]], telling: Telling) -> frozenset[int]:
    """The places of the numbers that seem to have a corrected digit. cells: the numbers of a page, by place."""
    broadest = {at: _broadest_stroke(ink) for at, (_, ink) in cells.items()}
    usual = float(np.median(list(broadest.values()))) if broadest else 0.0
    found = set()
    for at, (crop, ink) in cells.items():
        kind, in_table = crop.cell.field.kind, crop.cell.part.in_table
        if kind in COUNT_KINDS and in_table and broadest[at] < _BROADER * usual:
            continue
        least = _OF_COUNT if kind in COUNT_KINDS else _OF_YEAR if kind is Kind.YEAR else _OF_STRING
        if kind not in _LONG_KINDS and broadest[at] >= (_BROADER_OF_TABLE if in_table else _BROADER) * usual:
            least = _WITH_BROADER
        if any(telling(replace(ink, parts=line)) > least for line in text_lines(ink) if line):
            found.add(at)
    return frozenset(found)


def _broadest_stroke(ink: Ink) -> float:
    """Half of its width, pixels."""
    return float(cv2.distanceTransform(np.pad(ink.own.astype(np.uint8), 1), cv2.DIST_L2, 3).max())
