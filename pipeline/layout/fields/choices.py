"""The options of every place and where the writing beside them goes; what has to be read is read in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from pipeline.form import OPTION_KINDS
from pipeline.geometry import Box
from pipeline.layout.fields.above_lines import above_label, above_next
from pipeline.layout.fields.introductions import (
    SAME_WORD,
    asking,
    before_writing,
    introduced_at,
    options_after,
    unglued,
    with_brackets,
    with_marked,
    writing_until,
)
from pipeline.layout.fields.lines_read import lines_up_to, together, words_of
from pipeline.layout.fields.list_signs import with_list_signs
from pipeline.layout.fields.marked_words import lines_freed
from pipeline.layout.fields.option_rows import inline_options, options_read
from pipeline.layout.fields.options import Read, boxed_options, with_boxes_before, words_of_box
from pipeline.layout.fields.places import Place
from pipeline.layout.glance import Glance, strip_of
from pipeline.layout.labelling.columns import SAME_COLUMN_MM
from pipeline.layout.print_reader import PrintedText, PrintedWord, PrintReader
from pipeline.layout.words import likeness
from pipeline.model import Grey, Option

FARTHEST_BEHIND, UNREAD_MM = 2.0, 2.0
"""Of the letters' height: so far behind where it is likely to begin the first option may begin. So far behind the last
word that was read a piece goes on where something is written."""
LEAST_MATES = 3
"""Labels below one another whose options tell where those of all begin."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The options found. extra_from: the printed words that introduce the extra writing, where it has no line;
    extra_until: x where an option that follows the writing ends it, null where none does. guessed: how many options
    were not read, and lie where there is room for them."""

    options: tuple[Option, ...] = ()
    extra_from: Box | None = None
    extra_until: float | None = None
    guessed: int = 0

    @property
    def found(self) -> tuple[int, int]:
        """How many options were found, and how many of them read: the more the better."""
        return len(self.options), len(self.options) - self.guessed


def read_choices(places: Sequence[Place], glance: Glance, reader: PrintReader) -> tuple[Choice, ...]:
    """A choice for each place, empty for kinds without options."""
    scale = glance.page.px_per_mm
    wanted = [_to_read(place, glance) for place in places]
    strips = [[strip_of(glance.cleaned, box, scale) for box in boxes] for boxes in wanted]
    asked = {place.entry.extra_label for place in places if place.entry.field.kind in OPTION_KINDS}
    # A printing may introduce one field's writing with the words of another's.
    labels = sorted(label for label in asked if label)
    choices = _read(places, wanted, strips, labels, glance, reader)
    # A ring or a line makes a word unreadable, or no word at all: where options are missing, without them; and where
    # they still are, with the lines between this label and the next, then the last, which may be nearer to those.
    for further in (None, above_next, above_label):
        lost = [
            at
            for at, (place, choice) in enumerate(zip(places, choices, strict=True))
            if wanted[at] and not place.boxes
            # Where one was only guessed there may be a line more.
            if len(choice.options) < len(place.entry.field.options) or (further is not None and choice.guessed)
        ]
        if further is not None:
            taken = [option.label for choice in choices for option in choice.options]
            beyond = {
                at: [box for box in further(places[at], places) if all(box.overlap(one) <= 0 for one in taken)]
                for at in lost
            }
            lost = [at for at in lost if set(beyond[at]) - set(wanted[at])]
            wanted = [list(dict.fromkeys([*boxes, *beyond.get(at, ())])) for at, boxes in enumerate(wanted)]
        freed = {
            at: [
                line for box in wanted[at] for line in lines_freed(glance.cleaned, box, places[at].label.height, scale)
            ]
            for at in lost
        }
        again = _read(
            [places[at] for at in lost],
            [[box for box, _ in freed[at]] for at in lost],
            [[strip for _, strip in freed[at]] for at in lost],
            labels,
            glance,
            reader,
        )
        better = {
            at: _introduced_as_before(new, choices[at])
            for at, new in zip(lost, again, strict=True)
            if new.found > choices[at].found and (further is None or _holds(new, choices[at]))
        }
        choices = [better.get(at, choice) for at, choice in enumerate(choices)]
    return tuple(choices)


def _introduced_as_before(new: Choice, old: Choice) -> Choice:
    """The options found anew, with the words read before that introduce the writing: without the ring round an option
    beside them they may be no word any more (`Ya, jenis`, `Ya eni-`)."""
    said = old.extra_from
    if new.extra_from is not None or said is None:
        return new
    return replace(new, extra_from=said, extra_until=writing_until(said, [option.label for option in new.options]))


def _holds(new: Choice, old: Choice) -> bool:
    """Whether the options that were read before are where they were: else those of another label's line were read."""
    stay = sum(
        one.value == other.value and one.label.overlap(other.label) > 0 for one in old.options for other in new.options
    )
    return stay >= len(old.options) - old.guessed


