"""A table's ink put together coarsely: enough to see what is larger than writing, and quick."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.pieces import components
from pipeline.scan.resample import averaged

COARSER = 3
"""How many pixels a side are put together: gaps that taking off the rulings left close."""
INK_BELOW = 190
"""Darker than this a page without its rulings is written on."""
_INK_SHARE = 0.2


@dataclass(frozen=True, slots=True, eq=False)
class CoarseInk:
    """mask: 255 where there is ink, else 0, coarse pixels of the table. start: where on the page it begins, x and y."""

    mask: Grey
    start: tuple[int, int]

    def window(self, cell: Box, aside_px: float, down_px: float) -> tuple[slice, slice]:
        """Rows and columns of `mask` inside a cell of the page, without so much of it on every side, in fine pixels."""
        inside = cell.shifted(-self.start[0], -self.start[1]).grown(-aside_px, -down_px)
        coarse = Box(*(edge / COARSER for edge in (inside.left, inside.top, inside.right, inside.bottom)))
        return coarse.slices(self.mask.shape[1], self.mask.shape[0])


def coarse_ink(cleaned: Grey, lattice: Lattice) -> CoarseInk:
    """The ink of the table; of one smaller than a coarse pixel nothing. cleaned: the page without its rulings."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    part, start = cleaned[rows, columns], (columns.start, rows.start)
    if min(part.shape) < COARSER:
        return CoarseInk(np.zeros((1, 1), np.uint8), start)
    ink = cv2.threshold(part, INK_BELOW - 1, 255, cv2.THRESH_BINARY_INV)[1].astype(np.uint8, copy=False)
    dark = averaged(ink, COARSER, COARSER)
    return CoarseInk(
        cv2.threshold(dark, 255 * _INK_SHARE, 255, cv2.THRESH_BINARY)[1].astype(np.uint8, copy=False), start
    )


def strokes_of(mask: Grey) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """The strokes of a coarse mask, small gaps closed: per pixel the number of its stroke (0: none), and per number
    left, top, width, height and area."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    numbered, stats, _ = components(closed)
    return numbered, stats


def beside_rulings(
    lattice: Lattice, start: tuple[int, int], shape: tuple[int, ...], near_px: float
) -> tuple[Grey, Grey]:
    """255 within `near_px` coarse pixels of the lines, and of the bars, of a table whose coarse picture has that shape
    and begins at `start` on the page."""
    nodes = np.round((lattice.nodes - start) / COARSER).astype(np.int32)
    thick = max(1, round(2 * near_px))
    lines, bars = (np.zeros(shape, np.uint8) for _ in range(2))
    for mask, rulings in ((lines, nodes), (bars, nodes.swapaxes(0, 1))):
        cv2.polylines(mask, [np.ascontiguousarray(ruling) for ruling in rulings], False, (255.0,), thick)
    return lines, bars
