"""Labels: the print that stands before a colon, a dotted line or a check box, and where its value begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.geometry import Box
from pipeline.layout.labelling.between_colons import WRAP_LEFT_MM, settled
from pipeline.layout.printed.print_lines import PrintLines

WRAPS_WITHIN = 3.7
"""A line of a wrapped label lies within this many line heights of its colon, which may stand beside any of three."""

LINE_SPACING = 1.8
"""Of the letters' height: lines of one label are set closer than labels are."""
MOST_TALLER = 2.0
"""Than the letters beside its colon: no line of a label is so much taller, as the emblem in a form's corner is."""

SPECK = 0.45
"""Of the height of the words beside a colon: what is lower and no word is none of its label."""
VALUE_MM = 5.0
FARTHEST_MM = 95.0
CHAIN_MM = 2.6
SHORTEST_MM = 1.5
WORDY = 2.2
TOUCHING_MM = 0.6
"""So far into a label's last letter reaches what follows it."""
NUMBER_MM, BEHIND_NUMBER_MM, BEFORE_NUMBER_MM = 1.0, 8.0, 12.0
"""An item's number is so wide at least, its label follows within that, and nothing stands so near before it."""
NUMBER_WITHIN = 6.0
"""Of a line's height, from the last of four lines to the number beside the first."""
MOST_LABELS = 96
"""To read more takes long. Numbers, options and what is written in a printing without colons pass for labels, too: four
to an item."""
ACROSS_MM = 40.0
"""So far to the left a label may stand from its colon before one line's difference in height outweighs it."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its pieces of print in reading order, and the point where its value begins.

    value_left: x where the value begins. y: height of the line its value stands on. height: of its letters. colon:
    whether one was seen. placed: whether a colon, a line to write on or a check box says where the value begins.
    sought: whether it was found by its words alone, so that where its value stands is a guess. cell: where its value is
    written, of a label in a ruled table.
    """

    pieces: tuple[Box, ...]
    value_left: float
    y: float
    height: float
    colon: bool
    placed: bool = True
    sought: bool = False
    cell: Box | None = None

    @property
    def box(self) -> Box:
        """Around all pieces."""
        box = self.pieces[0]
        for piece in self.pieces[1:]:
            box = box.union(piece)
        return box

    @property
    def wordy(self) -> bool:
        """Whether it is as wide as a word: an item's number, or a figure that is written, is not."""
        return any(map(is_wordy, self.pieces))


def find_labels(found: PrintLines, px_per_mm: float) -> tuple[Label, ...]:
    """The labels of a page from top to bottom, then left to right."""
    labels = []
    numbers = item_numbers(found.pieces, px_per_mm)
    starts = [
        Box(line.left, line.left_y - 2.5 * px_per_mm, line.left + 1, line.left_y + 0.5 * px_per_mm)
        for line in found.lines
    ]
    claimed: list[list[Box]] = [[] for _ in found.colons]
    own = [_line_before(colon, found.pieces) for colon in found.colons]
    heights = [
        colon.centre[1] if line is None else line.centre[1] for colon, line in zip(found.colons, own, strict=True)
    ]
    for piece in found.pieces:
        value = _is_value(piece, found.colons, px_per_mm)
        owner = None if value else _colon_of(piece, (found.colons, heights), (*starts, *found.boxes), px_per_mm)
        if owner is not None:
            claimed[owner].append(piece)
    claimed = settled(claimed, own, lambda upper, lower: _one_item(upper, lower, numbers, px_per_mm), px_per_mm)
    for colon, pieces in zip(found.colons, claimed, strict=True):
        if pieces:
            chosen = _whole(pieces, colon.centre[1], px_per_mm, numbers)
            labels.append(Label(chosen, colon.right, colon.centre[1], _height(chosen), True))
    taken = {piece for label in labels for piece in label.pieces}
    # Of a line that writing parts the first piece tells where the value begins.
    for start in sorted(starts + _first_boxes(found.boxes), key=lambda box: box.left):
        if _colon_before(start, found.colons, px_per_mm):
            continue
        before = _before(start, found.pieces, px_per_mm)
        if before is not None and before not in taken and not is_option(before, found.boxes, px_per_mm):
            taken.add(before)
            labels.append(Label((before,), start.left, before.centre[1], before.height, False))
    return tuple(sorted(labels, key=lambda label: (label.y, label.value_left)))


