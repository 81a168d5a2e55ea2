"""Edges at which a table runs out of its picture: there part of the page is missing.

A ruling that goes on to the very border of the picture, where no other ruling closes the table, was cut. The paper may
leave the picture as it likes; only what is printed counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.page_border import SIDES
from pipeline.layout.lines.rulings import Floats
from pipeline.model import PageImage

INSIDE_MM = 2.0
"""From so far inside the table's edge its rulings are followed outwards."""
GONE_MM = 0.9
"""Ink that ends nearer to the border was cut there: scanners and the loader leave a thin margin."""
LEFT_WHITE_MM = 0.4
FARTHEST_MM = 18.0
"""A row, and the margin in which layout sees no ink."""
CUT_SHARE, LEAST_CUT = 0.6, 3
INKED = 0.9
CLOSED = 0.6
"""A line closes the table where it covers so much of its side."""
BEHIND_MM = 0.3
INK_BELOW = 170


def cut_edges(page: PageImage, lattice: Lattice, sides: Sequence[str] = SIDES) -> tuple[str, ...]:
    """Those of the sides at which most of the table's rulings run out of the picture and no line closes it."""
    return tuple(side for side in sides if page.source_px is not None and _runs_out(page, lattice, side))


def _runs_out(page: PageImage, lattice: Lattice, side: str) -> bool:
    across, back = side in ("left", "right"), side in ("left", "top")
    rulings = lattice.lines if across else lattice.bars
    scale, length = page.px_per_mm, page.grey.shape[1 if across else 0]
    ends = [length - ruling.start if back else ruling.end for ruling in rulings]
    first = round(float(np.median(ends)) - INSIDE_MM * scale)
    if not 0 <= length - first <= (INSIDE_MM + FARTHEST_MM) * scale or first < 0:
        return False
    # The strip along that edge, its own edge at the right.
    strip = page.grey if across else page.grey.T
    strip = strip[:, ::-1][:, first:] if back else strip[:, first:]
    ink = cv2.dilate((strip < INK_BELOW).astype(np.uint8), np.ones((5, 1), np.uint8))
    along = np.arange(first, length, dtype=np.float64)
    own = length - 1 - along if back else along
    ways = np.stack([ruling.at(own) for ruling in rulings])
    left = _to_border_px(page, ways, own, across)
    held = (left > GONE_MM * scale) & (ways >= 0) & (ways < ink.shape[0] - 1)
    inked = ink[ways.round().astype(int).clip(0, ink.shape[0] - 1), np.arange(len(along))] > 0
    share = (inked & held).sum(axis=1) / np.maximum(held.sum(axis=1), 1)
    cut = ((left.min(axis=1) <= GONE_MM * scale) & (share >= INKED))[1:-1]
    if cut.sum() < max(LEAST_CUT, CUT_SHARE * len(cut)):
        return False
    low, high = sorted((round(float(ways[0].mean())), round(float(ways[-1].mean()))))
    closing = np.flatnonzero(ink[max(0, low) : high].mean(axis=0) >= CLOSED)
    # Behind a line between rows the bars go on; behind the last one they do not, or too little is seen to tell.
    behind = np.arange(len(along)) > (closing[-1] if len(closing) else -1) + BEHIND_MM * scale
    seen = (left[1:-1] > LEFT_WHITE_MM * scale) & behind
    going_on = seen.sum() >= LEAST_CUT * len(seen) and inked[1:-1][seen].mean() > 0.5
    return not len(closing) or bool(going_on)


def _to_border_px(page: PageImage, ways: Floats, along: Floats, across: bool) -> Floats:
    """How far points on the rulings lie from the border of the picture, in pixels of the page, about."""
    assert page.source_px is not None
    other = np.broadcast_to(along, ways.shape)
    points = np.stack([other, ways] if across else [ways, other], axis=-1).reshape(-1, 2)
    source = page.page_map.to_source(points)
    near = np.minimum(source, np.array(page.source_px, dtype=np.float64) - source).min(axis=1)
    return np.asarray(near.reshape(ways.shape) * max(page.grey.shape) / max(page.source_px), dtype=np.float64)
