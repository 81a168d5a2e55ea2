"""Upright strokes: the sides of check boxes and frames."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

THICKEST_MM = 0.9
STRAIGHT = 0.85
"""Of the shortest, so much is straight to the pixel."""


def upright_strokes(ink: Grey, shortest_px: float, longest_px: float, px_per_mm: float) -> NDArray[np.int64]:
    """Left, top, width and height of the upright strokes on `ink` (255 where ink is, else 0), shape (n, 4)."""
    strokes = piece_boxes(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, int(shortest_px * STRAIGHT)), 1), np.uint8))
    )
    thin = strokes[:, 2] <= THICKEST_MM * px_per_mm
    return strokes[thin & (strokes[:, 3] >= shortest_px) & (strokes[:, 3] <= longest_px)]