def likely_labels(labels: Sequence[Label]) -> tuple[Label, ...]:
    """The labels, in the order given; of more than are read those before a colon, a line or a box, then the widest
    print in the order given: an item's number, or a figure that is written, names nothing."""
    order = sorted(range(len(labels)), key=lambda at: (not labels[at].placed, not labels[at].wordy))
    return tuple(labels[at] for at in sorted(order[:MOST_LABELS]))


def item_numbers(pieces: Sequence[Box], px_per_mm: float) -> tuple[Box, ...]:
    """The pieces that stand where an item's number does: narrow, with a label behind and nothing before."""
    edges = np.array(
        [[piece.left, piece.top, piece.bottom, piece.width / piece.height, piece.right] for piece in pieces]
    )
    found = []
    for number in pieces:
        if is_wordy(number) or number.width < NUMBER_MM * px_per_mm:
            continue
        behind = edges[:, 0] - number.right
        beside = (edges[:, 1] < number.bottom) & (edges[:, 2] > number.top) & (edges[:, 3] > WORDY)
        level = np.abs((edges[:, 1] + edges[:, 2]) / 2 - number.centre[1]) < 0.5 * number.height
        ahead = number.left - edges[:, 4]
        before = (level & (ahead > 0) & (ahead < BEFORE_NUMBER_MM * px_per_mm)).any()
        if not before and (beside & (behind > 0) & (behind < BEHIND_NUMBER_MM * px_per_mm)).any():
            found.append(number)
    return tuple(found)


def number_of(piece: Box, numbers: Sequence[Box], px_per_mm: float) -> Box | None:
    """The number of the item that a line belongs to: the nearest in height of those before it; None without one.

    It stands beside the first line, or half way down.
    """
    before = [
        number
        for number in numbers
        if 0 < piece.left - number.right < BEHIND_NUMBER_MM * px_per_mm
        and abs(number.centre[1] - piece.centre[1]) < NUMBER_WITHIN * piece.height
    ]
    return min(before, key=lambda number: abs(number.centre[1] - piece.centre[1]), default=None)


def _is_value(piece: Box, colons: Sequence[Box], px_per_mm: float) -> bool:
    """Whether the piece follows a colon closely: print there is an option, no label of what comes next."""
    return any(
        -px_per_mm <= piece.left - colon.right <= VALUE_MM * px_per_mm
        and abs(colon.centre[1] - piece.centre[1]) < 0.5 * piece.height
        for colon in colons
    )


def _one_item(upper: Box, lower: Box, numbers: Sequence[Box], px_per_mm: float) -> bool:
    """Whether no number of its own tells the lower of two lines from the upper one."""
    own = number_of(lower, numbers, px_per_mm)
    return own is None or own is number_of(upper, numbers, px_per_mm)


def _line_before(colon: Box, pieces: Sequence[Box]) -> Box | None:
    """The line that ends before a colon, in its middle higher than the colon where it has capitals; None where it
    stands beside none."""
    y = colon.centre[1]
    level = [piece for piece in pieces if piece.right <= colon.right and abs(piece.centre[1] - y) < 0.5 * piece.height]
    return max(level, key=lambda piece: piece.right, default=None)


def _colon_of(
    piece: Box, colons: tuple[Sequence[Box], Sequence[float]], starts: Sequence[Box], px_per_mm: float
) -> int | None:
    """The colon the piece stands before: right of it, about as high, near.

    colons: with the heights of their lines: a label's first line may stand half way between two.
    starts: where lines to write on begin, and check boxes; behind one of its own no colon is a label's, two specks are.
    """
    level = [start.left for start in starts if start.top < piece.bottom and start.bottom > piece.top]
    first = min((left for left in level if left >= piece.right - TOUCHING_MM * px_per_mm), default=float("inf"))
    best: tuple[float, int] | None = None
    tall = max(piece.height, 2.0 * px_per_mm)
    for index, (colon, y) in enumerate(zip(*colons, strict=True)):
        right, down = colon.left - piece.right, abs(y - piece.centre[1])
        if right < -TOUCHING_MM * px_per_mm or right > FARTHEST_MM * px_per_mm or down > WRAPS_WITHIN * tall:
            continue
        if colon.left > first + px_per_mm:
            continue
        cost = down / tall + right / (ACROSS_MM * px_per_mm)
        if best is None or cost < best[0]:
            best = (cost, index)
    return best[1] if best else None


