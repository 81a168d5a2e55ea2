"""Where the writing of a field outside the table may be: boxes around dotted lines and behind labels."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.printed.value_frames import ValueFrame

TALLEST_WRITING_MM = 10.5
USUAL_WRITING_MM = 8.0
LOWEST_WRITING_MM = 3.6
BELOW_LINE_MM = 2.2
LEFT_OF_LINE_MM = 1.0
MOST_ABOVE_ROOM = 1.5
UNEVEN_MM = 0.3
"""A line's height is known no better."""
AROUND_WORDS_MM = 0.5
BESIDE_LABEL = 0.75
"""Of a label's letters: what ends no farther above their middle stands beside them, however high above its line."""
DASH_MM, LONG = 1.6, 2.5
"""What is no taller and so many times as long is a dash, written high above its line, what is no longer either a speck
or part of a letter, and neither is print."""

LEVEL_SHARE, WORD_GAP = 0.6, 1.0
"""Of the lower one's height, parts of a word stand level; of a part's height they stand apart at most."""


def box_on_line(line: DottedLine, printed: PrintLines, px_per_mm: float, words: Box | None = None) -> Box:
    """The room for writing on a dotted line: up to what is printed above it, and a little below for tails; of a frame
    what is in it. words: behind which it is written, up to where it may begin, as high as their letters."""
    framed = frame_on(line, printed)
    if framed is not None:
        return framed.box
    above = line.y - _usual_room(line, printed, px_per_mm)
    for bottom in _bottoms_above(line, printed, px_per_mm, words):
        above = max(above, bottom)
    above = min(above, line.y - LOWEST_WRITING_MM * px_per_mm)
    below = line.y + BELOW_LINE_MM * px_per_mm
    lower = [
        other
        for other in printed.lines
        if _shared(line.left, line.right, other.left, other.right) > 0 and other.y > line.y + px_per_mm
    ]
    for other in lower:
        below = min(below, line.y + 0.3 * (other.y - line.y))
    for piece in printed.writing:
        # What begins below the line and goes on below its room is written on the next one.
        next_one = any(other.y > piece.centre[1] for other in lower)
        shared = _shared(line.left, line.right, piece.left, piece.right) > 0
        if next_one and shared and line.y - UNEVEN_MM * px_per_mm < piece.top < below < piece.bottom:
            below = piece.top - 1
    right = line.right + 2.0 * px_per_mm
    for piece in printed.pieces:
        beside = piece.top < line.y and piece.bottom > line.y - LOWEST_WRITING_MM * px_per_mm
        if beside and line.right - 0.5 * px_per_mm <= piece.left < right:
            right = piece.left - 1
    return Box(line.left - LEFT_OF_LINE_MM * px_per_mm, above, max(right, line.right), below)


def frame_on(line: DottedLine, printed: PrintLines) -> ValueFrame | None:
    """The frame to write in whose lower edge the line is."""
    return next((frame for frame in printed.frames if frame.bottom == line), None)


def around_words(box: Box, left: float, right: float, printed: PrintLines, px_per_mm: float) -> Box:
    """The box grown to the sides over words that one of its edges cuts, where they lie between `left` and `right`.

    A letter's tail that crosses a dotted line hides where it begins, and words are written on past its end.
    """
    slack = AROUND_WORDS_MM * px_per_mm
    start, end = box.left, box.right
    for piece in (*printed.pieces, *printed.writing):
        if not box.top < piece.centre[1] < box.bottom or piece.left < left or piece.right > right:
            continue
        if piece.left < box.left < piece.right:
            start = min(start, max(left, piece.left - slack))
        if piece.left < box.right < piece.right:
            end = max(end, min(right, piece.right + slack))
    return Box(start, box.top, end, box.bottom)


def _usual_room(line: DottedLine, printed: PrintLines, px_per_mm: float) -> float:
    """How high writing on a line may be: as far as it is to the next line below it, which was ruled alike."""
    below = [
        other.y - line.y
        for other in printed.lines
        if _shared(line.left, line.right, other.left, other.right) > 0 and other.y - line.y > 4 * px_per_mm
    ]
    return min(1.05 * min(below, default=USUAL_WRITING_MM * px_per_mm), TALLEST_WRITING_MM * px_per_mm)


