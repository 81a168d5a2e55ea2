"""Bands of dirty rollers: a copier or a feeder leaves pale stripes all over a page, from one edge to the other.

Each of them looks like a line through every cell of its row or column. What they take of the paper's light is given
back, so that strokes on them keep their darkness.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.resample import averaged, transposed

BLOCK_MM, BLOCKS = 4.0, 6
"""Along the bands paper is told by the means of so many blocks in a row, so long, by the second clearest: in the others
something may be written, as far down a column of ones."""
FINER = 2
"""Pixels that are put together across them."""
BROADEST_MM = 5.0
"""A band is no broader: what is, is a shadow."""
PALEST, DARKEST, SHARE = 5, 64, 0.27
"""Grey levels by which bands are darker than the paper beside them, and the share of a page with bands that is so dark.
Of 120 office pages (seeds 16 and 17) 12 with bands had 0.31 to 0.60, the others 0.20 at most."""
THIN_PX, OF_THIN = 5, 20
"""What is no broader is as dark as that at most: a pale ruling may be darker."""
BESIDE_PX = 3
"""So near beside what is darker than a band nothing is given back: that is the edge of a ruling."""


def without_bands(grey: Grey, px_per_mm: float) -> Grey:
    """A straight, evenly lit page without bands that run down it or across; the page itself where it has none."""
    block = max(1, round(BLOCK_MM * px_per_mm))
    if min(grey.shape) < BLOCKS * block:
        return grey
    for across in (False, True):
        # Their means turned are the means of the page turned, and few pixels.
        means = averaged(grey, block, FINER) if across else averaged(grey, FINER, block)
        size = grey.shape[::-1] if across else grey.shape
        taken = _taken_by_bands(transposed(means) if across else means, (size[0], size[1]), block, px_per_mm)
        if taken is not None:
            grey = cv2.add(grey, transposed(taken) if across else taken).astype(np.uint8, copy=False)
    return grey


def _taken_by_bands(means: Grey, size: tuple[int, int], block: int, px_per_mm: float) -> Grey | None:
    """How many grey levels bands that run down take at each pixel of a page of that height and width; None where there
    are none. means: of the page's blocks."""
    windows = np.lib.stride_tricks.sliding_window_view(means, BLOCKS, axis=0)
    broad = 2 * round(BROADEST_MM * px_per_mm / FINER / 2) + 1
    seen = _darker(windows[:: BLOCKS // 2], broad)
    if float(np.mean((seen >= PALEST) & (seen <= DARKEST))) < SHARE:
        return None
    dark = _darker(windows, broad)
    thin = np.ones((1, 2 * (THIN_PX // FINER // 2) + 1), np.uint8)
    taken = np.maximum(np.minimum(dark, OF_THIN), cv2.morphologyEx(dark, cv2.MORPH_OPEN, thin))
    near = np.ones((1, 2 * round(BESIDE_PX / FINER) + 1), np.uint8)
    taken[cv2.dilate((dark > DARKEST).astype(np.uint8), near) > 0] = 0
    # The first window is that of the middle of its blocks.
    half = BLOCKS // 2 * block
    inner = cv2.resize(taken, (means.shape[1] * FINER, len(taken) * block), interpolation=cv2.INTER_LINEAR)
    top = half - block // 2
    bottom, right = size[0] - top - len(inner), size[1] - inner.shape[1]
    return cv2.copyMakeBorder(inner, top, bottom, 0, right, cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)


def _darker(windows: NDArray[np.uint8], broad: int) -> Grey:
    """By how much the paper of each window is darker than what lies beside it. windows: of blocks, the last axis."""
    # The second clearest, block by block: sorting them takes ten times as long.
    clear, paper = np.maximum(windows[..., 0], windows[..., 1]), np.minimum(windows[..., 0], windows[..., 1])
    for at in range(2, windows.shape[-1]):
        paper = np.maximum(paper, np.minimum(clear, windows[..., at]))
        clear = np.maximum(clear, windows[..., at])
    return cv2.morphologyEx(paper, cv2.MORPH_BLACKHAT, np.ones((1, broad), np.uint8)).astype(np.uint8, copy=False)
