"""Dotted lines for writing on: rows of dots or short dashes, broken where writing stands on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes, piece_in, pieces_kept

SHORTEST_MM = 5.0
TALLEST_DOT_MM = 0.75
NEXT_DOT_MM = 1.6
WIDEST_DASH_MM = 60.0
BRIDGE_MM = 9.0
STEEPEST = 0.025


@dataclass(frozen=True, slots=True)
class DottedLine:
    """A line to write on, in pixels: `left` and `right` ends, its height there and there, and how thick it is."""

    left: float
    right: float
    left_y: float
    right_y: float
    weight_px: float

    @property
    def y(self) -> float:
        """Its mean height."""
        return (self.left_y + self.right_y) / 2

    @property
    def width(self) -> float:
        """Its length."""
        return self.right - self.left

    def scaled(self, by: float, down_px: float) -> DottedLine:
        """The same line on a picture `by` times larger, moved down."""
        return DottedLine(
            self.left * by,
            self.right * by,
            self.left_y * by + down_px,
            self.right_y * by + down_px,
            self.weight_px * by,
        )


def dotted_lines(ink: Grey, px_per_mm: float) -> tuple[tuple[DottedLine, ...], NDArray[np.bool_]]:
    """The dotted lines on `ink` (255 where ink is, else 0) and a mask of their dots."""
    # What lies in a hole of something so flat is as flat.
    dots = pieces_kept(
        ink, lambda boxes: (boxes[:, 3] <= TALLEST_DOT_MM * px_per_mm) & (boxes[:, 2] <= WIDEST_DASH_MM * px_per_mm)
    )
    reach = max(3, round(NEXT_DOT_MM * px_per_mm))
    closed = cv2.morphologyEx(
        cv2.copyMakeBorder(dots, 0, 0, reach, reach, cv2.BORDER_CONSTANT, value=[0.0]),
        cv2.MORPH_CLOSE,
        np.ones((1, reach), np.uint8),
    )
    chained: Grey = np.ascontiguousarray(closed[:, reach:-reach]).astype(np.uint8, copy=False)
    chains = piece_boxes(chained)
    # A long line may be tilted: what counts is how thick it is, and that it is no steeper than paper can lie.
    low = chains[:, 3] <= 1.4 * TALLEST_DOT_MM * px_per_mm + STEEPEST * chains[:, 2]
    long = chains[:, 2] >= 0.5 * SHORTEST_MM * px_per_mm
    pieces = []
    mask = np.zeros(ink.shape, np.bool_)
    for left, top, width, height in chains[low & long].tolist():
        part = piece_in(chained, (left, top, width, height))
        if part.sum() <= 0.8 * TALLEST_DOT_MM * px_per_mm * width:
            pieces.append(_line(part, left, top))
            mask[top : top + height, left : left + width] |= part
    lines = [line for line in _bridged(pieces, ink, px_per_mm) if line.width >= SHORTEST_MM * px_per_mm]
    return tuple(sorted(lines, key=lambda line: (line.y, line.left))), mask & (dots > 0)


def _line(part: NDArray[np.bool_], left: int, top: int) -> DottedLine:
    """The line through the pixels of a chain of dots whose box begins there."""
    height, width = part.shape
    rows = np.arange(height) + 0.5
    third = max(1, width // 3)
    first, last = part[:, :third], part[:, -third:]
    left_y = float((first * rows[:, None]).sum() / max(1, int(first.sum())))
    right_y = float((last * rows[:, None]).sum() / max(1, int(last.sum())))
    thick = float(np.median(part.sum(axis=0)))
    return DottedLine(float(left), float(left + width), top + left_y, top + right_y, thick)


def _bridged(pieces: list[DottedLine], ink: Grey, px_per_mm: float) -> list[DottedLine]:
    """Pieces put together over short gaps in which ink touches the line, as writing does that stands on it."""
    done: list[DottedLine] = []
    for piece in sorted(pieces, key=lambda line: line.left):
        for index, other in enumerate(done):
            gap = piece.left - other.right
            if not -px_per_mm <= gap <= BRIDGE_MM * px_per_mm or abs(piece.left_y - other.right_y) > 0.4 * px_per_mm:
                continue
            y, near = round(other.right_y), max(2, round(0.25 * px_per_mm))
            part = ink[max(0, y - near) : y + near, max(0, round(other.right)) : max(1, round(piece.left))]
            if gap <= 3 * NEXT_DOT_MM * px_per_mm or (part.size and part.any(axis=0).mean() > 0.2):
                done[index] = replace(other, right=piece.right, right_y=piece.right_y)
                break
        else:
            done.append(piece)
    return done
