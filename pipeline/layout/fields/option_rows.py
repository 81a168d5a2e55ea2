"""Printed options without check boxes: words in a row, or in several when they wrap, to be circled or struck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import combinations, pairwise, product

import numpy as np

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.list_signs import with_own_signs
from pipeline.layout.fields.option_gaps import LEAST_ROOM, left_over, letter_px, narrowest
from pipeline.layout.fields.option_names import ALIKE, RESEMBLES, alike, leads, letters_wide, resemblance
from pipeline.layout.print_reader import PrintedWord
from pipeline.layout.words import likeness, plain
from pipeline.model import Option

MOST_WORDINGS = 64
SURE_PARTS = 2
"""Options that must be read in a row of marked ones."""
SAME_OPTION = 0.6
"""Of their height: so near are two words of one option."""
ENOUGH_ROOM = 0.8
"""Of the width of words and strokes: print is narrower here and there."""
WORDS_WIDER, RING_WIDER = 1.15, 1.5
"""So much wider than they should be, and by so much of the letters' height with a ring round them, may words be."""
_UPRIGHT_STROKES = str.maketrans("|", "/")

Line = tuple[Box, Sequence[PrintedWord]]
"""The extent of a line of options, and the words read there; boxes in page pixels."""


def inline_options(options: Sequence[PrintedOption], lines: Sequence[Line]) -> tuple[Option, ...]:
    """The options in the form's order; empty where it is in doubt which words are which option's.

    Words that could not be read lie where words so long would end in the form's order, if half of the options were
    read and stand in it; or, if only one option was not read, where none of the others lies.
    """
    placed = options_read(options, [words for _, words in lines])
    if len(placed) < len(options):
        placed = _part_by_part(options, lines, placed) or placed
    if 2 * len(placed) < len(options) or not placed:
        return ()
    if len(placed) < len(options):
        lines = _with_room(options, lines, placed)
        guessed = _fitted(_in_order(options, lines), placed)
        if guessed is None:
            guessed = left_over(options, [area for area, _ in lines], placed)
        if guessed is None or _may_be_longer(options, lines, placed):
            return ()
        placed = guessed | placed
    return tuple(Option(options[at].value, None, placed[at]) for at in sorted(placed))


def _with_room(options: Sequence[PrintedOption], lines: Sequence[Line], placed: Mapping[int, Box]) -> Sequence[Line]:
    """The lines on which options were read, where they have room for the last ones, which were not: what stands below
    is the writing beside them. Else all lines."""
    last = max(placed)
    held = [line for line in lines if any(line[0].overlap(box) > 0 for box in placed.values())]
    missing = sum(narrowest(option) + letters_wide(" / ") for option in options[last + 1 :]) * letter_px(
        options, placed
    )
    room = held[-1][0].right - max(box.right for box in placed.values() if held[-1][0].overlap(box) > 0)
    return held if last + 1 < len(options) and room >= ENOUGH_ROOM * missing else lines


def _part_by_part(
    options: Sequence[PrintedOption], lines: Sequence[Line], placed: Mapping[int, Box]
) -> dict[int, Box] | None:
    """The parts between strokes, where they are as many as the options and each resembles none more than its own.

    placed: the options read; at least SURE_PARTS of them, and each must be in its part. A line through the words makes
    `Paket A` read `Paket-3-`, which no rule can tell from other packets but by its place.
    """
    parts = [part for _, words in lines for part in _parted(words)]
    if len(parts) != len(options) or len(placed) < SURE_PARTS:
        return None
    boxes = [reduce(Box.union, (word.box for word in part)) for part in parts]
    texts = [" ".join(word.text for word in part) for part in parts]
    shares = [[resemblance(text, option) for option in options] for text in texts]
    likest = all(row[at] >= max(RESEMBLES, *row) for at, row in enumerate(shares))
    inside = all(boxes[at].overlap(box) >= 0.5 * box.area for at, box in placed.items())
    return dict(enumerate(boxes)) if likest and inside else None


def takes_more(options: Sequence[PrintedOption], found: Sequence[Option]) -> bool:
    """Whether one of the options found takes more room than its words do: what is written behind it, or between it and
    the next (`Ya, jenis warung / Tidak`), may lie in there.

    options: of the form. found: some of them, in the form's order. False where there is none to measure by.
    """
    words = {option.value: [letters_wide(text) for text in option.words] for option in options}
    units = [option.label.width / min(words[option.value]) for option in found]
    if len(found) < 2:
        return False
    ring = RING_WIDER * float(np.median([option.label.height for option in found]))
    for at, option in enumerate(found):
        unit = float(np.median(units[:at] + units[at + 1 :]))
        if option.label.width > WORDS_WIDER * unit * max(words[option.value]) + ring:
            return True
    return False


