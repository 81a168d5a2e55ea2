"""Crops: the pixels of every cell with a margin, rulings and dotted lines already taken off the page."""

from __future__ import annotations

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.find import Found
from pipeline.model import Crop

MARGIN = 0.25
"""Of a cell's height, on every side: writing that runs over the edge is seen to do so."""
AROUND_OPTIONS = 0.9
"""Of the height of printed options: rings, ticks and lines reach so far beyond their words (read/option_looks.py sees
as much, and was taught with more)."""


def cut(found: Found) -> tuple[Crop, ...]:
    """One crop for each cell of the layout, in the same order."""
    height, width = found.cleaned.shape
    crops = []
    for cell in found.layout.cells:
        margin = MARGIN * cell.box.height
        if cell.options:
            margin = max(margin, AROUND_OPTIONS * float(np.median([option.label.height for option in cell.options])))
        rows, columns = cell.box.grown(margin).slices(width, height)
        box = Box(float(columns.start), float(rows.start), float(columns.stop), float(rows.stop))
        crops.append(Crop(cell, found.cleaned[rows, columns], box, found.page.two_tones))
    return tuple(crops)
