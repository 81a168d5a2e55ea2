"""Fields on which something dark lies that is broader than any pen: a bar that blacks writing out, a blot, a hole.

Ink is looked for in strokes, and what is broad in both directions passes for shade; so a field blacked out was blank.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.form import OPTION_KINDS
from pipeline.geometry import Box
from pipeline.model import Cell, Doubt, Grey

BROADER_MM = 2.1
"""Than any stroke of a pen, of a check box that is filled, and of print within a field."""
DARKER = 25
"""Grey steps below paper: of 12,500 fields of 70 pages of strangers, stained, folded and photographed ones among them,
one is so dark over such a breadth; of 37 made pages the fields that held no patch were at most 11."""
_WHOLE = 255
_PLACES = 4
"""Of a square of that breadth, so many a side are looked at before the page is."""
_SIDE_PX = 3.0
"""Of a field along its sides, which is of its rulings."""


def doubted_on_patches(cells: Sequence[Cell], grey: Grey, px_per_mm: float) -> tuple[Cell, ...]:
    """The cells, those doubted of which a dark patch hides a part. grey: the page, evenly lit.

    Printed options are left out: their boxes are filled as marks.
    """
    side = round(BROADER_MM * px_per_mm)
    step = max(1, side // _PLACES)
    dark = (grey[::step, ::step] < _WHOLE - DARKER).astype(np.uint8)
    likely = np.asarray(cv2.erode(dark, np.ones((_PLACES, _PLACES), np.uint8)), dtype=np.uint8)
    return tuple(
        cell.doubted(Doubt.COVERED)
        if cell.field.kind not in OPTION_KINDS and _hidden(cell.box, grey, side, likely, step)
        else cell
        for cell in cells
    )


def _hidden(box: Box, grey: Grey, side: int, likely: Grey, step: int) -> bool:
    """Whether a patch of half a square at least lies within the cell.

    likely: not 0 where all of some places of such a square are dark, every `step` pixels: in most cells none is.
    """
    rows, columns = box.grown(side).slices(grey.shape[1], grey.shape[0])
    if not likely[rows.start // step : rows.stop // step + 1, columns.start // step : columns.stop // step + 1].any():
        return False
    closed = cv2.morphologyEx(grey[rows, columns], cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    own = box.grown(-_SIDE_PX, -_SIDE_PX).slices(grey.shape[1], grey.shape[0])
    inside = tuple(
        slice(one.start - by.start, one.stop - by.start) for one, by in zip(own, (rows, columns), strict=True)
    )
    return 2 * int(np.count_nonzero(closed[inside] < _WHOLE - DARKER)) >= side * side
