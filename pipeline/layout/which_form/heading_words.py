"""What the headings of a table say, held against those of a form."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from pipeline.form import Column
from pipeline.layout.words import likeness, plain

WORD, LEAST_NUMBERS = 3, 4
"""Letters that make a word; so many columns with numbers in the place of a heading make a row of writing."""
ABBREVIATED, SHORTEST_WORD = 0.9, 3
"""Likeness of a heading whose words are cut short, and the fewest letters of such a word."""


def heading_likeness(read: str, column: Column) -> float:
    """How alike a heading read and a column's headings are, 0 to 1, whether or not its group is read with it.

    A heading of two words may be split: BALITA over L and P.
    """
    return _likeness(read, column.headings, column.groups)


@lru_cache(maxsize=65536)
def _likeness(read: str, headings: tuple[str, ...], groups: tuple[str, ...]) -> float:
    best = 0.0
    for heading in headings:
        best = max(best, likeness(read, heading), *(likeness(read, f"{group} {heading}") for group in groups), 0.0)
        if abbreviates(read, heading):
            best = max(best, ABBREVIATED)
        last = heading.split()[-1]
        if " " in heading and len(last) <= 2:
            best = max(best, 0.9 * likeness(read, last))
    return best


def abbreviates(read: str, heading: str) -> bool:
    """Whether each of two or more words read begins one of the heading's, in their order, the first and last among
    them: `Pemanf. Pekar.` for PEMANFAATAN TANAH PEKARANGAN."""
    short, words = plain(read).split(), plain(heading).split()
    if not 2 <= len(short) <= len(words) or min(map(len, short)) < SHORTEST_WORD:
        return False
    rest = iter(words[1:-1])
    inner = all(any(word.startswith(part) for word in rest) for part in short[1:-1])
    return words[0].startswith(short[0]) and words[-1].startswith(short[-1]) and inner


def is_row(headings: Mapping[int, str]) -> bool:
    """Whether what was taken for the headings, by column, reads as a row of numbers: the true heading is not seen."""
    texts = [plain(text) for text in headings.values()]
    numbers = sum(text.replace(" ", "").isdecimal() for text in texts)
    words = sum(sum(letter.isalpha() for letter in text) >= WORD for text in texts)
    return numbers >= LEAST_NUMBERS and numbers > words
