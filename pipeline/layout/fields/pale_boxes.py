"""Check boxes too pale to be seen: their outlines pass for marks on the words of options that seem to have none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.lines.rulings import Floats
from pipeline.model import Cell, Doubt, Grey

DARKER = 12.0
"""Grey steps below paper of an edge, in the mean along it."""
SIDE_MM, LONGEST = (2.0, 5.5), 1.7
"""How wide a box is, and how many times as long its longer side is at most."""
BEFORE_MM, BEYOND_MM = 8.0, 2.0
"""So far before its words a box begins at most, and so far it reaches above and below them."""
INNER, THIN_PX, CORNER_PX = 0.25, 4, 1
"""Share of a box's side left out at both its ends where its edges are measured; beside an edge, so far off, is paper;
and how near to a corner it has ink."""
FEWEST, SHARE = 3, 0.4
"""So many options of a page, of such a share of those without a box, have a pale one: then all have."""


def doubted_beside_pale_boxes(cells: Sequence[Cell], grey: Grey, px_per_mm: float) -> list[Cell]:
    """The cells, on a page with pale boxes those doubted whose options seem to have none. grey: the page, evenly lit.

    Of nine options on pages of copies with such boxes five to eight are told, of 20 pages with rings and ticks one.
    """
    bare = [option.label for cell in cells for option in cell.options if option.mark is None]
    pale = sum(has_pale_box(grey, label, _behind(label, bare), px_per_mm) for label in bare)
    if pale < max(FEWEST, SHARE * len(bare)):
        return list(cells)
    return [
        cell.doubted(Doubt.PLACE) if cell.options and all(option.mark is None for option in cell.options) else cell
        for cell in cells
    ]


def _behind(words: Box, others: Sequence[Box]) -> float:
    """Where the words of the option before end: a ring round those is no box."""
    level = (other.right for other in others if other.top < words.centre[1] < other.bottom and other.right < words.left)
    return max(level, default=0.0)


def has_pale_box(grey: Grey, words: Box, behind: float, px_per_mm: float) -> bool:
    """Whether the outline of a box is seen right before these words, however pale: four edges around paper or a mark.

    behind: x, left of which there is none.
    """
    top, bottom = max(0, round(words.top - BEYOND_MM * px_per_mm)), round(words.bottom + BEYOND_MM * px_per_mm)
    left, right = max(0, round(max(behind, words.left - BEFORE_MM * px_per_mm))), round(words.left)
    dark = 255.0 - grey[top:bottom, left:right].astype(np.float64)
    if min(dark.shape) < SIDE_MM[0] * px_per_mm:
        return False
    middle = dark[round(words.centre[1] - 0.3 * words.height) - top : round(words.centre[1] + 0.3 * words.height) - top]
    sides = _edges(middle.mean(axis=0))
    least, most = (side * px_per_mm for side in SIDE_MM)
    for at, first in enumerate(sides):
        for second in sides[at + 1 :]:
            if least <= second - first <= most and _is_box(dark, first, second, least):
                return True
    return False


def _is_box(dark: Floats, first: int, second: int, least: float) -> bool:
    """Whether two upright edges have a lower and an upper one between them, about as far apart, which meet them: those
    of a ring do not."""
    wide = second - first
    off = max(1, round(INNER * wide))
    edges = _edges(dark[:, first + off : second - off].mean(axis=1))
    return any(
        max(least, wide / LONGEST) <= lower - upper <= LONGEST * wide and _meet(dark, (first, second), (upper, lower))
        for at, upper in enumerate(edges)
        for lower in edges[at + 1 :]
    )


def _meet(dark: Floats, across: tuple[int, int], down: tuple[int, int]) -> bool:
    """Whether there is ink at all corners but one, which a mark or a speck may hide."""
    near = CORNER_PX
    seen = [
        float(dark[max(0, y - near) : y + near + 1, max(0, x - near) : x + near + 1].max()) >= 2 * DARKER
        for x in across
        for y in down
    ]
    return sum(seen) >= 3


def _edges(profile: Floats) -> list[int]:
    """Where a profile of darkness has a thin peak."""
    step = THIN_PX
    peak = profile - np.maximum(np.roll(profile, step), np.roll(profile, -step)) >= DARKER
    return [at for at in np.flatnonzero(peak).tolist() if profile[at] == profile[max(0, at - 2) : at + 3].max()]