def box_behind(left: float, right: float, y: float, letter_px: float, px_per_mm: float) -> Box:
    """The room for a value whose dotted line was not seen, at height `y`, in line with letters so tall."""
    tall = max(1.6 * letter_px, 5.0 * px_per_mm)
    start = left + 0.5 * px_per_mm
    return Box(start, y - 0.7 * tall, max(right, start + px_per_mm), y + 0.5 * tall)


def around_pieces(box: Box, pieces: Sequence[Box], label: Label) -> Box:
    """The room behind a label grown up and down over what is written in its midst, or beside the label: without a line
    some write high. pieces: dealt to the label.
    """
    return grown_over(
        box,
        [
            piece
            for piece in pieces
            if piece.left >= box.left and (box.contains(*piece.centre) or _beside_label(piece, label))
        ],
    )


def grown_over(box: Box, pieces: Sequence[Box]) -> Box:
    """The room grown up and down over what is written in it; taller than it are only the words of two lines."""
    own = [box, *(piece for piece in pieces if piece.height <= MOST_ABOVE_ROOM * box.height)]
    return Box(box.left, min(piece.top for piece in own), box.right, max(piece.bottom for piece in own))


def print_in(box: Box, printed: PrintLines, beside_px: float = 0.0) -> tuple[Box, ...]:
    """Printed pieces that reach into a box from outside; what lies in its midst may be writing.

    beside_px: pieces so near its left or right count, too: behind a line to write on stands its unit.
    """
    wide = box.grown(beside_px, 0.0)
    return tuple(piece for piece in printed.pieces if wide.overlap(piece) > 0 and not box.contains(*piece.centre))


def words_before(label: Label) -> Box:
    """The line of a label up to where its value begins, as high as its letters."""
    half = label.height / 2
    return Box(label.box.left, label.y - half, label.value_left, label.y + half)


def _bottoms_above(line: DottedLine, printed: PrintLines, px_per_mm: float, words: Box | None) -> Sequence[float]:
    """Lower edges of boxes, print and dotted lines that stand above the line, but not of what stands beside the words
    before it: writing that keeps its distance to the line passes for print."""
    bottoms = []
    written = [piece for piece in printed.writing if _is_over(piece, line, printed)]
    for box in printed.boxes:
        if _shared(line.left, line.right, box.left, box.right) > 0 and box.bottom < line.y - px_per_mm:
            bottoms.append(box.bottom + 1)
    for piece in printed.pieces:
        wide = _shared(line.left, line.right, piece.left, piece.right) > 0
        dash = piece.width > LONG * piece.height
        if piece.height < DASH_MM * px_per_mm and (dash or piece.width < DASH_MM * px_per_mm):
            continue
        if (
            words is not None
            and piece.left >= words.right
            and piece.bottom > words.centre[1] - BESIDE_LABEL * words.height
        ):
            continue
        if any(_of_one_word(piece, other) for other in written):
            continue
        # The box begins before its line: the end of what is printed a line higher would be in it.
        before = line.left - LEFT_OF_LINE_MM * px_per_mm < piece.right <= line.left
        if (wide and piece.bottom < line.y - 1.5 * px_per_mm) or (
            before and piece.bottom < line.y - LOWEST_WRITING_MM * px_per_mm
        ):
            bottoms.append(piece.bottom + 1)
    for other in printed.lines:
        if _shared(line.left, line.right, other.left, other.right) > 0 and other.y < line.y - 2 * px_per_mm:
            bottoms.append(other.y + 0.08 * (line.y - other.y))
    return bottoms


def _of_one_word(piece: Box, other: Box) -> bool:
    """Whether two pieces stand side by side as parts of a word do."""
    level = _shared(piece.top, piece.bottom, other.top, other.bottom) > LEVEL_SHARE * min(piece.height, other.height)
    return level and -_shared(piece.left, piece.right, other.left, other.right) < WORD_GAP * other.height


def _is_over(piece: Box, line: DottedLine, printed: PrintLines) -> bool:
    """Whether a line is the next one below what is written."""
    below = [
        other.y
        for other in printed.lines
        if _shared(piece.left, piece.right, other.left, other.right) > 0 and other.y > piece.centre[1]
    ]
    return min(below, default=0.0) == line.y


def _beside_label(piece: Box, label: Label) -> bool:
    """Whether a piece that is not below a label stands beside it, however high."""
    return label.y - BESIDE_LABEL * label.height < piece.bottom and piece.top < label.y


def _shared(first: float, last: float, other_first: float, other_last: float) -> float:
    return min(last, other_last) - max(first, other_first)