def options_read(options: Sequence[PrintedOption], lines: Sequence[Sequence[PrintedWord]]) -> dict[int, Box]:
    """The boxes of the options whose words were read on some line, by their place in the form.

    Where all were read, words that a mark made illegible belong to the option from which nothing parts them.
    """
    most = max(len(words.replace("/", " ").split()) for option in options for words in option.words)
    parted = [_parted(words) for words in lines]
    parts = [part for line in parted for part in line]
    all_runs = [run for line in parted for run in _runs(line, most)]
    runs, sureness = [run[:2] for run in all_runs], [run[2] for run in all_runs]
    likenesses = [
        [alike(text, option) if text.count("/") in _strokes_of(option) else 0.0 for option in options]
        for text, _ in runs
    ]
    # Of two runs as much alike the longer one has all of the words: `Non Beras` before `Beras`. Of two as long one may
    # be what a ring left of another word: `SI` of Tidak Tamat SD beside S1.
    pairs = sorted(
        (-score, -len(plain(runs[run][0])), -sureness[run], run, option)
        for run, row in enumerate(likenesses)
        for option, score in enumerate(row)
        if score >= ALIKE
        and not _of_longer(run, option, options, runs, likenesses)
        and not _of_shorter(row, option, options)
    )
    placed: dict[int, Box] = {}
    for *_, run, option in pairs:
        box = runs[run][1]
        clear = all(box.overlap(other) < 0.2 * min(box.area, other.area) for other in placed.values())
        if option not in placed and clear and leads(likenesses[run], option, set(placed)):
            placed[option] = box
    if len(placed) < len(options):
        return with_own_signs(placed, lines)  # what else was not read may be the option that is missing
    return {option: _with_neighbours(box, parts, placed) for option, box in placed.items()}


def _of_longer(
    run: int,
    option: int,
    options: Sequence[PrintedOption],
    runs: Sequence[tuple[str, Box]],
    likenesses: Sequence[Sequence[float]],
) -> bool:
    """Whether a run stands within a longer one that rather names another option, one whose words hold this one's:
    `Sehat` within `Tdak Sehat`, which is less alike to `Tidak Sehat` than `Sehat` is to itself."""
    text, box = runs[run]
    return any(
        len(longer) > len(text)
        and around.union(box) == around
        and any(
            score >= ALIKE and score > row[option] and _holds(options[other], options[option])
            for other, score in enumerate(row)
            if other != option
        )
        for (longer, around), row in zip(runs, likenesses, strict=True)
    )


def _of_shorter(likenesses: Sequence[float], option: int, options: Sequence[PrintedOption]) -> bool:
    """Whether a run is rather another option, whose words this one's hold: where `Beras` stands twice, neither is
    `Non Beras`, of which `Non` was not read."""
    held = (at for at in range(len(options)) if at != option and _holds(options[option], options[at]))
    return any(likenesses[at] > likenesses[option] for at in held)


def _may_be_longer(options: Sequence[PrintedOption], lines: Sequence[Line], placed: Mapping[int, Box]) -> bool:
    """Whether an option that was read stands there twice, and one was not read whose words hold its words."""
    texts = [word.text for _, words in lines for part in _parted(words) for word in part]
    shorter = (
        read
        for read in placed
        if any(_holds(options[other], options[read]) for other in range(len(options)) if other not in placed)
    )
    return any(sum(alike(text, options[read]) >= ALIKE for text in texts) > 1 for read in shorter)


def _holds(longer: PrintedOption, shorter: PrintedOption) -> bool:
    """Whether some words of an option hold all words of another."""
    return any(f" {plain(part)} " in f" {plain(words)} " for words in longer.words for part in shorter.words)


def _with_neighbours(box: Box, parts: Sequence[Sequence[PrintedWord]], placed: dict[int, Box]) -> Box:
    """`box` with the words that follow on it, to either side, and are no other option's."""
    for part in parts:
        if not any(word.box.overlap(box) > 0.5 * word.box.area for word in part):
            continue
        free = [word.box for word in part if all(word.box.overlap(other) <= 0 for other in placed.values())]
        for other in sorted(free, key=lambda one: abs(one.centre[0] - box.centre[0])):
            if max(other.left - box.right, box.left - other.right) < SAME_OPTION * box.height:
                box = box.union(other)
    return box


