"""Whether a picture shows white print on black paper, as some copiers make it."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey
from pipeline.scan.pieces import components
from pipeline.scan.resample import shrunk

_SIDE_PX = 700
_DARK_PAPER = 110
"""Grey level below which the commonest tone of a picture may be inverted paper."""
_CONTRAST = 50
_LEAST_PRINT, _MOST_PRINT = 0.004, 0.4
_MOST_DARKER = 0.2
"""Most pixels plainly darker than the paper for each one plainly brighter: inverted print leaves next to none."""
_BROAD_PX, _MOST_BROAD = 9, 0.35
"""Bright places that hold a square of so many pixels are no strokes but paper; at most so much of it."""
_MOST_PANEL, _LEAST_BESIDE, _PART = 0.3, 0.25, 0.05
"""Unless it is a heading whose grey ground became bright: no larger a share of the picture, and beside it such a share
of all that is bright, in strokes; beside a sheet on a dark table there are none. Bright places that are such a share of
the largest one are parts of that."""


def is_inverted(grey: Grey) -> bool:
    """True when the paper is dark and what is plainly brighter than it are strokes; a dark table is no such paper."""
    small, _ = shrunk(grey, _SIDE_PX)
    histogram = np.bincount(small.ravel(), minlength=256)
    paper = int(histogram[:_DARK_PAPER].argmax())
    darkest = max(paper - _CONTRAST, 0)
    about = histogram[darkest : paper + _CONTRAST]
    # Of brown paper the darkest grain is as dark, and all of it about as dark as that.
    if about.sum() < small.size / 2 or darkest + int(about.argmax()) >= _DARK_PAPER:
        return False
    bright = cv2.threshold(small, paper + _CONTRAST, 255, cv2.THRESH_BINARY)[1]
    brighter = cv2.countNonZero(bright)
    darker = int(histogram[: max(paper - _CONTRAST, 0)].sum())
    if not _LEAST_PRINT <= brighter / small.size <= _MOST_PRINT or darker > _MOST_DARKER * brighter:
        return False
    broad = cv2.morphologyEx(bright, cv2.MORPH_OPEN, np.ones((_BROAD_PX, _BROAD_PX), np.uint8))
    if cv2.countNonZero(broad) <= _MOST_BROAD * brighter:
        return True
    _, stats, _ = components(broad)
    large = stats[1:][stats[1:, 4] >= _PART * stats[1:, 4].max()]
    left, top = large[:, :2].min(axis=0).tolist()
    right, bottom = (large[:, :2] + large[:, 2:4]).max(axis=0).tolist()
    strokes = cv2.bitwise_and(bright, cv2.bitwise_not(cv2.dilate(broad, np.ones((_BROAD_PX, _BROAD_PX), np.uint8))))
    strokes[top:bottom, left:right] = 0
    beside = cv2.countNonZero(strokes)
    return (right - left) * (bottom - top) <= _MOST_PANEL * small.size and beside >= _LEAST_BESIDE * brighter
