"""Upright strokes drawn along a bar of the table: taken off with it, a 1 would be a blank cell, and 12 a 2."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import COUNT_KINDS, LIST_KINDS, Field
from pipeline.geometry import Box
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.covered import ways_between
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles

BESIDE_MM, CORNER, SAMPLES = 1.0, 0.08, 60
THINNEST_MM, WIDEST_MM = 0.15, 0.7
"""By so much the ruling is thicker where a pen went along it; what is wider is seen as writing beside it."""
SHORTEST_MM, LONGEST_SHARE = 1.5, 0.75
"""So long is such a stroke, and of the height of its cell at most: a ruling thicker all along was printed so."""
SEEN = 0.5
"""Of the darkness of the table's bars."""
INSIDE_PX, BEGUN_WORD, ENDED_WORD = 6, 2.0, 3.0
"""So far from its rulings writing is a cell's own, and so many times as wide as high it is a word of letters enough:
three, or five where the last is lost, by which SMA and SMP, SLTA and SLTP differ."""
NUMBER_MM = 0.8
"""So long at least a bar is thicker where a digit stands on it, whatever stands beside: of 13,140 cells of strangers'
recaps 19 were so, 9 of them read wrong (241 as 24), and 3 right that would else be accepted."""
BROKEN = 3
"""So many samples a stroke may be hidden for."""


@dataclass(frozen=True, slots=True)
class OnRulings:
    """Band and column of the cells below the heading into which a stroke along a bar reaches: one along the bar before
    them, where what is written begins, and one along the bar behind them. thicker: those beside which a bar is thicker
    for so long as a digit on it makes it."""

    begun: frozenset[tuple[int, int]] = frozenset()
    ended: frozenset[tuple[int, int]] = frozenset()
    thicker: frozenset[tuple[int, int]] = frozenset()

    def doubts(self, place: tuple[int, int], field: Field, cleaned: Grey, box: Box) -> bool:
        """Whether what such a stroke may be is not known without it. A word of a list is by its other letters, where
        there are some: ISLAM, the I or the M on a bar. box: of the cell. cleaned: without rulings."""
        if field.kind in COUNT_KINDS and place in self.thicker:
            return True
        least = ENDED_WORD if place in self.ended else BEGUN_WORD
        return place in self.begun | self.ended and not (field.kind in LIST_KINDS and _is_word(cleaned, box, least))


def _is_word(cleaned: Grey, box: Box, least: float) -> bool:
    inside = box.grown(-INSIDE_PX).slices(cleaned.shape[1], cleaned.shape[0])
    _, _, wide, high = cv2.boundingRect((cleaned[inside] < INK_BELOW).astype(np.uint8))
    return wide >= least * high > 0


def on_rulings(grey: Grey, lattice: Lattice, px_per_mm: float) -> OnRulings:
    """The cells of a table beside whose bars such strokes are seen. grey: the page with its rulings."""
    nodes = lattice.nodes[1:]
    if len(nodes) < 2:
        return OnRulings()
    beside = round(BESIDE_MM * px_per_mm)
    strips = ways_between(grey, nodes[:-1], nodes[1:], beside, CORNER, SAMPLES)
    strips = strips.reshape(len(nodes) - 1, nodes.shape[1], SAMPLES, 2 * beside + 1)
    paper = grey_percentiles(strips.ravel(), (50,))[0]
    depth = paper - grey_percentiles(strips[..., beside - 1 : beside + 2].min(axis=-1).ravel(), (50,))[0]
    dark = strips < paper - SEEN * depth
    heights = np.linalg.norm(nodes[1:] - nodes[:-1], axis=-1)
    found: dict[int, set[tuple[int, int]]] = {1: set(), -1: set(), 0: set()}
    # Of the way from start to end, what lies at higher offsets is on its left for one who goes down: the left cell.
    for side, away in ((dark[..., beside:], 1), (dark[..., beside::-1], -1)):
        thicker, alone = _thicker(side, px_per_mm)
        for thick, way, least in ((alone, away, SHORTEST_MM), (thicker, 0, NUMBER_MM)):
            runs = _longest(thick) / SAMPLES * (1 - 2 * CORNER)
            long = (runs * heights >= least * px_per_mm) & (runs <= LONGEST_SHARE)
            found[way] |= {(int(band) + 1, int(bar) - (away > 0)) for band, bar in np.argwhere(long)}
    inside = (frozenset(place for place in found[way] if 0 <= place[1] < lattice.columns) for way in (-1, 1, 0))
    return OnRulings(*inside)


def _thicker(side: NDArray[np.bool_], px_per_mm: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a bar is thicker than it mostly is, shape (bands, bars, samples); and where by no more than a stroke, and
    nothing stands close beside that.

    side: what is dark from the middle of the bar on, shape (bands, bars, samples, pixels).
    """
    near = side.copy()
    near[..., :2] = True
    reach = np.logical_and.accumulate(near, axis=-1).sum(axis=-1)
    usual = np.median(reach, axis=(0, 2))[None, :, None]
    more = reach - usual
    beyond = near.sum(axis=-1) - reach
    thicker: NDArray[np.bool_] = more >= max(2.0, THINNEST_MM * px_per_mm)
    return thicker, thicker & (more <= WIDEST_MM * px_per_mm) & (beyond <= 1)


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
