"""Faint and dotted rulings made as plain as the others, on pages whose table is not seen without.

A faint ruling is greyer than what counts as ink, and thinner than the grain of the paper is coarse; but it goes on in
one direction, so a mean along it stands out.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey

ALONG_MM = 1.6
BESIDE_MM = 1.2
LEAST_CONTRAST = 9.0
GRAINS = 4.0
NEAR_INK_PX = 5
LONG_MM, TWIN_MM = 8.0, 1.5
"""Beside ink that is so long, as a ruling is, what is faint and as near is its twin or the back page's ruling."""
DOTS_APART_MM = 0.5
FLAT_MM, FLAT_APART_MM = 0.5, 1.1
"""Ink no thicker than the first is of a ruling or of dots, which may lie farther apart than strokes of writing do."""


def with_faint(grey: Grey, ink: Grey, px_per_mm: float, across: bool) -> Grey:
    """The ink (255, else 0) with faint and dotted rulings drawn in: those from left to right, or from top to bottom.

    grey: the page. Nothing is added beside ink, where blurred letters are as grey as a faint line, nor beside rulings.
    """
    thin, bare = thin_lines(grey, ink, px_per_mm, across)
    limit = max(LEAST_CONTRAST, GRAINS * float(np.std(bare)) if bare.size else 0.0)
    faint = cv2.threshold(thin, limit, 255, cv2.THRESH_BINARY)[1]
    flat = max(3, round(FLAT_MM * px_per_mm))
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((flat, 1) if across else (1, flat), np.uint8))
    dots = cv2.bitwise_and(ink, cv2.bitwise_not(thick))
    for part, apart in ((ink, DOTS_APART_MM), (dots, FLAT_APART_MM)):
        reach = max(3, round(apart * px_per_mm))
        joined = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((1, reach) if across else (reach, 1), np.uint8))
        faint = cv2.bitwise_or(faint, joined)
    return faint.astype(np.uint8)


def thin_lines(grey: Grey, ink: Grey, px_per_mm: float, across: bool) -> tuple[Grey, Grey]:
    """By how many grey levels thin lines that run so are darker than what lies on both sides of them, in the mean
    along them; 0 beside ink and beside rulings. And the same of some of the places that lie beside none, shape (n,)."""
    along, beside = (max(3, round(size * px_per_mm) | 1) for size in (ALONG_MM, BESIDE_MM))
    paper = float(np.median(grey[::8, ::8]))
    near = cv2.dilate(ink, np.ones((NEAR_INK_PX, NEAR_INK_PX), np.uint8))
    long, twin = max(3, round(LONG_MM * px_per_mm)), 2 * round(TWIN_MM * px_per_mm) + 1
    rulings = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long) if across else (long, 1), np.uint8))
    near = cv2.bitwise_or(near, cv2.dilate(rulings, np.ones((twin, 1) if across else (1, twin), np.uint8)))
    darkness = cv2.subtract(np.full_like(grey, paper), grey)
    darkness[near > 0] = 0
    size = (along, 1) if across else (1, along)
    mean = cv2.blur(darkness, size)
    kernel = np.ones((beside, 1) if across else (1, beside), np.uint8)
    thin = cv2.subtract(mean, cv2.morphologyEx(mean, cv2.MORPH_OPEN, kernel)).astype(np.uint8, copy=False)
    return thin, thin[::4, ::4][near[::4, ::4] == 0]
