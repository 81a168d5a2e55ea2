"""The characters a hand may write in these books, and how the network's classes fold into them.

A recogniser gives probabilities over ALPHABET (class 0 is the CTC blank). Decoders work on a folded matrix: letters
without case, digits with their look-alikes added, because a grammar knows whether a digit or a letter may stand.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.,/-'\":;()+=_|√✓×— "
"""Characters asked from a recogniser, in the order of its output columns 1..; column 0 is the blank."""

Probabilities = NDArray[np.float32]
"""CTC output, shape (T, columns), linear (not log), column 0 the blank; a row sums to at most 1."""

_DIGIT_LIKE = {
    "0": "oODQ",
    "1": "lI|i/!√",
    "2": "zZ",
    "3": "E",
    "4": "qyA",
    "5": "sS",
    "6": "bG",
    "7": "T)",
    "8": "B",
    "9": "gqP",
}
_DIGIT_LIKE_WEIGHT = 0.5
_SLASH_LIKE = {"/": "1lI|(", "-": "—_=~", ".": ",'", " ": "", ":": ";"}
_SLASH_LIKE_WEIGHT = 0.15
_NO_ROOM_WEIGHT = 0.3


@dataclass(frozen=True, slots=True, eq=False)
class Folding:
    """A choice of target characters and the matrix (1 + len(ALPHABET), 1 + len(characters)) that leads to them."""

    characters: str
    matrix: NDArray[np.float32]

    def fold(self, probabilities: Probabilities) -> Probabilities:
        """The folded matrix (T, 1 + len(characters)); what folds into no character is lost mass."""
        folded: Probabilities = probabilities @ self.matrix
        return np.minimum(folded, 1.0, out=folded)

    def encode(self, text: str) -> tuple[int, ...] | None:
        """Columns of the characters of `text`, or None when one is not among the targets."""
        columns = tuple(self.characters.find(character) + 1 for character in text)
        return None if 0 in columns else columns


def _folding(characters: str, sources: dict[str, list[tuple[str, float]]], unseen: dict[str, float]) -> Folding:
    """`sources`: per target character, what folds into it with which weight. unseen: what folds into the blank."""
    matrix = np.zeros((1 + len(ALPHABET), 1 + len(characters)), dtype=np.float32)
    matrix[0, 0] = 1.0
    for character, weight in unseen.items():
        matrix[ALPHABET.index(character) + 1, 0] = weight
    for column, character in enumerate(characters, start=1):
        for source, weight in sources[character]:
            at = ALPHABET.find(source)
            if at >= 0:
                matrix[at + 1, column] = max(matrix[at + 1, column], weight)
    return Folding(characters, matrix)


_LETTERS = {letter: [(letter, 1.0), (letter.upper(), 1.0)] for letter in "abcdefghijklmnopqrstuvwxyz"}
_ROMAN_LETTERS = {"i": [("i", 1.0), ("I", 1.0), ("1", 0.1), ("l", 0.3), ("|", 0.3)]}
"""Roman months are written in strokes that look like ones."""
_PLAIN_DIGITS = {digit: [(digit, 1.0)] for digit in "0123456789"}
_PUNCTUATION = {mark: [(mark, 1.0)] for mark in ".,/-'\":()+ "} | {"-": [("-", 1.0), ("—", 1.0)]}
_LOOSE_DIGITS = {
    digit: [(digit, 1.0), *((source, _DIGIT_LIKE_WEIGHT) for source in like)] for digit, like in _DIGIT_LIKE.items()
}
_LOOSE_MARKS = {
    mark: [(mark, 1.0), *((source, _SLASH_LIKE_WEIGHT) for source in like)] for mark, like in _SLASH_LIKE.items()
} | {mark: [(mark, 1.0)] for mark in "',()"}


def _named(sources: dict[str, list[tuple[str, float]]], unseen: dict[str, float] | None = None) -> Folding:
    return _folding("".join(sources), sources, unseen or {})


_SEPARATORS = dict.fromkeys(" .,'", 1.0)


TEXT = _named(_LETTERS | _PLAIN_DIGITS | _PUNCTUATION)
"""Letters without case, digits and punctuation as they are: names, free text."""

NAMES = _named(_LETTERS | _LOOSE_DIGITS | _PUNCTUATION)
"""As TEXT, with the look-alikes of digits added to them at a discount: words that a number may follow."""

WORDS = _named(_LETTERS | _PLAIN_DIGITS | {"/": [("/", 1.0)], "-": [("-", 1.0), ("—", 1.0)]}, unseen=_SEPARATORS)
"""As TEXT, but spaces, periods and commas count as nothing: words of a list."""

DIGITS = _named(_LOOSE_DIGITS, unseen=_SEPARATORS | {"-": 1.0})
"""Digits with their look-alikes added at a discount, what separates them counts as nothing: numbers."""

DATES = _named(_LETTERS | _ROMAN_LETTERS | _LOOSE_DIGITS | _LOOSE_MARKS, unseen={" ": _NO_ROOM_WEIGHT})
"""Digits and separators with their look-alikes added at a discount, letters without case: dates. A space counts as
nothing too, at a discount: digits that stand far apart."""
