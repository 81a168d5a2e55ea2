"""White lines through the page that cut what they cross: a scanner's dead pixels, dirt on a copier's mirror or laser.

Rulings show them: all that run across such a line stop before it and go on behind it, one below the other. A stroke
that stands within one is gone, and what is left of a digit that one cuts reads as another digit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.grid.coarse_ink import INK_BELOW
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Ruling
from pipeline.model import Cell, Doubt, Grey
from pipeline.scan.pieces import runs

Flags = NDArray[np.bool_]

WIDEST_MM = 3.0
"""Behind a wider gap nobody knows a ruling for the same one; where it is gone its cells are covered (grid.covered)."""
HIDES_MM = 0.3
"""So wide it may hide a whole stroke of a pen; of a narrower one only what it cuts is doubtful."""
OFF_PX, TOUCHING_PX = 2, 3
"""How far a ruling may lie off where it was traced, and how near to the white line ink is cut by it (300 dpi)."""
MOST_LEAN, LEAN_STEP = 0.03, 0.001
"""Pixels aside for a pixel on: of a sheet that was copied crookedly and scanned straight."""
LEAST_CUT, LEAST_PROOF = 4, 7.0
"""So many rulings stop there and go on; and how unlikely that is where gaps lie by chance, as a power of ten: on a copy
whose rulings are broken, some of their gaps lie in line."""
LEAST_RUN_MM = 4.0
"""So long at least are the pieces of a ruling, the mean of them: shorter are dots, dashes, and the letters of a line of
print that was taken for one."""
BESIDE_MM = 1.0
"""Bars end so near to a line of the table that is drawn as two; nothing is written there."""
RAREST_GAP = 1e-3
"""Share of a ruling that is gaps, at least: on no page are they so rare that two in line are proof."""
MOST_CROSSED = 0.15
"""Of the rulings there, those that go through: writing that crosses one stands in its gap."""


@dataclass(frozen=True, slots=True)
class WhiteBand:
    """A white line: where its middle lies at the page's start, by how much it moves aside a pixel on, and how wide it
    is, pixels."""

    at_start: float
    slope: float
    width: float

    def at(self, along: float) -> float:
        """Where its middle lies."""
        return self.at_start + self.slope * along


@dataclass(frozen=True, slots=True)
class WhiteBands:
    """Those from top to bottom and from left to right."""

    upright: tuple[WhiteBand, ...] = ()
    level: tuple[WhiteBand, ...] = ()

    def cut(self, box: Box, cleaned: Grey, px_per_mm: float) -> bool:
        """Whether one hides what may be written in the box, or cuts what is. cleaned: the page without its rulings."""
        flat = Box(box.top, box.left, box.bottom, box.right)
        return any(_cuts(band, box, cleaned, px_per_mm) for band in self.upright) or any(
            _cuts(band, flat, cleaned.T, px_per_mm) for band in self.level
        )


def white_bands(ink: Grey, lattice: Lattice | None, horizontals: Sequence[Ruling], px_per_mm: float) -> WhiteBands:
    """The white lines through a straight page.

    ink: 255 where ink is, else 0, with its rulings. horizontals: all rulings from left to right, for a page without a
    table; there none from left to right is found.
    """
    if lattice is None:
        return WhiteBands(_bands(ink, horizontals, (), px_per_mm))
    return WhiteBands(
        _bands(ink, lattice.lines, lattice.bars, px_per_mm), _bands(ink.T, lattice.bars, lattice.lines, px_per_mm)
    )


def doubted_on_bands(cells: Sequence[Cell], bands: WhiteBands, cleaned: Grey, px_per_mm: float) -> tuple[Cell, ...]:
    """The cells, those doubted that a white line goes through. cleaned: the page without its rulings."""
    if not bands.upright and not bands.level:
        return tuple(cells)
    return tuple(cell.doubted(Doubt.BANDED) if bands.cut(cell.box, cleaned, px_per_mm) else cell for cell in cells)


def _cuts(band: WhiteBand, box: Box, cleaned: Grey, px_per_mm: float) -> bool:
    """As WhiteBands.cut, of an upright one."""
    middle, half = band.at((box.top + box.bottom) / 2), band.width / 2
    if not box.left - half < middle < box.right + half:
        return False
    if band.width >= HIDES_MM * px_per_mm:
        return True
    beside = Box(middle - half - TOUCHING_PX, box.top, middle + half + TOUCHING_PX, box.bottom)
    return bool((cleaned[beside.slices(cleaned.shape[1], cleaned.shape[0])] < INK_BELOW).any())


def _bands(ink: Grey, rulings: Sequence[Ruling], beside: Sequence[Ruling], px_per_mm: float) -> tuple[WhiteBand, ...]:
    """Those that run down across rulings from left to right, but none along one of those `beside` it."""
    if len(rulings) < LEAST_CUT:
        return ()
    through, gaps = _through_and_gaps(ink, rulings, px_per_mm)
    pieces = 1 + (gaps[:, 1:] & ~gaps[:, :-1]).sum(axis=1)
    whole = through.sum(axis=1) >= LEAST_RUN_MM * px_per_mm * pieces
    through, gaps = through[whole], gaps[whole]
    if len(through) < LEAST_CUT:
        return ()
    share = max(RAREST_GAP, float(gaps.sum()) / max(1, int(gaps.sum()) + int(through.sum())))
    heights = np.array([ruling.middle for ruling in rulings])[whole]
    centre = float(heights.mean())
    reach = int(np.ceil(MOST_LEAN * np.abs(heights - centre).max())) + 1
    near = cv2.dilate(gaps.astype(np.uint8), np.ones((1, 2 * reach + 1), np.uint8))
    if near.sum(axis=0, dtype=np.int64).max() < LEAST_CUT:
        return ()  # At no lean do so many lie in line; so it is on most pages.
    leans = np.arange(-MOST_LEAN, MOST_LEAN + LEAN_STEP / 2, LEAN_STEP)
    sure = np.zeros((len(leans), ink.shape[1]), dtype=np.bool_)
    for number, lean in enumerate(leans):
        aside = np.round(lean * (heights - centre)).astype(int).tolist()
        cut, crossed = (_moved(flags, aside).sum(axis=0, dtype=np.int64) for flags in (gaps, through))
        seen = (cut >= LEAST_CUT) & (crossed <= MOST_CROSSED * (cut + crossed))
        sure[number] = seen & (-np.log10(share) * (cut - crossed) >= LEAST_PROOF)
    found = []
    for first, after in runs(np.asarray(sure.any(axis=0))):
        # Along its own way it is as wide as it is; along others less of it is seen, all the way.
        widths = sure[:, first:after].sum(axis=1)
        best = np.flatnonzero(widths == widths.max())
        number = int(best[len(best) // 2])
        own = first + np.flatnonzero(sure[number, first:after])
        middle, lean = float(own[0] + own[-1] + 1) / 2, float(leans[number])
        if all(abs(float(ruling.at(centre)) - middle) > BESIDE_MM * px_per_mm for ruling in beside):
            found.append(WhiteBand(middle - lean * centre, lean, float(own[-1] + 1 - own[0])))
    return tuple(found)


def _through_and_gaps(ink: Grey, rulings: Sequence[Ruling], px_per_mm: float) -> tuple[Flags, Flags]:
    """For each ruling and place along the page whether its ink is there, and whether it stops before and goes on
    behind. Shape (rulings, width of the page)."""
    width = ink.shape[1]
    through = np.zeros((len(rulings), width), np.uint8)
    for number, ruling in enumerate(rulings):
        first, after = max(0, round(ruling.start)), min(width, round(ruling.end))
        x = np.arange(first, after)
        if not len(x):
            continue
        y = np.round(ruling.at(x.astype(np.float64))).astype(np.int64)
        top = max(0, int(y.min()) - OFF_PX)
        part = ink[top : max(0, int(y.max())) + OFF_PX + 1, first:after]
        if not part.size:
            continue
        near = cv2.dilate(part, np.ones((2 * OFF_PX + 1, 1), np.uint8))
        through[number, first:after] = near[np.clip(y - top, 0, len(near) - 1), x - first] > 0
    wide = 2 * round(WIDEST_MM * px_per_mm / 2) + 1
    whole = cv2.morphologyEx(through, cv2.MORPH_CLOSE, np.ones((1, wide), np.uint8))
    return through > 0, (whole > 0) & (through == 0)


def _moved(flags: Flags, aside: Sequence[int]) -> Flags:
    """The flags of each ruling moved to the left by so many places; what comes in from outside is unset."""
    moved = np.zeros_like(flags)
    width = flags.shape[1]
    for number, by in enumerate(aside):
        moved[number, max(0, -by) : width - max(0, by)] = flags[number, max(0, by) : width - max(0, -by)]
    return moved
