"""Dotted lines for writing on: rows of dots or short dashes, broken where writing stands on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes, piece_in, pieces_kept

SHORTEST_MM = 5.0
TALLEST_DOT_MM = 0.75
"""Dark copies make of a full stop one of 0.7 mm."""
NEXT_DOT_MM = 1.6
WIDEST_DASH_MM = 60.0
BRIDGE_MM, LONG_BRIDGE_MM = 9.0, 60.0
"""Over so much writing may hide the dots; over more only where they are seen beneath it all the way."""
SHORT_MM, FEWEST_DOTS = 0.9, 2
"""What is left of a line before or behind writing is so long at least, and so many dots."""
MOST_LINES = 1000
"""A form has some sixty, a table with dotted rows and bars a few hundred pieces of them; specks make thousands."""
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
    short = (chains[:, 2] >= SHORT_MM * px_per_mm) & ~long
    mask = np.zeros(ink.shape, np.bool_)

    def lines_of(boxes: NDArray[Any], least_dots: int) -> list[DottedLine]:
        found = []
        for left, top, width, height in boxes.tolist():
            part = piece_in(chained, (left, top, width, height))
            few = least_dots > 1 and _dots_in(dots[top : top + height, left : left + width]) < least_dots
            if part.sum() <= TALLEST_DOT_MM * px_per_mm * width and not few:
                found.append(_line(part, left, top))
                mask[top : top + height, left : left + width] |= part
        return found

    whole = _bridged(lines_of(chains[low & long], 1), ink, px_per_mm)
    lines = [line for line in whole if line.width >= SHORTEST_MM * px_per_mm]
    if len(lines) > MOST_LINES:
        return (), np.zeros(ink.shape, np.bool_)
    few = chains[low & short]
    ends = lines_of(few, FEWEST_DOTS) if len(few) <= MOST_LINES else []
    lines = [_lengthened(line, ends, ink, px_per_mm) for line in lines]
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
    """Pieces put together over gaps in which ink touches the line, as writing does that stands on it."""
    done: list[DottedLine] = []
    ends = np.empty((len(pieces), 2))
    for piece in sorted(pieces, key=lambda line: line.left):
        gaps = (piece.left - ends[: len(done), 0]) / px_per_mm
        level = np.abs(piece.left_y - ends[: len(done), 1]) <= 0.4 * px_per_mm
        near = np.flatnonzero(level & (gaps >= -1.0) & (gaps <= BRIDGE_MM)).tolist()
        at = next((at for at in near if _touched(done[at], piece, ink, px_per_mm)), None)
        far = np.flatnonzero(level & (gaps > BRIDGE_MM) & (gaps <= LONG_BRIDGE_MM))
        if at is None and len(far):
            nearest = int(far[gaps[far].argmin()])
            at = nearest if _inked_between(done[nearest], piece, ink, px_per_mm) else None
        if at is None:
            at = len(done)
            done.append(piece)
        else:
            done[at] = replace(done[at], right=piece.right, right_y=piece.right_y)
        ends[at] = done[at].right, done[at].right_y
    return done


def _dots_in(dots: Grey) -> int:
    """How many dots stand beside one another there."""
    there = np.concatenate([[False], dots.any(axis=0), [False]]).astype(np.int8)
    return int(np.count_nonzero(np.diff(there) == 1))


def _lengthened(line: DottedLine, ends: list[DottedLine], ink: Grey, px_per_mm: float) -> DottedLine:
    """The line with the few dots that are left of it before or behind writing: ink stands at its height all the way."""
    level = [end for end in ends if abs(line.y - end.y) <= 0.8 * px_per_mm]
    for end in sorted(level, key=lambda one: -one.right):
        if _goes_on(end, line, px_per_mm) and _inked_between(end, line, ink, px_per_mm):
            line = replace(line, left=end.left, left_y=end.left_y)
    for end in sorted(level, key=lambda one: one.left):
        if _goes_on(line, end, px_per_mm) and _inked_between(line, end, ink, px_per_mm):
            line = replace(line, right=end.right, right_y=end.right_y)
    return line


def _goes_on(line: DottedLine, following: DottedLine, px_per_mm: float) -> bool:
    """Whether another line begins behind it, level with it and not too far away."""
    level = abs(line.right_y - following.left_y) <= 0.4 * px_per_mm
    return level and 0 <= following.left - line.right <= LONG_BRIDGE_MM * px_per_mm


def _inked_between(line: DottedLine, following: DottedLine, ink: Grey, px_per_mm: float) -> bool:
    """Whether there is ink at the height of two lines all the way between them."""
    return _longest_gap(_between(line, following, ink, px_per_mm)) <= NEXT_DOT_MM * px_per_mm


def _touched(line: DottedLine, following: DottedLine, ink: Grey, px_per_mm: float) -> bool:
    """Whether a line that ends near where another begins goes on there: at once, or beneath ink that touches it."""
    if following.left - line.right <= 3 * NEXT_DOT_MM * px_per_mm:
        return True
    return bool(_between(line, following, ink, px_per_mm).mean() > 0.2)


def _between(line: DottedLine, following: DottedLine, ink: Grey, px_per_mm: float) -> NDArray[np.bool_]:
    """For each column between two lines whether there is ink at their height."""
    y, near = round(line.right_y), max(2, round(0.25 * px_per_mm))
    part = ink[max(0, y - near) : y + near, max(0, round(line.right)) : max(1, round(following.left))]
    return np.asarray(part.any(axis=0), dtype=np.bool_)


def _longest_gap(ink: NDArray[np.bool_]) -> int:
    """The longest run without ink, in pixels."""
    at = np.flatnonzero(np.concatenate([[True], ink, [True]]))
    return int(np.diff(at).max()) - 1
