"""Fields on which a lamp is mirrored, a black streak or a dark panel lies: what stands there is lost, or hidden."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Box, Points
from pipeline.model import Cell, Doubt


def doubted_under(cells: Sequence[Cell], outlines: Sequence[Points]) -> tuple[Cell, ...]:
    """The cells, those doubted that a reflection or streak touches. outlines: around these, in pixels of the page."""
    return tuple(
        cell.doubted(Doubt.COVERED) if any(_touches(cell.box, outline) for outline in outlines) else cell
        for cell in cells
    )


def on_panels(cells: Sequence[Cell], panels: Sequence[Points]) -> tuple[Cell, ...]:
    """The cells, those doubted whose middle lies on a dark panel: what stands there was put on paper, or hidden."""
    outlines = [panel.astype(np.float32) for panel in panels]
    return tuple(
        cell.doubted(Doubt.COVERED)
        if any(cv2.pointPolygonTest(outline, cell.box.centre, False) > 0 for outline in outlines)
        else cell
        for cell in cells
    )


def _touches(box: Box, outline: Points) -> bool:
    x, y = outline.T
    inside = (x > box.left) & (x < box.right) & (y > box.top) & (y < box.bottom)
    return bool(inside.any()) or cv2.pointPolygonTest(outline.astype(np.float32), box.centre, False) > 0
