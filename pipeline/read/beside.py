"""Pen strokes beside printed options: ticks before, above or behind the words, rings round check boxes, underlines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Crop, Grey
from pipeline.read.ink import LEAST_CONTRAST, Mask, contrast_of, darkness
from pipeline.scan.pieces import components

PEN_SHARE = 0.22
"""The pen is at least this share as dark as the print beside it."""
_REACH = 0.9
"""Strokes farther from an option than this, in heights of its words, are none of its own."""
_PRINT_PX = 3
"""Print reaches so far beyond the box of its words: blur, and boxes that are a little off."""
FRAME = 0.16
"""So far from a check box's side, as shares of it, rests of its outline lie."""
_SPECK = 0.025
"""Pieces smaller than this, in squares of the words' height, are dirt."""
_DOT, _UPRIGHT, _APART = 0.35, 0.15, 1.0
"""In heights of the words: a colon's dots are no larger, stand so exactly one above the other, and no farther apart."""
_FLAT_LINE = 4.0
"""Least length in heights of what may underline words."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What of the pen lies beside one option. ink: its area in squares of the words' height. under: the length of a
    level stroke below the words, in their widths. cut: the area, in the same squares, of what runs out of the crop at
    its left or right, level with the field: a neighbour's, or a tick before the first or behind the last option.
    """

    ink: float
    under: float
    cut: float

    @property
    def log_ink(self) -> float:
        """Log10 of `ink`, -2 for none."""
        return log_area(self.ink)


def plain_ink(dark: Grey) -> Mask:
    """Where ink is as dark as marks are beside print. dark: as from darkness, of a field with print."""
    result: Mask = dark > max(PEN_SHARE * contrast_of(dark), LEAST_CONTRAST)
    return result


def strokes_beside(crop: Crop) -> tuple[Beside, ...]:
    """Per option of `crop`: the strokes beside its words and its check box that are nearer to it than to others."""
    words = [option.label.shifted(-crop.box.left, -crop.box.top) for option in crop.cell.options]
    boxes = [
        option.mark.shifted(-crop.box.left, -crop.box.top) if option.mark else None for option in crop.cell.options
    ]
    ink = _without_print(crop, words, boxes)
    amounts, unders, cuts = ([0.0] * len(words) for _ in range(3))
    _, stats, centres = components(ink.astype(np.uint8))
    inner = crop.cell.box.shifted(-crop.box.left, -crop.box.top)
    colon = _colon(stats, centres, inner, words)
    for number in (number for number in range(1, len(stats)) if number not in colon):
        left, top, width, height, area = (int(value) for value in stats[number])
        piece = Box(left, top, left + width, top + height)
        off = _cut_off(piece, inner, ink.shape)
        if off and not (piece.top > 0 and piece.bottom < ink.shape[0] and inner.top <= piece.centre[1] <= inner.bottom):
            continue
        at, distance = _nearest(float(centres[number][0]), float(centres[number][1]), words, boxes)
        high = words[at].height
        if distance > _REACH * high or area < _SPECK * high * high:
            continue
        if off:
            cuts[at] += area / (high * high)
            continue
        if width >= _FLAT_LINE * height and piece.centre[1] > words[at].centre[1]:
            shared = min(piece.right, words[at].right) - max(piece.left, words[at].left)
            unders[at] = max(unders[at], shared / max(words[at].width, 1.0))
        amounts[at] += area / (high * high)
    return tuple(Beside(*found) for found in zip(amounts, unders, cuts, strict=True))


def log_area(squares: float) -> float:
    """Log10 of an area in squares of the words' height, -2 for none."""
    return float(np.log10(squares + 0.01))


def _without_print(crop: Crop, words: Sequence[Box], boxes: Sequence[Box | None]) -> Mask:
    """The dark pixels of `crop` where neither words nor units nor separators nor outlines are printed."""
    dark = darkness(crop.grey)
    ink = plain_ink(dark)
    height, width = ink.shape
    printed = [box.shifted(-crop.box.left, -crop.box.top) for box in crop.cell.print_boxes]
    for box in [*(word.grown(_PRINT_PX) for word in words), *printed, *_separators(words, boxes, printed)]:
        rows, columns = box.slices(width, height)
        ink[rows, columns] = False
    for mark in boxes:
        if mark is not None:
            rows, columns = mark.grown(FRAME * mark.width).slices(width, height)
            ink[rows, columns] = False
    return ink


def _colon(stats: NDArray[np.int32], centres: NDArray[np.float64], cell: Box, words: Sequence[Box]) -> set[int]:
    """The two dots before the cell, by number, that are the colon of its label: near the first check box they would be
    a mark beside it."""
    high = max((word.height for word in words), default=0.0)
    before = stats[:, 0] + stats[:, 2] <= cell.left
    dots = [at for at in np.flatnonzero(before & (stats[:, 2:4].max(axis=1) <= _DOT * high)).tolist() if at]
    return {
        dot
        for one, other in combinations(dots, 2)
        if abs(centres[one][0] - centres[other][0]) <= _UPRIGHT * high
        and abs(centres[one][1] - centres[other][1]) <= _APART * high
        for dot in (one, other)
    }


def _separators(words: Sequence[Box], boxes: Sequence[Box | None], printed: Sequence[Box]) -> list[Box]:
    """Where slashes are printed between the words of one line (never between check boxes): in the middle between them,
    or between what else is printed or written behind the first and the second."""
    found: list[Box] = []
    for one, other in pairwise(words):
        between = [
            box.right for box in printed if one.right < box.right < other.left and box.top < one.centre[1] < box.bottom
        ]
        left = max([one.right, *between])
        gap = other.left - left
        if any(boxes) or abs(one.centre[1] - other.centre[1]) > 0.5 * one.height or gap <= 0:
            continue
        half = min(0.5 * gap, 0.35 * one.height)
        x = (left + other.left) / 2
        found.append(Box(x - half, min(one.top, other.top) - 2, x + half, max(one.bottom, other.bottom) + 4))
    return found


def _cut_off(piece: Box, cell: Box, shape: tuple[int, ...]) -> bool:
    """Whether a piece outside the cell runs out of the crop: it belongs to what stands beside."""
    at_edge = piece.left <= 0 or piece.top <= 0 or piece.right >= shape[1] or piece.bottom >= shape[0]
    return at_edge and piece.overlap(cell) < 0.2 * piece.area


def _nearest(x: float, y: float, words: Sequence[Box], boxes: Sequence[Box | None]) -> tuple[int, float]:
    """The option whose words or check box are nearest to a point, and how far they are, px."""
    distances = [
        min(_distance(x, y, word), _distance(x, y, mark) if mark is not None else np.inf)
        for word, mark in zip(words, boxes, strict=True)
    ]
    at = int(np.argmin(distances))
    return at, distances[at]


def _distance(x: float, y: float, box: Box) -> float:
    return float(np.hypot(max(box.left - x, 0.0, x - box.right), max(box.top - y, 0.0, y - box.bottom)))
