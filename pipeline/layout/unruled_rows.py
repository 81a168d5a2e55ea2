"""Rows that a printer numbers and draws no lines between, or lines too fine to be seen: they are drawn where the
numbers say they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from pipeline.layout.glance import ink_of
from pipeline.layout.grid.column_numbers import INK_BELOW, last_number, side_by_side
from pipeline.layout.lines.rulings import Floats, Ruling
from pipeline.layout.long_rulings import draw_ruling, faint_table, long_rulings
from pipeline.layout.print_reader import PrintReader
from pipeline.model import Grey, PageImage
from pipeline.scan.pieces import runs

LEAST_ROWS, MOST_ROWS = 4, 60
MOST_TRIED = 2
"""Of the table's bands, the tallest: one may be its heading."""
FROM_END_TO_END = 0.9
"""Of the table's width: lines between rows run from its first bar to its last."""
INSIDE_MM = 0.7
"""From the bars beside the numbers: what is nearer is of the bars."""
LOWEST_MM, HIGHEST_MM = 1.0, 6.0
"""Heights of printed row numbers."""
OFF_ROW, NUMBERED = 0.2, 0.7
"""Of a row's height, how far from where it stands in most rows a number may stand; so many rows show one at least."""
CLEAR_MM = 0.6
"""So far from any ink a line is drawn: where writing crosses it there is nothing to take off again."""
FLAT_MM = 0.35
"""Lower ink is dots or dashes of lines between the rows, too fine or too pale for a ruling."""
SAMPLES = 400
OF_BARS, BESIDE_PX = 0.1, 2
"""Of a column's width, what is left out beside its bars; and the paper left around a number."""


def with_rows_drawn(page: PageImage, reader: PrintReader) -> PageImage | None:
    """The page with lines between the rows of its table, where its first column prints 1, 2, 3 … and nothing parts
    them; None where it does not. Rows are as high as one another: the numbers tell how many, the table's lines where.
    """
    ways = (_with_rows(page, reader, *rulings(page)) for rulings in (long_rulings, faint_table))
    return next((way for way in ways if way is not None), None)


def _with_rows(page: PageImage, reader: PrintReader, lines: list[Ruling], bars: list[Ruling]) -> PageImage | None:
    """As with_rows_drawn, of a table with those lines and bars."""
    if len(bars) < 2:
        return None
    left, right = bars[0], bars[-1]
    across = [line for line in lines if line.covered(left.middle, right.middle) >= FROM_END_TO_END]
    if len(across) < 2:
        return None
    ink = ink_of(page.grey)
    # The heading may be taller than all rows together.
    tallest = sorted(pairwise(across), key=lambda pair: pair[0].middle - pair[1].middle)[:MOST_TRIED]
    tried = (_with_rows_between(page, ink, reader, pair, bars) for pair in tallest)
    return next((way for way in tried if way is not None), None)


def _with_rows_between(
    page: PageImage, ink: Grey, reader: PrintReader, lines: tuple[Ruling, Ruling], bars: list[Ruling]
) -> PageImage | None:
    """As with_rows_drawn, where the rows lie between those two lines."""
    (upper, lower), left, right = lines, bars[0], bars[-1]
    spots = _numbers(ink, (upper, lower), (left, bars[1]), page.px_per_mm)
    x = (left.middle + bars[1].middle) / 2
    top, bottom = float(upper.at(x)), float(lower.at(x))
    count = _rows(spots, top, bottom)
    if count is None:
        return None
    numbers = side_by_side((_number(page.grey, spot, (left, bars[1])) for spot in spots), page.px_per_mm)
    if last_number(reader.read_strips([numbers])[0], count) != count:
        return None
    return replace(page, grey=_drawn(page, ink, (upper, lower), (left, right), count))


def _numbers(
    ink: Grey, lines: tuple[Ruling, Ruling], bars: tuple[Ruling, Ruling], px_per_mm: float
) -> list[tuple[int, int]]:
    """First and last row of pixels of each number between the two bars, from top to bottom."""
    inside = INSIDE_MM * px_per_mm
    middle = (bars[0].middle + bars[1].middle) / 2
    top, bottom = (round(float(line.at(middle)) + off) for line, off in zip(lines, (inside, -inside), strict=True))
    top, bottom = max(0, top), min(bottom, len(ink))
    inked = np.zeros(max(0, bottom - top), bool)
    for y in range(top, bottom):
        from_, to = _between(bars, y, inside)
        inked[y - top] = ink[y, from_:to].any()
    low, high = LOWEST_MM * px_per_mm, HIGHEST_MM * px_per_mm
    return [(top + start, top + end) for start, end in runs(inked) if low <= end - start <= high]


def _between(bars: tuple[Ruling, Ruling], y: float, inside: float) -> tuple[int, int]:
    """The columns of pixels from which on and up to which a row of them is between the bars."""
    return max(0, round(float(bars[0].at(y)) + inside)), max(0, round(float(bars[1].at(y)) - inside))


def _rows(spots: Sequence[tuple[int, int]], top: float, bottom: float) -> int | None:
    """How many rows lie between top and bottom by the places of their numbers; None where these are no rows'."""
    if len(spots) < LEAST_ROWS:
        return None
    middles = np.array([(start + end) / 2 for start, end in spots])
    step = float(np.median(np.diff(middles)))
    count = round((bottom - top) / step)
    if not LEAST_ROWS <= count <= MOST_ROWS:
        return None
    places = (middles - top) / (bottom - top) * count
    phase = places - np.floor(places)
    usual = float(np.median(phase))
    seen = set(np.floor(places[np.abs(phase - usual) <= OFF_ROW]).astype(int).tolist())
    return count if len(seen) >= NUMBERED * count and len(seen) >= len(spots) - 1 else None


def _number(grey: Grey, spot: tuple[int, int], bars: tuple[Ruling, Ruling]) -> Grey:
    """A number between the two bars, without the paper beside it."""
    start, end = spot
    from_, to = _between(bars, (start + end) / 2, OF_BARS * (bars[1].middle - bars[0].middle))
    part = grey[max(0, start - BESIDE_PX) : end + BESIDE_PX, from_:to]
    dark = np.flatnonzero((part < INK_BELOW).any(axis=0))
    return part[:, max(0, dark[0] - BESIDE_PX) : dark[-1] + BESIDE_PX + 1] if len(dark) else part[:0]


def _drawn(page: PageImage, ink: Grey, lines: tuple[Ruling, Ruling], bars: tuple[Ruling, Ruling], count: int) -> Grey:
    """The page with lines that part the room between two into so many rows."""
    grey = page.grey.copy()
    thinner = min(lines, key=lambda line: line.weight_px)
    x = np.linspace(bars[0].middle, bars[1].middle, SAMPLES)
    heights: tuple[Floats, ...] = tuple(np.asarray(line.at(x), np.float64) for line in lines)
    size = 2 * round(CLEAR_MM * page.px_per_mm) + 1
    upright = np.ones((round(FLAT_MM * page.px_per_mm) + 1, 1), np.uint8)
    near = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, upright), np.ones((size, size), np.uint8)) > 0
    for number in range(1, count):
        y = heights[0] + (heights[1] - heights[0]) * number / count
        free = ~near[y.round().astype(int).clip(0, len(near) - 1), x.round().astype(int).clip(0, near.shape[1] - 1)]
        for start, end in runs(free):
            draw_ruling(grey, np.column_stack([x, y])[start:end], (thinner,))
    return grey
