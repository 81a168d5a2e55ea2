"""Labels: the print that stands before a colon, a dotted line or a check box, and where its value begins."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.geometry import Box
from pipeline.layout.print_lines import PrintLines

WRAP_LEFT_MM = 1.3
FARTHEST_MM = 95.0
CHAIN_MM = 2.6


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its pieces of print in reading order, and the point where its value begins.

    value_left: x where the value begins. y: middle of the label's line. colon: whether one was seen. right_limit: x
    where the next label in that line begins, or the page ends.
    """

    pieces: tuple[Box, ...]
    value_left: float
    y: float
    height: float
    colon: bool
    right_limit: float

    @property
    def box(self) -> Box:
        """Around all pieces."""
        box = self.pieces[0]
        for piece in self.pieces[1:]:
            box = box.union(piece)
        return box


def find_labels(found: PrintLines, px_per_mm: float, page_width: float) -> tuple[Label, ...]:
    """The labels of a page from top to bottom, then left to right."""
    print_pieces = list(found.pieces)
    seeds: list[tuple[Box, Box, bool]] = []
    for colon in found.colons:
        piece = _before(colon, print_pieces, found, px_per_mm)
        if piece is not None:
            seeds.append((piece, colon, True))
    taken = {piece for piece, _, _ in seeds}
    for line in found.lines:
        start = Box(line.left, line.left_y - 2.5 * px_per_mm, line.left + 1, line.left_y + 0.5 * px_per_mm)
        if _colon_before(start, found, px_per_mm):
            continue
        piece = _before(start, print_pieces, found, px_per_mm)
        if piece is not None and piece not in taken and not _is_option(piece, found.boxes, px_per_mm):
            seeds.append((piece, start, False))
            taken.add(piece)
    labels = []
    for piece, anchor, has_colon in seeds:
        pieces = _whole(piece, print_pieces, taken, px_per_mm)
        limits = [
            other.left
            for other, _, _ in seeds
            if other.left > anchor.right and abs(other.centre[1] - anchor.centre[1]) < 2.2 * piece.height
        ]
        limit = min(limits, default=page_width)
        labels.append(
            Label(pieces, anchor.right if has_colon else anchor.left, piece.centre[1], piece.height, has_colon, limit)
        )
    return tuple(sorted(labels, key=lambda label: (label.y, label.value_left)))


def _before(anchor: Box, pieces: list[Box], found: PrintLines, px_per_mm: float) -> Box | None:
    """The piece nearest to the left of the anchor on its line, nothing else between."""
    best: Box | None = None
    for piece in pieces:
        if abs(piece.centre[1] - anchor.centre[1]) > 0.75 * max(piece.height, anchor.height):
            continue
        if piece.left >= anchor.left or piece.right > anchor.left + 0.6 * px_per_mm:
            continue
        if best is None or piece.right > best.right:
            best = piece
    if best is None or anchor.left - best.right > FARTHEST_MM * px_per_mm:
        return None
    for colon in found.colons:
        same_line = abs(colon.centre[1] - anchor.centre[1]) < 0.75 * best.height
        if same_line and best.right < colon.centre[0] < anchor.left - 1:
            return None
    return best


def _colon_before(start: Box, found: PrintLines, px_per_mm: float) -> bool:
    return any(
        -0.5 * px_per_mm <= start.left - colon.right <= 14 * px_per_mm
        and abs(colon.centre[1] - start.centre[1]) < 3.0 * px_per_mm
        for colon in found.colons
    )


def _is_option(piece: Box, boxes: tuple[Box, ...], px_per_mm: float) -> bool:
    """Whether a check box stands right before the piece."""
    return any(
        -0.5 * px_per_mm <= piece.left - box.right <= 4 * px_per_mm
        and abs(box.centre[1] - piece.centre[1]) < 0.7 * max(box.height, piece.height)
        for box in boxes
    )


def _whole(piece: Box, pieces: list[Box], taken: set[Box], px_per_mm: float) -> tuple[Box, ...]:
    """The piece with what belongs to the same label: words left of it, and lines above or below with the same start."""
    chain = [piece]
    for other in sorted(pieces, key=lambda box: -box.right):
        first = chain[0]
        gap = first.left - other.right
        if other not in taken and 0 <= gap <= CHAIN_MM * px_per_mm and _same_line(first, other) and _wordy(other):
            chain.insert(0, other)
    left = chain[0].left
    lines: list[Box] = []
    for other in pieces:
        if other in taken or other in chain or abs(other.left - left) > WRAP_LEFT_MM * px_per_mm:
            continue
        if 0.5 * piece.height < abs(other.centre[1] - piece.centre[1]) < 1.5 * piece.height:
            lines.append(other)
    above = [box for box in lines if box.centre[1] < piece.centre[1]]
    below = [box for box in lines if box.centre[1] > piece.centre[1]]
    return (*above, *chain, *below)


def _same_line(first: Box, second: Box) -> bool:
    return abs(first.centre[1] - second.centre[1]) < 0.5 * max(first.height, second.height)


def _wordy(piece: Box) -> bool:
    """Wider than an item's number with its point."""
    return piece.width > 2.2 * piece.height
