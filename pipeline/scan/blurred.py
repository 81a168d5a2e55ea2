"""Whether a picture was taken by a hand that shook, of a page that moved, or out of focus.

Along the way of a movement no edge is left, across it lines stay sharp: sharpness as a whole (scan.quality) is high.
So it is where grain lies over print that is out of focus; its strokes bend little for how dark they are.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles
from pipeline.scan.resample import shrunk

_SMOOTH_PX, _SIDE_PX = 1.5, 1750
"""Grain is smoothed away, at about 150 dpi, as where sharpness is measured."""
_DIRECTIONS = 8
_SHARPEST = 99.7
"""The percentile of what the page bends by: print covers more."""
_EMPTY = 1.5
"""Where it bends less in one direction there are lines alone."""
_SOFT, _OF_SHARPEST = 10.5, 0.62
"""So little it bends along the movement, in grey levels, and so small a share of what it does in the direction in which
it bends most: moved by 14 to 36 px at 300 dpi, pages have 2 to 10 and 0.1 to 0.6; whole ones 13 to 24 and 0.5 on.
"""
_STROKE_PX, _DARKEST, _OF_DARKEST = 15, 99.5, 0.1
"""Wider is no stroke; the percentile of how dark strokes are, and the share of that by which they bend in any direction
out of focus: blurred by 3.4 to 5.5 px (sigma) or discs of 9 px at 300 dpi 0.06 to 0.098, whole ones 0.106 to 0.19."""


def is_blurred(grey: Grey) -> bool:
    """Whether the page is blurred, in one direction or in all. `grey`: evenly lit; takes 50 ms."""
    small, _ = shrunk(grey, _SIDE_PX)
    smooth = cv2.GaussianBlur(small, (0, 0), _SMOOTH_PX).astype(np.float32)
    across, down, both = (
        cv2.Sobel(smooth, cv2.CV_32F, *orders, ksize=3)[::2, ::2] for orders in ((2, 0), (0, 2), (1, 1))
    )
    bends = []
    for angle in np.arange(_DIRECTIONS) * np.pi / _DIRECTIONS:
        x, y = float(np.cos(angle)), float(np.sin(angle))
        # Of all three derivatives the kernels give four times the value.
        bend = np.abs(x * x * across + 2 * x * y * both + y * y * down) / 4
        bends.append(float(np.percentile(bend, _SHARPEST)))
    if not _EMPTY < min(bends) <= _SOFT:
        return False
    return min(bends) <= _OF_SHARPEST * max(bends) or max(bends) <= _OF_DARKEST * _darkest(small)


def _darkest(small: Grey) -> float:
    """How dark the darkest strokes are, in grey levels below the paper beside them."""
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((_STROKE_PX, _STROKE_PX), np.uint8))
    return grey_percentiles(cv2.subtract(paper, small)[::2, ::2].astype(np.uint8), (_DARKEST,))[0]
