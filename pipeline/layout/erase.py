"""Rulings, dotted lines and check box outlines taken off a page, the strokes that cross them kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.rulings import Ruling, median_of, straight_at
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.value_frames import ValueFrame
from pipeline.model import Grey
from pipeline.scan.pieces import components

SLANT_PX = 5
"""A stroke that crosses a line may lean by this many pixels on its way through."""

JUMP_PX, OFTEN = 2.0, (20, 80)
"""From strip to strip a ruling of one line keeps to within this, and strokes close beside it move it in few strips."""
DOUBLE, THICKEST_DOUBLE = 1.8, 3.5
"""As thick as so many of the usual lines: at least what was seen as both, and at most two with what is between them."""

THICKER_PX, LONGER, THAN_DOTS, MOST = 2, 3.0, 2.5, 0.5
"""What is so much thicker than the line it lies on and so many times as long as that is thick is a stroke along it; on
dots, whatever is so many times as long as one is thick. Of a line's ink not more is, else it is the line."""
_SHORTEST_PX, _STRETCH_PX, _USUAL = 17, 400, 60
"""A stroke along a ruling is so long at least; and a pixel thicker than over so much of it in so many percent of the
places, at the others of which writing may cross it."""
_FURTHER_PX = 3
_NEAR_PX = 2
_GAP_PX, _PALER = 7, 0.3
"""How wide a gap between writing and a line is at most that a blurred picture fills, and by which share of how dark
both are it is paler."""
_NEAR = np.ones((2 * _NEAR_PX + 1,) * 2, np.uint8)
_BAND_ROWS = 256
"""Worked out band by band: ten pictures of a whole page would be a third of a worker's memory."""


@dataclass(frozen=True, slots=True, eq=False)
class Stripe:
    """A printed line to take off: its points (n, 2) in pixels, and how thick it is drawn. written_on: it is there to be
    written on. ruled: it parts rows, and what is written in one may reach along it."""

    points: NDArray[np.float64]
    weight_px: float
    written_on: bool = False
    ruled: bool = False


def erased(grey: Grey, ink: Grey, across: Sequence[Stripe], down: Sequence[Stripe]) -> Grey:
    """`grey` without the stripes that run `across` and `down`; ink that goes on both sides of a stripe stays,
    and so do strokes along one that is written on.

    ink: 255 where `grey` holds ink, else 0, same shape.
    """
    rows, flat = _mask(ink, across)
    columns, steep = _mask(ink, down)
    _leave_strokes_on(rows, cv2.bitwise_and(ink, cv2.bitwise_not(columns)), across)
    margin = max(flat, steep) + _FURTHER_PX
    result = np.empty_like(grey)
    for top in range(0, len(grey), _BAND_ROWS):
        first = max(0, top - margin)
        near = slice(first, top + _BAND_ROWS + margin)
        off = _taken_off(grey[near], ink[near], (rows[near], flat), (columns[near], steep))
        band = slice(top, top + _BAND_ROWS)
        cv2.bitwise_or(grey[band], off[top - first :][:_BAND_ROWS], dst=result[band])
    return result


def _taken_off(grey: Grey, ink: Grey, rows: tuple[Grey, int], columns: tuple[Grey, int]) -> Grey:
    """255 where a stripe is and no ink that goes through it. rows, columns: stripes, and the thickest of them."""
    stripes = cv2.bitwise_or(rows[0], columns[0])
    outside = np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(stripes)), dtype=np.uint8)
    off = stripes
    for (mask, thickest), upright in ((rows, True), (columns, False)):
        if cv2.countNonZero(mask):
            touching = _touching(grey, outside, mask, upright=upright)
            kept = cv2.bitwise_and(_bridged(touching, thickest, upright=upright), mask)
            off = cv2.bitwise_and(off, cv2.bitwise_not(kept))
    return np.asarray(off, dtype=np.uint8)


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


def _mask(ink: Grey, stripes: Sequence[Stripe]) -> tuple[Grey, int]:
    """255 on the stripes with the blur at their edges, and the thickest of them in pixels."""
    mask = np.zeros(ink.shape, np.uint8)
    thickest = 1
    for stripe in stripes:
        thick = int(np.ceil(stripe.weight_px)) + 3
        thickest = max(thickest, thick)
        points = np.round(stripe.points * 16 - 8).astype(np.int32)
        cv2.polylines(mask, [points], False, 255.0, thick, cv2.LINE_8, 4)
        if stripe.written_on:
            _leave_strokes_along(mask, ink, stripe, thick)
    return mask, thickest


