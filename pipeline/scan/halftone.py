"""Greys for a picture of two tones that shows them by dots: what a scanner makes that is set to halftone."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey

_TWO_TONES = 0.98
"""Of the pixels, those that are black or white."""
_LONE = 0.02
"""Of the pixels, black ones with no other beside them: shaded paper has 5 to 13 of 100, specks are a tenth."""
_BLACK, _WHITE, _BETWEEN = 40, 215, 0.08
"""What is neither is grey: in so few pixels, of those that are black, that no stroke has the edges that a lens gives it
(pictures in black and white, saved as JPEG of 75, have 0.00; scans in greys 0.15 and more)."""
_SIGMA_PX, _OF_LONG_SIDE = (1.0, 2.0), 1 / 1700
"""How far the dots are spread: they are as coarse as the picture is fine, up to where print would be blurred (of sizes
tried, what reads best on dithered pages of 150, 200 and 300 dpi)."""


def without_halftone(grey: Grey) -> Grey:
    """The picture with its dots spread to greys if it is such a one, else the picture itself."""
    if not _two_tones(grey[::8, ::8]):
        return grey
    black = (grey < 128).astype(np.uint8)
    around = cv2.boxFilter(black, -1, (3, 3), normalize=False, borderType=cv2.BORDER_REPLICATE)
    if np.count_nonzero((around == 1) & (black > 0)) < _LONE * grey.size:
        return grey
    sigma = float(np.clip(max(grey.shape) * _OF_LONG_SIDE, *_SIGMA_PX))
    return cv2.GaussianBlur(grey, (0, 0), sigma).astype(np.uint8, copy=False)


def has_two_tones(grey: Grey) -> bool:
    """Whether a picture is black and white: its strokes have no grey edges, but for what JPEG adds."""
    part = grey[::8, ::8]
    dark, paper = np.count_nonzero(part < _BLACK), np.count_nonzero(part >= _WHITE)
    return bool(part.size - dark - paper <= _BETWEEN * min(dark, paper))


def _two_tones(grey: Grey) -> bool:
    return bool(np.count_nonzero((grey < 8) | (grey > 247)) >= _TWO_TONES * grey.size)
