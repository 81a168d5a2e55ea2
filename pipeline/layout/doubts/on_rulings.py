"""Upright strokes drawn along a bar of the table: taken off with it, a 1 would be a blank cell, and 12 a 2."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.covered import ways_between
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey

BESIDE_MM, CORNER, SAMPLES = 1.0, 0.08, 60
THINNEST_MM, WIDEST_MM = 0.15, 0.7
"""By so much the ruling is thicker where a pen went along it; what is wider is seen as writing beside it."""
SHORTEST_MM, LONGEST_SHARE = 1.5, 0.75
"""So long is such a stroke, and of the height of its cell at most: a ruling thicker all along was printed so."""
SEEN = 0.5
"""Of the darkness of the table's bars."""
BROKEN = 3
"""So many samples a stroke may be hidden for."""


def on_rulings(grey: Grey, lattice: Lattice, px_per_mm: float) -> frozenset[tuple[int, int]]:
    """Band and column of the cells below the heading into which a stroke along one of their bars reaches.

    grey: the page with its rulings.
    """
    nodes = lattice.nodes[1:]
    if len(nodes) < 2:
        return frozenset()
    beside = round(BESIDE_MM * px_per_mm)
    strips = ways_between(grey, nodes[:-1], nodes[1:], beside, CORNER, SAMPLES)
    strips = strips.reshape(len(nodes) - 1, nodes.shape[1], SAMPLES, 2 * beside + 1)
    paper = float(np.median(strips))
    depth = paper - float(np.median(strips[..., beside - 1 : beside + 2].min(axis=-1)))
    dark = strips < paper - SEEN * depth
    heights = np.linalg.norm(nodes[1:] - nodes[:-1], axis=-1)
    found = set()
    # Of the way from start to end, what lies at higher offsets is on its left for one who goes down: the left cell.
    for side, away in ((dark[..., beside:], 1), (dark[..., beside::-1], -1)):
        thick = _thicker(side, px_per_mm)
        runs = _longest(thick) / SAMPLES * (1 - 2 * CORNER)
        long = (runs * heights >= SHORTEST_MM * px_per_mm) & (runs <= LONGEST_SHARE)
        for band, bar in np.argwhere(long):
            found.add((int(band) + 1, int(bar) - 1 if away > 0 else int(bar)))
    return frozenset(place for place in found if 0 <= place[1] < lattice.columns)


def _thicker(side: NDArray[np.bool_], px_per_mm: float) -> NDArray[np.bool_]:
    """Where a bar is thicker than it mostly is, shape (bands, bars, samples), and nothing stands close beside that.

    side: what is dark from the middle of the bar on, shape (bands, bars, samples, pixels).
    """
    near = side.copy()
    near[..., :2] = True
    reach = np.cumprod(near, axis=-1).sum(axis=-1)
    usual = np.median(reach, axis=(0, 2))[None, :, None]
    more = reach - usual
    beyond = near.sum(axis=-1) - reach
    result: NDArray[np.bool_] = (
        (more >= max(2.0, THINNEST_MM * px_per_mm)) & (more <= WIDEST_MM * px_per_mm) & (beyond <= 1)
    )
    return result


def _longest(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The most samples in a row that are true, but for short gaps, along the last axis."""
    longest = np.zeros(flags.shape[:-1], dtype=np.int64)
    run = np.zeros_like(longest)
    gap = np.zeros_like(longest)
    for at in range(flags.shape[-1]):
        now = flags[..., at]
        gap = np.where(now, 0, gap + 1)
        run = np.where(now, run + 1, np.where(gap > BROKEN, 0, run))
        longest = np.maximum(longest, run)
    return longest
