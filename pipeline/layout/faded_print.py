"""Print that is faded on a part of a page: a drum or toner that gave out leaves one half of it, or a stripe, pale.

What is printed and written there is paler than ink is taken for. Where a page is refused it is looked at once more with
that part as dark as the rest, all that lies there doubted: what shines through from the back is darkened, too.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box, Points
from pipeline.model import Grey, PageImage
from pipeline.scan.pieces import runs
from pipeline.scan.resample import averaged
from pipeline.scan.shading import PAPER

COARSER = 3
"""The copy that is looked at is so many times smaller."""
TILE_MM = 8.0
"""What is compared: a tile holds a few letters, or a piece of a ruling."""
SEEN_GREYS, SEEN_SHARE = 14, 0.015
"""Grey levels under paper of a stroke, and how much of a tile strokes cover: grain and specks are paler, and less."""
LEVELS = 256
USUAL = 75.0
"""The percentile of all tiles that is the page's usual print: half of it may be faded."""
FADED, LEAST_SHARE = 0.5, 0.15
"""Of the usual darkness, that of faded print; and the share of all tiles with strokes."""
LEAST_COLUMNS, LEAST_ROWS, LEAST_TILES, MOSTLY, BESIDE = 2, 4, 6, 0.8, 0.5
"""A band is so many columns of tiles broad, or rows: three rows of pencil in a table stand beside each other. So many
tiles of each have strokes, and such a share of these is faded; so much of a tile beside the band it ends."""
OUTLINE = 200
MOST_DARKER, DOUBTED = 5.0, 1.25
"""So many times darker it may become; what becomes darker by the second is doubted."""
SMOOTH_TILES = 0.8
INK, MOST_INK = 195, 0.2
"""Of the page so darkened, what is darker than the first: faded print leaves 0.03 to 0.11 of it so, grain a half, and
its hundred thousand specks take 10 s to look at."""


def with_faded_darkened(page: PageImage) -> PageImage | None:
    """The page with what is faded as dark as the rest, its outlines among the glares; None where no print is faded."""
    levels, seen, usual, faded = _tiles(page)
    if not seen.any():
        return None
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


def faded_bands(page: PageImage) -> tuple[Points, ...]:
    """The outlines of bands over the whole page in which nearly all is faded, in its pixels: what is written there may
    be too pale to be seen. A pencil is as pale, but print, which is dark, lies above and below its writing."""
    _, seen, _, faded = _tiles(page)
    high, wide = page.grey.shape
    found = []
    for axis, fewest, size in ((0, LEAST_COLUMNS, wide), (1, LEAST_ROWS, high)):
        number = seen.sum(axis=axis)
        pale = (number >= LEAST_TILES) & (faded.sum(axis=axis) >= MOSTLY * number)
        tile = size / len(pale)
        for first, after in runs(pale):
            if after - first >= fewest:
                start, end = (first - BESIDE) * tile, (after + BESIDE) * tile
                box = Box(start, 0, end, high) if axis == 0 else Box(0, start, wide, end)
                found.append(_around(box))
    return tuple(found)


def _around(box: Box) -> Points:
    """Points all round the box."""
    corners, t = box.corners(), np.linspace(0, 1, OUTLINE, endpoint=False)[:, None]
    return np.concatenate(
        [start * (1 - t) + end * t for start, end in zip(corners, np.roll(corners, -1, 0), strict=True)]
    )


def _tiles(page: PageImage) -> tuple[NDArray[np.float64], NDArray[np.bool_], float, NDArray[np.bool_]]:
    """Of each tile how dark its strokes are and whether it has any; how dark they usually are; which are faded."""
    levels = _darkness(page.grey, max(1, round(TILE_MM * page.px_per_mm / COARSER)))
    seen = levels > 0
    usual = float(np.percentile(levels[seen], USUAL)) if seen.any() else 0.0
    return levels, seen, usual, seen & (levels < FADED * usual)


def _darkness(grey: Grey, side: int) -> NDArray[np.float64]:
    """How much darker than paper the strokes of each tile are, grey levels, 0 where it has hardly any.

    side: of a tile, in pixels of a copy COARSER times smaller.
    """
    small = averaged(grey, COARSER, COARSER)
    height, width = small.shape
    rows, columns = max(1, height // side), max(1, width // side)
    of_row, of_column = np.arange(height) * rows // height, np.arange(width) * columns // width
    at = np.flatnonzero(small < PAPER - SEEN_GREYS)
    y, x = np.divmod(at, width)
    of = (of_row * columns)[y] + of_column[x]
    dark = PAPER - small.ravel()[at].astype(np.int64)
    counts = np.bincount(of * LEVELS + dark, minlength=rows * columns * LEVELS).reshape(rows, columns, LEVELS)
    number = counts.sum(axis=2)
    twice, whole = 2 * np.cumsum(counts, axis=2), number[..., None]
    medians = ((twice >= whole).argmax(axis=2) + (twice > whole).argmax(axis=2)) / 2
    return np.where(number >= SEEN_SHARE * side * side, medians, 0.0)


def _spread(values: NDArray[np.float64], seen: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The values, where nothing was seen that of the nearest tile where something was."""
    _, nearest = cv2.distanceTransformWithLabels(
        (~seen).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_PIXEL
    )
    of = np.zeros(int(nearest.max()) + 1)
    of[nearest[seen]] = values[seen]
    return np.asarray(of[nearest])
