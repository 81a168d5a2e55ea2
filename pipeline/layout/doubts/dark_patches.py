"""Fields on which something dark lies that is broader than any pen: a bar that blacks writing out, a blot, a hole.

Ink is looked for in strokes, and what is broad in both directions passes for shade; so a field blacked out was blank.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import OPTION_KINDS
from pipeline.model import Cell, Doubt, Grey

Mask = NDArray[np.bool_]

BROADER_MM = 2.1
"""Than any stroke of a pen, of a check box that is filled, and of print within a field."""
DARKER = 25
"""Grey steps below paper: of 12,500 fields of 70 pages of strangers, stained, folded and photographed ones among them,
one is so dark over such a breadth; of 37 made pages the fields that held no patch were at most 11."""
_WHOLE = 255
_SIDE_PX = 3.0
"""Of a field along its sides, which is of its rulings."""


def doubted_on_patches(cells: Sequence[Cell], grey: Grey, px_per_mm: float) -> tuple[Cell, ...]:
    """The cells, those doubted of which a dark patch hides a part. grey: the page, evenly lit.

    Printed options are left out: their boxes are filled as marks.
    """
    side = round(BROADER_MM * px_per_mm)
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    dark = closed < _WHOLE - DARKER
    return tuple(
        cell.doubted(Doubt.COVERED) if cell.field.kind not in OPTION_KINDS and _hidden(cell, dark, side) else cell
        for cell in cells
    )


def _hidden(cell: Cell, dark: Mask, side: int) -> bool:
    """Whether a patch of half a square at least lies within the cell."""
    rows, columns = cell.box.grown(-_SIDE_PX, -_SIDE_PX).slices(dark.shape[1], dark.shape[0])
    return 2 * int(np.count_nonzero(dark[rows, columns])) >= side * side