def _parted(words: Sequence[PrintedWord]) -> list[list[PrintedWord]]:
    """The words between two strokes; those read as one with a stroke (PDAM/Sumur) parted where their letters end."""
    parted: list[list[PrintedWord]] = [[]]
    for word in words:
        parts = word.text.translate(_UPRIGHT_STROKES).split("/")
        unit = word.box.width / max(1.0, letters_wide("/".join(parts)))
        left = word.box.left
        for at, part in enumerate(parts):
            right = left + letters_wide(part) * unit if len(parts) > 1 else word.box.right
            if at:
                parted.append([])
            if part:
                box = Box(left, word.box.top, right, word.box.bottom)
                parted[-1].append(PrintedWord(part, box, word.confidence))
            left = right + letters_wide("/") * unit
    return [part for part in parted if part]


def _runs(parts: Sequence[Sequence[PrintedWord]], most: int) -> list[tuple[str, Box, float]]:
    """All runs of up to so many neighbouring words of a line, with the strokes between them: SD/MI is one option. The
    third is the least confidence of its words."""
    words = [(word, at) for at, part in enumerate(parts) for word in part]
    runs = []
    for first, (word, part) in enumerate(words):
        text, box, sure = word.text, word.box, word.confidence
        runs.append((text, box, sure))
        for other, other_part in words[first + 1 : first + most]:
            text += (" " if other_part == part else "/") + other.text
            box, part, sure = box.union(other.box), other_part, min(sure, other.confidence)
            runs.append((text, box, sure))
    return runs


def _strokes_of(option: PrintedOption) -> set[int]:
    """How many strokes the words of an option may hold."""
    return {words.count("/") for words in option.words}


def _fitted(guessed: dict[int, Box], placed: dict[int, Box]) -> dict[int, Box] | None:
    """The guesses, moved along their lines as the words that were read are; None where these stand in another order.

    A guess with too little room between others is left out: this printing does not have that option. At the end of a
    line it may be there, but taken for writing because of a mark.
    """
    fitted: dict[int, Box] = {}
    for top in sorted({box.top for box in guessed.values()}):
        line = {at: box for at, box in guessed.items() if box.top == top}
        pins = {line[min(line)].left: line[min(line)].left, line[max(line)].right: line[max(line)].right}
        for at in line.keys() & placed.keys():
            if not line[at].top <= placed[at].centre[1] <= line[at].bottom:
                return None
            pins |= {line[at].left: placed[at].left, line[at].right: placed[at].right}
        expected = sorted(pins)
        seen = [pins[edge] for edge in expected]
        if any(after < before for before, after in pairwise(seen)):
            return None
        # Where an option was read is known: the line may be longer than it, by what is written behind.
        for at, box in ((at, box) for at, box in line.items() if at not in placed):
            left, right = np.interp([box.left, box.right], expected, seen).tolist()
            if right - left > LEAST_ROOM * box.width:
                fitted[at] = Box(left, box.top, right, box.bottom)
            elif at in (min(line), max(line)):
                return None
    return fitted


def _in_order(options: Sequence[PrintedOption], lines: Sequence[Line]) -> dict[int, Box]:
    """Where each option would lie, by its place in the form, if the lines held all of them in that order."""
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
        return _in_order(options, lines[:1])
    found: dict[int, Box] = {}
    for (area, _), text, first, last in zip(lines, texts, best[1], best[1][1:], strict=False):
        found |= {first + at: box for at, box in enumerate(_in_line(options[first:last], area, text))}
    return found


def _in_line(options: Sequence[PrintedOption], area: Box, read: str) -> list[Box]:
    wording = _wording(options, read)
    widths = [letters_wide(text) for text in wording]
    gap = letters_wide(" / ")
    unit = area.width / max(1.0, sum(widths) + gap * (len(widths) - 1))
    left = area.left
    found = []
    for width in widths:
        found.append(Box(left, area.top, left + width * unit, area.bottom))
        left += (width + gap) * unit
    return found


def _wording(options: Sequence[PrintedOption], read: str) -> tuple[str, ...]:
    """The words this printing uses for each option: the combination most like what was read."""
    wordings = list(product(*(option.words for option in options)))[:MOST_WORDINGS]
    return max(wordings, key=lambda wording: likeness(read, " / ".join(wording)))
