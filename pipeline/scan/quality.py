"""Pictures that cannot be read: too dark, too blurred, blank. The thresholds are cautious: a doubtful page is read."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.model import Grey, PageFault
from pipeline.refusals import fault
from pipeline.scan.resample import shrunk

_SIDE_PX = 1750
_DARK_PAPER = 45
"""A page whose brightest twentieth is darker than this (of 255) has its strokes within the camera's noise."""
_INK, _SMEAR = 60, 30
"""Grey levels below white of ink, and of ink that is blurred or shows through from the other side."""
_BLANK_INK_SHARE, _BLANK_SMEAR_SHARE = 0.0004, 0.003
"""A single line of small print covers about 0.0008 of A4."""
_BLURRED_STEP = 9
"""Where strokes are blurred over about 3 mm, the sharpest thousandth of the pixels bends by less, at 150 dpi."""


def darkness_fault(grey: Grey) -> PageFault | None:
    """too_dark, or None. `grey` as loaded."""
    small, _ = shrunk(grey, 300)
    return fault("too_dark") if float(np.percentile(small, 95)) < _DARK_PAPER else None


def content_fault(even: Grey) -> PageFault | None:
    """blank_page or too_blurred, or None. `even`: evenly lit."""
    small, _ = shrunk(even, _SIDE_PX)
    if _share_below(small, 255 - _INK) < _BLANK_INK_SHARE and _share_below(small, 255 - _SMEAR) < _BLANK_SMEAR_SHARE:
        return fault("blank_page")
    steps = cv2.convertScaleAbs(cv2.Laplacian(small, cv2.CV_16S, ksize=1))
    return fault("too_blurred") if float(np.percentile(steps[::2, ::2], 99.9)) < _BLURRED_STEP else None


def _share_below(grey: Grey, level: int) -> float:
    return float(np.count_nonzero(grey < level)) / grey.size
