"""Which pixels of a crop are ink of its own cell: strokes above paper, specks, show-through and neighbours left out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import OPTION_KINDS, Kind
from pipeline.geometry import Box
from pipeline.model import Crop, Grey
from pipeline.read.creases import without_creases
from pipeline.scan.grey_levels import grey_percentiles, levels_at_most
from pipeline.scan.pieces import components

Mask = NDArray[np.bool_]
"""Shape (height, width) of a crop, true where there is ink."""

LEAST_CONTRAST = 30.0
"""Grey steps between paper and the darkest of a stroke below which it is none: JPEG noise and paper grain."""
FAINTEST = 18.0
"""The same on a page whose pen is known to be pale."""
_EDGES = 0.2
"""Above and below, in heights of the cell."""
_FEWEST = 3
"""Cells of writing that tell how dark a page's pen is."""
SHARE_OF_TYPICAL = 0.30
"""Strokes fainter than this share of the page's usual ink are the back page shining through."""
_EDGE = 0.55
"""A pixel belongs to a stroke from this share of the least contrast on: thin strokes are faint beside fat ones."""
_UNIT_KINDS = frozenset({Kind.COUNT, Kind.DATE_AGE})
"""Kinds that a printed unit may stand behind (orang, buah, Tahun)."""
_LETTERS_OF_UNIT = 4
"""What was taken for print and is all the ink of a cell is a unit from this many pieces on, else it is the writing."""
_DOT_STRENGTH = 0.5
"""A dot of the writing is at least about as dark as its strokes; paper grain around faint writing is not."""
_RULING = 0.09
"""Remains of a ruling lie within this share of the cell's height from its edge."""
_THICKEST_PX = 9.0
"""No ruling's rest is thicker (0.75 mm at 300 dpi)."""
_ON_RULING_PX = 3.0
"""From the middle of the ruling, where the cell ends: half of what is drawn, and what a bend puts it off (300 dpi)."""
_WHOLE_RULING, _EDGE_WIDE = 0.85, 0.5
"""Upright strokes along the cell's edge of this share of its height; how wide a sheet's edge or a fold is at most."""
_WIDEST_STROKE_PX = 25
"""What is dark and wider than this in both directions is shade (the fold of a bound book), not a stroke (300 dpi)."""
_LETTER, _LETTER_AREA, _LETTER_GAP = 0.35, 0.04, 1.2
"""A letter of small writing: at least so high, with so much ink (of the square), so near; in heights of its parts."""
USUAL_CELL_PX = 110.0
"""Cells higher than this are not written larger (300 dpi)."""


@dataclass(frozen=True, slots=True)
class Part:
    """A connected piece of ink, in crop pixels: its box, its area in pixels and its number in the label image."""

    box: Box
    area: int
    number: int


@dataclass(frozen=True, eq=False)
class Ink:
    """The ink of one cell. labels: int32 (height, width), 0 paper, else the number of the part.

    dark: how much darker than the paper around it each pixel is, grey steps. contrast: of the own strokes. cell: the
    cell's box in crop pixels. parts: those that belong to the cell, from left to right. specks: too small for writing.
    """

    labels: NDArray[np.int32]
    dark: Grey
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
        wanted = np.zeros(int(self.labels.max(initial=0)) + 1, dtype=bool)
        wanted[[part.number for part in (self.parts if parts is None else parts)]] = True
        return np.take(wanted, self.labels)

    @cached_property
    def own(self) -> Mask:
        """The pixels of all own parts in the box around them."""
        return self.mask()[self.place]

    @cached_property
    def place(self) -> tuple[slice, slice]:
        """Rows and columns of that box."""
        return self.box().slices(self.labels.shape[1], self.labels.shape[0])

    def box(self) -> Box:
        """The box around all own parts; the cell's box when there are none."""
        return around(self.parts) if self.parts else self.cell


def darkness(grey: Grey) -> Grey:
    """How much darker than the paper around it each pixel is, grey steps; wide soft shade counts as paper."""
    if grey.size == 0:
        return grey
    size = _WIDEST_STROKE_PX
    paper = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8), borderType=cv2.BORDER_REPLICATE)
    # The brightest grain is not the paper: take off the usual distance between the two.
    depth = cv2.subtract(paper, grey)
    grain = int(np.searchsorted(levels_at_most(depth), depth.size / 2))
    less = np.maximum(np.arange(256) - grain, 0).astype(np.uint8)
    return cv2.LUT(depth, less).astype(np.uint8, copy=False)


