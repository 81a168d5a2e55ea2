"""Rulings, dotted lines and check box outlines taken off a page, the strokes that cross them kept."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.stripes import Stripe
from pipeline.model import Grey
from pipeline.scan.pieces import components, runs

SLANT_PX = 5
"""A stroke that crosses a line may lean by this many pixels on its way through."""

THICKER_PX, LONGER, THAN_DOTS, MOST = 2, 3.0, 2.5, 0.5
"""What is so much thicker than the line it lies on and so many times as long as that is thick is a stroke along it; on
dots, whatever is so many times as long as one is thick. Of a line's ink not more is, else it is the line."""
_STROKES = ((95, 1, 17), (50, 3, 12))
"""Percent of the places along a ruling, how many pixels a stroke along it is thicker than the ruling is there, and how
long it is at least: a little thicker than nearly all of it, or far thicker than most."""
_LEAST_BARE = 0.05
"""Share of the places along a ruling near which nothing is written, at least: there it is measured."""
_DARKER = ((1.22, 0.06), (1.07, 0.04))
_MOSTLY, _LEAST_DARK, _OF_BARE = 95, 12, 200
"""The same by darkness, summed up across a ruling, and where it is darkest: so many times that of the nearest places,
so many at a time, near which nothing is written; by so much more than that of so many percent of them; and over how
many pixels at least."""
_JOINED = (1.5, 40)
"""So many times as dark as nearly everywhere, and by so many grey levels darker, it is between dots on which a stroke
lies: 2.3 times and 85 under the foot of a 2, read as 7."""
_GAPS, _THAN_USUAL = 0.2, 2.0
"""So much of a dotted ruling is between its dots; so many times as long as nearly all of its runs of ink is a stroke
along it."""
_FURTHER_PX = 3
_NEAR_PX = 2
_GAP_PX, _PALER = 7, 0.3
"""How wide a gap between writing and a line is at most that a blurred picture fills, and by which share of how dark
both are it is paler."""
_NEAR = np.ones((2 * _NEAR_PX + 1,) * 2, np.uint8)
_BAND_ROWS = 256
"""Worked out band by band: ten pictures of a whole page would be a third of a worker's memory."""


def erased(grey: Grey, ink: Grey, across: Sequence[Stripe], down: Sequence[Stripe]) -> Grey:
    """`grey` without the stripes that run `across` and `down`; ink that goes on both sides of a stripe stays,
    and so do strokes along one that is written on, or parts rows.

    ink: 255 where `grey` holds ink, else 0, same shape.
    """
    rows, flat = _mask(grey, ink, across)
    columns, steep = _mask(grey, ink, down)
    _leave_strokes_on(rows, cv2.bitwise_and(ink, cv2.bitwise_not(columns)), grey, across)
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


def _mask(grey: Grey, ink: Grey, stripes: Sequence[Stripe]) -> tuple[Grey, int]:
    """255 on the stripes with the blur at their edges, and the thickest of them in pixels."""
    mask = np.zeros(ink.shape, np.uint8)
    thickest = 1
    for stripe in stripes:
        thick = int(np.ceil(stripe.weight_px)) + 3
        thickest = max(thickest, thick)
        points = np.round(stripe.points * 16 - 8).astype(np.int32)
        cv2.polylines(mask, [points], False, 255.0, thick, cv2.LINE_8, 4)
        if stripe.written_on:
            _leave_strokes_along(mask, ink, grey, stripe, thick)
    return mask, thickest


def _leave_strokes_along(mask: Grey, ink: Grey, grey: Grey, stripe: Stripe, thick: int) -> None:
    """Take out of the mask what lies along the line and is none of it: the foot of a 2 that stands on it."""
    rows, columns = _beside(stripe, thick, ink.shape)
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
    joined = _between_dots(grey[rows, columns], line, outside, round(THAN_DOTS * stripe.weight_px))
    for within, high, long in ((near, least, LONGER), (drawn, 1, THAN_DOTS)):
        kernel = np.ones((high, round(long * stripe.weight_px)), np.uint8)
        strokes = cv2.bitwise_and(cv2.morphologyEx(within, cv2.MORPH_OPEN, kernel), drawn)
        if 0 < np.count_nonzero(strokes.any(axis=0)) <= MOST * np.count_nonzero(heights):
            line[(strokes > 0) & goes_on] = 0
    line[(drawn > 0) & joined] = 0


def _beside(stripe: Stripe, thick: int, shape: Sequence[int]) -> tuple[slice, slice]:
    """Rows and columns of a stripe that runs across, with as much above and below it as two of it are thick."""
    (left, top), (right, bottom) = stripe.points.min(axis=0), stripe.points.max(axis=0)
    place = Box(float(left), float(top) - 2 * thick, float(right), float(bottom) + 2 * thick)
    return place.slices(shape[1], shape[0])


