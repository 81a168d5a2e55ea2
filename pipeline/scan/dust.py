"""Dust of a dirty drum: bands of grey specks that a copier leaves all down a page, or across it.

They are paler than print and pen, and no stroke. They are taken off, and where they lay nothing is sure.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles
from pipeline.scan.pieces import components

BLOCK_MM, EVERY = 2.0, 3
"""Dust is told by blocks so wide and high, of which so many rows of pixels are looked at: each third."""
PALEST, INK = 25, 60
"""Grey levels by which specks of dust, and print and pen, are darker than paper at least."""
OF_STROKES = 0.6
"""Of how dark print and pen usually are, dust is less."""
MOST_MID, TO_DARK, EDGES = 0.06, 2.5, 0.05
"""Of a dusty block, how much is so grey at least, how many times as much as is darker, and how much is beside an edge
of it in its row: print has grey edges, and shaded headings have no specks."""
DOWN, ACROSS = 0.35, 0.5
"""Share of the blocks all down a page, or across it, that are dusty in a band. Of 22 office pages without a dirty drum
21 have at most 0.19 and 0.39, of 14 with one all 0.43 and more."""
SPECK_MM, SPECKS = 0.5, 0.18
"""No larger is a speck; of a dusty square millimetre, how many there are at least: the 14 pages have 0.23 and more;
writing, print and what shines through have 0.11 at most (of 43 pages of other benchmarks)."""
FULLEST, IN_LINE = 0.1, 0.5
"""Of the rows of pixels that are dusty (and of the columns), and the share of the specks in these, from which they are
dots of lines."""
DARKER = 10
"""Grey levels by which strokes are darker than nearly all dust, in which they lie."""
SHORTEST_MM, RULING_MM, RULING = 0.5, 4.0, 40
"""Strokes are so long at least. So long and straight, in such grey levels, is no dust but a ruling."""
EDGE_PX = 2
"""The blur at the edge of a stroke."""


@dataclass(frozen=True, slots=True)
class _Dust:
    """Where a page is dusty. blocks: shape (rows, columns) of blocks so many pixels wide. paper: its grey level. usual:
    how many levels darker print and pen are."""

    blocks: NDArray[np.bool_]
    block_px: int
    paper: int
    usual: float


def without_dust(grey: Grey, px_per_mm: float) -> tuple[Grey, tuple[Points, ...]]:
    """A straight, evenly lit page without bands of dust, and the outlines of where it lay, in its pixels; the page
    itself and none where it has none."""
    dust = _dust(grey, px_per_mm)
    if dust is None:
        return grey, ()
    depth = cv2.subtract(np.full_like(grey, dust.paper), grey).astype(np.uint8, copy=False)
    core = _spread(dust.blocks.astype(np.uint8), dust.block_px, grey.shape)
    if not _are_specks(depth, core, px_per_mm):
        return grey, ()
    where = cv2.dilate(dust.blocks.astype(np.uint8), np.ones((3, 3), np.uint8))
    dark = grey_percentiles(depth, (95,), _where((core > 0) & (depth >= PALEST)))[0] + DARKER
    kept = _strokes(depth, min(dark, (1 + OF_STROKES) / 2 * dust.usual), px_per_mm)
    result = grey.copy()
    result[(_spread(where, dust.block_px, grey.shape) > 0) & (kept == 0) & (depth > 0)] = dust.paper
    outlines, _ = cv2.findContours(where, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return result, tuple((outline[:, 0].astype(np.float64) + 0.5) * dust.block_px for outline in outlines)


def _dust(grey: Grey, px_per_mm: float) -> _Dust | None:
    block = EVERY * max(1, round(BLOCK_MM * px_per_mm / EVERY))
    rows, columns = grey.shape[0] // block, grey.shape[1] // block
    if not rows or not columns:
        return None
    seen = np.ascontiguousarray(grey[: rows * block : EVERY, : columns * block])
    paper = int(np.median(grey[::8, ::8]))
    ink = _where(seen < paper - INK)
    if paper <= INK or not ink.any():
        return None
    usual = paper - grey_percentiles(seen, (25,), ink)[0]
    dark = _where(seen < paper - OF_STROKES * usual)
    mid = _where((dark == 0) & (seen <= paper - PALEST))
    edges = np.zeros_like(seen)
    edges[:, 1:] = cv2.absdiff(mid[:, 1:], mid[:, :-1])
    means = [cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA) / 255.0 for part in (mid, dark, edges)]
    dusty = (means[0] >= MOST_MID) & (means[0] >= TO_DARK * means[1]) & (means[2] >= EDGES)
    bands = (dusty.mean(axis=0) >= DOWN)[None, :] | (dusty.mean(axis=1) >= ACROSS)[:, None]
    return _Dust(dusty & bands, block, paper, usual) if bands.any() else None


def _are_specks(depth: Grey, core: Grey, px_per_mm: float) -> bool:
    """Whether what is grey in the dusty parts is single specks, in no lines. core: not 0 there."""
    grey = _where((core > 0) & (depth >= RULING))
    _, stats, centres = components(grey)
    specks = centres[1:][stats[1:, 2:4].max(axis=1, initial=0) <= SPECK_MM * px_per_mm]
    if len(specks) < max(1.0, SPECKS * np.count_nonzero(core) / px_per_mm**2):
        return False
    columns, rows = (int(np.count_nonzero(core.any(axis=axis))) for axis in (0, 1))
    return max(_in_lines(specks[:, 0], columns), _in_lines(specks[:, 1], rows)) < IN_LINE


def _in_lines(places: NDArray[np.float64], rows: int) -> float:
    """The share of specks that lie in the fullest of so many rows. places: how far down each lies, in pixels."""
    counts = np.sort(np.bincount(places.astype(np.int64)))[::-1]
    return float(counts[: max(1, round(FULLEST * min(rows, len(places))))].sum() / counts.sum())


def _strokes(depth: MatLike, dark: float, px_per_mm: float) -> MatLike:
    """Not 0 where a stroke or a ruling lies. depth: by how many levels the page is darker than paper."""
    labels, stats, _ = components((depth >= dark).astype(np.uint8))
    long = stats[:, 2:4].max(axis=1) >= SHORTEST_MM * px_per_mm
    long[0] = False
    strokes = cv2.dilate(long[labels].astype(np.uint8), np.ones((2 * EDGE_PX + 1,) * 2, np.uint8))
    grey, length = (depth >= RULING).astype(np.uint8), round(RULING_MM * px_per_mm)
    for size in ((1, length), (length, 1)):
        strokes = cv2.bitwise_or(strokes, cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones(size, np.uint8)))
    return strokes


def _where(true: NDArray[np.bool_]) -> Grey:
    """255 where that is so, else 0."""
    return true.view(np.uint8) * np.uint8(255)


def _spread(blocks: MatLike, block_px: int, shape: tuple[int, ...]) -> Grey:
    """255 on the pixels of a page in those blocks that are not 0; what is less than a block is as the one beside it."""
    rows, columns = blocks.shape[:2]
    size = (columns * block_px, rows * block_px)
    inner = cv2.resize(np.asarray(blocks) * np.uint8(255), size, interpolation=cv2.INTER_NEAREST)
    below, right = shape[0] - size[1], shape[1] - size[0]
    return cv2.copyMakeBorder(inner, 0, below, 0, right, cv2.BORDER_REPLICATE).astype(np.uint8, copy=False)
