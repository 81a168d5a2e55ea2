"""Printed lines to take off a page: rulings with their doubles, lines to write on, frames and check boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Ruling, median_of, straight_at
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.value_frames import ValueFrame

JUMP_PX, OFTEN = 2.0, (20, 80)
"""From strip to strip a ruling of one line keeps to within this, and strokes close beside it move it in few strips."""
DOUBLE, THICKEST_DOUBLE = 1.8, 3.5
"""As thick as so many of the usual lines: at least what was seen as both, and at most two with what is between them."""


@dataclass(frozen=True, slots=True, eq=False)
class Stripe:
    """A printed line to take off: its points (n, 2) in pixels, and how thick it is drawn. written_on: to be written on.
    ruled: it parts rows, and what is written in one may reach along it."""

    points: NDArray[np.float64]
    weight_px: float
    written_on: bool = False
    ruled: bool = False


def lattice_stripes(
    lattice: Lattice, doubles: tuple[Sequence[Ruling], Sequence[Ruling]] = ((), ())
) -> tuple[list[Stripe], list[Stripe]]:
    """The lines and the bars of a lattice, each as far as the outermost of those it crosses; and their doubles.

    A double reaches no farther than they do: letters in line with it above a table, a column of labels, are none of it.
    """
    sides, tops = lattice.nodes[:, [0, -1], 0], lattice.nodes[[0, -1], :, 1].T
    far_across, far_down = (
        (float(ends.min()), float(ends.max())) for ends in (lattice.nodes[..., 0], lattice.nodes[..., 1])
    )
    lines, bars = _both_of_double(lattice.lines), _both_of_double(lattice.bars)
    across = [
        *(
            Stripe(_points(line, ends, upright=False), line.weight_px, ruled=at > 0)
            for at, (line, ends) in enumerate(zip(lines, sides, strict=True))
        ),
        *(_double(line, far_across, upright=False) for line in doubles[0]),
    ]
    down = [
        *(Stripe(_points(bar, ends, upright=True), bar.weight_px) for bar, ends in zip(bars, tops, strict=True)),
        *(_double(bar, far_down, upright=True) for bar in doubles[1]),
    ]
    return across, down


def ruling_stripes(rulings: Sequence[Ruling], others: Sequence[Ruling], *, upright: bool) -> list[Stripe]:
    """Rulings, each as far as the outermost of the `others`, which cross it; a strip that it ends in is not seen."""
    places = [other.middle for other in others]
    near = [
        (
            min([at for at in places if at > ruling.start - ruling.step_px], default=ruling.start),
            max([at for at in places if at < ruling.end + ruling.step_px], default=ruling.end),
        )
        for ruling in rulings
    ]
    return [
        Stripe(_points(ruling, ends, upright=upright), ruling.weight_px)
        for ruling, ends in zip(rulings, near, strict=True)
    ]


def _both_of_double(rulings: Sequence[Ruling]) -> list[Ruling]:
    """The rulings; one that is seen here as both of two close lines, and there as one of them, as thick as both."""
    usual = float(np.median([ruling.weight_px for ruling in rulings]))
    found = []
    for at, ruling in enumerate(rulings):
        beside = [rulings[other] for other in (at - 1, at + 1) if 0 <= other < len(rulings)]
        off = min((_off(ruling, other) for other in beside), key=np.ptp, default=np.zeros(1))
        first, last = (float(end) for end in np.percentile(off, OFTEN))
        half = ruling.weight_px / 2
        low, high = min(-half, first - usual / 2), max(half, last + usual / 2)
        jumps = last - first >= JUMP_PX or (ruling.weight_px >= DOUBLE * usual and np.abs(off).max() >= JUMP_PX)
        if jumps and high - low <= THICKEST_DOUBLE * usual:
            ruling = replace(ruling, across=ruling.across - off + (low + high) / 2, weight_px=high - low)
        found.append(ruling)
    return found


def _off(ruling: Ruling, other: Ruling) -> NDArray[np.float64]:
    """How far off a ruling lies, at every place, from where it would run beside the other."""
    apart = ruling.across - other.at(ruling.along)
    off = apart - straight_at(ruling.along, apart, ruling.along) if len(apart) > 2 else apart
    result: NDArray[np.float64] = off - median_of(off)
    return result


def line_stripes(lines: Sequence[DottedLine]) -> list[Stripe]:
    """Lines to write on as stripes."""
    return [
        Stripe(np.array([[line.left, line.left_y], [line.right, line.right_y]]), line.weight_px, True) for line in lines
    ]


def frame_stripes(frames: Sequence[ValueFrame]) -> tuple[list[Stripe], list[Stripe]]:
    """The upper and lower, and the left and right edges of frames to write in."""
    across = line_stripes([line for frame in frames for line in (frame.top, frame.bottom)])
    down = [Stripe(np.array(side), frame.top.weight_px) for frame in frames for side in frame.sides()]
    return across, down


def box_stripes(boxes: Sequence[Box], weight_px: float) -> tuple[list[Stripe], list[Stripe]]:
    """The upper and lower, and the left and right edges of check boxes."""
    half = weight_px / 2
    across, down = [], []
    for box in boxes:
        inner = box.grown(-half)
        across += [Stripe(np.array([[box.left, y], [box.right, y]]), weight_px) for y in (inner.top, inner.bottom)]
        down += [Stripe(np.array([[x, box.top], [x, box.bottom]]), weight_px) for x in (inner.left, inner.right)]
    return across, down


def _double(ruling: Ruling, far: tuple[float, float], *, upright: bool) -> Stripe:
    """The other line of a double ruling, over the table from one of its sides to the other and what a frame adds."""
    part = ruling.between(far[0] - ruling.step_px, far[1] + ruling.step_px)
    return Stripe(_points(part, (part.start, part.end), upright=upright), part.weight_px)


def _points(ruling: Ruling, ends: Sequence[float] | NDArray[np.float64], *, upright: bool) -> NDArray[np.float64]:
    """Points along a ruling past the given ends: where it begins within a strip, it was not seen in that one."""
    weight = ruling.weight_px
    start = min(ruling.start, float(ends[0])) - weight
    end = max(ruling.end, float(ends[1])) + weight
    along = np.concatenate([[start], ruling.along, [end]])
    across = ruling.at(along)
    return np.column_stack([across, along] if upright else [along, across])
