"""Words of a list, scored against what the ink says freely: the list is preferred, never forced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from pipeline.read.alphabet import WORDS, Probabilities
from pipeline.read.ctc import Found, best_strings, log_likelihood, spelt
from pipeline.read.grammar import Grammar, anything

_CANDIDATES = 24
"""List words scored in full: those nearest to what the network read freely."""
_BADLY, _BADLY_BY_LETTER = 14.0, 2.5
"""How much likelier the free reading is than the word of the list, in logarithms, all over and for each letter. Of
2,000 words on office pages 34 were sure and so, 12 of them wrong; of 530 of strangers none."""


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """The written words of a list. texts: as reported. keys: as the network sees them. columns: keys in WORDS."""

    texts: tuple[str, ...]
    keys: tuple[str, ...]
    columns: tuple[tuple[int, ...], ...]


def make_vocabulary(texts: Sequence[str]) -> Vocabulary:
    """The vocabulary of these written forms, each once; those with characters no recogniser knows are left out."""
    kept: dict[str, tuple[str, tuple[int, ...]]] = {}
    for text in texts:
        key = _key(text)
        columns = WORDS.encode(key)
        if key and columns is not None:
            kept.setdefault(key, (text, columns))
    return Vocabulary(
        tuple(text for text, _ in kept.values()), tuple(kept), tuple(columns for _, columns in kept.values())
    )


def score_words(probabilities: Probabilities, vocabulary: Vocabulary) -> list[Found]:
    """The list's words with log P(word | ink), best first."""
    if not vocabulary.texts:
        return []
    folded = WORDS.fold(probabilities)
    order: Sequence[int] = range(len(vocabulary.keys))
    if len(vocabulary.keys) > _CANDIDATES:
        near = process.extract(free_key(probabilities), vocabulary.keys, scorer=Indel.distance, limit=_CANDIDATES)
        order = sorted(index for _, _, index in near)
    scores = log_likelihood(folded, [vocabulary.columns[index] for index in order])
    found = [(vocabulary.texts[index], float(score)) for index, score in zip(order, scores, strict=True)]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def fits_badly(probabilities: Probabilities, vocabulary: Vocabulary, said: str) -> bool:
    """Whether a word of the list is much unlike the ink, though no other may stand there: CACAT NETRA, of FISIK."""
    key = _key(said)
    if key not in vocabulary.keys:
        return False
    score = float(log_likelihood(WORDS.fold(probabilities), [vocabulary.columns[vocabulary.keys.index(key)]])[0])
    least = min(_BADLY, _BADLY_BY_LETTER * len(key))
    # No free reading is likelier than sure, and most words need no search for one.
    return -score > least and free_score(probabilities)[1] - score > least


def free_key(probabilities: Probabilities) -> str:
    """What the network reads when nothing is asked of it, in the characters of WORDS: the best path."""
    return "".join(WORDS.characters[column - 1] for column in spelt(np.argmax(WORDS.fold(probabilities), axis=1)))


def free_score(probabilities: Probabilities) -> Found:
    """The free reading and log P(it | ink), comparable with score_words."""
    found = best_strings(WORDS.fold(probabilities), _anything(), beam=6, wide=5)
    return found[0]


def _key(text: str) -> str:
    return "".join(character for character in text.lower() if character not in " .,'")


@cache
def _anything() -> Grammar:
    return anything(WORDS.characters)
