"""Printed options: check boxes with their words, or words in a row to be circled or struck."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, product

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.print_lines import PrintLines
from pipeline.layout.print_reader import PrintedWord
from pipeline.layout.words import likeness
from pipeline.model import Option

MOST_WORDINGS = 64
ALIKE = 0.7
_NARROW, _WIDE = "iljtfrI.,/'|()- ", "mwMWQGODC"


def boxed_options(
    options: Sequence[PrintedOption], boxes: Sequence[Box], right_limit: float, printed: PrintLines, px_per_mm: float
) -> tuple[Option, ...]:
    """The options with their check boxes, box before words, as many boxes as options, both in order."""
    return tuple(
        Option(option.value, box, words_of_box(box, boxes, right_limit, printed, px_per_mm))
        for option, box in zip(options, boxes, strict=True)
    )


def words_of_box(box: Box, boxes: Sequence[Box], right_limit: float, printed: PrintLines, px_per_mm: float) -> Box:
    """The words of a check box: right of it up to the next, or, where it ends its line, the first of the next line."""
    same_line = [
        other
        for other in printed.boxes
        if other.left > box.right and abs(other.centre[1] - box.centre[1]) < 0.7 * box.height
    ]
    lines = [
        line.left for line in printed.lines if line.left > box.right and abs(line.y - box.bottom) < 0.8 * box.height
    ]
    end = min([other.left for other in same_line] + lines + [right_limit])
    words = [
        piece
        for piece in printed.pieces
        if box.right - 0.3 * px_per_mm <= piece.left < end and abs(piece.centre[1] - box.centre[1]) < 0.75 * box.height
    ]
    if not words and boxes:
        left = min(other.left for other in boxes)
        words = [
            piece
            for piece in printed.pieces
            if left - 2 * px_per_mm <= piece.left < left + 0.5 * box.width
            and 0.5 * box.height < piece.centre[1] - box.centre[1] < 2.2 * box.height
        ][:1]
    if not words:
        return Box(box.right, box.top, min(end, box.right + 3 * box.width), box.bottom)
    words.sort(key=lambda word: word.left)
    joined = words[0]
    for word in words[1:]:
        if word.left - joined.right < 2.5 * px_per_mm:
            joined = joined.union(word)
    return joined


def pick_options(options: Sequence[PrintedOption], texts: Sequence[str]) -> tuple[int | None, ...]:
    """For each text read beside a check box, which option it is, in order and each once; None for a strange one."""
    best: list[int | None] = []
    after = 0
    for text in texts:
        scored = [
            (max(likeness(text, word) for word in option.words), -index)
            for index, option in enumerate(options)
            if index >= after
        ]
        score, negative = max(scored, default=(0.0, 0))
        if score >= ALIKE:
            best.append(-negative)
            after = -negative + 1
        else:
            best.append(None)
    return tuple(best)


def inline_options(
    options: Sequence[PrintedOption], lines: Sequence[tuple[Box, Sequence[PrintedWord]]]
) -> tuple[Option, ...]:
    """The options printed in a row, or in several when they wrap.

    Each line (its extent, and the words read there, boxes in page pixels) is split where words so long would end;
    words that were read correct the split.
    """
    texts = [" ".join(word.text for word in words) for _, words in lines]
    best: tuple[float, tuple[int, ...]] | None = None
    for ends in combinations(range(1, len(options)), len(lines) - 1):
        bounds = (0, *ends, len(options))
        parts = [options[first:last] for first, last in pairwise(bounds)]
        alike = sum(likeness(text, " / ".join(_wording(part, text))) for part, text in zip(parts, texts, strict=True))
        if best is None or alike > best[0]:
            best = (alike, bounds)
    if best is None:
        # More lines of print than options: all but the first are something else.
        return inline_options(options, lines[:1])
    return tuple(
        option
        for (area, words), first, last in zip(lines, best[1], best[1][1:], strict=False)
        for option in _in_line(options[first:last], area, words)
    )


def _in_line(options: Sequence[PrintedOption], area: Box, words: Sequence[PrintedWord]) -> tuple[Option, ...]:
    wording = _wording(options, " ".join(word.text for word in words))
    widths = [_width(text) for text in wording]
    gap = _width(" / ")
    unit = area.width / max(1.0, sum(widths) + gap * (len(widths) - 1))
    left = area.left
    found = []
    for option, text, width in zip(options, wording, widths, strict=True):
        guess = Box(left, area.top, left + width * unit, area.bottom)
        found.append(Option(option.value, None, _seen(text, guess, words) or guess))
        left += (width + gap) * unit
    return tuple(found)


def _wording(options: Sequence[PrintedOption], read: str) -> tuple[str, ...]:
    """The words this printing uses for each option: the combination most like what was read."""
    wordings = list(product(*(option.words for option in options)))[:MOST_WORDINGS]
    return max(wordings, key=lambda wording: likeness(read, " / ".join(wording)))


def _seen(text: str, guess: Box, words: Sequence[PrintedWord]) -> Box | None:
    """The words read where the guess lies that are the option's own."""
    count = len(text.split())
    best: tuple[float, Box] | None = None
    for first in range(len(words) - count + 1):
        run = words[first : first + count]
        box = run[0].box
        for word in run[1:]:
            box = box.union(word.box)
        alike = likeness(" ".join(word.text for word in run), text)
        near = box.overlap(guess) > 0.35 * min(box.area, guess.area)
        if alike >= ALIKE and near and (best is None or alike > best[0]):
            best = (alike, box)
    return best[1] if best else None


def _width(text: str) -> float:
    """How wide a text is about, in letters, in a proportional font."""
    return sum(
        0.5 if letter in _NARROW else 1.4 if letter in _WIDE else 1.25 if letter.isupper() else 1.0 for letter in text
    )