def _leave_strokes_along(mask: Grey, ink: Grey, stripe: Stripe, thick: int) -> None:
    """Take out of the mask what lies along the line and is none of it: the foot of a 2 that stands on it."""
    (left, top), (right, bottom) = stripe.points.min(axis=0), stripe.points.max(axis=0)
    place = Box(float(left), float(top) - 2 * thick, float(right), float(bottom) + 2 * thick)
    rows, columns = place.slices(ink.shape[1], ink.shape[0])
    near, line = ink[rows, columns], mask[rows, columns]
    drawn = cv2.bitwise_and(near, line)
    heights = np.count_nonzero(drawn, axis=0)
    if not heights.any():
        return
    least = round(float(np.median(heights[heights > 0]))) + THICKER_PX
    outside = cv2.dilate(cv2.bitwise_and(near, cv2.bitwise_not(line)), np.ones((3, 3), np.uint8))
    # Writing goes on above or below the line; dots that ran together do not.
    pieces = components(drawn)[0]
    goes_on = np.isin(pieces, pieces[(outside > 0) & (pieces > 0)])
    for within, high, long in ((near, least, LONGER), (drawn, 1, THAN_DOTS)):
        kernel = np.ones((high, round(long * stripe.weight_px)), np.uint8)
        strokes = cv2.bitwise_and(cv2.morphologyEx(within, cv2.MORPH_OPEN, kernel), drawn)
        if 0 < np.count_nonzero(strokes.any(axis=0)) <= MOST * np.count_nonzero(heights):
            line[(strokes > 0) & goes_on] = 0


def _leave_strokes_on(mask: Grey, ink: MatLike, stripes: Sequence[Stripe]) -> None:
    """Take out of the mask the strokes along rulings from which writing goes on: the bar of a 7, the head of a 3 and
    the arch of a 2 that reach up to the line above them. There the line is thicker than elsewhere. ink: without bars.
    """
    for stripe in (one for one in stripes if one.ruled):
        thick = int(np.ceil(stripe.weight_px)) + 3
        left, right = (int(at) for at in (stripe.points[:, 0].min(), stripe.points[:, 0].max()))
        for start in range(left, right, _STRETCH_PX):
            stop = min(right, start + _STRETCH_PX)
            y = np.interp([start, stop], stripe.points[:, 0], stripe.points[:, 1])
            place = Box(start, float(y.min()) - 2 * thick, stop, float(y.max()) + 2 * thick)
            part = place.slices(ink.shape[1], ink.shape[0])
            mask[part][_strokes_on(ink[part], mask[part], thick)] = 0


def _strokes_on(ink: MatLike, line: Grey, thick: int) -> NDArray[np.bool_]:
    """Where such strokes are. line: not 0 on the stripe, which is `thick` pixels thick."""
    heights = np.count_nonzero(cv2.bitwise_and(ink, line), axis=0)
    if not heights.any():
        return np.zeros(line.shape, np.bool_)
    high = round(float(np.percentile(heights[heights > 0], _USUAL))) + 1
    strokes = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((high, _SHORTEST_PX), np.uint8))
    pieces, stats, _ = components(cv2.bitwise_and(ink, cv2.bitwise_not(line)))
    goes_on = stats[:, 3] >= thick
    goes_on[0] = False
    beside = cv2.dilate(goes_on[pieces].astype(np.uint8), np.ones((2 * thick + 1, 3), np.uint8))
    numbered = components(strokes)[0]
    kept: NDArray[np.bool_] = (strokes > 0) & np.isin(numbered, numbered[beside > 0])
    return kept


def _touching(grey: Grey, outside: Grey, stripes: Grey, *, upright: bool) -> Grey:
    """The ink that comes up to a stripe: writing that ends short of it on either side does not go through it, and what
    stood between would be read as a 1. Beside an upright stripe, where numbers stand on either side, a picture that is
    not sharp joins both; it is paler there than either is. upright: whether strokes through it are.
    """
    near = cv2.dilate(stripes, _NEAR)
    beside = np.asarray(cv2.bitwise_and(outside, near), dtype=np.uint8)
    if upright:
        return (
            beside  # Numbers seldom stand close above a line and below it; the loop of a 9 is as pale where it passes.
        )
    across = np.ones((1, _GAP_PX), np.uint8)
    dark = cv2.bitwise_not(grey)
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, across)
    gap = cv2.compare(cv2.subtract(closed, dark), cv2.convertScaleAbs(closed, alpha=_PALER), cv2.CMP_GT)
    apart = cv2.dilate(cv2.bitwise_and(gap, near), across)
    return np.asarray(cv2.bitwise_and(beside, cv2.bitwise_not(apart)), dtype=np.uint8)


def _bridged(outside: Grey, thick: int, *, upright: bool) -> Grey:
    """Where `outside` has ink on both sides within the thickness of a stripe."""
    reach = thick + _FURTHER_PX
    size = (SLANT_PX, reach) if upright else (reach, SLANT_PX)
    kernel = np.ones((size[1], size[0]), np.uint8)
    middle = SLANT_PX // 2
    before = (middle, reach - 1) if upright else (reach - 1, middle)
    after = (middle, 0) if upright else (0, middle)
    result: Grey = cv2.bitwise_and(
        cv2.dilate(outside, kernel, anchor=before), cv2.dilate(outside, kernel, anchor=after)
    ).astype(np.uint8)
    return result
