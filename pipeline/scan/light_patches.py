"""Patches on a page that are lighter than its paper: correction fluid, or a slip of whiter paper.

Where a scanner takes the paper for white nothing of them is seen.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.pieces import components

LONG_SIDE_MM = 297.0
"""Of the sheet, about."""
STROKE_MM, AROUND_MM = 1.6, 24.0
"""Broader than any stroke of a pen; and how far around a place its paper is looked at."""
LIGHTER = 5
"""Grey levels above the paper around it: of 60 pages of strangers, stained, folded and photographed ones among them, 53
have no such patch."""
EDGE_MM, HARD = 1.5, 0.8
"""So near outside it three quarters of the paper are darker by so much of LIGHTER: light that falls in grows slowly."""
LEAST_MM2, MOST_MM2, NARROWEST_MM = 6.0, 900.0, 1.8
COMPACT, MOST = 0.7, 12
"""Of the area that a string round it takes in, a patch fills so much; where there are more of them the paper is uneven
(a coarse one had 386)."""
REDUCED = 4


def light_patches(grey: Grey) -> tuple[Points, ...]:
    """The outlines of such patches, in pixels of `grey`, the page as loaded at about 150 dpi."""
    px_per_mm = max(grey.shape) / LONG_SIDE_MM
    if min(grey.shape) < AROUND_MM * px_per_mm:
        return ()
    broad = _odd(STROKE_MM * px_per_mm)
    closed = cv2.morphologyEx(cv2.blur(grey, (3, 3)), cv2.MORPH_CLOSE, np.ones((broad, broad), np.uint8))
    size = (grey.shape[1] // REDUCED, grey.shape[0] // REDUCED)
    paper = cv2.resize(closed, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    mm = px_per_mm / REDUCED
    lighter = cv2.subtract(paper, cv2.medianBlur(paper, _odd(AROUND_MM * mm)))
    numbered, stats, _ = components((lighter >= LIGHTER).astype(np.uint8))
    found: list[Points] = []
    for number, (_, _, wide, high, area) in enumerate(stats.tolist()):
        sized = LEAST_MM2 * mm**2 <= area <= MOST_MM2 * mm**2 and min(wide, high) >= NARROWEST_MM * mm
        if number and sized:
            patch = (numbered == number).astype(np.uint8)
            (outline, *_), _ = cv2.findContours(patch, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
            compact = cv2.contourArea(outline) >= COMPACT * cv2.contourArea(cv2.convexHull(outline))
            if compact and _ends_hard(paper, patch, _odd(2 * EDGE_MM * mm)):
                found.append((outline.reshape(-1, 2) + 0.5) * REDUCED)
    return tuple(found) if len(found) <= MOST else ()


def _ends_hard(paper: Grey, patch: Grey, reach: int) -> bool:
    """Whether the paper close around it is darker."""
    near = cv2.dilate(patch, np.ones((3, 3), np.uint8))
    around = paper[(cv2.dilate(patch, np.ones((reach, reach), np.uint8)) > 0) & (near == 0)]
    inner = cv2.erode(patch, np.ones((3, 3), np.uint8))
    inside = paper[inner > 0] if inner.any() else paper[patch > 0]
    return len(around) > 0 and float(np.median(inside) - np.percentile(around, 75)) >= HARD * LIGHTER


def _odd(px: float) -> int:
    return 2 * max(1, round(px / 2)) + 1