def _read(
    places: Sequence[Place],
    wanted: Sequence[Sequence[Box]],
    strips: Sequence[Sequence[Grey]],
    labels: Sequence[str],
    glance: Glance,
    reader: PrintReader,
) -> list[Choice]:
    """The choices by what stands on the strips of the boxes wanted. labels: what introduces writing in this form."""
    texts = iter(reader.read_strips([strip for those in strips for strip in those]))
    starts = usual_starts(places, glance.page.px_per_mm)
    return [
        _choice(place, start, [(box, next(texts)) for box in boxes], labels, glance)
        for place, start, boxes in zip(places, starts, wanted, strict=True)
    ]


def usual_starts(places: Sequence[Place], px_per_mm: float) -> list[float]:
    """For each place, x where its first option begins: where most of those do whose labels stand below one another,
    else a little behind where its value does. Without a colon, where values begin is known by their labels' ends."""
    lefts = [
        min((piece.left for piece in place.pieces), default=None)
        if place.entry.field.kind in OPTION_KINDS and not place.boxes
        else None
        for place in places
    ]
    found = []
    for place in places:
        own = place.label.box.left
        mates = [
            left
            for other, left in zip(places, lefts, strict=True)
            if left is not None and abs(other.label.box.left - own) < SAME_COLUMN_MM * px_per_mm
        ]
        behind = place.label.value_left + 0.5 * place.label.height
        found.append(max(behind, float(np.median(mates))) if len(mates) >= LEAST_MATES else behind)
    return found


def _to_read(place: Place, glance: Glance) -> list[Box]:
    """The print to read: of every box its words, and what else may be an option or introduce the extra writing."""
    entry, scale = place.entry, glance.page.px_per_mm
    if entry.field.kind not in OPTION_KINDS:
        return []
    if place.label.cell is not None and not place.boxes:
        return list(place.pieces)
    if not place.boxes:
        # What stands higher than the label is another item's, beside which no label reaches as low as this one.
        return [piece for piece in place.pieces if piece.centre[1] > place.label.box.top - place.label.height]
    words = [words_of_box(box, place.boxes, place.limit, glance.printed, scale) for box in place.boxes]
    introduced = entry.extra_label and not place.lines and place.extra_label is None
    if len(place.boxes) < len(entry.field.options) or introduced:
        words += [piece for piece in place.pieces if all(piece.overlap(box) <= 0 for box in words)]
    return words


def _choice(place: Place, start: float, read: Sequence[Read], labels: Sequence[str], glance: Glance) -> Choice:
    """start: x where the first option is likely to begin. labels: what introduces writing in this form."""
    entry, scale = place.entry, glance.page.px_per_mm
    if entry.field.kind not in OPTION_KINDS:
        return Choice()
    labels = labels if entry.extra_label else ()
    read = [(box, unglued(text, entry.field.options, labels)) for box, text in read] if labels else read
    words, others = read[: len(place.boxes)], read[len(place.boxes) :]
    introduced = [_introduced(labels, box, text, scale) for box, text in others]
    extra_from = next((box for box in introduced if box is not None), None)
    if place.boxes:
        return _boxed(place, words, others, labels, extra_from, scale)
    choice = _unboxed(place, start, others, labels, extra_from, scale)
    return replace(choice, options=with_boxes_before(choice.options, others, glance.printed.boxes))


