"""Strokes along a line to write on, and small ones that stand on it: with the line they are taken off, and nothing is
left of a dash on the dots, and of a flat 1 hardly its tip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.form import OPTION_KINDS
from pipeline.layout.fields.places import Place
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.model import Cell, Doubt, Grey
from pipeline.scan.pieces import piece_boxes, runs

NEAR_MM = 0.6
"""So far above and below the line ink counts."""
TALLER_MM, STROKE_MM = 0.28, 0.25
"""Where something stands on the line there is so much more ink over it than usual, over so much of it."""
DASH_MM, DOT_MM, FEWEST_DOTS = 1.5, 0.8, 6
"""Of a line of so many dots, no longer than that most of them, so much without a gap is a dash."""
FEWEST_PX = 20
FARTHEST_MM, BESIDE_MM, LETTER_MM = 8.0, 1.0, 1.6
"""So far behind the colon a line begins at least that is hidden before; so near to either end ink is print; letters are
so high."""


def doubted_along(cells: Sequence[Cell], places: Sequence[Place], ink: Grey, px_per_mm: float) -> list[Cell]:
    """The cells, those doubted along whose line something seems written; it counts where nothing is read.

    ink: 255 where the page holds ink, its lines with it, else 0.
    """
    lines = {name: line for place in places for name, line in _asked_for(place)}
    begins = {place.entry.field.name: place.label.value_left for place in places if place.lines and place.label.colon}
    doubted = []
    for cell in cells:
        line, begin = lines.get(cell.field.name), begins.get(cell.field.name)
        written = line is not None and _written_on(ink, line, cell, px_per_mm)
        written |= line is not None and begin is not None and _written_before(ink, begin, cell, px_per_mm)
        doubted.append(cell.doubted(Doubt.ON_LINE) if written and not cell.part.in_table else cell)
    return doubted


def _written_before(ink: Grey, begin: float, cell: Cell, px_per_mm: float) -> bool:
    """Whether something as high as letters stands between a label's colon and where its line was first seen: writing
    that hides the dots under it. begin: x where values of that label do."""
    aside = BESIDE_MM * px_per_mm
    rows, columns = replace(cell.box, left=begin + aside, right=cell.box.left - aside).slices(*ink.shape[::-1])
    if columns.stop - columns.start < FARTHEST_MM * px_per_mm or rows.stop <= rows.start:
        return False
    return bool((piece_boxes(ink[rows, columns])[:, 3] >= LETTER_MM * px_per_mm).any())


def _asked_for(place: Place) -> list[tuple[str, DottedLine]]:
    """The fields of a place that are written, with their line."""
    if not place.lines:
        return []
    if place.entry.field.kind not in OPTION_KINDS:
        return [(place.entry.field.name, place.lines[0])]
    return [(place.entry.extra.name, place.lines[-1])] if place.entry.extra is not None else []


def _written_on(ink: Grey, line: DottedLine, cell: Cell, px_per_mm: float) -> bool:
    heights = _heights(ink, line, cell, px_per_mm)
    if np.count_nonzero(heights) < FEWEST_PX:
        return False
    usual = float(np.median(heights[heights > 0]))
    if _longest(heights >= usual + max(3.0, TALLER_MM * px_per_mm)) >= STROKE_MM * px_per_mm:
        return True
    pieces = _lengths(heights > 0)
    dotted = len(pieces) >= FEWEST_DOTS and float(np.median(pieces)) <= DOT_MM * px_per_mm
    return dotted and max(pieces) >= DASH_MM * px_per_mm


def _heights(ink: Grey, line: DottedLine, cell: Cell, px_per_mm: float) -> NDArray[np.int64]:
    """How much ink lies near the line at each place along it within the cell, in pixels."""
    left, right = max(0.0, line.left, cell.box.left), min(float(ink.shape[1]), line.right, cell.box.right)
    x = np.arange(round(left), round(right))
    y = np.interp(x, [line.left, line.right], [line.left_y, line.right_y])
    near = round(NEAR_MM * px_per_mm)
    rows = np.round(y).astype(np.int64)[None] + np.arange(-near, near + 1)[:, None]
    inside = (rows >= 0) & (rows < ink.shape[0])
    return np.asarray(((ink[np.clip(rows, 0, ink.shape[0] - 1), x] > 0) & inside).sum(axis=0), dtype=np.int64)


def _longest(flags: NDArray[np.bool_]) -> int:
    """The longest run that is true."""
    return max(_lengths(flags), default=0)


def _lengths(flags: NDArray[np.bool_]) -> list[int]:
    """The lengths of the runs that are true, in their order."""
    return [end - start for start, end in runs(flags)]
