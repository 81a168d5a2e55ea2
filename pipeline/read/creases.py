"""Creases and shadows that run down through a field of the head: taken off, so that the letters they cross remain."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey

_AS_HIGH = 0.97
"""Of the crop's height: nothing is written so high in a field of the head."""
_SLANT_PX = 5
"""A crease is off the upright by less over the height of a crop (300 dpi, 1 in 20)."""
_BESIDE_PX = 9
"""So far to both sides the soft shade of a crease reaches (300 dpi)."""


def without_creases(dark: Grey, least: float) -> Grey:
    """The darkness of a crop's pixels, uint8 as from read.ink.darkness, less that of the creases that cross it from its
    upper edge to its lower one.

    least: how dark a pixel is at least that is drawn, grey steps. What a crease adds is the median of each column: of a
    letter on it most rows of the crop know nothing. The same array where no crease is.
    """
    ink = (dark > least).astype(np.uint8)
    reached = cv2.dilate(ink, np.ones((1, _SLANT_PX), np.uint8))
    through = reached.mean(axis=0) >= _AS_HIGH
    if not through.any():
        return dark
    beside = cv2.dilate(through[None].astype(np.uint8), np.ones((1, 2 * _BESIDE_PX + 1), np.uint8))[0] > 0
    added = np.where(beside, np.median(dark, axis=0), 0).astype(np.uint8)
    return cv2.subtract(dark, np.broadcast_to(added, dark.shape).copy()).astype(np.uint8, copy=False)
