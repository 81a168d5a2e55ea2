"""Strokes that run out of what is seen of a page: over the border of its picture, or over the edge of the sheet.

Nobody prints or writes up to there, so what does was cut, and part of the page is missing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box, Points
from pipeline.layout.grid.lattice import Lattice
from pipeline.model import Cell, Doubt, Grey, PageImage
from pipeline.scan.pieces import piece_boxes

SIDES = ("left", "top", "right", "bottom")
"""Names of a page's edges, clockwise, as it is read."""
TOUCHING_MM, INWARDS_MM = 0.5, 1.2
"""Ink that comes so near to the border and goes so far inwards is a stroke that was cut."""
GAP_MM = 0.9
"""Gaps between the dots of a line to write on."""
WIDEST_MM = 6.0
"""What lies along the border for longer is the ground beside the sheet, or its shadow."""
CORNER_MM = 6.0
"""So near to a corner of the picture the ground looks out beside a sheet that lies askew."""
INK_BELOW = 150
NEAR_MM, BESIDE_MM = 10.0, 1.0
"""A cell reaches to the border where it ends so near to it, and a ruling where it would meet it so near to a stroke."""
CUT_SHARE, LEAST_CUT = 0.5, 3
"""Share of the table's rulings that run out, and of the cells beside the border with writing that does."""

MARGIN_MM, BARE_MM, SPECKS = (1.0, 8.0), 4.0, 0.002
"""Where beside the table, and how wide, a margin is looked for, and the share of dark pixels that it may hold."""
CROWD, SURE_CROWD = 5, 10
"""Strokes cut at one side of a page that is not known, from which that is likely, and sure, to be why."""


@dataclass(frozen=True, slots=True)
class RunOut:
    """A stroke that was cut: at which side of the page as it is read, and where it meets the border, page pixels."""

    side: str
    x: float
    y: float


def run_outs(page: PageImage) -> tuple[RunOut, ...]:
    """All strokes that run out of the page."""
    found: list[RunOut] = []
    for ring in page.rings:
        sides = np.split(ring, 4)
        for part in sides:
            found += _cut_along(page, part, ring.mean(axis=0))
    return tuple(found)


def cut_cells(cells: Sequence[Cell], outs: Sequence[RunOut], px_per_mm: float) -> tuple[Cell, ...]:
    """The cells, those doubted that reach to the border beside a stroke that was cut there."""
    return tuple(
        cell.doubted(Doubt.CUT) if any(_reaches(cell.box, out, px_per_mm) for out in outs) else cell for cell in cells
    )


def missing_sides(
    cells: Sequence[Cell],
    lattice: Lattice | None,
    outs: Sequence[RunOut],
    px_per_mm: float,
    closed: Sequence[str] = (),
) -> tuple[str, ...]:
    """The sides at which part of the page is missing: most rulings of its table run out, or much of its writing.

    closed: sides at which the table is seen to end.
    """
    sides = []
    for side in SIDES:
        there = [out for out in outs if out.side == side]
        if len(there) < LEAST_CUT:
            continue
        beside = [cell.box for cell in cells if not cell.part.in_table]
        cut = sum(any(_reaches(box, out, px_per_mm) for out in there) for box in beside)
        tabled = lattice is not None and side not in closed and _table_runs_out(lattice, side, there, px_per_mm)
        if cut >= LEAST_CUT or tabled:
            sides.append(side)
    return tuple(sides)


def margin_beside(grey: Grey, lattice: Lattice, top: float, side: str, px_per_mm: float) -> bool:
    """Whether there is a strip of bare paper beside the table's outer bar at `left` or `right`, from height `top` down
    to the table's end: what is cut farther out is none of this sheet's."""
    outer = lattice.nodes[:, 0 if side == "left" else -1]
    edge, bottom = float(outer[:, 0].min() if side == "left" else outer[:, 0].max()), round(float(outer[-1, 1]))
    near, far = (edge + (-mm if side == "left" else mm) * px_per_mm for mm in MARGIN_MM)
    first, after = (max(0, round(x)) for x in sorted((near, far)))
    part = grey[max(0, round(top)) : bottom, first:after]
    if after > grey.shape[1] or part.shape[1] < abs(far - near) - 1 or not len(part):
        return False
    bare = (part < INK_BELOW).mean(axis=0) <= SPECKS
    wide = np.diff(np.flatnonzero(np.concatenate([[True], ~bare, [True]]))).max() - 1
    return bool(wide >= BARE_MM * px_per_mm)