def _whole(pieces: Sequence[Box], y: float, px_per_mm: float, numbers: Sequence[Box]) -> tuple[Box, ...]:
    """The pieces of one label among those before a colon: lines that begin below one another, in reading order.

    y: of the colon. Of the lines beside it the longest ends next to it; words left of that on the same line belong to
    it, an item's number does not. numbers: of items; lines nearer to another's are not its own, whose colon is hidden.
    """
    nearest = min(abs(piece.centre[1] - y) for piece in pieces)
    beside = [piece for piece in pieces if abs(piece.centre[1] - y) <= nearest + 0.75 * piece.height]
    tall = max((piece.height for piece in beside if is_wordy(piece)), default=0.0)
    letters = [piece for piece in beside if is_wordy(piece) or piece.height > SPECK * tall]
    chain = [max(letters, key=lambda piece: piece.right)]
    for other in sorted(pieces, key=lambda piece: -piece.right):
        first = chain[0]
        near = 0 <= first.left - other.right <= CHAIN_MM * px_per_mm
        if near and abs(first.centre[1] - other.centre[1]) < 0.5 * max(first.height, other.height) and is_wordy(other):
            chain.insert(0, other)
    left = chain[0].left
    own = number_of(chain[0], numbers, px_per_mm)
    lines = [
        piece
        for piece in pieces
        if piece not in chain
        and (abs(piece.left - left) < WRAP_LEFT_MM * px_per_mm or _indented(piece, chain[0], px_per_mm))
        and _not_anothers(number_of(piece, numbers, px_per_mm), own, chain[0])
    ]
    above = [piece for piece in lines if piece.centre[1] < chain[0].centre[1]]
    below = [piece for piece in lines if piece.centre[1] >= chain[0].centre[1]]
    above = _close(chain[0], sorted(above, key=lambda box: -box.top))
    return (*above[::-1], *chain, *_close(chain[0], sorted(below, key=lambda box: box.top)))


def _not_anothers(number: Box | None, own: Box | None, first: Box) -> bool:
    """Whether a line with that number before it may be one of the label with its `own`: a number above the label's
    first line is of the item above."""
    return number in (own, None) or (own is None and number is not None and number.bottom < first.top)


def _indented(line: Box, first: Box, px_per_mm: float) -> bool:
    """Whether a line may begin below the words behind an item's number that is of one piece with them."""
    return line.top > first.top and 0 < line.left - first.left < BEHIND_NUMBER_MM * px_per_mm + first.height


def _close(first: Box, lines: Sequence[Box]) -> list[Box]:
    """The lines next to `first` and to one another; the label of another item stands farther off."""
    kept: list[Box] = []
    last = first
    for line in lines:
        if line.height > MOST_TALLER * first.height:
            break
        if abs(line.centre[1] - last.centre[1]) > LINE_SPACING * max(line.height, last.height):
            break
        kept.append(line)
        last = line
    return kept


def _height(pieces: Sequence[Box]) -> float:
    return min(piece.height for piece in pieces)


def is_wordy(piece: Box) -> bool:
    """Whether the piece is wider than an item's number with its point."""
    return piece.width > WORDY * piece.height


def _before(anchor: Box, pieces: Sequence[Box], px_per_mm: float) -> Box | None:
    """The piece nearest to the left of the anchor on its line."""
    best: Box | None = None
    for piece in pieces:
        far = abs(piece.centre[1] - anchor.centre[1]) > 0.75 * max(piece.height, anchor.height)
        if far or piece.width < SHORTEST_MM * px_per_mm:
            continue
        if piece.left < anchor.left and piece.right <= anchor.left + TOUCHING_MM * px_per_mm:
            best = piece if best is None or piece.right > best.right else best
    near = best is not None and anchor.left - best.right <= FARTHEST_MM * px_per_mm
    return best if near else None


def _colon_before(start: Box, colons: Sequence[Box], px_per_mm: float) -> bool:
    return any(
        -0.5 * px_per_mm <= start.left - colon.right <= 14 * px_per_mm
        and abs(colon.centre[1] - start.centre[1]) < 3.0 * px_per_mm
        for colon in colons
    )


def _first_boxes(boxes: Sequence[Box]) -> list[Box]:
    """The check boxes with no other on their left."""
    return [
        box
        for box in boxes
        if not any(other.right < box.left and abs(other.centre[1] - box.centre[1]) < box.height for other in boxes)
    ]


def is_option(piece: Box, boxes: Sequence[Box], px_per_mm: float) -> bool:
    """Whether a check box stands right before the piece."""
    return any(
        -0.5 * px_per_mm <= piece.left - box.right <= 4 * px_per_mm
        and abs(box.centre[1] - piece.centre[1]) < 0.7 * max(box.height, piece.height)
        for box in boxes
    )
