"""Options with a letter or a number before each (`a. Ya   b. Tidak`): it is theirs, for it is what people ring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.print_reader import PrintedWord
from pipeline.layout.words import plain
from pipeline.model import Option

BEHIND_SIGN = 1.7
"""Of the words' height: so far behind its letter or number an option begins at most, where all letters are as wide."""
SAME_EDGE = 0.3
"""Of the words' height: so near are the left edges of an option and of its first word."""
RING = 0.5
"""Of how far a sign stands before its words, so far before it a ring round it begins at most."""
LEAST_LETTERS = 4
"""Shorter ends of words stand in other words, too."""
_SIGN = re.compile(r"^\W*(\w)\W{0,2}$")


def with_list_signs(
    options: Sequence[PrintedOption], found: Sequence[Option], lines: Sequence[Sequence[PrintedWord]]
) -> tuple[Option, ...]:
    """The options found, each with the letter or number before it, where this printing has them.

    options: of the form. found: some of them. lines: the words read there, line by line, in page pixels. Where a ring
    made one illegible, it stands as far before the words as the others do. As found where no sign is the one that its
    option has by its place.
    """
    signed = [(sign, word) for line in lines for sign, word in _signs(line)]
    at = {option.value: place for place, option in enumerate(options)}
    owners = [(sign, word, option) for sign, word in signed for option in found if _first(word, option, sign)]
    if not any(_sign_of(sign) in _expected(at[option.value]) for sign, _, option in owners):
        return tuple(found)
    reach = float(np.median([word.box.left - sign.box.left for sign, word, _ in owners]))
    words = [word for line in lines for word in line]
    own = {option.value: sign for sign, _, option in owners}
    signs = [own.get(option.value) for option in found]
    return tuple(
        replace(option, label=replace(option.label, left=min(option.label.left, sign.box.left)))
        if sign is not None
        else _with_hidden_sign(option, options[at[option.value]], reach, words)
        for option, sign in zip(found, signs, strict=True)
    )


def with_own_signs(placed: Mapping[int, Box], lines: Sequence[Sequence[PrintedWord]]) -> dict[int, Box]:
    """Boxes of options, by their place in the form, each with the sign that was read before it, where that is the one
    it has by its place: the room is taken, whatever else is not found."""
    found = dict(placed)
    for line in lines:
        for sign, word in _signs(line):
            for at, box in placed.items():
                if _sign_of(sign) in _expected(at) and _begins_with(box, word):
                    found[at] = box.union(sign.box)
    return found


def _signs(line: Sequence[PrintedWord]) -> Iterator[tuple[PrintedWord, PrintedWord]]:
    """Letters and numbers that stand alone, each with the word close behind it."""
    for sign, word in pairwise(sorted(line, key=lambda one: one.box.left)):
        if _SIGN.match(sign.text) and word.box.left - sign.box.right < BEHIND_SIGN * word.box.height:
            yield sign, word


def _sign_of(word: PrintedWord) -> str:
    sign = _SIGN.match(word.text)
    return sign[1].lower() if sign else ""


def _expected(place: int) -> tuple[str, str]:
    """The letter and the number of the option at a place, from 0."""
    return chr(ord("a") + place), str(place + 1)


def _first(word: PrintedWord, option: Option, sign: PrintedWord) -> bool:
    """Whether a word behind a sign is the first of an option's, whose box may begin with the sign."""
    return any(_begins_with(option.label, one) for one in (word, sign))


def _begins_with(box: Box, word: PrintedWord) -> bool:
    return _level(word.box, box) and abs(word.box.left - box.left) < SAME_EDGE * box.height


def _with_hidden_sign(option: Option, printed: PrintedOption, reach: float, words: Sequence[PrintedWord]) -> Option:
    """The option with the room of a sign before its words; as it is where these were not read from their beginning on
    (a ring hides it: where they lie was guessed, or is where the ring begins), or no sign has room: at the beginning
    of a further line, where the sign ends the line before."""
    label = option.label
    near = SAME_EDGE * label.height
    line = [word for word in words if _level(word.box, label)]
    first = [word for word in line if abs(word.box.left - label.left) < near and _begins(word.text, printed)]
    left = label.left - reach
    further = any(word.box.bottom < label.top for word in words)
    if not first or (further and left < min(word.box.left for word in words) - near):
        return option
    # What begins about where the sign does is that, with its ring (`(@) Tidak`).
    others = (word for word in line if word.box.left < left - RING * reach)
    before = max((word.box.right for word in others if word.box.right <= label.left), default=0.0)
    return replace(option, label=replace(label, left=max(left, before, 0.0)))


def _begins(text: str, option: PrintedOption) -> bool:
    """Whether an option begins with a word read, or with it but for a letter that a ring hides."""
    read = plain(text) if text[:1].isalnum() else ""
    return bool(read) and any(
        plain(words)[:1] == read[:1] or (len(read) >= LEAST_LETTERS and plain(words.split(" ")[0]).endswith(read))
        for words in option.words
    )


def _level(box: Box, label: Box) -> bool:
    return label.top <= box.centre[1] <= label.bottom
