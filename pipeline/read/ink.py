"""Which pixels of a crop are ink of its own cell: strokes above paper, specks, show-through and neighbours left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Crop, Grey

Mask = NDArray[np.bool_]
"""Shape (height, width) of a crop, true where there is ink."""

_LEAST_CONTRAST = 30.0
"""Grey steps between paper and ink below which nothing counts as a stroke: JPEG noise and paper grain."""
_SHARE_OF_TYPICAL = 0.30
"""Strokes fainter than this share of the page's usual ink are the back page shining through."""
_STROKE_LEVEL = 0.42
"""A pixel is ink when it lies further than this from paper to the darkest stroke."""


@dataclass(frozen=True, slots=True)
class Part:
    """A connected piece of ink, in crop pixels: its box, its area in pixels and its number in the label image."""

    box: Box
    area: int
    number: int


@dataclass(frozen=True, slots=True, eq=False)
class Ink:
    """The ink of one cell. labels: int32 (height, width), 0 paper, else the number of the part.

    paper, contrast: grey level of the paper, and how much darker the darkest strokes are. cell: the cell's box in
    crop pixels. parts: those that belong to the cell, from left to right. specks: parts too small to be writing.
    """

    labels: NDArray[np.int32]
    paper: float
    contrast: float
    cell: Box
    parts: tuple[Part, ...]
    specks: tuple[Part, ...]

    @property
    def blank(self) -> bool:
        """Nothing is written."""
        return not self.parts

    def mask(self, parts: Sequence[Part] | None = None) -> Mask:
        """The pixels of `parts` (all own parts by default)."""
        wanted = np.zeros(int(self.labels.max()) + 1, dtype=bool)
        wanted[[part.number for part in (self.parts if parts is None else parts)]] = True
        result: Mask = wanted[self.labels]
        return result

    def box(self) -> Box:
        """The box around all own parts; the cell's box when there are none."""
        boxes = [part.box for part in self.parts]
        return _around(boxes) if boxes else self.cell


def typical_contrast(crops: Sequence[Crop]) -> float:
    """Grey steps between paper and ink that are usual on this page; 0 when too few cells are written to tell."""
    found = []
    for crop in crops:
        contrast = _levels(crop)[1]
        if contrast > 2 * _LEAST_CONTRAST:
            found.append(contrast)
    return float(np.median(found)) if len(found) >= 3 else 0.0


def find_ink(crop: Crop, typical: float) -> Ink:
    """The ink of `crop`; `typical` as from typical_contrast, grey steps."""
    cell = crop.cell.box.shifted(-crop.box.left, -crop.box.top).clipped(crop.grey.shape[1], crop.grey.shape[0])
    paper, contrast = _levels(crop)
    least = max(_LEAST_CONTRAST, _SHARE_OF_TYPICAL * typical)
    if contrast < least or crop.grey.size == 0:
        return Ink(np.zeros(crop.grey.shape, np.int32), paper, contrast, cell, (), ())
    threshold = paper - max(_STROKE_LEVEL * contrast, 0.8 * least)
    smooth = cv2.GaussianBlur(crop.grey, (3, 3), 0)
    dark = (smooth < threshold).astype(np.uint8)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(dark, connectivity=8)
    parts, specks = [], []
    for number in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[number])
        part = Part(Box(left, top, left + width, top + height), area, number)
        if not _belongs(part, cell, float(centres[number][0]), float(centres[number][1]), crop.grey.shape):
            continue
        pixels = smooth[top : top + height, left : left + width][
            labels[top : top + height, left : left + width] == number
        ]
        if _is_speck(part, cell) or paper - float(pixels.min()) < least:
            specks.append(part)
        else:
            parts.append(part)
    parts.sort(key=lambda part: (part.box.left, part.box.top))
    rescued = _dots_of(specks, parts)
    specks = [part for part in specks if part not in rescued]
    parts = sorted([*parts, *rescued], key=lambda part: (part.box.left, part.box.top))
    return Ink(labels.astype(np.int32), paper, contrast, cell, tuple(parts), tuple(specks))


def ink_quality(crop: Crop, ink: Ink, typical: float) -> float:
    """0 (faint, broken, crowded) to 1: contrast against the page's, share of specks, and room to the cell's edge."""
    if ink.blank:
        return 1.0
    strong = min(1.0, ink.contrast / max(0.7 * typical, 90.0))
    own = sum(part.area for part in ink.parts)
    stray = sum(part.area for part in ink.specks)
    box = ink.box()
    over = 1.0 - box.overlap(ink.cell) / max(box.area, 1.0)
    return float(np.clip(strong * (1.0 - min(0.5, stray / (own + stray))) * (1.0 - 0.5 * over), 0.0, 1.0))


def paper_and_contrast(pixels: Grey) -> tuple[float, float]:
    """Grey level of the paper, and how much darker the darkest strokes are."""
    if pixels.size == 0:
        return 255.0, 0.0
    counts = np.cumsum(np.bincount(pixels.ravel(), minlength=256))
    paper = float(np.searchsorted(counts, 0.6 * pixels.size))
    # The darkest 12 pixels are a stroke (a dash is 12 x 3); fewer are noise.
    darkest = float(np.searchsorted(counts, min(12, pixels.size)))
    return paper, max(0.0, paper - darkest)


def _levels(crop: Crop) -> tuple[float, float]:
    """As paper_and_contrast, inside the cell."""
    height, width = crop.grey.shape
    inner = crop.cell.box.shifted(-crop.box.left, -crop.box.top).clipped(width, height)
    return paper_and_contrast(crop.grey[inner.slices(width, height)])


def _belongs(part: Part, cell: Box, x: float, y: float, shape: tuple[int, ...]) -> bool:
    """Whether a part is the cell's own: its centre or 45 % of it inside; an intruder touches the crop's edge."""
    inside = part.box.overlap(cell) / max(part.box.area, 1.0)
    at_edge = part.box.left <= 0 or part.box.top <= 0 or part.box.right >= shape[1] or part.box.bottom >= shape[0]
    if at_edge and inside < 0.75:
        return inside > 0.45 and cell.contains(x, y)
    return inside >= 0.45 or cell.contains(x, y)


def _is_speck(part: Part, cell: Box) -> bool:
    """Too small for writing: smaller than a dash or a period of this cell's height would be."""
    size = max(part.box.width, part.box.height)
    usual = min(cell.height, 110.0)
    round_dot = size < 0.14 * usual and min(part.box.width, part.box.height) > 0.45 * size
    return size < 0.08 * usual or part.area < 12 or round_dot


def _dots_of(specks: Sequence[Part], parts: Sequence[Part]) -> list[Part]:
    """Specks that are dots of the writing: i-dots, periods, colons close to a part of writing size."""
    found = []
    for speck in specks:
        x, y = speck.box.centre
        for part in parts:
            height = part.box.height
            near = part.box.grown(0.35 * height, 0.5 * height)
            if near.contains(x, y) and max(speck.box.width, speck.box.height) > 0.08 * height and speck.area >= 6:
                found.append(speck)
                break
    return found


def _around(boxes: Sequence[Box]) -> Box:
    result = boxes[0]
    for box in boxes[1:]:
        result = result.union(box)
    return result
