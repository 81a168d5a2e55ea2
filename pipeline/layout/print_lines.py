"""Print outside the lattice: pieces of text lines, colons, dotted lines and check boxes."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.layout.check_boxes import check_boxes
from pipeline.layout.dotted_lines import DottedLine, dotted_lines
from pipeline.model import Grey

WORD_GAP_MM = 1.7
SHORTEST_LETTER_MM = 1.1
TALLEST_MM = 12.0


@dataclass(frozen=True, slots=True)
class PrintLines:
    """What is printed (or written) outside the lattice, each kind from top to bottom, then left to right, pixels.

    pieces: runs of words on one line, without colons. colons: the two dots together. boxes: check boxes.
    """

    pieces: tuple[Box, ...]
    colons: tuple[Box, ...]
    lines: tuple[DottedLine, ...]
    boxes: tuple[Box, ...]


def find_print(ink: Grey, px_per_mm: float, table: Box | None) -> PrintLines:
    """The print on `ink` (255 where ink is, else 0) above and below `table`, or on the whole page without one."""
    height, width = ink.shape
    if table is None:
        bands = [(0, height)]
    else:
        margin = 0.5 * px_per_mm
        bands = [(0, max(0, int(table.top - margin))), (min(height, int(table.bottom + margin)), height)]
    parts = [_in_band(ink[top:bottom], top, px_per_mm) for top, bottom in bands if bottom - top > 3 * px_per_mm]
    return PrintLines(
        tuple(piece for part in parts for piece in part.pieces),
        tuple(colon for part in parts for colon in part.colons),
        tuple(line for part in parts for line in part.lines),
        tuple(box for part in parts for box in part.boxes),
    )


def _in_band(ink: Grey, top: int, px_per_mm: float) -> PrintLines:
    boxes = check_boxes(ink, px_per_mm)
    left = ink.copy()
    for box in boxes:
        grown = box.grown(0.25 * px_per_mm)
        left[grown.slices(ink.shape[1], ink.shape[0])] = 0
    lines, dots = dotted_lines(left, px_per_mm)
    left[dots] = 0
    colons = _colons(left, px_per_mm)
    for colon in colons:
        left[colon.grown(1).slices(ink.shape[1], ink.shape[0])] = 0
    return PrintLines(
        tuple(piece.shifted(0, top) for piece in _pieces(left, px_per_mm)),
        tuple(colon.shifted(0, top) for colon in colons),
        tuple(DottedLine(line.left, line.right, line.left_y + top, line.right_y + top) for line in lines),
        tuple(box.shifted(0, top) for box in boxes),
    )


def _colons(ink: Grey, px_per_mm: float) -> tuple[Box, ...]:
    """Pairs of dots, one above the other, with nothing else near them on the left and right."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats = stats[1:count].astype(np.float64)
    size = np.maximum(stats[:, 2], stats[:, 3])
    small = (size <= 0.85 * px_per_mm) & (size >= 0.17 * px_per_mm)
    dots = stats[small]
    if len(dots) < 2:
        return ()
    x, y = dots[:, 0] + dots[:, 2] / 2, dots[:, 1] + dots[:, 3] / 2
    right, down = x[None, :] - x[:, None], y[None, :] - y[:, None]
    pairs = (np.abs(right) <= 0.22 * px_per_mm) & (down >= 0.7 * px_per_mm) & (down <= 2.6 * px_per_mm)
    found = []
    for upper, lower in np.argwhere(pairs):
        sizes = (dots[upper, 2] * dots[upper, 3], dots[lower, 2] * dots[lower, 3])
        if max(sizes) > 3.0 * min(sizes):
            continue
        box = Box(
            float(min(dots[upper, 0], dots[lower, 0])),
            float(dots[upper, 1]),
            float(max(dots[upper, 0] + dots[upper, 2], dots[lower, 0] + dots[lower, 2])),
            float(dots[lower, 1] + dots[lower, 3]),
        )
        around = ink[box.grown(0.3 * px_per_mm, 0.0).slices(ink.shape[1], ink.shape[0])]
        inside = ink[box.slices(ink.shape[1], ink.shape[0])]
        if int(np.count_nonzero(around)) <= 1.25 * int(np.count_nonzero(inside)):
            found.append(box)
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))


def _pieces(ink: Grey, px_per_mm: float) -> tuple[Box, ...]:
    """Runs of letters whose gaps are no wider than between words."""
    reach = max(3, round(WORD_GAP_MM * px_per_mm)) | 1
    joined = cv2.dilate(ink, np.ones((1, reach), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    half = reach // 2
    found = []
    for left, top, width, height, _ in stats[1:count]:
        piece = Box(float(left + half), float(top), float(left + width - half), float(top + height))
        tall_enough = SHORTEST_LETTER_MM * px_per_mm <= piece.height <= TALLEST_MM * px_per_mm
        if tall_enough and piece.width >= 0.5 * SHORTEST_LETTER_MM * px_per_mm:
            found.append(piece)
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))