def _between_dots(grey: Grey, line: Grey, outside: MatLike, long: int) -> NDArray[np.bool_]:
    """The places along a line of dots, shape (columns,), where it is as dark between the dots as a stroke along them
    makes it, from which writing goes on: a blurred picture joins the dots everywhere, but palely. outside: the writing
    beside the line. long: more pixels than from dot to dot."""
    depth = np.where(line > 0, 255 - grey, 0).max(axis=0, keepdims=True).astype(np.uint8)
    least = cv2.morphologyEx(depth, cv2.MORPH_OPEN, np.ones((1, long), np.uint8))[0]
    written = np.asarray(np.asarray(outside).any(axis=0))
    bare = least[~written]
    if len(bare) < _LEAST_BARE * len(least):
        return np.zeros(len(least), np.bool_)
    usual = float(np.percentile(bare, _MOSTLY))
    found = np.zeros(len(least), np.bool_)
    filled = np.asarray(least >= max(_JOINED[0] * usual, usual + _JOINED[1]), dtype=np.bool_)
    for start, end in runs(filled):
        found[start:end] = written[start:end].any()
    return found


def _leave_strokes_on(mask: Grey, ink: MatLike, grey: Grey, stripes: Sequence[Stripe]) -> None:
    """Take out of the mask the strokes along rulings from which writing goes on: the bar of a 7, the head of a 3 and
    the arch of a 2 that reach up to the line above them. There the line is thicker than elsewhere, or darker, or its
    dots are no longer apart. ink: without bars."""
    for stripe in (one for one in stripes if one.ruled):
        thick = int(np.ceil(stripe.weight_px)) + 3
        part = _beside(stripe, thick, ink.shape)
        mask[part][_strokes_on(ink[part], grey[part], mask[part], thick)] = 0


def _strokes_on(ink: MatLike, grey: Grey, line: Grey, thick: int) -> NDArray[np.bool_]:
    """Where such strokes are. line: not 0 on the stripe, which is `thick` pixels thick."""
    outside = cv2.bitwise_and(ink, cv2.bitwise_not(line))
    pieces, stats, _ = components(outside)
    goes_on = stats[:, 3] >= thick
    goes_on[0] = False
    heights = np.count_nonzero(cv2.bitwise_and(ink, line), axis=0)
    written = cv2.dilate(outside.max(axis=0, keepdims=True), np.ones((1, 2 * thick + 1), np.uint8))[0] > 0
    bare = heights[~written & (heights > 0)]
    if not goes_on.any() or len(bare) < _LEAST_BARE * len(heights):
        return np.zeros(line.shape, np.bool_)
    strokes = np.zeros(line.shape, np.uint8)
    for percent, more, long in _STROKES:
        high = round(float(np.percentile(bare, percent))) + more
        strokes |= cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((high, long), np.uint8)).astype(np.uint8)
    strokes |= _darker(ink, grey, line, ~written & (heights > 0))
    strokes |= ((ink > 0) & (line > 0) & _filled(heights > 0, written)).astype(np.uint8)
    beside = cv2.dilate(goes_on[pieces].astype(np.uint8), np.ones((2 * thick + 1, 3), np.uint8))
    numbered = components(strokes)[0]
    kept: NDArray[np.bool_] = (strokes > 0) & np.isin(numbered, numbered[beside > 0])
    return kept


def _darker(ink: MatLike, grey: Grey, line: Grey, bare: NDArray[np.bool_]) -> Grey:
    """1 on the ink of a line where it is darker than where nothing is written near, as under a pen's stroke along it.
    bare: the places where that is so."""
    drawn = (line > 0) & (ink > 0)
    depth = np.where(drawn, 255.0 - grey, 0.0)
    places = np.flatnonzero(bare)
    near = np.searchsorted(places, np.arange(line.shape[1])) // _OF_BARE
    dark = np.zeros((1, line.shape[1]), np.uint8)
    for told, (darker, beyond) in zip((depth.sum(axis=0), depth.max(axis=0)), _DARKER, strict=True):
        usual = np.array([np.median(part) for part in np.array_split(told[places], len(places) // _OF_BARE or 1)])
        share = told / np.maximum(usual[np.minimum(near, len(usual) - 1)], 1.0)
        dark[0, share >= max(darker, float(np.percentile(share[places], _MOSTLY)) + beyond)] = 1
    long = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, _LEAST_DARK), np.uint8))[0] > 0
    return np.asarray(drawn & long, dtype=np.uint8)


def _filled(drawn: NDArray[np.bool_], written: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The places along a dotted ruling where its dots are no longer apart; none along another. drawn: where it has ink.
    written: where there is writing near, which may fill it."""
    found = np.zeros(len(drawn), np.bool_)
    inked = runs(drawn)
    bare = [end - start for start, end in inked if not written[start:end].any()]
    if not bare or np.mean(drawn[~written]) > 1 - _GAPS:
        return found
    least = max(_LEAST_DARK, _THAN_USUAL * float(np.percentile(bare, _MOSTLY)))
    for start, end in inked:
        found[start:end] = end - start >= least
    return found


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
    ).astype(np.uint8, copy=False)
    return result
