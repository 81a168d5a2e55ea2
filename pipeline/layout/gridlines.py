"""Sheets printed with the gridlines of a spreadsheet: what surrounds the table is ruled, too, head, title and margins.

The rulings of all cells hang together with the table's. Its heading is the tallest of their rows, and the rows of the
table below it are as high as one another; the gridlines above and below are taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.erase import erased
from pipeline.layout.glance import ink_of
from pipeline.layout.lines.net import joined
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings
from pipeline.layout.stripes import Stripe
from pipeline.model import Grey, PageImage
from pipeline.scan.pieces import runs

FULL = 0.9
"""Of the longest line: those that part rows run over so much of it. Lines within a heading run over less, for the
headings of the first columns stand beside several."""
LEAST_LINES, LEAST_SIDES = 3, 8
"""Gridlines above the table, for a title and a field of the head take as many rows; and sides of cells there."""
TALLER = 1.25
"""So many times as tall as the rows below it, and as any row above, is a heading at least."""
SAME = 0.2
"""Of a row's height, by how much the table's rows differ."""
TOLD_BY = 6
"""Rows below the heading and its column numbers that tell how high rows are."""
UNBROKEN, BESIDE_PX = 0.95, 1
"""Of the way from one line to the next, in which ink lies where the side of a cell is; it may lean by so much."""
WIDE_PX, THICKEST_PX = 64, 9
"""Looked at together from left to right, lest lines that bend are left; and the thickest side of a cell, spread."""


def without_gridlines(page: PageImage) -> PageImage | None:
    """The page without gridlines above and below its table; None where none are seen there."""
    ink, scale = ink_of(page.grey), page.px_per_mm
    lines = _full(joined(horizontal_rulings(ink, scale), scale))
    table = _table(lines)
    if table is None:
        return None
    first, last = table
    above, below = lines[: first + 1], lines[last:]
    down = _down(ink, above)
    if len(down) < LEAST_SIDES:
        return None
    across = [Stripe(_points(line), line.weight_px, ruled=True) for line in (*above[:-1], *below[1:])]
    return replace(page, grey=erased(page.grey, ink, across, down + _down(ink, below)))


def _full(lines: Sequence[Ruling]) -> list[Ruling]:
    """Those as long as any, as gridlines are and the lines between rows."""
    longest = max((line.length for line in lines), default=0.0)
    return [line for line in lines if line.length >= FULL * longest]


def _table(lines: Sequence[Ruling]) -> tuple[int, int] | None:
    """Which of the lines are the first and the last of the table; None without any over it."""
    heights = np.diff([line.middle for line in lines])
    heading = int(np.argmax(heights)) if len(heights) else 0
    rows = heights[heading + 2 : heading + 2 + TOLD_BY]
    if heading < LEAST_LINES or not len(rows):
        return None
    usual = float(np.median(rows))
    if heights[heading] < TALLER * max(usual, *heights[:heading]):
        return None
    last = heading + 2
    while last < len(heights) and abs(heights[last] - usual) <= SAME * usual:
        last += 1
    return heading, last


def _down(ink: Grey, lines: Sequence[Ruling]) -> list[Stripe]:
    """The sides of cells between one line and the next: ink goes from the one to the other, as in no letter."""
    found = []
    for upper, lower in pairwise(lines):
        left, right = _ends(upper)
        left, right = max(0, left), min(ink.shape[1], right)
        for from_ in range(left, right, WIDE_PX):
            to = min(from_ + WIDE_PX, right)
            x = (from_ + to) / 2
            top = round(float(upper.at(x)) + upper.weight_px / 2) + 1
            bottom = round(float(lower.at(x)) - lower.weight_px / 2) - 1
            near = ink[top:bottom, max(0, from_ - BESIDE_PX) : to + BESIDE_PX]
            if top >= bottom or not near.size:
                continue
            spread = cv2.dilate(near, np.ones((1, 2 * BESIDE_PX + 1), np.uint8))
            for start, end in runs((spread > 0).mean(axis=0) >= UNBROKEN):
                if end - start <= THICKEST_PX:
                    at = max(0, from_ - BESIDE_PX) + (start + end - 1) / 2
                    ends = np.array([[at, float(upper.at(at))], [at, float(lower.at(at))]])
                    found.append(Stripe(ends, max(1.0, float(end - start - 2 * BESIDE_PX))))
    return found


def _ends(ruling: Ruling) -> tuple[int, int]:
    """Where it may begin and end: it is seen strip by strip."""
    return round(ruling.start - ruling.step_px), round(ruling.end + ruling.step_px)


def _points(ruling: Ruling) -> NDArray[np.float64]:
    """Points along a ruling from its start to its end."""
    first, last = _ends(ruling)
    along = np.concatenate([[float(first)], ruling.along, [float(last)]])
    return np.column_stack([ruling.at(along), along][::-1])
