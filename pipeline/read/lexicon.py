"""The prior on names: which parts Indonesian, Javanese and Arabic names and places are made of, and their letters."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Indel

from pipeline.errors import ConfigurationError

PACKAGED_PARTS = Path(__file__).parent.parent.parent / "schemas" / "calibration" / "name_parts.csv"
PACKAGED_ACTIVITIES = PACKAGED_PARTS.with_name("activities.csv")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_EDGE = len(_LETTERS)
_SMOOTHING = 0.3
_LISTED_SHARE = 0.75
"""How much of all name words written are taken to be on the list; the rest is spelt by the letter model."""


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """words: lower case, no apostrophes, sorted. letters: log P(letter | two before), shape (27, 27, 27), index 26 the
    word's edge. apostrophes: how words are also spelt that have one, by their letters (Syafii, Syafi'i)."""

    words: tuple[str, ...]
    listed: frozenset[str]
    letters: NDArray[np.float64]
    apostrophes: Mapping[str, str]

    def near(self, word: str, limit: int = 5) -> list[str]:
        """The listed words nearest to `word` (lower case), at most a third of its letters away."""
        most = 1 + 2 * (len(word) // 3)
        found = process.extract(word, self.words, scorer=Indel.distance, limit=limit, score_cutoff=most)
        return [text for text, _, _ in found]

    def parted(self, word: str) -> list[str]:
        """`word` as two words, both listed, or the first listed and the rest long enough to be a name."""
        found = []
        for at in range(3, len(word) - 2):
            first, second = word[:at], word[at:]
            if first in self.listed and second in self.listed:
                return [f"{first} {second}"]
            if first in self.listed or second in self.listed:
                found.append(f"{first} {second}")
        return found[-2:]

    def log_prior(self, word: str) -> float:
        """Log probability of a name word (lower case letters; other characters cost as an unusual letter, but for an
        apostrophe where the word is spelt with it)."""
        letters = word.replace("'", "")
        word = letters if self.apostrophes.get(letters) == word else word
        spelt = self.log_spelling(word)
        if word in self.listed:
            listed = np.log(_LISTED_SHARE) - np.log(len(self.words))
            return float(np.logaddexp(listed, np.log(1 - _LISTED_SHARE) + spelt))
        return float(np.log(1 - _LISTED_SHARE) + spelt)

    def log_spelling(self, word: str) -> float:
        """Log probability of the letters of `word` (lower case), listed or not."""
        before, last = _EDGE, _EDGE
        total = 0.0
        for character in word:
            at = _LETTERS.find(character)
            if at < 0:
                total -= 5.0
                at = _EDGE
            else:
                total += float(self.letters[before, last, at])
            before, last = last, at
        return total + float(self.letters[before, last, _EDGE])


@lru_cache(maxsize=2)
def load_lexicon(file: Path = PACKAGED_PARTS) -> Lexicon:
    """The packaged lexicon, read once per process. Raises ConfigurationError when the file cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return make_lexicon(row["part"] for row in csv.DictReader(stream))
    except (OSError, KeyError) as error:
        raise ConfigurationError(f"{file}: cannot be read as a list of name parts ({error}).") from error


def load_activities(file: Path = PACKAGED_ACTIVITIES) -> tuple[str, ...]:
    """What people write in activity columns. Raises ConfigurationError when the file cannot be read."""
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return tuple(row["word"] for row in csv.DictReader(stream))
    except (OSError, KeyError) as error:
        raise ConfigurationError(f"{file}: cannot be read as a list of activities ({error}).") from error


def make_lexicon(parts: Iterable[str]) -> Lexicon:
    """A lexicon of these words, with a letter model counted from them (interpolated trigrams)."""
    spelt = {part.lower() for part in parts}
    apostrophes = {part.replace("'", ""): part for part in sorted(spelt) if "'" in part}
    words = tuple(sorted({part.replace("'", "") for part in spelt}))
    counts = np.zeros((27, 27, 27))
    for word in words:
        before, last = _EDGE, _EDGE
        for at in [*(_LETTERS.find(character) for character in word), _EDGE]:
            if at >= 0:
                counts[before, last, at] += 1
                before, last = last, at
    one = counts.sum(axis=(0, 1)) + 1.0
    two = counts.sum(axis=0) + _SMOOTHING * 10 * (one / one.sum())
    two /= two.sum(axis=-1, keepdims=True)
    three = counts + _SMOOTHING * 10 * two[None]
    three /= three.sum(axis=-1, keepdims=True)
    return Lexicon(words, frozenset(words), np.log(three), apostrophes)
