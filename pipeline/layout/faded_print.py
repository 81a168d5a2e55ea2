"""Print that is faded on a part of a page: a drum or toner that gave out leaves one half of it, or a stripe, pale.

What is printed and written there is paler than ink is taken for. Where a page is refused it is looked at once more with
that part as dark as the rest, all that lies there doubted: what shines through from the back is darkened, too.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey, PageImage
from pipeline.scan.shading import PAPER

TILE_MM = 8.0
"""What is compared: a tile holds a few letters, or a piece of a ruling."""
SEEN_GREYS, SEEN_SHARE = 18, 0.015
"""Grey levels under paper of a stroke, and how much of a tile strokes cover: grain and specks are paler, and less."""
USUAL = 75.0
"""The percentile of all tiles that is the page's usual print: half of it may be faded."""
FADED, LEAST_SHARE = 0.5, 0.1
"""Of the usual darkness, that of faded print; and the share of all tiles with strokes."""
MOST_DARKER, DOUBTED = 5.0, 1.25
"""So many times darker it may become; what becomes darker by the second is doubted."""
SMOOTH_TILES = 0.8
INK, MOST_INK = 195, 0.2
"""Of the page so darkened, what is darker than the first: faded print leaves 0.03 to 0.11 of it so, grain a half, and
its hundred thousand specks take 10 s to look at."""


def with_faded_darkened(page: PageImage) -> PageImage | None:
    """The page with what is faded as dark as the rest, its outlines among the glares; None where no print is faded."""
    levels = _darkness(page.grey, max(1, round(TILE_MM * page.px_per_mm / 2)))
    seen = levels > 0
    if not seen.any():
        return None
    usual = float(np.percentile(levels[seen], USUAL))
    faded = seen & (levels < FADED * usual)
    if faded.sum() < LEAST_SHARE * seen.sum():
        return None
    darker = np.where(faded, np.minimum(usual / np.maximum(levels, 1.0), MOST_DARKER), 1.0)
    smooth = cv2.GaussianBlur(_spread(darker, seen), (0, 0), SMOOTH_TILES)
    full = cv2.resize(smooth.astype(np.float32), (page.grey.shape[1], page.grey.shape[0]))
    grey = (PAPER - np.maximum(PAPER - page.grey.astype(np.float32), 0) * full).clip(0, 255).astype(np.uint8)
    if (grey < INK).mean() > MOST_INK:
        return None
    outlines, _ = cv2.findContours((full > DOUBTED).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    pale = tuple(outline[:, 0].astype(np.float64) + 0.5 for outline in outlines)
    return replace(page, grey=grey, glares=(*page.glares, *pale))


def _darkness(grey: Grey, side: int) -> NDArray[np.float64]:
    """How much darker than paper the strokes of each tile are, grey levels, 0 where it has hardly any.

    side: of a tile, in pixels of a copy half as large.
    """
    half = cv2.resize(grey, (grey.shape[1] // 2, grey.shape[0] // 2), interpolation=cv2.INTER_AREA)
    rows, columns = max(1, half.shape[0] // side), max(1, half.shape[1] // side)
    even = cv2.resize(half, (columns * side, rows * side), interpolation=cv2.INTER_AREA)
    tiles = np.maximum(PAPER - even.astype(np.float32), 0).reshape(rows, side, columns, side).swapaxes(1, 2)
    strokes = tiles.reshape(rows, columns, side * side)
    strokes = np.where(strokes > SEEN_GREYS, strokes, np.nan)
    share = np.isfinite(strokes).mean(axis=2)
    levels = np.zeros((rows, columns))
    enough = share >= SEEN_SHARE
    if enough.any():
        levels[enough] = np.nanmedian(strokes[enough], axis=1)
    return levels


def _spread(values: NDArray[np.float64], seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The values, where nothing was seen that of the nearest tile where something was."""
    _, nearest = cv2.distanceTransformWithLabels(
        (~seen).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    of = np.zeros(int(nearest.max()) + 1)
    of[nearest[seen]] = values[seen]
    return np.asarray(of[nearest])
