"""Small ruled tables on a page, each by itself: rows of cells as their own rulings part them.

The large table of a form is found from the rulings of the whole page, put together where one continues another. Two
tables one above the other, drawn to the same margins, are one then; here only what ink joins belongs together, and
where the large table is joined to another it is cut out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.layout.lines.net import DOUBLE_LINES_MM, DOUBLE_MM, joined, single, straight, twins
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.model import Grey
from pipeline.scan.pieces import components

MOST_COLUMNS = 7
"""Twice a number, a label and a value, and the gap between two tables. The large table of a form has more."""
LONGEST_LETTER_MM = 5.0
"""A straight stroke as long as that is part of a ruling, or of a check box."""
GAP_MM = 0.5
"""So near one another the rulings of one table end; tables are set farther apart, and the lines of double ones not."""
CUT_MM = 1.2
"""So much round the large table is cut out with it: the second of two lines drawn round it."""
LEAST_WIDE_MM, LEAST_TALL_MM = 30.0, 9.0
"""A table of two rows."""
LEAST_LINE, WHOLE_LINE = 0.4, 0.9
"""Of the table's width: a line beside cells that go over several rows is as long as that, a dashed one as this."""
SEEN, UNBROKEN = 0.6, 0.93
"""Of the height of a row, in which a bar is seen that parts its cells; and in one of them each does. Sides of check
boxes below one another end before the lines."""
BESIDE_PX = 2
OUTER_MM = 3.0
"""Farther out than the outermost bar the lines end where the sides of a table are not drawn."""
LEAST_ROW_MM = 4.0
"""By so much the bars go on beyond the last line seen where another is, the large table's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A ruled table: its cells row by row, left to right; all rulings seen of it, of double ones both lines.

    A row has as many cells as bars are seen in it.
    """

    rows: tuple[tuple[Box, ...], ...]
    lines: tuple[Ruling, ...]
    bars: tuple[Ruling, ...]

    @property
    def box(self) -> Box:
        """Around all cells."""
        return reduce(Box.union, (cell for row in self.rows for cell in row))


def lies_within(box: Box, frames: Sequence[Frame]) -> bool:
    """Whether most of the box is part of one of the frames."""
    return max((box.overlap(frame.box) for frame in frames), default=0.0) > box.area / 2


def find_frames(ink: Grey, px_per_mm: float) -> tuple[tuple[Frame, ...], tuple[Box, ...]]:
    """The tables of two rows and columns, and up to MOST_COLUMNS, on `ink` (255 where ink is, else 0), from top to
    bottom; and where there are tables of more."""
    ruled = _straight(ink, px_per_mm)
    large = [
        reduce(Box.union, (cell for row in rows for cell in row))
        for frame in _tables(ruled, ink, px_per_mm)
        if (rows := [row for row in frame.rows if len(row) > MOST_COLUMNS])
    ]
    for box in large:
        ruled[box.grown(CUT_MM * px_per_mm).slices(ruled.shape[1], ruled.shape[0])] = 0
    small = _tables(ruled, ink, px_per_mm)
    return tuple(sorted(small, key=lambda frame: frame.box.top)), tuple(large)


def _straight(ink: Grey, px_per_mm: float) -> Grey:
    """The ink that goes straight on for longer than in a letter, across or down."""
    long = round(LONGEST_LETTER_MM * px_per_mm)
    # A line that leans or bends a little is on neighbouring rows of pixels.
    thick = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    across = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))
    down = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((long, 1), np.uint8))
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_or(across, down)), dtype=np.uint8)


def _tables(ruled: Grey, ink: Grey, px_per_mm: float) -> list[Frame]:
    """A table for each piece of joined rulings that makes one."""
    near = round(GAP_MM * px_per_mm) | 1
    grown = cv2.dilate(ruled, np.ones((near, near), np.uint8))[::2, ::2]
    numbered, boxes, _ = components(np.ascontiguousarray(grown))
    found = []
    for at, (left, top, width, height, _) in enumerate(boxes.tolist()):
        if not at or 2 * width < LEAST_WIDE_MM * px_per_mm or 2 * height < LEAST_TALL_MM * px_per_mm:
            continue
        own = (numbered[top : top + height, left : left + width] == at).astype(np.uint8)
        part = ruled[2 * top : 2 * (top + height), 2 * left : 2 * (left + width)]
        whole = cv2.resize(own, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_NEAREST)
        there = ink[2 * top :, 2 * left :][: part.shape[0], : part.shape[1]]
        frame = _table(np.asarray(part * whole, dtype=np.uint8), there, (2.0 * left, 2.0 * top), px_per_mm)
        if frame is not None:
            found.append(frame)
    return found