def contrast_of(dark: Grey) -> float:
    """How dark the darkest strokes are, grey steps: the 12th darkest pixel; a dash has 12 x 3, noise fewer."""
    if dark.size <= 12:
        return 0.0
    return float(np.searchsorted(levels_at_most(dark), dark.size - 12, side="right"))


def typical_contrast(crops: Sequence[Crop]) -> float:
    """Grey steps between paper and ink that are usual on this page; 0 when too few cells are written to tell.

    Print is darker than any pen: beside it, half of the writing would be too pale.
    """
    printed = [crop.cell.field.kind in OPTION_KINDS or bool(crop.cell.print_boxes) for crop in crops]
    found = [contrast_of(darkness(_inner(crop))) for crop, dark in zip(crops, printed, strict=True) if not dark]
    for least in (2 * LEAST_CONTRAST, LEAST_CONTRAST):
        written = [contrast for contrast in found if contrast > least]
        if len(written) >= _FEWEST:
            return float(np.median(written))
    return 0.0


def least_contrast(typical: float) -> float:
    """How dark ink is at least, grey steps; `typical` as from typical_contrast."""
    return max(FAINTEST, SHARE_OF_TYPICAL * typical) if typical else LEAST_CONTRAST


def find_ink(crop: Crop, typical: float) -> Ink:
    """The ink of `crop`; `typical` as from typical_contrast, grey steps."""
    return ink_from(crop, darkness(crop.grey), least_contrast(typical))


def ink_from(crop: Crop, dark: Grey, least: float) -> Ink:
    """The ink of `crop` that is at least so dark, grey steps; dark: as from darkness."""
    cell = crop.cell.box.shifted(-crop.box.left, -crop.box.top).clipped(crop.grey.shape[1], crop.grey.shape[0])
    if crop.grey.size == 0 or contrast_of(dark) < least:
        return Ink(np.zeros(crop.grey.shape, np.int32), dark, 0.0, cell, (), ())
    # In a field of the head no stroke goes from above its crop to below it: that is the sheet's edge, or a fold.
    outside = not crop.cell.part.in_table
    dark = without_creases(dark, _EDGE * least) if outside else dark
    smooth = cv2.GaussianBlur(dark, (3, 3), 0)
    labels, stats, centres = components((smooth > _EDGE * least).astype(np.uint8))
    parts, strengths, specks = [], [], dict[Part, float]()
    for number, (left, top, width, height, area) in enumerate(stats[1:].tolist(), 1):  # the first is the paper
        part = Part(Box(left, top, left + width, top + height), area, number)
        if outside and height >= crop.grey.shape[0] and width <= _EDGE_WIDE * height:
            continue
        if not _belongs(part, cell, float(centres[number][0]), float(centres[number][1]), crop.grey.shape):
            continue
        part = _cut_at_cell(part, cell, labels)
        place = part.box.slices(labels.shape[1], labels.shape[0])
        window = labels[place] == number
        strength = float(smooth[place][window].max())
        if _is_speck(part, cell) or strength < least:
            specks[part] = strength
        else:
            parts.append(part)
            strengths += grey_percentiles(dark[place][window], (85,))
    contrast = float(np.average(strengths, weights=[part.area for part in parts])) if parts else 0.0
    parts = _without_unit(parts, crop)
    strong = [part for part, strength in specks.items() if strength >= _DOT_STRENGTH * contrast]
    small = _small_letters(strong, parts)
    rescued = [*small, *_dots_of([speck for speck in strong if speck not in small], [*parts, *small])]
    own = sorted([*parts, *rescued], key=lambda part: (part.box.left, part.box.top))
    return Ink(labels, dark, contrast, cell, tuple(own), tuple(part for part in specks if part not in rescued))


def around(parts: Sequence[Part]) -> Box:
    """The box around one or more parts."""
    result = parts[0].box
    for part in parts[1:]:
        result = result.union(part.box)
    return result


def _inner(crop: Crop) -> Grey:
    """Where only the cell's own writing stands: what is printed above or below it reaches in at the edges."""
    height, width = crop.grey.shape
    inner = crop.cell.box.grown(0, -_EDGES * crop.cell.box.height).shifted(-crop.box.left, -crop.box.top)
    rows, columns = inner.slices(width, height)
    return crop.grey[rows, columns]


