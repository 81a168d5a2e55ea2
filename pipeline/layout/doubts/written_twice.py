"""Whether a table's writing stands there twice, shifted: pressed through, copied by carbon, or scanned in two goes.

The fainter copy lands in other rows and columns, where it would be read as written there.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.layout.grid.coarse_ink import COARSER, beside_rulings
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Grey
from pipeline.scan.resample import averaged

PEN_MM = 2.2
"""Wider dark spots are no strokes."""
DARK, FAINT = 0.55, 0.2
"""Shares of the usual darkness of strokes from which a pixel counts as written, and as a copy of writing."""
LEAST_DARK = 60
"""Grey steps that a pixel is darker than the paper, from which it counts in what is usual."""
LEAST_WRITING = 600
"""Coarse pixels; less writing may repeat itself by chance."""
NEAR_RULING_MM = 0.6
"""So near to a ruling its own ink may be left."""
FARTHEST_ROWS, FARTHEST_MM = 1.6, 6.0
"""How far down, in rows, and how far to the side a copy is looked for."""
OWN_ROWS = 0.25
"""Nearer, in rows, any stroke lies on itself."""
PEAK_ROWS = 0.12
"""So far around, in rows, no other distance may be better: large writing lies on itself the more the nearer it is."""
SAME, SAME_IN_ROW = 0.6, 0.75
"""Share of the writing that is found again at one and the same distance. Writing of other rows, also of the same
words and noughts, is to a half (benchmarks.silent, plain); where they stand in the same place of their cell, more."""
IN_STEP_ROWS = 0.06
"""Of a row's height: as far apart as rows are."""


def written_twice(cleaned: Grey, lattice: Lattice, px_per_mm: float) -> bool:
    """Whether most of the writing in the rows of a table is found again at one distance. cleaned: without rulings."""
    rows, columns = lattice.box.slices(cleaned.shape[1], cleaned.shape[0])
    top = max(rows.start, int(lattice.nodes[1, :, 1].min()))
    part = cleaned[top : rows.stop, columns]
    if min(part.shape) < 8 * COARSER:
        return False
    scale = px_per_mm / COARSER
    small = averaged(part, COARSER, COARSER)
    side = max(3, round(PEN_MM * scale))
    dark = cv2.subtract(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8)), small)
    lines, bars = beside_rulings(lattice, (columns.start, top), dark.shape, NEAR_RULING_MM * scale)
    free = np.asarray((lines | bars) == 0, dtype=np.bool_)
    dark[~free] = 0
    strokes = dark[dark > LEAST_DARK]
    if len(strokes) < LEAST_WRITING:
        return False
    usual = float(np.percentile(strokes, 75))
    row = lattice.row_px / COARSER
    far = (round(FARTHEST_ROWS * row), round(FARTHEST_MM * scale))
    again = _found_again(dark > DARK * usual, dark > FAINT * usual, free, far)
    own = round(OWN_ROWS * row)
    again[~_peaks(again, round(PEAK_ROWS * row))] = 0
    again[far[0] - own : far[0] + own + 1, max(0, far[1] - own) : far[1] + own + 1] = 0
    off_step = np.abs(np.arange(-far[0], far[0] + 1) / row)
    in_step = np.abs(off_step - np.round(off_step)) < IN_STEP_ROWS
    return bool((again > np.where(in_step, SAME_IN_ROW, SAME)[:, None]).any())


def _peaks(again: Floats, reach: int) -> NDArray[np.bool_]:
    """Where no other shift within `reach` finds more again."""
    side = 2 * reach + 1
    return np.asarray(again >= cv2.dilate(again, np.ones((side, side), np.uint8)), dtype=np.bool_)


def _found_again(
    written: NDArray[np.bool_], seen: NDArray[np.bool_], free: NDArray[np.bool_], far: tuple[int, int]
) -> Floats:
    """For every shift up to `far` (down, aside) the share of what is written that is seen there, too.

    Shape (2 far + 1, 2 far + 1), no shift in the middle. What would land where nothing can be seen is left out.
    """
    # Of a table that reaches only a little into the picture no more than its own rows are there.
    size = [
        cv2.getOptimalDFTSize(max(length, reach + 1) + reach) for length, reach in zip(written.shape, far, strict=True)
    ]
    own, other, room = (np.fft.rfft2(mask.astype(np.float32), size) for mask in (written, seen, free))
    hits, of = (np.fft.irfft2(np.conj(own) * mask, size) for mask in (other, room))
    share = hits / np.maximum(of, 0.3 * float(written.sum()))
    share = np.roll(share, far, (0, 1))
    return np.asarray(share[: 2 * far[0] + 1, : 2 * far[1] + 1], dtype=np.float64)
