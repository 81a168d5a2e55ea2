"""Colons that a pale copy lost, where the lines to write on still stand: each begins as far behind its colon as those
above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.labelling.columns import SAME_COLUMN_MM
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines

LEAST_MATES = 2
"""Lines of a column that have their colon, and at least as many as have none: there colons are printed."""
BEFORE_LINE_MM = 5.0
ABOVE_LINE_MM = 4.0
"""So far before a line's start, and above it, its colon stands."""
NEAREST_MM, FARTHEST_MM = 0.5, 95.0
"""From a label's last letter to its colon."""


def with_implied_colons(printed: PrintLines, px_per_mm: float) -> PrintLines:
    """The print, with a colon for every line to write on that begins below others with one, has none, and has words of
    a label beside it. Without it that label's words were the last lines of the label above, and what is written behind
    NAMA KRT was taken for the number of its men."""
    colon_of = [_colon_of(line, printed.colons, px_per_mm) for line in printed.lines]
    implied = []
    for line, own in zip(printed.lines, colon_of, strict=True):
        if own is not None:
            continue
        column = [
            (mate, colon)
            for mate, colon in zip(printed.lines, colon_of, strict=True)
            if abs(mate.left - line.left) < SAME_COLUMN_MM * px_per_mm
        ]
        mates = [(mate, colon) for mate, colon in column if colon is not None]
        if len(mates) >= max(LEAST_MATES, len(column) - len(mates)):
            right, down = np.median(
                [[mate.left - colon.right, mate.left_y - colon.centre[1]] for mate, colon in mates], axis=0
            )
            width, height = mates[0][1].width, mates[0][1].height
            x, y = line.left - float(right), line.left_y - float(down)
            colon = Box(x - width, y - height / 2, x, y + height / 2)
            if any(_is_label(piece, colon, px_per_mm) for piece in printed.pieces):
                implied.append(colon)
    return replace(printed, colons=(*printed.colons, *implied)) if implied else printed


def _colon_of(line: DottedLine, colons: Sequence[Box], px_per_mm: float) -> Box | None:
    """The colon right before a line."""
    near = [
        colon
        for colon in colons
        if -0.5 * px_per_mm <= line.left - colon.right <= BEFORE_LINE_MM * px_per_mm
        and abs(line.left_y - colon.centre[1]) < ABOVE_LINE_MM * px_per_mm
    ]
    return max(near, key=lambda colon: colon.right, default=None)


def _is_label(piece: Box, colon: Box, px_per_mm: float) -> bool:
    """Whether a piece of print ends before a colon, on its line."""
    level = abs(piece.centre[1] - colon.centre[1]) < 0.5 * piece.height
    return level and NEAREST_MM * px_per_mm <= colon.left - piece.right <= FARTHEST_MM * px_per_mm
