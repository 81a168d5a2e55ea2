"""Fields of which correction fluid, or a slip of whiter paper, hides a part: what is left reads as whole.

Fluid under a new value lies beneath it; where it ends strokes go on, or stand clear of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Points
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.model import Cell, Doubt, Grey

EDGE_MM = 0.6
"""So near to its edge, outside, writing stops that goes on below it: the edge is known to within a third of that."""
LEAST_MM = 0.3
"""Of ink there, squared: a stroke's end."""


def doubted_under_paint(
    cells: Sequence[Cell], patches: Sequence[Points], cleaned: Grey, px_per_mm: float
) -> tuple[Cell, ...]:
    """The cells, those doubted whose writing reaches up to such a patch within them.

    patches: their outlines, in pixels of the page. cleaned: the page without its rulings.
    """
    if not patches:
        return tuple(cells)
    mask = np.zeros(cleaned.shape, np.uint8)
    for patch in patches:
        cv2.fillPoly(mask, [np.round(patch).astype(np.int32)], (255,))
    reach = 2 * max(1, round(EDGE_MM * px_per_mm)) + 1
    beside = cv2.subtract(cv2.dilate(mask, np.ones((reach, reach), np.uint8)), mask)
    least = (LEAST_MM * px_per_mm) ** 2
    ends = (beside > 0) & (cleaned < INK_BELOW)

    def cut(cell: Cell) -> bool:
        inside = cell.box.slices(cleaned.shape[1], cleaned.shape[0])
        return bool(mask[inside].any()) and int(np.count_nonzero(ends[inside])) >= least

    return tuple(cell.doubted(Doubt.COVERED) if cut(cell) else cell for cell in cells)
