"""What a mark is by the shape of its ink: tick, cross, ring, dash, ditto, line down the column, or something else.

The probabilities are shape evidence alone; the reader weighs them against what the recogniser sees.
"""

from __future__ import annotations

from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.read.ink import Ink, Mask, Part


class Shape(StrEnum):
    """What the ink of a cell looks like."""

    TICK = "tick"
    CROSS = "cross"
    RING = "ring"
    DASH = "dash"
    DITTO = "ditto"
    DOWN_LINE = "down_line"
    OTHER = "other"


def mark_shape(ink: Ink) -> dict[Shape, float]:
    """Probability of each shape, sum 1; OTHER is writing that must be read."""
    scores = dict.fromkeys(Shape, 0.002)
    main = [part for part in ink.parts if max(part.box.width, part.box.height) > 0.3 * _size(ink.box())]
    if not main or len(main) > 4:
        scores[Shape.OTHER] = 1.0
        return _normalised(scores)
    box = ink.box()
    rows, columns = box.slices(ink.labels.shape[1], ink.labels.shape[0])
    mask = ink.mask()[rows, columns]
    height = min(ink.cell.height, 110.0)
    scores[Shape.OTHER] = 0.5
    if box.height < 0.14 * height and box.width > 1.8 * box.height:
        scores[Shape.DASH] = 8.0
    elif box.width > 2.5 * box.height and box.height < 0.3 * height and len(main) == 1 and _fill(mask) > 0.35:
        scores[Shape.DASH] = 3.0
    if len(main) == 2:
        scores[Shape.DITTO] = 6.0 * _ditto(main, ink)
    if len(main) == 1 and box.height > 0.85 * ink.cell.height and box.width < 0.25 * box.height:
        scores[Shape.DOWN_LINE] = 2.0
    if box.height > 0.14 * height:
        scores[Shape.TICK] += 6.0 * _tick(mask)
        scores[Shape.CROSS] += 6.0 * _cross(mask)
        if len(main) == 1:
            scores[Shape.RING] += 4.0 * _ring(mask)
    return _normalised(scores)


def _tick(mask: Mask) -> float:
    """How well the ink is a short stroke down to a corner and a long one up to the right, 0 to 1."""
    small = _scaled(mask)
    filled = np.flatnonzero(small.any(axis=0))
    if len(filled) < 8 or _holes(mask) > 0.02:
        return 0.0
    upper = np.array([np.flatnonzero(small[:, x])[0] for x in filled], dtype=float)
    lower = np.array([np.flatnonzero(small[:, x])[-1] for x in filled], dtype=float)
    middle = (upper + lower) / 2
    size = small.shape[0]
    corner = int(np.argmax(lower))
    share = corner / len(filled)
    thick = float(np.median(lower - upper)) / size
    rise_left = (middle[corner] - middle[: max(1, corner)].min()) / size
    rise_right = (middle[corner] - middle[corner:].min()) / size
    falls = np.diff(middle[corner:])
    smooth = float(np.mean(falls <= 1.0)) if len(falls) else 0.0
    single = float(np.mean([_runs(small[:, x]) == 1 for x in filled]))
    if mask.shape[1] < 0.45 * mask.shape[0] or not 0.08 < share < 0.62:
        return 0.0
    good = min(1.0, rise_right / 0.7) * min(1.0, rise_left / 0.15) * smooth * single * float(thick < 0.45)
    return float(good * (0.3 if upper[-4:].min() > 0.3 * size else 1.0))


def _cross(mask: Mask) -> float:
    """How well the ink is two long strokes that cross near the middle, 0 to 1."""
    small = _scaled(mask)
    if min(mask.shape) < 0.4 * max(mask.shape) or _holes(mask) > 0.02:
        return 0.0
    size = small.shape[0]
    yes, no = _diagonal(small), _diagonal(small[:, ::-1])
    third = size // 3
    gaps = [
        small[:third, third:-third][: third // 2].mean(),
        small[-third:, third:-third][third // 2 :].mean(),
        small[third:-third, :third][:, : third // 2].mean(),
        small[third:-third, -third:][:, third // 2 :].mean(),
    ]
    empty = float(np.clip(1.0 - 2.0 * max(gaps), 0.0, 1.0))
    return float(min(yes, no) ** 2 * empty)


def _diagonal(small: Mask) -> float:
    """Share of a diagonal's length that has ink near it."""
    size = small.shape[0]
    thick = cv2.dilate(small.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    at = np.arange(size)
    return float(thick[at, at].mean())


def _ring(mask: Mask) -> float:
    """How well the ink is one closed loop, 0 to 1."""
    hole = _holes(mask)
    if hole < 0.12:
        return 0.0
    height, width = mask.shape
    y, x = np.nonzero(mask)
    radius = np.hypot((x - (width - 1) / 2) / width, (y - (height - 1) / 2) / height)
    return float(np.clip((radius.min() - 0.12) / 0.15, 0.0, 1.0)) * float(
        min(width, height) > 0.35 * max(width, height)
    )


def _ditto(main: list[Part], ink: Ink) -> float:
    """How well two parts are a pair of short strokes side by side, 0 to 1."""
    first, second = main[0].box, main[1].box
    height = min(ink.cell.height, 110.0)
    tall = max(first.height, second.height)
    alike = min(first.height, second.height) / max(tall, 1.0)
    level = abs(first.centre[1] - second.centre[1]) < 0.4 * tall
    apart = second.left - first.left
    narrow = max(first.width, second.width) < 0.75 * tall + 2
    if not (alike > 0.6 and level and narrow and 0.1 * tall < apart < 1.8 * tall):
        return 0.0
    return float(np.clip((0.34 - tall / height) / 0.1, 0.0, 1.0))


def _holes(mask: Mask) -> float:
    """Area of enclosed paper, as a share of the ink's box."""
    padded = np.pad(mask.astype(np.uint8), 1)
    flooded = cv2.floodFill(padded.copy(), None, (0, 0), 2)[1]
    return float(np.count_nonzero(flooded == 0)) / max(1, mask.size)


def _scaled(mask: Mask, size: int = 32) -> Mask:
    scaled: Mask = cv2.resize(mask.astype(np.uint8) * 255, (size, size), interpolation=cv2.INTER_AREA) > 90
    return scaled


def _runs(line: NDArray[np.bool_]) -> int:
    return int(line[0]) + int(np.count_nonzero(line[1:] & ~line[:-1]))


def _fill(mask: Mask) -> float:
    return float(mask.mean())


def _size(box: Box) -> float:
    return max(box.width, box.height)


def _normalised(scores: dict[Shape, float]) -> dict[Shape, float]:
    total = sum(scores.values())
    return {shape: score / total for shape, score in scores.items()}
