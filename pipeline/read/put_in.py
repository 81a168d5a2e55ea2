"""A number as it was meant: the digit raised above it in the place of the one it stands over, or put in between two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Crop
from pipeline.read.ink import Ink, Part
from pipeline.read.parted_ink import parted_ink

_DIGIT = 0.45
"""Least height of what is replaced, in heights of the tallest piece: carets and dots are lower."""
_MIDDLE = 0.3
"""A digit is replaced where its middle lies so near to that of the raised one, in widths of that as it is put in."""
_HALF = 0.5
_NARROWEST = 0.5
"""In heights of the digits: a 1 replaces what is wider."""
_GAP = 0.12
"""In heights of the digits: room between them."""
_WHOLE = 0.75
"""A piece with this share of its ink on one side of the cut is not cut."""


def put_in(crop: Crop, ink: Ink, raised: Part) -> tuple[Crop, Ink]:
    """The crop and the ink with the digit `raised` in its place, as tall as the others.

    What it stands over is left out, cut off where a line through it reaches its neighbours; where it stands over a gap,
    what stands low in it, the caret, is.
    """
    others = tuple(part for part in ink.parts if part is not raised)
    tallest = max(part.box.height for part in others)
    wide = max(raised.box.width * tallest / raised.box.height, _NARROWEST * tallest)
    middle = raised.box.centre[0]
    rest = replace(ink, parts=others)
    over = any(
        part.box.height >= _DIGIT * tallest and part.box.left < middle - _MIDDLE * wide / 2
        and part.box.right > middle + _MIDDLE * wide / 2
        for part in others
    )  # fmt: skip
    half = (_HALF if over else 0.0) * wide
    left, right = middle - half, middle + half
    columns = np.arange(ink.labels.shape[1])
    within = np.broadcast_to((columns >= left) & (columns < max(right, left + 1)), ink.labels.shape)
    if over:
        rest, kept, _ = parted_ink(rest, within, _WHOLE)
    else:
        near = middle - wide / 2, middle + wide / 2
        kept = tuple(
            part for part in others if part.box.height >= _DIGIT * tallest or not near[0] < part.box.centre[0] < near[1]
        )
    before = tuple(part for part in kept if part.box.centre[0] < middle)
    behind = tuple(part for part in kept if part not in before)
    feet = float(np.median([part.box.bottom for part in others if part.box.height >= _DIGIT * tallest]))
    return _side_by_side(crop, rest, (before, (raised,), behind), (raised, tallest, feet))


def _side_by_side(
    crop: Crop, ink: Ink, blocks: Sequence[tuple[Part, ...]], digit: tuple[Part, float, float]
) -> tuple[Crop, Ink]:
    """The blocks of parts beside each other, the middle one scaled; digit: that, its height, and where its foot is."""
    raised, tall, feet = digit
    gap = max(2, round(_GAP * tall))
    height = ink.labels.shape[0]
    darks: list[NDArray[np.uint8]] = []
    masks: list[NDArray[np.int32]] = []
    for at, block in enumerate(blocks):
        if not block:
            continue
        first, last = min(p.box.left for p in block), max(p.box.right for p in block)
        columns = slice(int(first), int(np.ceil(last)))
        mask = ink.mask(block)[:, columns]
        dark = np.where(cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0, ink.dark[:, columns], 0)
        labels = np.where(mask, ink.labels[:, columns], 0)
        if at == 1:
            dark, labels = _scaled(dark.astype(np.uint8), raised, tall, feet, height)
        darks += [dark.astype(np.uint8), np.zeros((height, gap), np.uint8)]
        masks += [labels.astype(np.int32), np.zeros((height, gap), np.int32)]
    room = np.zeros((height, max(gap, int(min(p.box.left for block in blocks for p in block)))), np.uint8)
    dark, labels = np.hstack([room, *darks, room]), np.hstack([room.astype(np.int32), *masks, room.astype(np.int32)])
    parts = []
    for number in [part.number for block in blocks for part in block]:
        rows, columns_of = np.nonzero(labels == number)
        if len(rows):
            box = Box(float(columns_of.min()), float(rows.min()), float(columns_of.max() + 1), float(rows.max() + 1))
            parts.append(Part(box, len(rows), number))
    grey = (255 - dark).astype(np.uint8)
    wider = replace(
        crop, grey=grey, box=Box(crop.box.left, crop.box.top, crop.box.left + grey.shape[1], crop.box.bottom)
    )
    own = sorted(parts, key=lambda part: (part.box.left, part.box.top))
    return wider, replace(ink, labels=labels, dark=dark, parts=tuple(own), specks=())


def _scaled(
    dark: NDArray[np.uint8], raised: Part, tall: float, feet: float, height: int
) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
    """The raised digit `tall` pixels high on the line of the others: how dark it is, and its label."""
    rows = slice(int(raised.box.top), int(np.ceil(raised.box.bottom)))
    piece = dark[rows]
    size = max(2, round(piece.shape[1] * tall / piece.shape[0])), max(2, round(tall))
    large = cv2.resize(piece, size, interpolation=cv2.INTER_LINEAR)
    out = np.zeros((height, size[0]), np.uint8)
    top = int(np.clip(round(feet - size[1]), 0, max(0, height - size[1])))
    part = large[: height - top]
    out[top : top + len(part)] = part
    least = max(1.0, 0.3 * float(large.max()))
    return out, np.where(out >= least, raised.number, 0).astype(np.int32)