def _belongs(part: Part, cell: Box, x: float, y: float, shape: tuple[int, ...]) -> bool:
    """Whether a part is the cell's own: its centre or 45 % of it inside; an intruder touches the crop's edge."""
    if _remains_of_ruling(part, cell):
        return False
    inside = part.box.overlap(cell) / max(part.box.area, 1.0)
    at_edge = part.box.left <= 0 or part.box.top <= 0 or part.box.right >= shape[1] or part.box.bottom >= shape[0]
    if at_edge and inside < 0.75:
        return inside > 0.45 and cell.contains(x, y)
    return inside >= 0.45 or cell.contains(x, y)


def _cut_at_cell(part: Part, cell: Box, labels: NDArray[np.int32]) -> Part:
    """A part that runs on beyond the crop, cut at the cell's side; what lies beyond is the neighbour's, and gets
    another number in `labels`."""
    first = math.floor(cell.left) if part.box.left <= 0 else 0
    last = math.ceil(cell.right) if part.box.right >= labels.shape[1] else labels.shape[1]
    if first == 0 and last == labels.shape[1]:
        return part
    outside = np.ones(labels.shape[1], dtype=bool)
    outside[first:last] = False
    labels[(labels == part.number) & outside] = labels.max() + 1
    rows, columns = np.nonzero(labels == part.number)
    if len(rows) == 0:
        return part
    box = Box(float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1))
    return Part(box, len(rows), part.number)


def _remains_of_ruling(part: Part, cell: Box) -> bool:
    """Whether a part is a narrow piece along the cell's edge: what is left of a ruling where writing touched it."""
    band = _RULING * min(cell.height, USUAL_CELL_PX)
    long = 0.5 * min(cell.height, USUAL_CELL_PX)
    box = part.box
    upright = min(abs(box.left - edge) + abs(box.right - edge) for edge in (cell.left, cell.right))
    # A 1 of small writing is no taller than such a rest, but stands beside the ruling's way, not on it.
    on_way = min(box.left - cell.left, cell.right - box.right) <= _ON_RULING_PX
    level = min(abs(box.top - edge) + abs(box.bottom - edge) for edge in (cell.top, cell.bottom))
    # As long as the cell is high and straight, it is the ruling itself; no 1 is written so.
    length = box.height < long or (box.height > _WHOLE_RULING * cell.height and box.width < 0.5 * band)
    along = level < 2 * band and box.height < band
    # In a low cell a ruling is thick beside its height: what lies on the very edge and is no thicker is still it.
    along |= box.height < _THICKEST_PX and any(box.top <= edge <= box.bottom for edge in (cell.top, cell.bottom))
    return (upright < 2 * band and box.width < band and length and on_way) or along


def _without_unit(parts: list[Part], crop: Crop) -> list[Part]:
    """The parts without a printed unit among them."""
    if crop.cell.field.kind not in _UNIT_KINDS or not crop.cell.print_boxes:
        return parts
    printed = [words.grown(2).shifted(-crop.box.left, -crop.box.top) for words in crop.cell.print_boxes]
    written = [part for part in parts if not any(part.box.overlap(words) > 0.5 * part.box.area for words in printed)]
    return written if written or len(parts) >= _LETTERS_OF_UNIT else parts


def _is_speck(part: Part, cell: Box) -> bool:
    """Too small for writing: smaller than a dash or a period of this cell's height would be."""
    size = max(part.box.width, part.box.height)
    usual = min(cell.height, USUAL_CELL_PX)
    round_dot = size < 0.14 * usual and min(part.box.width, part.box.height) > 0.45 * size
    return size < 0.08 * usual or part.area < 12 or round_dot


def _small_letters(specks: Sequence[Part], parts: Sequence[Part]) -> list[Part]:
    """Specks that are letters of small writing: as high as its letters, in its line and near it or one another."""
    if not parts:
        return []
    tall = sorted(part.box.height for part in parts)[(len(parts) - 1) // 2]
    found: list[Part] = []
    line = around(parts)
    for speck in sorted(specks, key=lambda one: one.box.left):
        box, (_, y) = speck.box, speck.box.centre
        high = box.height >= _LETTER * tall and speck.area >= _LETTER_AREA * tall * tall
        near = any(
            _gap(box, other.box) < _LETTER_GAP * tall and other.box.top <= y <= other.box.bottom
            for other in (*parts, *found)
        )
        if high and near and line.top - 0.2 * tall <= box.top and box.bottom <= line.bottom + 0.2 * tall:
            found.append(speck)
    return found


def _gap(one: Box, other: Box) -> float:
    """Room between two boxes side by side, pixels; negative where they overlap."""
    return max(one.left, other.left) - min(one.right, other.right)


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
