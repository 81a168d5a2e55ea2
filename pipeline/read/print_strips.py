"""Strips of print as the network that reads print sees them: one line of text, 24 px high, contrast alike."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles

HEIGHT_PX = 24
_INK_PX = 19
"""Height of a line's ink, from the top of its tallest letter to the foot of its lowest; the rest is margin."""
_NARROWEST_PX, _WIDEST_PX = 16, 6000
"""What would be wider is no line of print, but the rest of a ruling: 60 column numbers take 3,000."""
_EDGE = 0.004
"""Share of the ink that may lie above the line, and below: specks and rests of rulings there do not make it taller."""
_PAPER, _INK = 95.0, 0.5
"""Percentiles of grey that stand for paper and ink."""
_LEAST_CONTRAST = 20
INK = 0.4
"""Of the darkness of ink: what is darker is ink."""

Darkness = NDArray[np.float32]
"""Shape (24, width), 0 paper to 1 ink."""


@dataclass(frozen=True, slots=True, eq=False)
class PrintLine:
    """A line of print. left, top: where its first column and row lie on its strip, in pixels of that. across, down:
    pixels of the strip to one of the line."""

    darkness: Darkness
    left: float
    top: float
    across: float
    down: float

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A part of the line, in pixels of the strip."""
        return Box(
            self.left + left * self.across,
            self.top + top * self.down,
            self.left + right * self.across,
            self.top + bottom * self.down,
        )


def print_line(strip: Grey) -> PrintLine | None:
    """The line of print on a strip of any height, white on black too; None where there is nothing to read."""
    if not strip.size:
        return None
    dark, middle, light = grey_percentiles(strip, (100 - _PAPER, 50.0, _PAPER))
    if light - dark > _LEAST_CONTRAST and middle < (dark + light) / 2:
        strip = cv2.bitwise_not(strip).astype(np.uint8, copy=False)
    ink, paper = grey_percentiles(strip, (_INK, _PAPER))
    if paper - ink < _LEAST_CONTRAST:
        return None
    darkness = np.clip((paper - strip.astype(np.float32)) / (paper - ink), 0, 1)
    solid = np.where(darkness > INK, darkness, 0)
    sums = np.cumsum(solid.sum(axis=1))
    inked = np.flatnonzero(solid.any(axis=0))
    if not len(inked):
        return None
    top, bottom = (int(row) for row in np.searchsorted(sums, (_EDGE * sums[-1], (1 - _EDGE) * sums[-1])))
    scale = _INK_PX / (bottom - top + 1)
    margin = round((HEIGHT_PX - _INK_PX) / 2 / scale)
    first, after = max(0, int(inked[0]) - margin), min(strip.shape[1], int(inked[-1]) + 1 + margin)
    above, below = max(0, margin - top), max(0, bottom + 1 + margin - strip.shape[0])
    part = np.pad(darkness[:, first:after], ((above, below), (0, 0)))
    part = part[top - margin + above : bottom + 1 + margin + above]
    width = max(_NARROWEST_PX, round((after - first) * scale))
    if width > _WIDEST_PX:
        return None
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    seen = np.asarray(cv2.resize(part, (width, HEIGHT_PX), interpolation=way), dtype=np.float32)
    return PrintLine(seen, float(first), float(top - margin), (after - first) / width, part.shape[0] / HEIGHT_PX)