def _table(ruled: Grey, ink: Grey, corner: tuple[float, float], px_per_mm: float) -> Frame | None:
    """The table whose rulings alone are on one picture, all ink there on the other; corner: the upper left one."""
    across = joined(horizontal_rulings(ruled, px_per_mm, LONGEST_LETTER_MM), px_per_mm)
    down = joined(vertical_rulings(ruled, px_per_mm, LONGEST_LETTER_MM), px_per_mm)
    width = ruled.shape[1]
    across = tuple(line for line in across if line.length >= LEAST_LINE * width)
    # Dashes are no longer than letters.
    dashed = joined(horizontal_rulings(ink, px_per_mm, WHOLE_LINE * width / px_per_mm), px_per_mm)
    beside = DOUBLE_LINES_MM * px_per_mm
    across += tuple(one for one in dashed if all(abs(one.middle - line.middle) > beside for line in across))
    across = tuple(sorted(across, key=lambda line: line.middle))
    lines = single(across, px_per_mm, DOUBLE_LINES_MM)
    if len(lines) < 2 or not down:
        return None
    lines = _with_last_lines(lines, down, px_per_mm)
    heights = [line.middle for line in lines]
    down = tuple(bar for bar in down if any(_parts(ruled, bar, above, below) for above, below in pairwise(heights)))
    bars = _with_sides(lines, single(down, px_per_mm), px_per_mm)
    rows = [_row(above, below, bars) for above, below in pairwise(lines)]
    rows = [row for row in rows if row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    bars += tuple(bar for bar in twins(down, bars, px_per_mm, DOUBLE_MM) if bar not in bars)
    left, top = corner
    return Frame(
        tuple(tuple(cell.shifted(left, top) for cell in row) for row in rows),
        tuple(_shifted(line, left, top) for line in across),
        tuple(_shifted(bar, top, left) for bar in bars),
    )


def _shifted(ruling: Ruling, along: float, across: float) -> Ruling:
    return replace(ruling, along=ruling.along + along, across=ruling.across + across)


def _parts(ruled: Grey, bar: Ruling, top: float, bottom: float) -> bool:
    """Whether a bar goes on from one line to the next."""
    y = np.arange(max(0, round(top)), min(len(ruled), round(bottom)))
    x = np.round(bar.at(y.astype(np.float64))).astype(np.int64)
    seen = np.zeros(len(y), dtype=bool)
    for off in range(-BESIDE_PX, BESIDE_PX + 1):
        seen |= ruled[y, np.clip(x + off, 0, ruled.shape[1] - 1)] > 0
    return len(y) > 0 and float(seen.mean()) >= UNBROKEN


def _with_last_lines(lines: Sequence[Ruling], bars: Sequence[Ruling], px_per_mm: float) -> tuple[Ruling, ...]:
    """The lines, with another above and below them where the bars go on to a row's height beyond."""
    row = LEAST_ROW_MM * px_per_mm
    starts = [bar.start for bar in bars if bar.start < lines[0].middle - row < bar.end]
    ends = [bar.end for bar in bars if bar.end > lines[-1].middle + row > bar.start]
    first, last = lines[0], lines[-1]
    above = [straight(float(np.median(starts)), first.start, first.end, first)] if len(starts) > 1 else []
    below = [straight(float(np.median(ends)), last.start, last.end, last)] if len(ends) > 1 else []
    return (*above, *lines, *below)


def _with_sides(lines: Sequence[Ruling], bars: Sequence[Ruling], px_per_mm: float) -> tuple[Ruling, ...]:
    """The bars, with sides where the lines go on beyond the outermost of them."""
    if not bars:
        return ()
    kept, heights = list(bars), [line.middle for line in lines]
    start = float(np.median([line.start for line in lines]))
    end = float(np.median([line.end for line in lines]))
    if kept[0].middle > start + OUTER_MM * px_per_mm:
        kept.insert(0, straight(start, heights[0], heights[-1], kept[0]))
    if kept[-1].middle < end - OUTER_MM * px_per_mm:
        kept.append(straight(end, heights[0], heights[-1], kept[-1]))
    return tuple(kept)


def _row(above: Ruling, below: Ruling, bars: Sequence[Ruling]) -> tuple[Box, ...]:
    """The cells between two lines."""
    seen = [bar for bar in bars if bar.covered(float(above.at(bar.middle)), float(below.at(bar.middle))) >= SEEN]
    y = (above.middle + below.middle) / 2
    cells = []
    for bar, other in pairwise(seen):
        left, right = float(bar.at(y)), float(other.at(y))
        middle = (left + right) / 2
        cells.append(Box(left, float(above.at(middle)), right, float(below.at(middle))))
    return tuple(cells)
