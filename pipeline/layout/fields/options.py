"""Printed options with check boxes: the words of each box, and which option they name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.option_names import RESEMBLES, alike, named_by, resemblance
from pipeline.layout.fields.option_rows import options_read
from pipeline.layout.print_reader import PrintedText, PrintedWord
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.layout.words import plain
from pipeline.model import Option

BESIDE = 0.6
"""Of its height, so much of print lies beside its own check box."""
MARKED = 0.25
"""Of a check box's width: so far inside it a mark may begin that is of one piece with the word behind it."""
HELD, ON_BOX = 0.5, 0.3
"""Of an area: so much of it has words that were read; so much of it, or of a check box, lies on the other."""
WORDS_BEHIND = 1.2
"""Of their height: so near behind its check box words begin."""
READABLE, LEAST_LETTERS = 0.7, 2
"""Confidence and letters of print that plainly says what it says."""

Read = tuple[Box, PrintedText]
"""Print and what it says."""


def boxed_options(
    options: Sequence[PrintedOption],
    boxes: Sequence[Box],
    words: Sequence[Read],
    others: Sequence[Sequence[PrintedWord]] = (),
) -> tuple[Option, ...]:
    """The options with their check boxes, in the form's order; empty where a box is left that may be any of several.

    words: of each box. others: words of the field that stand beside no box, line by line: an option there has lost its
    box (a mark covers it), which then stands as far before its words as the others do.
    """
    named = pick_options(options, [text for _, text in words])
    found = {
        which: Option(options[which].value, box, label)
        for which, box, (label, _) in zip(named, boxes, words, strict=True)
        if which is not None
    }
    beside = list(found.values())
    for which, label in options_read(options, others).items() if beside else ():
        if which not in found:
            found[which] = Option(options[which].value, _box_before(label, beside), label, supposed=True)
    if len(found) < len(options) and None in named:
        return ()
    return tuple(found[which] for which in sorted(found))


def _box_before(words: Box, beside: Sequence[Option]) -> Box:
    """Where the check box of those words must stand, by where the others stand."""
    pairs = [(option.mark, option.label) for option in beside if option.mark is not None]
    before = float(np.median([label.left - mark.left for mark, label in pairs]))
    above = float(np.median([label.centre[1] - mark.top for mark, label in pairs]))
    wide = float(np.median([mark.width for mark, _ in pairs]))
    tall = float(np.median([mark.height for mark, _ in pairs]))
    left, top = words.left - before, words.centre[1] - above
    return Box(left, top, left + wide, top + tall)


def with_boxes_before(found: Sequence[Option], read: Sequence[Read], boxes: Sequence[Box]) -> tuple[Option, ...]:
    """Options found by their words alone, with the check boxes right before them, which were dealt to no item; empty
    where some have one and others none, or where one, in whose place nothing was read, would be on a box.

    read: the print that was read there.
    """
    marks = [next((box for box in boxes if _right_before(box, option.label)), None) for option in found]
    if found and None not in marks:
        return tuple(replace(option, mark=mark) for option, mark in zip(found, marks, strict=True))
    doubtful = any(mark is not None for mark in marks) or any(
        option.label.overlap(box) > ON_BOX * min(box.area, option.label.area)
        for option in found
        if not any(option.label.overlap(area) > HELD * option.label.area for area, text in read if text.text)
        for box in boxes
    )
    return () if doubtful else tuple(found)


def _right_before(box: Box, words: Box) -> bool:
    level = abs(box.centre[1] - words.centre[1]) < HELD * words.height
    return level and -0.1 * box.width <= words.left - box.right < WORDS_BEHIND * words.height


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
    # What a mark leaves beside its box may be of one piece with the word.
    first = box.right - max(0.3 * px_per_mm, MARKED * box.width)
    words = [
        piece
        for piece in printed.pieces
        if first <= piece.left < end
        and piece.right > box.right
        and abs(piece.centre[1] - box.centre[1]) < 0.75 * box.height
    ]
    # Where boxes are higher than the lines are apart, the next line's words are near, too, but beside another box.
    beside = [piece for piece in words if _level(piece, box) >= BESIDE * piece.height]
    words = beside or words
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


def _level(piece: Box, box: Box) -> float:
    """How much of a piece's height, in pixels, lies between the top and the bottom of a box."""
    return min(piece.bottom, box.bottom) - max(piece.top, box.top)


def pick_options(options: Sequence[PrintedOption], texts: Sequence[PrintedText]) -> tuple[int | None, ...]:
    """For each text read beside a check box, which option it is, each once; None for a strange one.

    Where there are as many texts as options, and at least half of them are read and stand in the form's order, those
    that could not be read are taken to stand in it, too; and the only one that is left is the only option left, out of
    that order where nothing else could be read there (letters of the writing look square: KUD). What plainly says
    something else is no option of this field.
    """
    named = named_by([[alike(text.text, option) for option in options] for text in texts])
    unnamed = [which for which in range(len(options)) if which not in named]
    in_order = all(which in (None, at) for at, which in enumerate(named))
    strange = any(
        which is None
        and (_is_plain(text) if in_order else plain(text.text))
        and not any(resemblance(text.text, options[option]) >= RESEMBLES for option in unnamed)
        for which, text in zip(named, texts, strict=True)
    )
    if len(texts) != len(options) or strange:
        return named
    if len(unnamed) == 1 < len(options) or (in_order and 2 * len(unnamed) <= len(options)):
        unread = iter(unnamed)
        return tuple(next(unread) if which is None else which for which in named)
    return named


def _is_plain(text: PrintedText) -> bool:
    """Whether the text plainly says something."""
    return text.confidence >= READABLE and len(plain(text.text)) >= LEAST_LETTERS
