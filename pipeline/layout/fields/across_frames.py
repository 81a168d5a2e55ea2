"""Numbers that reach up over the frame they are written in: its upper edge is taken off with what lies along it, and of
a 7 only the stem is left."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.form import COUNT_KINDS
from pipeline.layout.fields.places import Place
from pipeline.layout.fields.value_boxes import frame_on
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.printed.value_frames import ValueFrame
from pipeline.model import Cell, Doubt, Grey

ABOVE_MM = (0.4, 1.0)
"""From the middle of the upper edge: nearer is its own ink, and farther what stands above the frame."""
INSIDE_MM = 1.0
"""From the frame's sides, which reach above its edge where lines cross."""
LEAST_MM, MOST = 0.2, 0.4
"""So much of the frame's width has ink there at least, where a stroke goes through; and at most such a share, where no
other frame's edge lies there."""


def doubted_across_frames(
    cells: Sequence[Cell], places: Sequence[Place], printed: PrintLines, ink: Grey, px_per_mm: float
) -> list[Cell]:
    """The cells, counts doubted that reach over the upper edge of their frame. ink: 255 where the page holds ink."""
    frames = {place.entry.field.name: frame_on(place.lines[0], printed) for place in places if place.lines}
    return [
        cell.doubted(Doubt.ON_RULING)
        if not cell.part.in_table
        and cell.field.kind in COUNT_KINDS
        and (frame := frames.get(cell.field.name)) is not None
        and _written_over(ink, frame, px_per_mm)
        else cell
        for cell in cells
    ]


def _written_over(ink: Grey, frame: ValueFrame, px_per_mm: float) -> bool:
    inside = INSIDE_MM * px_per_mm
    x = np.arange(max(0, round(frame.top.left + inside)), min(ink.shape[1], round(frame.top.right - inside)))
    y = np.interp(x, [frame.top.left, frame.top.right], [frame.top.left_y, frame.top.right_y])
    off = np.arange(round(ABOVE_MM[0] * px_per_mm), round(ABOVE_MM[1] * px_per_mm) + 1)
    rows = np.round(y - frame.top.weight_px / 2).astype(np.int64)[None] - off[:, None]
    if not rows.size or rows.min() < 0 or rows.max() >= ink.shape[0]:
        return False
    inked = int((ink[rows, x] > 0).any(axis=0).sum())
    return LEAST_MM * px_per_mm <= inked <= MOST * len(x)
