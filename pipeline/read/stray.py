"""Ink that no pen left in a cell: the edge of a stain crosses it, or what is left of one lies along its ruling."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.form import COUNT_KINDS, MARK_KINDS
from pipeline.model import Crop
from pipeline.read.ink import Ink
from pipeline.read.shapes import is_flat, strokes_across

DOUBT = 0.4
"""Chance that ink which looks so is none of the cell's. A guess; enough that a person looks."""
_SPAN, _AT_EDGE = 0.09, 0.15
"""As shares of the cell's height: what comes so near to both of its rulings goes on beyond them; where the middle of a
dash never lies. Of 733 flat signs of three own books none lay so near to a ruling."""
_BROAD_PX, _THICK_PX = 12.0, 15.0
"""Strokes that go on beyond both rulings are no pen's from the first, dashes from the second (1 and 1.3 mm at 300
dpi); the thickest dashes of three own books had 11."""
_PALE = 0.45
"""Of the page's usual ink: what is paler and goes on beyond both rulings is no pen's; what stands where marks do, or is
so long as a dash, may be an arc of a stamp."""
_BLOT_LONGER, _BLOT_FILLED = 1.6, 0.9
"""A blot is so many times as long as wide at most, and its broadest stroke so much of its width (of three that were
painted 0.95): of 2,855 digits drawn in fonts, many of them thick, 4 are so filled."""
_FORKS = np.array([0.2, 0.8])
"""Of its height from the top: where a cross has two arms."""
_ALIKE = 0.6
"""Of the longer of two strokes, so much lies above or below the other."""
_ACROSS = 0.65
"""Of the cell's width, in one piece; words are as long and as flat, in several."""


def stray_doubt(crop: Crop, ink: Ink, typical: float) -> float:
    """The chance that the ink of a cell of the table is no writing. typical: as from typical_contrast, grey steps."""
    if not crop.cell.part.in_table or ink.blank:
        return 0.0
    box, cell = ink.box(), ink.cell
    flat = box.width > box.height and is_flat(ink)
    across = flat and len(ink.parts) == 1 and box.width >= _ACROSS * cell.width
    if (across or crop.cell.field.kind in MARK_KINDS) and ink.contrast < _PALE * typical:
        return DOUBT
    if flat and crop.cell.field.kind in COUNT_KINDS and _is_double(ink):
        return DOUBT
    if flat:
        at = (box.centre[1] - cell.top) / max(cell.height, 1.0)
        return DOUBT if not _AT_EDGE <= at <= 1 - _AT_EDGE or _stroke_px(ink) > _THICK_PX else 0.0
    if crop.cell.field.kind in COUNT_KINDS and len(ink.parts) == 1 and _is_blot(ink):
        return DOUBT
    spans = box.top <= cell.top + _SPAN * cell.height and box.bottom >= cell.bottom - _SPAN * cell.height
    if crop.cell.field.kind not in COUNT_KINDS or not spans or len(ink.parts) > 1 or _is_forked(ink):
        return 0.0
    return DOUBT if ink.contrast < _PALE * typical or _stroke_px(ink) > _BROAD_PX else 0.0


def _is_double(ink: Ink) -> bool:
    """Whether two long strokes lie one above the other: `=` for the same again, or none, which was read as a dash."""
    long = [part.box for part in ink.parts if part.box.width > part.box.height]
    return any(
        one.bottom < other.top
        and min(one.right, other.right) - max(one.left, other.left) >= _ALIKE * max(one.width, other.width)
        for one in long
        for other in long
    )


def _is_forked(ink: Ink) -> bool:
    """Whether two strokes stand beside each other both above and below: a large cross, whose pen a stain never is."""
    rows = np.flatnonzero(ink.own.any(axis=1))
    at = (rows[0] + _FORKS * np.ptp(rows)).round().astype(np.int64)
    return bool((strokes_across(ink.own[at]) == 2).all())


def _is_blot(ink: Ink) -> bool:
    """Whether the ink is filled nearly as far as it reaches, and about as wide as high: a drop of ink, read as 0."""
    box = ink.box()
    narrow, long = sorted((box.width, box.height))
    return long <= _BLOT_LONGER * narrow and _stroke_px(ink) >= _BLOT_FILLED * narrow


def _stroke_px(ink: Ink) -> float:
    """How broad the broadest stroke is, in pixels."""
    mask = np.pad(ink.own.astype(np.uint8), 1)
    return 2 * float(cv2.distanceTransform(mask, cv2.DIST_L2, 3).max())