def crowded_sides(outs: Sequence[RunOut]) -> tuple[str, ...]:
    """The sides at which many strokes are cut; none where that is so all round, as on a patterned ground."""
    crowded = tuple(side for side in SIDES if sum(out.side == side for out in outs) >= CROWD)
    return crowded if len(crowded) <= 2 else ()


def crowded_side(outs: Sequence[RunOut]) -> bool:
    """Whether very many strokes are cut at one side, and few at every other: so, whatever it is, part of it is
    missing."""
    counts = sorted(sum(out.side == side for out in outs) for side in SIDES)
    return counts[-1] >= SURE_CROWD and counts[-2] < CROWD


def _reaches(box: Box, out: RunOut, px_per_mm: float) -> bool:
    """Whether a cell ends near to the border where a stroke was cut in line with it."""
    near = NEAR_MM * px_per_mm
    beside = {
        "left": box.left - out.x, "right": out.x - box.right, "top": box.top - out.y, "bottom": out.y - box.bottom,
    }  # fmt: skip
    level = box.top <= out.y <= box.bottom if out.side in ("left", "right") else box.left <= out.x <= box.right
    return level and beside[out.side] < near


def _table_runs_out(lattice: Lattice, side: str, outs: Sequence[RunOut], px_per_mm: float) -> bool:
    across = side in ("left", "right")
    rulings = (lattice.lines if across else lattice.bars)[1:-1]
    met = sum(
        any(abs(float(ruling.at(out.x if across else out.y)) - (out.y if across else out.x)) < BESIDE_MM * px_per_mm
            for out in outs)
        for ruling in rulings
    )  # fmt: skip
    return met >= max(LEAST_CUT, CUT_SHARE * len(rulings))


def _cut_along(page: PageImage, part: Points, middle: Points) -> list[RunOut]:
    """The strokes that are cut along one side of a ring, whose middle is given."""
    scale = page.px_per_mm
    walked = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(part, axis=0).T))])
    along = np.arange(CORNER_MM * scale, walked[-1] - CORNER_MM * scale)
    if not len(along):
        return []
    points = np.stack([np.interp(along, walked, part[:, axis]) for axis in (0, 1)], axis=1)
    way = part[-1] - part[0]
    inwards = np.array([-way[1], way[0]]) / float(np.hypot(*way))
    inwards *= np.sign(inwards @ (middle - part.mean(axis=0)))
    deep = np.arange(round(INWARDS_MM * scale) + 1)[:, None, None]
    ink = (_pixels(page.grey, points[None] + deep * inwards) < INK_BELOW).astype(np.uint8)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((round(GAP_MM * scale) | 1, 1), np.uint8))
    side = _side(inwards)
    return [
        RunOut(side, float(points[left + wide // 2, 0]), float(points[left + wide // 2, 1]))
        for left, top, wide, tall in piece_boxes(joined).tolist()
        if top <= TOUCHING_MM * scale and top + tall >= INWARDS_MM * scale and wide <= WIDEST_MM * scale
    ]


def _side(inwards: Points) -> str:
    """The side of the page from which that way leads inwards."""
    x, y = inwards
    if abs(x) > abs(y):
        return "left" if x > 0 else "right"
    return "top" if y > 0 else "bottom"


def _pixels(grey: Grey, points: NDArray[np.float64]) -> Grey:
    """The pixels at points, white beside the page."""
    x, y = (np.ascontiguousarray(points[..., axis], dtype=np.float32) for axis in (0, 1))
    found = cv2.remap(grey, x, y, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT, borderValue=(255.0,))
    return found.astype(np.uint8, copy=False)