def _boxed(
    place: Place,
    words: Sequence[Read],
    others: Sequence[Read],
    labels: Sequence[str],
    extra_from: Box | None,
    px_per_mm: float,
) -> Choice:
    """The options that have check boxes. words: of each of them. others: what else was read."""
    options, until = place.entry.field.options, None
    if place.entry.extra is not None:
        asks = [asking(box, words_of([(box, text)], px_per_mm)[1], options, labels) for box, text in words]
        words = [read if ask is None else ask.label for read, ask in zip(words, asks, strict=True)]
        said = next((ask.said for ask in asks if ask is not None), None)
        if said is not None and extra_from is None:
            extra_from, until = said, writing_until(said, place.boxes)
    beside = [words_of([one], px_per_mm)[1] for one in others]
    return Choice(boxed_options(options, place.boxes, words, beside), extra_from, until)


def _unboxed(
    place: Place,
    start: float,
    read: Sequence[Read],
    labels: Sequence[str],
    extra_from: Box | None,
    px_per_mm: float,
) -> Choice:
    """The options to be circled or struck."""
    options, end = place.entry.field.options, _end_of_options(place, extra_from)
    lines = [together(line, options) for line in lines_up_to(read, end)]
    whole = [words_of(line, px_per_mm) for line in lines]
    found = [_before(labels, *line) for line in whole]
    if found and found[0][0].left - start > FARTHEST_BEHIND * place.label.height:
        # A marked word at the beginning was taken for writing.
        area, first = found[0]
        found[0] = (Box(start, area.top, area.right, area.bottom), first)
    if place.entry.extra is not None and end is not None:
        cut = [said[len(kept) :] for (_, said), (_, kept) in zip(whole, found, strict=True)]
        kept_boxes = {box for line in lines for box, _ in line}
        rest = lines_up_to([one for one in read if one[0] not in kept_boxes], None)
        behind = [words_of(line, px_per_mm)[1] for line in rest]
        before = options_read(options, [words for _, words in found])
        after = options_after(options, before, [*cut, *behind])
        introduced = extra_from or (place.extra_label.box if place.extra_label is not None else None)
        said = introduced or end
        placed = before | after
        if not after and not before and introduced is not None:
            after = options_read(options, [*cut, *behind])
            placed = with_marked(options, after, [area for area, _ in found], said)
        if after and placed:
            printed = [*place.pieces, *(word.box for line in (*cut, *behind) for word in line)]
            both = [Option(options[at].value, None, placed[at]) for at in sorted(placed)]
            words = [*(words for _, words in whole), *behind]
            signed = with_list_signs(options, both, words)
            # The letter before an option that follows, with the ring round it, is no writing either.
            follow = [one.label for at, one in zip(sorted(placed), signed, strict=True) if at in after]
            until = writing_until(said, [with_brackets(box, printed) for box in follow])
            return Choice(signed, extra_from, until)
    if not found:
        return Choice((), extra_from)
    words = [words for _, words in whole]
    placed_all = with_list_signs(options, inline_options(options, found), words)
    unread = len(options) - len(options_read(options, [words for _, words in found]))
    if unread and placed_all and place.entry.extra is not None and end is None:
        last = before_writing(options, placed_all, words)
        if last is not None:
            placed_all, extra_from = (*placed_all[:-1], last), last.label
    return Choice(placed_all, extra_from, guessed=unread if placed_all else 0)


def _introduced(labels: Sequence[str], box: Box, text: PrintedText, px_per_mm: float) -> Box | None:
    """The part of the print that introduces the extra writing: an option may stand before, what is written behind."""
    words = words_of([(box, text)], px_per_mm)[1]
    said = introduced_at(words, labels)
    if said is None:
        return None
    first, end = said
    left, last = words[first].box.left if first else box.left, words[end - 1].box.right
    right = last if end < len(words) or box.right - last > UNREAD_MM * px_per_mm else box.right
    return Box(left, box.top, right, box.bottom)


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


def _before(labels: Sequence[str], area: Box, words: tuple[PrintedWord, ...]) -> tuple[Box, tuple[PrintedWord, ...]]:
    """A line's extent and words up to the words that introduce the extra writing, where these stand close behind."""
    firsts = [label.split()[0] for label in labels]
    for index, word in enumerate(words):
        if index and any(likeness(word.text, first) >= SAME_WORD for first in firsts):
            return Box(area.left, area.top, max(area.left + 1, word.box.left), area.bottom), words[:index]
    return area, words
