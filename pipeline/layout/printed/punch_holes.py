"""Punch holes, through which dark ground shows: beside labels they join the lines of several to one piece of print."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey
from pipeline.scan.pieces import components

THICK_MM = 2.0
"""Thicker than any stroke of print, with room on each side: the boldest title's are 1.2 mm thick."""
LEAST_MM = 4.5
"""Of their way across, so much is left of a hole of 5.5 mm (ISO 838: 6 mm) that paper covers in part; a check box that
is filled in is smaller."""
EDGE_MM = 0.5
"""What is grey at its edge goes with it."""


def without_holes(ink: Grey, px_per_mm: float) -> Grey:
    """The ink (255, else 0) without dark patches as thick and as large as punch holes; itself where there are none."""
    side = round(THICK_MM * px_per_mm)
    thick = cv2.erode(ink, np.ones((side, side), np.uint8), borderValue=0)
    if not cv2.countNonZero(thick):
        return ink
    numbered, boxes, _ = components(thick)
    least = (LEAST_MM - THICK_MM) * px_per_mm
    large = [number for number, box in enumerate(boxes) if number and min(box[2], box[3]) >= least]
    if not large:
        return ink
    around = side + 2 * round(EDGE_MM * px_per_mm)
    holes = cv2.dilate(np.isin(numbered, large).astype(np.uint8) * 255, np.ones((around, around), np.uint8))
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(holes)), dtype=np.uint8)
