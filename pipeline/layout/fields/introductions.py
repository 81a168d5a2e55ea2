"""Writing between the printed options: `Ya, jenis ............ Tidak`.

The writing beside options mostly stands behind them all. Where a printing puts it behind the option that asks for it,
that option's words end where the words that introduce the writing begin, and other options come after it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.option_gaps import narrowest
from pipeline.layout.fields.option_names import ALIKE, alike, leads, letters_wide
from pipeline.layout.fields.option_rows import options_read
from pipeline.layout.print_reader import PrintedText, PrintedWord
from pipeline.layout.words import likeness
from pipeline.model import Option

SAME_WORD, GLUED = 0.75, 0.95
MORE_LETTERS = 1
"""A ring round an option is read as so many letters more than its longest single word has."""
STROKE_ROOM = 1.2
"""Of the letters' height: a stroke and its blank stand before an option that follows writing."""
LEAST_WIDE, MOST_WIDE, MARK_WIDE = 0.6, 1.6, 1.0
"""Of the width that its words should take, an illegible option's print; a mark on it adds to that, of its height."""
LEAST_MEASURING, LEAST_OWN = 2, 0.7
"""Other options by whose print the width of one is measured; the share of it after which writing may begin."""
COMMA_ROOM = 0.3
"""Of the letters' height: so far behind an option's words the next word begins at least."""
BRACKETS_WIDE, BRACKET_WIDE = 2.5, 0.8
"""Of the letters' height: so much room brackets leave for a tick, at most; and as wide is one."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The words of a check box that ask for writing. label: box and text of the option's own words; said: the extent
    of what introduces the writing, the option's own words where nothing else does."""

    label: tuple[Box, PrintedText]
    said: Box


def unglued(text: PrintedText, options: Sequence[PrintedOption], labels: Sequence[str]) -> PrintedText:
    """The text with an option's words parted from what introduces the writing behind them, where both were read as one
    word: a ring hides the comma and the blank of `Ya, jenis`."""
    pairs = [(words, label.split()[0]) for option in options for words in option.words for label in labels]
    parted: list[PrintedWord] = []
    for word in text.words:
        share, own, first = max(
            ((likeness(word.text, own + first), own, first) for own, first in pairs), default=(0.0, "", "")
        )
        if share < GLUED or share <= max(likeness(word.text, one) for one in (own, first)):
            parted.append(word)
            continue
        parted += _halves(word, own, first)
    if len(parted) == len(text.words):
        parted = _parted_at_end(text.words, options, labels)
    if len(parted) == len(text.words):
        return text
    return PrintedText(" ".join(word.text for word in parted), text.confidence, tuple(parted))


def _parted_at_end(
    words: Sequence[PrintedWord], options: Sequence[PrintedOption], labels: Sequence[str]
) -> list[PrintedWord]:
    """The words with the first of them that ends in what introduces writing parted there, where none does so as it is:
    a ring leaves little of `Ya,` before `jenis`, and of both one word."""
    firsts = {label.split()[0] for label in labels}
    if introduced_at(words, labels) is not None or not firsts:
        return list(words)
    longest = max((len(own) for option in options for own in option.words if len(own.split()) == 1), default=0)
    for at, word in enumerate(words):
        cuts = range(1, min(len(word.text) - 1, longest + MORE_LETTERS) + 1)
        share, cut = max(
            ((likeness(word.text[cut:], first), -cut) for cut in cuts for first in firsts), default=(0.0, 0)
        )
        if share >= SAME_WORD:
            return [*words[:at], *_halves(word, word.text[:-cut], word.text[-cut:]), *words[at + 1 :]]
    return list(words)


def _halves(word: PrintedWord, first: str, second: str) -> tuple[PrintedWord, PrintedWord]:
    """The word as two, one after the other, each as wide as its letters are."""
    box = word.box
    middle = box.left + box.width * letters_wide(first) / letters_wide(first + second)
    return (
        PrintedWord(first, Box(box.left, box.top, middle, box.bottom), word.confidence),
        PrintedWord(second, Box(middle, box.top, box.right, box.bottom), word.confidence),
    )


def introduced_at(words: Sequence[PrintedWord], labels: Sequence[str]) -> tuple[int, int] | None:
    """Index of the first of the words that introduce writing, and of the one after the last; None without any.

    The first word of a label does where the whole is not there: `jenis` for `jenis usaha`.
    """
    return _likest(words, labels) or _likest(words, [label.split()[0] for label in labels])


def _likest(words: Sequence[PrintedWord], labels: Sequence[str]) -> tuple[int, int] | None:
    best: tuple[float, int, int] | None = None
    for label in labels:
        long = len(label.split())
        for at in range(len(words) - long + 1):
            share = likeness(" ".join(word.text for word in words[at : at + long]), label)
            if share >= SAME_WORD and (best is None or (share, long) > (best[0], best[2] - best[1])):
                best = (share, at, at + long)
    return best[1:] if best is not None else None


def asking(
    box: Box, words: Sequence[PrintedWord], options: Sequence[PrintedOption], labels: Sequence[str]
) -> Asking | None:
    """An option's words with what follows them told apart; None where nothing follows them.

    box, words: beside a check box, in page pixels. labels: what introduces writing in this form.
    """
    shares = [_named(words[:length], options) for length in range(1, len(words) + 1)]
    # Of two as much alike the longer one: it may be a word read twice. `Lainnya : Buruh` is less alike than `Lainnya`.
    length = max(range(len(shares)), key=lambda at: (shares[at], at), default=-1) + 1
    said = introduced_at(words, labels)
    if not length or shares[length - 1] < ALIKE:
        # A mark made the option's words illegible.
        length = said[0] if said is not None else 0
    if length in (0, len(words)):
        return None
    own = words[:length]
    label = Box(box.left, box.top, max(box.left + 1, own[-1].box.right), box.bottom)
    text = PrintedText(" ".join(w.text for w in own), min(w.confidence for w in own), tuple(own))
    right = words[said[1] - 1].box.right if said is not None and said[0] == length else label.right
    return Asking((label, text), Box(box.left, box.top, right, box.bottom))


