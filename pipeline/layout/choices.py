"""The options of every place and where the writing beside them goes; what has to be read is read in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.form import OPTION_KINDS, PrintedOption
from pipeline.geometry import Box
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.option_rows import inline_options, options_read
from pipeline.layout.options import Read, boxed_options, words_of_box
from pipeline.layout.places import Place
from pipeline.layout.print_reader import PrintedText, PrintedWord, PrintReader
from pipeline.layout.words import likeness
from pipeline.model import Option

SAME_WORD = 0.75
FARTHEST_FIRST = 2.5
"""Of the letters' height: the first option begins within this behind its label."""
FARTHEST_NEXT = 5.0
"""Of a line's height: what stands farther behind an option than this, and cannot be read as one, is none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The options found. extra_from: the printed words that introduce the extra writing, where it has no line."""

    options: tuple[Option, ...] = ()
    extra_from: Box | None = None


def read_choices(places: Sequence[Place], glance: Glance, reader: PrintReader) -> tuple[Choice, ...]:
    """A choice for each place, empty for kinds without options."""
    scale = glance.page.px_per_mm
    wanted = [_to_read(place, glance) for place in places]
    texts = iter(reader.read_strips([strip_of(glance.cleaned, box, scale) for boxes in wanted for box in boxes]))
    choices = []
    for place, boxes in zip(places, wanted, strict=True):
        read = [(box, next(texts)) for box in boxes]
        choices.append(_choice(place, read, glance))
    return tuple(choices)


def _to_read(place: Place, glance: Glance) -> list[Box]:
    """The print to read: of every box its words, and what else may be an option or introduce the extra writing."""
    entry, scale = place.entry, glance.page.px_per_mm
    if entry.field.kind not in OPTION_KINDS:
        return []
    if not place.boxes:
        return list(place.pieces)
    words = [words_of_box(box, place.boxes, place.limit, glance.printed, scale) for box in place.boxes]
    introduced = entry.extra_label and not place.lines and place.extra_label is None
    if len(place.boxes) < len(entry.field.options) or introduced:
        words += [piece for piece in place.pieces if all(piece.overlap(box) <= 0 for box in words)]
    return words


def _choice(place: Place, read: Sequence[Read], glance: Glance) -> Choice:
    entry, scale = place.entry, glance.page.px_per_mm
    options = entry.field.options
    if entry.field.kind not in OPTION_KINDS:
        return Choice()
    words, others = read[: len(place.boxes)], read[len(place.boxes) :]
    introduced = [
        box for box, text in others if entry.extra_label and likeness(text.text, entry.extra_label) >= SAME_WORD
    ]
    extra_from = introduced[0] if introduced else None
    if place.boxes:
        return Choice(
            boxed_options(options, place.boxes, words, [_words([one], scale)[1] for one in others]), extra_from
        )
    lines = [_together(line, options) for line in _lines(read, _end_of_options(place, extra_from))]
    found = [_before(entry.extra_label, *_words(line, scale)) for line in lines]
    if found and found[0][0].left - place.label.value_left > FARTHEST_FIRST * place.label.height:
        # A marked word at the beginning was taken for writing.
        area, first = found[0]
        start = place.label.value_left + 0.5 * place.label.height
        found[0] = (Box(start, area.top, area.right, area.bottom), first)
    return Choice(inline_options(options, found) if found else (), extra_from)


def _end_of_options(place: Place, extra_from: Box | None) -> Box | None:
    """What comes next in reading order after the options: the extra writing's label or line."""
    if extra_from is not None:
        return extra_from
    if place.extra_label is not None:
        return place.extra_label.box
    if place.lines:
        line = place.lines[-1]
        return Box(line.left, line.y - place.label.height, line.right, line.y)
    return None


def _lines(read: Sequence[Read], end: Box | None) -> list[list[tuple[Box, PrintedText]]]:
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


def _together(line: Sequence[Read], options: Sequence[PrintedOption]) -> list[Read]:
    """The line up to print that stands far behind and is no option: a unit, the number of what stands beside."""
    kept = list(line[:1])
    for box, text in line[1:]:
        far = box.left - kept[-1][0].right > FARTHEST_NEXT * kept[0][0].height
        if far and not options_read(options, [text.words]):
            break
        kept.append((box, text))
    return kept


def _before(extra_label: str | None, area: Box, words: tuple[PrintedWord, ...]) -> tuple[Box, tuple[PrintedWord, ...]]:
    """A line's extent and words up to the words that introduce the extra writing, where these stand close behind."""
    for index, word in enumerate(words):
        if index and extra_label and likeness(word.text, extra_label.split()[0]) >= SAME_WORD:
            return Box(area.left, area.top, max(area.left + 1, word.box.left), area.bottom), words[:index]
    return area, words


def _words(line: Sequence[Read], px_per_mm: float) -> tuple[Box, tuple[PrintedWord, ...]]:
    """The line's extent and its words, boxes in page pixels."""
    area = line[0][0]
    words: list[PrintedWord] = []
    for box, text in line:
        area = area.union(box)
        left, top = max(0.0, box.left - 0.5 * px_per_mm), max(0.0, box.top - 0.35 * px_per_mm)
        words += [PrintedWord(word.text, word.box.shifted(left, top), word.confidence) for word in text.words]
    return area, tuple(words)
