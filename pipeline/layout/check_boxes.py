"""Printed check boxes: small ruled squares, empty or marked."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.model import Grey

SMALLEST_MM = 2.0
LARGEST_MM = 7.5
EDGE_COVERED = 0.86


def check_boxes(ink: Grey, px_per_mm: float) -> tuple[Box, ...]:
    """The squares on `ink` (255 where ink is, else 0) by their outer edges, from top to bottom, then left to right.

    A square has two upright sides of like length and place, as far apart as they are long, and ink along the whole
    of its top and bottom between them. Marks inside, or through the sides, do not matter.
    """
    shortest, longest = SMALLEST_MM * px_per_mm, LARGEST_MM * px_per_mm
    sides = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, int(shortest * 0.85)), 1), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(sides, connectivity=8)
    stats = stats[1:count]
    upright = (stats[:, 2] <= 0.9 * px_per_mm) & (stats[:, 3] >= shortest) & (stats[:, 3] <= 2.2 * longest)
    stats = stats[upright].astype(np.float64)
    if len(stats) < 2:
        return ()
    left, top, wide, tall = stats[:, 0], stats[:, 1], stats[:, 2], stats[:, 3]
    bottom, middle = top + tall, left + wide / 2
    apart = middle[None, :] - middle[:, None]
    shared_top = np.maximum(top[:, None], top[None, :])
    shared_bottom = np.minimum(bottom[:, None], bottom[None, :])
    height = shared_bottom - shared_top
    likely = (apart >= shortest * 0.9) & (apart <= longest) & (height >= 0.72 * apart) & (height <= 1.4 * apart)
    # A side that two stacked boxes share is long; their other sides tell them apart.
    likely &= np.minimum(tall[:, None], tall[None, :]) <= 1.3 * np.maximum(apart, 1.0)
    found: list[tuple[float, Box]] = []
    for first, second in np.argwhere(likely):
        box = Box(
            float(left[first]),
            float(shared_top[first, second]),
            float(left[second] + wide[second]),
            float(shared_bottom[first, second]),
        )
        covered = min(_edge(ink, box, box.top), _edge(ink, box, box.bottom))
        if covered >= EDGE_COVERED and _stands_alone(ink, box, px_per_mm):
            found.append((abs(box.width - box.height) + 20 * (1 - covered), box))
    return _distinct(found)


def _edge(ink: Grey, box: Box, at: float) -> float:
    """Share of the columns between the sides that have ink near height `at`."""
    reach = max(2, round(0.07 * box.width))
    part = ink[max(0, round(at) - reach) : round(at) + reach, round(box.left) : round(box.right)]
    return float((part.max(axis=0) > 0).mean()) if part.size else 0.0


def _stands_alone(ink: Grey, box: Box, px_per_mm: float) -> bool:
    """Whether there is paper on the left, as there is not beside a letter in a word that happens to look square."""
    top, bottom = round(box.top + 0.1 * box.height), round(box.bottom - 0.1 * box.height)
    left = max(0, round(box.left - 0.8 * px_per_mm))
    part = ink[top:bottom, left : max(1, round(box.left) - 2)]
    return not part.size or float((part > 0).mean()) < 0.06


def _distinct(found: list[tuple[float, Box]]) -> tuple[Box, ...]:
    """The best of those that overlap, in reading order, and all about as large as most of them are."""
    kept: list[Box] = []
    for _, box in sorted(found):
        if all(box.overlap(other) < 0.2 * min(box.area, other.area) for other in kept):
            kept.append(box)
    if not kept:
        return ()
    usual = float(np.median([box.width for box in kept]))
    return tuple(
        sorted((box for box in kept if 0.7 * usual <= box.width <= 1.4 * usual), key=lambda box: (box.top, box.left))
    )
