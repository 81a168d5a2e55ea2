"""A number with a ring round it, which may touch it: the ring alone is read, as 0 or 6.

Strokes of digits are the outline of what they enclose, or near it; only where an 8 crosses itself, or the loop of a 6
ends within, a little ink lies farther in. What stands in a ring lies farther in.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.form import COUNT_KINDS, MARK_KINDS
from pipeline.model import Cell
from pipeline.read.ink import Ink
from pipeline.read.marks import are_several
from pipeline.read.raw import SIGNS
from pipeline.read.signed import is_signed

_FARTHER_IN = 1.2
"""In pens: so far from the outline a stroke is not of it."""
_GAP_PX = 5
"""Gaps of a ring round one digit so wide (0.4 mm at 300 dpi) are closed; between digits they would be, too."""
_DRAWN = 0.35
"""Of how dark the strokes are, the least that a ring is: of 625 numbers of registers, on paper that is not white, 134
seemed ringed where all was taken that is ink."""
_OF_ONE, _OF_LOOP, _OF_MORE = 0.15, 0.5, 0.5
"""The length of strokes farther in, in heights of the ink, from which on a number of one digit, one of one with a loop
(6, 8, 9; its end may lie within), or one of several is ringed. Of 739 digits of ten hands (fonts and MNIST) but the 8
none has more than 0.07, of 45 times 8 none more than 0.21. Of 111 digits with a ring drawn round them 109 seem ringed
so, of 134 numbers of several 98, of 1,532 numbers without one none, and of 625 of registers 4."""

_MORE_HIGH, _MORE_INK = 0.18, 0.08
"""Height and ink of what stands beside a mark, in those of the mark: of 501 ticks and crosses of strangers none has so
much beside it, of 21 with a small number above them 17, all read as ticks alone and 19 accepted."""


def is_more_than_said(ink: Ink, said: str, cell: Cell) -> bool:
    """Whether a number read in a cell for counts or marks has a ring round it, one read in a table a sign beside it, or
    a mark something else: a person must tell what was meant."""
    if said.isdigit() and cell.part.in_table and is_signed(ink, said):
        return True
    kind = cell.field.kind
    if kind not in COUNT_KINDS | MARK_KINDS:
        return False
    if said.isdigit():
        return is_ringed(ink, said, kind in MARK_KINDS)
    return said in SIGNS and (are_several(ink) or holds_more(ink))


def holds_more(ink: Ink) -> bool:
    """Whether something smaller stands beside a mark: a number, which may correct it."""
    mark = max(ink.parts, key=lambda part: part.area, default=None)
    return mark is not None and any(
        part.box.height >= _MORE_HIGH * mark.box.height and part.area >= _MORE_INK * mark.area
        for part in ink.parts
        if part is not mark
    )


def is_ringed(ink: Ink, number: str, marked: bool = False) -> bool:
    """Whether the number that was read in `ink` seems to have a ring round it. marked: of a column for ticks, where a
    tick in a ring reads as 0, and is longer than the end of a 0 that curls into it."""
    least = _OF_MORE if len(number) > 1 else _OF_LOOP if marked or number in "689" else _OF_ONE
    return inner_strokes(ink, _GAP_PX if len(number) == 1 else 1) >= least


def inner_strokes(ink: Ink, gap_px: int) -> float:
    """The length of the strokes that lie within what the ink encloses, away from its outline, in heights of the ink.

    gap_px: gaps of the outline so wide are closed.
    """
    if ink.blank:
        return 0.0
    # The grain of dark paper between digits encloses them, too.
    drawn = ink.own & (ink.dark[ink.place] >= _DRAWN * ink.contrast)
    mask = np.pad(drawn.astype(np.uint8), gap_px)
    if not mask.any():
        return 0.0
    pen = 2 * float(np.percentile(cv2.distanceTransform(mask, cv2.DIST_L2, 3)[mask > 0], 90))
    if min(ink.box().width, ink.box().height) <= 2 * _FARTHER_IN * pen:
        return 0.0
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap_px, gap_px), np.uint8))
    outlines, _ = cv2.findContours(closed, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    filled = np.zeros_like(mask)
    cv2.drawContours(filled, outlines, -1, 1, cv2.FILLED)
    within = (cv2.distanceTransform(filled, cv2.DIST_L2, 5) > _FARTHER_IN * pen) & (mask > 0)
    return int(np.count_nonzero(within)) / (pen * ink.box().height)