def options_after(
    options: Sequence[PrintedOption], before: Mapping[int, Box], lines: Sequence[Sequence[PrintedWord]]
) -> dict[int, Box]:
    """The options that stand behind the writing, where with them all are found; else nothing: what is written there may
    be like an option.

    before: those that were read before the writing. lines: the words behind it and below.
    """
    found = {at: box for at, box in options_read(options, lines).items() if at not in before}
    return found if before and len(found) + len(before) == len(options) else {}


def with_marked(
    options: Sequence[PrintedOption], found: Mapping[int, Box], before: Sequence[Box], said: Box
) -> dict[int, Box]:
    """The options found with the only other one where print that a mark made illegible stands alone before the words
    that introduce the writing; nothing where more than one is missing, or more or something else stands there.

    found: read behind the writing. before: the print of this field. said: what introduces the writing.
    """
    missing = [at for at in range(len(options)) if at not in found]
    level = [box for box in before if box.right <= said.left + 1 and abs(box.centre[1] - said.centre[1]) < said.height]
    if len(missing) != 1 or not found or len(level) != 1:
        return {}
    unit = min(box.width / narrowest(options[at]) for at, box in found.items())
    wide = max(map(letters_wide, options[missing[0]].words)) * unit
    if not LEAST_WIDE * wide < level[0].width < MOST_WIDE * wide + MARK_WIDE * level[0].height:
        return {}
    return {**found, missing[0]: level[0]}


def with_brackets(box: Box, printed: Sequence[Box]) -> Box:
    """An option's words with what is printed close before them: a stroke, or brackets to tick in.

    printed: what is printed on the page, words or parts of them.
    """
    for piece in sorted(printed, key=lambda one: -one.right):
        level = abs(piece.centre[1] - box.centre[1]) < box.height
        near = piece.left < box.left and box.left - piece.right < BRACKETS_WIDE * box.height
        around = piece.right > box.left and box.left - piece.left < BRACKETS_WIDE * box.height
        if level and near and (around or piece.width < BRACKET_WIDE * box.height):
            box = box.union(piece)
    return box


def before_writing(
    options: Sequence[PrintedOption], found: Sequence[Option], lines: Sequence[Sequence[PrintedWord]]
) -> Option | None:
    """The last of the options ended before what is written behind it, where that was taken for a part of it: marked so
    that it could not be read it was given all that stands on its line, `(Lainnya): Buruh`. None where it is not.

    options: of the form, found: of them, in the form's order. lines: all words of the field.
    """
    if len(found) < LEAST_MEASURING + 1 or found[-1].value != options[-1].value:
        return None
    wide = {option.value: letters_wide(max(option.words, key=len)) for option in options}
    unit = float(np.median([one.label.width / wide[one.value] for one in found[:-1]]))
    last, own = found[-1], unit * wide[found[-1].value]
    if last.label.width < MOST_WIDE * own + MARK_WIDE * last.label.height:
        return None
    inside = [word.box.left for line in lines for word in line if last.label.contains(*word.box.centre)]
    start = min((left for left in inside if left > last.label.left + LEAST_OWN * own), default=None)
    if start is None:
        return None
    box = last.label
    return Option(last.value, last.mark, Box(box.left, box.top, start - 1, box.bottom))


def writing_until(said: Box, following: Sequence[Box]) -> float | None:
    """x where the writing ends that is introduced by `said`: before the first of what follows on its line; None where
    nothing does."""
    beside = [box for box in following if box.left > said.right and abs(box.centre[1] - said.centre[1]) < said.height]
    return min((box.left - STROKE_ROOM * said.height for box in beside), default=None)


def before_stroke(writing: Box, until: float | None, printed: Sequence[Box]) -> Box:
    """The room for writing on a line, ended before the stroke of the next option, which stood at its end and was a 1;
    the same where what is written goes on there. until: as from writing_until."""
    if until is None or not writing.left + 1 < until < writing.right:
        return writing
    level = [box for box in printed if writing.top < box.centre[1] < writing.bottom]
    # A stroke is higher than wide.
    if any(box.left < until < box.right and box.width > box.height for box in level):
        return writing
    return Box(writing.left, writing.top, until, writing.bottom)


def room_between(options: Sequence[Option], writing: Box, until: float) -> Box:
    """What lies between the option that asks for writing and the next, where no mark on options is: what introduces it,
    and what is written there.

    writing: where it is looked for. until: as from writing_until.
    """
    asks = [option.label for option in options if option.label.right <= writing.left + option.label.height]
    level = [label for label in asks if writing.top <= label.centre[1] <= writing.bottom]
    left = max((label.right + COMMA_ROOM * label.height for label in level), default=writing.left)
    return Box(min(left, writing.left), writing.top, max(until, left + 1), writing.bottom)


def _named(words: Sequence[PrintedWord], options: Sequence[PrintedOption]) -> float:
    """How alike the words, all of them, are to the option that they name; 0 where they name none plainly."""
    shares = [alike(" ".join(word.text for word in words), option) for option in options]
    best = max(range(len(options)), key=shares.__getitem__)
    return shares[best] if shares[best] >= ALIKE and leads(shares, best, set()) else 0.0
