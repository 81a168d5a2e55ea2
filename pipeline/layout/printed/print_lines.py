"""Print and writing outside the lattice: pieces of text lines, colons, dotted lines and check boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from pipeline.geometry import Box, Points
from pipeline.layout.lines.rulings import Ruling
from pipeline.layout.printed.bracket_boxes import bracket_boxes
from pipeline.layout.printed.check_boxes import check_boxes
from pipeline.layout.printed.colons import dot_pairs, printed_colons, run_together
from pipeline.layout.printed.dotted_lines import DottedLine, dotted_lines
from pipeline.layout.printed.grown_together import lines_apart
from pipeline.layout.printed.punch_holes import without_holes
from pipeline.layout.printed.round_boxes import round_boxes
from pipeline.layout.printed.value_frames import ValueFrame, value_frames, with_frames
from pipeline.layout.printed.wide_dots import wide_dot_lines
from pipeline.layout.printed.wide_words import with_wide_gaps
from pipeline.layout.printed.writing_lines import (
    ruled_lines,
    with_ruled,
    without_edges,
    without_tops,
    without_underlines,
)
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

WORK_PX_PER_MM = 7.0
"""About 180 dpi: fine enough for dots and colons, and three times faster than 300."""

INK_SHARE = 0.25
"""A smaller pixel is ink when this share of what it stands for is: thin strokes must not break."""

NEXT_OPTION_MM = 45.0
FRAME_MM = 2.0
WORD_GAP_MM = 1.7
SHORTEST_LETTER_MM = 1.1
TALLEST_MM = 12.0
CREASE, WHOLE = 1.1, 0.85
"""Of the tallest letter, what is longer is none; share of such a line that is seen, where it is the side of a frame."""
MOST_PIECES = 1500
"""A form has at most some two hundred; of a picture with more, the widest are kept."""


@dataclass(frozen=True, slots=True)
class PrintLines:
    """What stands outside the lattice, each kind from top to bottom, then left to right, page pixels.

    pieces: printed runs of words on one line, without colons. writing: runs of words that stand on a dotted line.
    colons: the two dots together. lines: dotted lines, and the lower edges of frames. boxes: check boxes. frames:
    printed ones to write in.
    """

    pieces: tuple[Box, ...]
    writing: tuple[Box, ...]
    colons: tuple[Box, ...]
    lines: tuple[DottedLine, ...]
    boxes: tuple[Box, ...]
    frames: tuple[ValueFrame, ...] = ()


def find_print(
    ink: Grey, px_per_mm: float, table: Box | None, rulings: Sequence[Ruling], uprights: Sequence[Ruling] = ()
) -> PrintLines:
    """The print on `ink` (255 where ink is, else 0) above and below `table`, or on the whole page without one.

    rulings: those from left to right, among which are lines to write on. uprights: those from top to bottom, which may
    be the sides of frames.
    """
    height = ink.shape[0]
    bands = [(0, height)]
    if table is not None:
        # A frame round the table, or a rule across the page, is no line to write on: what stands above it is print.
        rulings = [
            ruling
            for ruling in rulings
            if ruling.start > table.left + FRAME_MM * px_per_mm or ruling.end < table.right - FRAME_MM * px_per_mm
        ]
        margin = 0.5 * px_per_mm
        bands = [(0, max(0, int(table.top - margin))), (min(height, int(table.bottom + margin)), height)]
    parts = [
        _in_band(
            ink[top:bottom],
            top,
            px_per_mm,
            [ruling for ruling in rulings if top < ruling.middle < bottom],
            _sides(uprights, top, bottom, px_per_mm),
        )
        for top, bottom in bands
        if bottom - top > 3 * px_per_mm
    ]
    return PrintLines(
        tuple(piece for part in parts for piece in part.pieces),
        tuple(piece for part in parts for piece in part.writing),
        tuple(colon for part in parts for colon in part.colons),
        tuple(line for part in parts for line in part.lines),
        tuple(box for part in parts for box in part.boxes),
        tuple(frame for part in parts for frame in part.frames),
    )


def _sides(uprights: Sequence[Ruling], top: int, bottom: int, px_per_mm: float) -> list[Ruling]:
    """What of the uprights lies between two heights, longer than any letter and whole: stems of letters below one
    another have gaps between them."""
    parts = [side.between(top, bottom) for side in uprights if side.start < bottom and side.end > top]
    longest = CREASE * TALLEST_MM * px_per_mm
    return [part for part in parts if part.length >= longest and part.seen_px >= WHOLE * part.length]


def _in_band(ink: Grey, top: int, px_per_mm: float, rulings: Sequence[Ruling], sides: Sequence[Ruling]) -> PrintLines:
    """The print of one band of the page, looked for on a smaller picture of it."""
    shrink = px_per_mm / WORK_PX_PER_MM if px_per_mm > 1.1 * WORK_PX_PER_MM else 1.0
    scale = px_per_mm / shrink
    small = without_holes(_shrunk(ink, shrink), scale)
    boxes = check_boxes(small, scale, ink, shrink) or round_boxes(small, scale)
    boxes = boxes or bracket_boxes(small, scale, ink, shrink)
    left = small.copy()
    for box in boxes:
        left[box.grown(0.25 * scale).slices(left.shape[1], left.shape[0])] = 0
    frames = value_frames(left, scale)
    for frame in frames:
        _take_off_frame(left, frame)
    for side in sides:
        # It is traced in steps, and may go on for half of one.
        along = np.array([side.start - side.step_px / 2, *side.along.tolist(), side.end + side.step_px / 2])
        ends = np.column_stack([side.at(along), along - top]) / shrink
        _wipe(left, ends, int(np.ceil(side.weight_px / shrink)) + 2)
    ruled = ruled_lines([_raised(ruling, top) for ruling in rulings], ink, px_per_mm)
    for line in ruled:
        _take_off(left, line.scaled(1 / shrink, 0.0))
    lines, dots = dotted_lines(left, scale)
    left[dots] = 0
    wide, dots = wide_dot_lines(left, scale)
    left[dots] = 0
    lines = tuple(sorted((*lines, *wide), key=lambda line: (line.y, line.left)))
    lines = with_ruled(lines, [line.scaled(1 / shrink, 0.0) for line in ruled], scale)
    lines = with_frames(lines, frames, scale)
    # What a mark leaves around the box it was made in may look like a colon.
    beside = [box.grown((1.2 if _follows(box, boxes, scale) else 0.55) * scale, 0.8 * scale) for box in boxes]
    found = (*dot_pairs(left, scale), *(run_together(left, scale, ink, shrink) if shrink > 1.0 else ()))
    pairs = [
        pair
        for pair in sorted(found, key=lambda box: (box.top, box.left))
        if not any(box.contains(*pair.centre) for box in beside)
    ]
    for colon in pairs:
        left[colon.grown(1).slices(left.shape[1], left.shape[0])] = 0
    left[_creases(left, scale) > 0] = 0
    near = [box.grown(1.3 * scale) for box in boxes]
    pieces = [
        piece
        for piece in _pieces(left, scale)
        if piece.width > 2.0 * scale or not any(box.contains(*piece.centre) for box in near)
    ]
    lines = without_edges(without_underlines(without_tops(lines, scale), pieces, scale), boxes, scale)
    colons = printed_colons(pairs, pieces, scale)
    written = [piece for piece in pieces if _is_written(piece, lines, scale)]
    printed = with_wide_gaps([piece for piece in pieces if piece not in written], (*colons, *boxes))
    return PrintLines(
        tuple(_grown(piece, shrink, top) for piece in printed),
        tuple(_grown(piece, shrink, top) for piece in written),
        tuple(_grown(colon, shrink, top) for colon in colons),
        tuple(line.scaled(shrink, top) for line in lines),
        tuple(_grown(box, shrink, top) for box in boxes),
        tuple(frame.scaled(shrink, top) for frame in frames),
    )


def _follows(box: Box, boxes: Sequence[Box], px_per_mm: float) -> bool:
    """Whether another box stands left of it in its line: no colon is printed between the options of one label."""
    return any(
        0 < box.left - other.right < NEXT_OPTION_MM * px_per_mm
        and abs(other.centre[1] - box.centre[1]) < 0.5 * box.height
        for other in boxes
    )


def _raised(ruling: Ruling, by: int) -> Ruling:
    return replace(ruling, across=ruling.across - by)


def _take_off_frame(ink: Grey, frame: ValueFrame) -> None:
    for line in (frame.top, frame.bottom):
        _take_off(ink, line)
    for side in frame.sides():
        _wipe(ink, np.array(side), int(np.ceil(frame.top.weight_px)) + 1)


def _take_off(ink: Grey, line: DottedLine) -> None:
    ends = np.array([[line.left, line.left_y], [line.right, line.right_y]])
    _wipe(ink, ends, int(np.ceil(line.weight_px)) + 1)


def _wipe(ink: Grey, points: Points, thick: int) -> None:
    cv2.polylines(ink, [np.round(points).astype(np.int32)], False, 0.0, thick)


def _shrunk(ink: Grey, by: float) -> Grey:
    """A picture `by` times smaller."""
    if by == 1.0:
        return ink
    size = (max(1, round(ink.shape[1] / by)), max(1, round(ink.shape[0] / by)))
    small = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)
    return cv2.threshold(small, 255 * INK_SHARE, 255, cv2.THRESH_BINARY)[1].astype(np.uint8, copy=False)


def _grown(box: Box, by: float, top: int) -> Box:
    """The same box on the page."""
    return box.scaled(by).shifted(0, top)


def _is_written(piece: Box, lines: Sequence[DottedLine], px_per_mm: float) -> bool:
    """Whether a piece stands on a dotted line or is crossed by one, as writing is."""
    for line in lines:
        shared = min(piece.right, line.right) - max(piece.left, line.left)
        over = -1.0 * px_per_mm < line.y - piece.bottom < 3.2 * px_per_mm or piece.top < line.y < piece.bottom
        if shared > 0.6 * piece.width and over:
            return True
    return False


def _creases(ink: Grey, px_per_mm: float) -> Grey:
    """255 where ink goes straight down for longer than any letter: folds, edges of paper, bars of nothing."""
    tall = round(CREASE * TALLEST_MM * px_per_mm)
    return cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((tall, 1), np.uint8)).astype(np.uint8, copy=False)


def _pieces(ink: Grey, px_per_mm: float) -> tuple[Box, ...]:
    """Runs of letters whose gaps are no wider than between words."""
    reach = max(3, round(WORD_GAP_MM * px_per_mm)) | 1
    joined = cv2.dilate(ink, np.ones((1, reach), np.uint8)).astype(np.uint8, copy=False)
    boxes = piece_boxes(joined)
    half = reach // 2
    runs = np.concatenate([boxes, *lines_apart(ink, joined, boxes, TALLEST_MM * px_per_mm)]).astype(np.float64)
    wide, tall = runs[:, 2] - 2 * half, runs[:, 3]
    letters = (tall >= SHORTEST_LETTER_MM * px_per_mm) & (tall <= TALLEST_MM * px_per_mm)
    runs = runs[letters & (wide >= 0.5 * SHORTEST_LETTER_MM * px_per_mm)]
    runs = runs[np.argsort(-runs[:, 2], kind="stable")[:MOST_PIECES]]
    found = [
        Box(float(left + half), float(top), float(left + width - half), float(top + height))
        for left, top, width, height in runs
    ]
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))
