"""What was read beside a label, line by line, its words in page pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.option_rows import options_read
from pipeline.layout.fields.options import Read
from pipeline.layout.glance import ABOVE_STRIP_MM, BESIDE_STRIP_MM
from pipeline.layout.print_reader import PrintedText, PrintedWord

FARTHEST_NEXT = 5.0
"""Of a line's height: what stands farther behind an option than this, and cannot be read as one, is none."""


def lines_up_to(read: Sequence[Read], end: Box | None) -> list[list[tuple[Box, PrintedText]]]:
    """What was read, line by line, each from left to right, up to `end`."""
    lines: list[list[tuple[Box, PrintedText]]] = []
    for box, text in sorted(read, key=lambda pair: pair[0].centre[1]):
        if end is not None:
            below = box.centre[1] - end.centre[1] > 0.7 * box.height
            beside = abs(box.centre[1] - end.centre[1]) <= 0.7 * box.height and box.left >= end.left - 1
            if below or beside:
                continue
        if lines and abs(lines[-1][0][0].centre[1] - box.centre[1]) < 0.6 * box.height:
            lines[-1].append((box, text))
        else:
            lines.append([(box, text)])
    return [sorted(line, key=lambda pair: pair[0].left) for line in lines]


def together(line: Sequence[Read], options: Sequence[PrintedOption]) -> list[Read]:
    """The line up to print that stands far behind and is no option: a unit, the number of what stands beside."""
    kept = list(line[:1])
    for box, text in line[1:]:
        far = box.left - kept[-1][0].right > FARTHEST_NEXT * kept[0][0].height
        if far and not options_read(options, [text.words]):
            break
        kept.append((box, text))
    return kept


def words_of(line: Sequence[Read], px_per_mm: float) -> tuple[Box, tuple[PrintedWord, ...]]:
    """The line's extent and its words, boxes in page pixels."""
    area = line[0][0]
    words: list[PrintedWord] = []
    for box, text in line:
        area = area.union(box)
        left = max(0.0, box.left - BESIDE_STRIP_MM * px_per_mm)
        top = max(0.0, box.top - ABOVE_STRIP_MM * px_per_mm)
        words += [PrintedWord(word.text, word.box.shifted(left, top), word.confidence) for word in _apart(text.words)]
    return area, tuple(words)


def _apart(words: Sequence[PrintedWord]) -> Iterator[PrintedWord]:
    """The words of a line, each ending where the next one begins: Tesseract lets one that was marked run on."""
    for word, following in zip_longest(words, words[1:]):
        if following is not None and word.box.left < following.box.left < word.box.right:
            box = word.box
            word = replace(word, box=Box(box.left, box.top, following.box.left, box.bottom))
        yield word
