"""Ink that stands in the room of the field above, taken to the field that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.geometry import Box
from pipeline.model import Crop
from pipeline.read.ink import Ink, Part


def taken_over(crop: Crop, ink: Ink, above: Crop, written: Ink, parts: Sequence[Part]) -> tuple[Crop, Ink]:
    """The crop and its ink with `parts` of what is written in the field above, the crop as much higher as they need."""
    right, down = round(above.box.left - crop.box.left), round(above.box.top - crop.box.top)
    moved = [part.box.shifted(right, down) for part in parts]
    higher = max(0, -int(min(box.top for box in moved)) + 1)
    size = len(ink.labels) + higher, ink.labels.shape[1]
    labels, dark, grey = np.zeros(size, np.int32), np.zeros(size, np.uint8), np.full(size, 255, np.uint8)
    labels[higher:], dark[higher:], grey[higher:] = ink.labels, ink.dark, crop.grey
    lower = replace(crop, grey=grey, box=replace(crop.box, top=crop.box.top - higher))
    own = [replace(part, box=part.box.shifted(0, higher)) for part in ink.parts]
    first = int(ink.labels.max(initial=0)) + 1
    for number, (part, box) in enumerate(zip(parts, moved, strict=True), first):
        rows, columns = np.nonzero(written.labels == part.number)
        at = rows + down + higher, columns + right
        inside = (at[0] >= 0) & (at[0] < size[0]) & (at[1] >= 0) & (at[1] < size[1])
        to, of = (at[0][inside], at[1][inside]), (rows[inside], columns[inside])
        labels[to], dark[to], grey[to] = number, written.dark[of], above.grey[of]
        own.append(Part(Box(*(box.left, box.top + higher, box.right, box.bottom + higher)), len(to[0]), number))
    cell = ink.cell.shifted(0, higher)
    own.sort(key=lambda part: (part.box.left, part.box.top))
    return lower, replace(ink, labels=labels, dark=dark, cell=cell, parts=tuple(own), specks=())
