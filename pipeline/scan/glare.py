"""Where a lamp is mirrored on the paper of a photograph: there is nothing to be read there, and little round it."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.pieces import components

_WHITE, _LIT = 250, 240
"""Where paper is as bright as the first the picture may hold nothing, if most of it is darker than the second."""
_LEAST_SHARE = 0.0015
"""Of the page, what is so bright and bare: 10 by 10 mm of A4."""
_INK, _PALE, _BESIDE_SHARE = 150, 225, 0.015
"""Of 255 for its paper: ink as dark as the first, so near in shares of the long side (4 mm of A4), is that of paper
that is merely well lit; what is paler than the second is paper."""
_MOST_DARK = 0.5
"""Of the ink about a reflection, what is that dark: it is washed out. About paper well lit most is, but for edges."""
_FADED = 0.5
"""Of the way from most of the paper to white: there ink has lost half of its darkness."""
_ROUND_SHARE = 0.08
"""How far round its middle a reflection takes from the ink, of the long side: 24 mm of A4."""
_ENDS = 0.33
"""Of the paper so far round a reflection, at least so much is no brighter than half of the way to white."""


def glares(grey: Grey, paper: Grey) -> tuple[Points, ...]:
    """The outlines of reflections, in pixels of `grey`, the page as loaded. paper: how bright it is (scan.shading)."""
    white = (paper >= _WHITE).astype(np.uint8)
    usual = float(np.median(paper[paper > 1])) if (paper > 1).any() else 255.0
    if usual >= _LIT or np.mean(white) < _LEAST_SHARE:
        return ()
    darkest = cv2.erode(grey, np.ones((3, 3), np.uint8))
    small = cv2.resize(darkest, (paper.shape[1], paper.shape[0]), interpolation=cv2.INTER_AREA)
    small = cv2.divide(small, np.maximum(paper, 1), scale=255)
    dark = (small < _INK).astype(np.uint8)
    beside = np.ones((2 * round(_BESIDE_SHARE * max(paper.shape)) + 1,) * 2, np.uint8)
    numbered, stats, _ = components(white & (cv2.dilate(dark, beside) == 0))
    found = np.zeros_like(white)
    reach = 2 * round(_ROUND_SHARE * max(paper.shape)) + 1
    round_about = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    half_faded = usual + _FADED * (255 - usual)
    for number in np.flatnonzero(stats[:, cv2.CC_STAT_AREA] >= _LEAST_SHARE * paper.size):
        bare = (numbered == number).astype(np.uint8)
        ink = small[(cv2.dilate(bare, beside, iterations=2) > 0) & (small < _PALE)]
        if not number or not len(ink) or np.mean(ink < _INK) > _MOST_DARK:
            continue
        # A lamp's reflection ends; light from one side grows over the page until the paper is as bright as can be.
        ends = paper[(cv2.dilate(bare, round_about) > 0) & (paper > 1) & (bare == 0)]
        if len(ends) and np.quantile(ends, _ENDS) < half_faded:
            found |= bare
    if not found.any():
        return ()
    faded = ((paper >= half_faded) & (cv2.dilate(found, round_about) > 0)).astype(np.uint8)
    outlines, _ = cv2.findContours(cv2.bitwise_or(faded, found), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    by = np.array(grey.shape[::-1]) / np.array(paper.shape[::-1])
    return tuple((outline.reshape(-1, 2) + 0.5) * by for outline in outlines)
