"""Printed words freed from the marks on them, so that print is read as print: rings round them, lines through them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.glance import ABOVE_STRIP_MM, BESIDE_STRIP_MM, strip_of
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.model import Grey
from pipeline.scan.pieces import components, runs

RING_TALLER, LEAST_HOLLOW = 1.25, 0.45
"""Of the letters' height; of what a ring encloses, hole or letters in it, the least share. Letters enclose less."""
LEAST_AROUND = 0.8
"""Of the hull of an open ring, so much has ink beside it."""
LINE_LONGER = 1.6
"""Of the letters' height: strokes of letters are shorter."""
TWO_LINES, LEAST_LINE = 2.0, 0.5
"""Of the letters' height: what is taller may be two lines, what is lower is none."""
GAP_SHARE = 0.12
"""Of the letters' height: a pen is so thick at least, and a closed ring has no wider gaps."""
LEAST_INK = 0.25
"""Of the fullest rows of two lines, so much ink has the row between them at most."""
RIM = 1.5
"""Of that: so far beyond what it encloses a ring reaches."""


def without_marks(strip: Grey, letter_px: float) -> Grey:
    """The strip, white where rings run round words or level lines run through them; itself where there are none.

    letter_px: how tall its capitals are, in pixels.
    """
    ink = cv2.threshold(strip, INK_BELOW, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    pen = max(3, round(GAP_SHARE * letter_px))
    rings = _rings(ink, letter_px, pen)
    rings |= _open_rings(np.where(rings > 0, 0, ink).astype(np.uint8), letter_px, pen)
    # The top of a ring is a level line, too: so lines come last.
    marks = np.where(rings > 0, rings, _lines(ink, letter_px))
    if not marks.any():
        return strip
    freed = strip.copy()
    freed[cv2.dilate(marks, np.ones((3, 3), np.uint8)) > 0] = 255
    return freed


def lines_freed(grey: Grey, box: Box, letter_px: float, px_per_mm: float) -> list[tuple[Box, Grey]]:
    """The print of a box without marks, with its box and as a strip (strip_of); in several, line by line, where a ring
    joined lines, or writing between them does."""
    freed = without_marks(strip_of(grey, box, px_per_mm), letter_px)
    if box.height < TWO_LINES * letter_px:
        return [(box, freed)]
    above, beside = round(ABOVE_STRIP_MM * px_per_mm), round(BESIDE_STRIP_MM * px_per_mm)
    ink = freed < INK_BELOW
    inked = ink.sum(axis=1)
    lines = _runs(inked > 0, letter_px)
    if len(lines) < 2:
        lines = _runs((inked > 0) & ~_between(inked, letter_px), letter_px)
    if len(lines) < 2:
        return [(box, freed)]
    found = []
    for first, after in lines:
        columns = np.flatnonzero(ink[first:after].any(axis=0))
        left, right = int(columns[0]), int(columns[-1]) + 1
        top = box.top - above + first
        line = Box(box.left - beside + left, top, box.left - beside + right, top + after - first)
        found.append((line, freed[max(0, first - above) : after + above, max(0, left - beside) : right + beside]))
    return found


def _runs(dark: NDArray[np.bool_], letter_px: float) -> list[tuple[int, int]]:
    """First row and the one after the last of every run of dark rows that may be a line."""
    return [(first, after) for first, after in runs(dark) if after - first >= LEAST_LINE * letter_px]


def _between(inked: NDArray[np.int64], letter_px: float) -> NDArray[np.bool_]:
    """Where the row with the least ink is, of those that are a letter's height from either end, if it has hardly any
    beside the fullest above and below it: what is written on the lower of two lines reaches into the upper one."""
    found = np.zeros(len(inked), np.bool_)
    rows = np.flatnonzero(inked)
    inner = slice(int(rows[0] + letter_px), int(rows[-1] - letter_px)) if len(rows) else slice(0, 0)
    if inner.stop - inner.start > 0:
        at = inner.start + int(np.argmin(inked[inner]))
        found[at] = inked[at] <= LEAST_INK * min(inked[:at].max(), inked[at:].max())
    return found


def _rings(ink: Grey, letter_px: float, pen: int) -> Grey:
    """255 on the strokes of rings: between a tall outline and the hull of the holes in it."""
    around, rim = cv2.copyMakeBorder(ink, pen, pen, pen, pen, cv2.BORDER_CONSTANT, value=[0.0]), round(RIM * pen)
    closed = cv2.morphologyEx(around, cv2.MORPH_CLOSE, np.ones((pen, pen), np.uint8))
    outlines, tree = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    marks = np.zeros_like(around)
    for at, outline in enumerate(outlines):
        _, _, wide, tall = cv2.boundingRect(outline)
        if tree[0][at][3] >= 0 or tall < RING_TALLER * letter_px or wide < RING_TALLER * letter_px:
            continue
        holes = [outlines[hole] for hole in range(len(outlines)) if tree[0][hole][3] == at]
        hole = cv2.convexHull(np.concatenate(holes)) if holes else outline[:0]
        if not holes or cv2.contourArea(hole) < LEAST_HOLLOW * cv2.contourArea(cv2.convexHull(outline)):
            continue
        ring = cv2.drawContours(np.zeros_like(around), [outline], -1, (255,), cv2.FILLED)
        inside = cv2.fillConvexPoly(np.zeros_like(around), hole, (255,))
        # Words of the next line that the ring touches are of one piece with it, but stand farther off.
        near = cv2.dilate(inside, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * rim + 1, 2 * rim + 1)))
        ring[(inside > 0) | (near == 0)] = 0
        marks = cv2.bitwise_or(marks, ring).astype(np.uint8, copy=False)
    return np.ascontiguousarray(marks[pen:-pen, pen:-pen])


def _open_rings(ink: Grey, letter_px: float, pen: int) -> Grey:
    """255 on strokes that run along most of the hull of what they belong to."""
    numbered, stats, _ = components(ink)
    marks = np.zeros_like(ink)
    tall = RING_TALLER * letter_px
    for at in np.nonzero((stats[1:, 2] > tall) & (stats[1:, 3] > tall))[0] + 1:
        left, top, wide, high = stats[at, :4]
        own = (numbered[top : top + high, left : left + wide] == at).astype(np.uint8) * 255
        outlines, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        hull = cv2.fillConvexPoly(np.zeros_like(own), cv2.convexHull(np.concatenate(outlines)), (255,))
        hull = cv2.copyMakeBorder(hull, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=[0.0])
        inside = cv2.distanceTransform(hull, cv2.DIST_L2, 3)[1:-1, 1:-1]
        edge = (inside > 0) & (inside <= 1.5)
        near = cv2.dilate(own, np.ones((2 * pen + 1, 2 * pen + 1), np.uint8)) > 0
        if np.mean(near[edge]) >= LEAST_AROUND:
            marks[top : top + high, left : left + wide][(own > 0) & (inside <= 2.5 * pen)] = 255
    return marks


def _lines(ink: Grey, letter_px: float) -> Grey:
    """255 on level strokes that are longer than any letter's."""
    long = max(3, round(LINE_LONGER * letter_px))
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8)).astype(np.uint8, copy=False)
