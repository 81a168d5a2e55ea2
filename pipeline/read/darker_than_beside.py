"""Whether what seems darker than paper is darker than what lies beside it in the picture itself."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey
from pipeline.read.ink import Mask

_TOUCHING_PX, _BESIDE_PX, _DRAWN = 7, 19, 0.3
"""Squares round strokes within which their edges lie, and paper beside them; of how dark strokes seem, by what they are
darker than that at least."""
_LONG_PX, _SHADE_PX, _MOST_WHITE = 60, 5, 0.5
"""So long is what layout left of a line that it took off, at least; so far from it the line's shade reaches, which
JPEG makes; and of a cell as much is white at most, where white is no line's."""


def darker_than_beside(grey: Grey, ink: Mask, strokes: Mask, strength: float, pixels: int) -> bool:
    """Whether pale strokes in the grey inside of a cell are darker than the paper beside them, and not the shade of a
    line: between ink and its cell's sides uneven paper is told from its brightest, and seems dark.

    ink, strokes: masks of that size. strength: how dark the strokes seem, grey steps. pixels: so many at least.
    """
    own = strokes & ~_beside_lines(grey)
    if np.count_nonzero(own) < pixels:
        return False
    near, beside, written = (
        cv2.dilate(what.astype(np.uint8), np.ones((side, side), np.uint8)) > 0
        for what, side in ((own, _TOUCHING_PX), (own, _BESIDE_PX), (ink, _TOUCHING_PX))
    )
    paper = grey[beside & ~near & ~written]
    if not paper.size:
        return True
    return float(np.median(paper.astype(np.float32)) - np.median(grey[own].astype(np.float32))) >= _DRAWN * strength


def _beside_lines(grey: Grey) -> Mask:
    """Where the shade of a line to write on, or of a frame's sides, lies, that layout took off: beside bands that are
    white from end to end, on paper that is not."""
    white = (grey == 255).astype(np.uint8)
    if white.mean() > _MOST_WHITE:
        return np.zeros(grey.shape, dtype=np.bool_)
    sides = (np.ones((1, _LONG_PX), np.uint8), np.ones((_LONG_PX, 1), np.uint8))
    bands = [cv2.morphologyEx(white, cv2.MORPH_OPEN, side) for side in sides]
    return np.asarray(cv2.dilate(np.maximum(*bands), np.ones((2 * _SHADE_PX + 1,) * 2, np.uint8)) > 0)
