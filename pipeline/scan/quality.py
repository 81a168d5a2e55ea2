"""Pictures that cannot be read: too dark, too blurred, blank. The thresholds are cautious: a doubtful page is read."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey, PageFault
from pipeline.refusals import fault
from pipeline.scan.grey_levels import grey_percentiles, levels_at_most
from pipeline.scan.resample import shrunk

_DARK_PAPER = 45
"""A page whose brightest twentieth is darker than this (of 255) has its strokes within the camera's noise."""
_INK, _SMEAR = 60, 30
"""Grey levels below white of ink, and of ink that is blurred or shows through from the other side."""
_BLANK_INK_SHARE, _BLANK_SMEAR_SHARE = 0.0004, 0.003
"""A single line of small print covers about 0.0008 of A4."""
_BLURRED = 7
"""Least sharpness of a page that is read: print whose edges are blurred by 7 px (sigma, at 300 dpi) has less."""
_SOFT = 15
"""Below this sharpness blur is the likely cause where no form is recognised: edges blurred by 5 px at 300 dpi."""
_GRAIN_PX = 1.5
_COARSE_LONG_SIDE_PX = 1100
"""Less than 95 dpi of A4: printed headings are hardly read."""
_DIM_PAPER = 80
_PALE_INK = 110
"""Grey levels below white that print has even on pale copies, once evenly lit."""


def darkness_fault(grey: Grey) -> PageFault | None:
    """too_dark, or None. `grey` as loaded."""
    small, _ = shrunk(grey, 300)
    return fault("too_dark") if grey_percentiles(small, (95,))[0] < _DARK_PAPER else None


def doubt(grey: Grey, even: Grey, sharp: int, long_side_px: float, glared: bool) -> str:
    """The refusal code of what makes this page hard to read, though it may be readable; "" where nothing does.

    `grey` as loaded, about 150 dpi; `even`: the page evenly lit; sharp: its sharpness; long_side_px: of the page in its
    file; glared: whether a lamp is mirrored on it. It matters only where the form is not recognised.
    """
    if long_side_px < _COARSE_LONG_SIDE_PX:
        return "too_small"
    if grey_percentiles(grey[::4, ::4], (95,))[0] < _DIM_PAPER:
        return "too_dark"
    if _share_at_most(255 - _PALE_INK, even) < _BLANK_INK_SHARE:
        return "too_pale"
    if glared:
        return "glare"
    return "too_blurred" if sharp < _SOFT else ""


def content_fault(even: Grey, sharp: int) -> PageFault | None:
    """blank_page or too_blurred, or None. `even`: evenly lit, about 150 dpi; sharp: its sharpness."""
    inked, smeared = (_share_at_most(255 - darker - 1, even) for darker in (_INK, _SMEAR))
    if inked < _BLANK_INK_SHARE and smeared < _BLANK_SMEAR_SHARE:
        return fault("blank_page")
    return fault("too_blurred") if sharp < _BLURRED else None


def sharpness(even: Grey) -> int:
    """How sharply the sharpest strokes end: 30 to 45 in focus, 16 to 22 where edges are blurred by 4 px at 300 dpi.

    It is what the sharpest thousandth of the pixels bends by (Laplacian) once the grain is smoothed away, at 150 dpi.
    """
    smooth = cv2.GaussianBlur(even, (0, 0), _GRAIN_PX)
    bends = cv2.convertScaleAbs(cv2.Laplacian(smooth, cv2.CV_16S, ksize=1))
    return int(np.searchsorted(levels_at_most(bends), 0.999 * even.size))


def _share_at_most(level: int, grey: Grey) -> float:
    """The share of the pixels that are no brighter than that."""
    return cv2.countNonZero(cv2.threshold(grey, level, 255, cv2.THRESH_BINARY_INV)[1]) / grey.size
