"""Capitals and small letters as written: decoders do not look at case, the ink does."""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Levenshtein

from pipeline.read.alphabet import ALPHABET, TEXT, Probabilities

_TELLING = frozenset("abdefghilmnqrt")
"""Letters whose capital has another shape, not only another size."""
_SAME_SHAPE = 0.8
"""Of words without such letters (`KSP`) the size alone tells: so much of what is seen must be capitals."""
_TITLE_LETTERS = 3
"""Letters of a title, its period counted: `Hj.`, `Ny.`"""
_LEAST_MASS = 1e-4


def with_case(text: str, probabilities: Probabilities, title: bool) -> str:
    """`text` (lower case) with each word in capitals, with a first capital, or small, as most of its letters look.

    title: words start with a capital unless the ink clearly says otherwise (names).
    """
    shares = _capital_shares(text, probabilities)
    words, start = [], 0
    for word in text.split(" "):
        own = shares[start : start + len(word)]
        start += len(word) + 1
        telling = [share for letter, share in zip(word, own, strict=True) if letter in _TELLING and share is not None]
        inner = [
            share for letter, share in zip(word[1:], own[1:], strict=True) if letter in _TELLING and share is not None
        ]
        first = own[0] if own and own[0] is not None else 0.5
        others = [share for share in own[1:] if share is not None]
        if inner:
            capitals = float(np.mean(inner)) > 0.5
        elif telling:
            # The first of `Ayu` is a capital whatever the others are; they are as large in `RW`.
            capitals = float(np.mean(telling)) > 0.6 and (not others or float(np.mean(others)) > 0.5)
        else:
            capitals = bool(others) and float(np.mean([first, *others])) > _SAME_SHAPE
        if capitals:
            words.append(word.upper())
        elif first > (0.1 if title else 0.5):
            words.append(word[:1].upper() + word[1:])
        else:
            words.append(word)
    # A short title before a name in small letters has a capital too, and no more.
    behind = [other for word in words[1:] if (other := word.strip(".,'"))]
    if title and len(words[0]) <= _TITLE_LETTERS and behind and not any(word.isupper() for word in behind):
        words[0] = words[0].capitalize()
    return " ".join(words)


def _capital_shares(text: str, probabilities: Probabilities) -> list[float | None]:
    """Per character of `text`, the capital's share of what its frame gives to the letter; None where not known."""
    best = np.argmax(TEXT.fold(probabilities), axis=1)
    changed = np.concatenate([[True], best[1:] != best[:-1]])
    frames = np.flatnonzero(changed & (best > 0))
    free = "".join(TEXT.characters[best[frame] - 1] for frame in frames)
    shares: list[float | None] = [None] * len(text)
    for step in Levenshtein.opcodes(text, free):
        if step.tag != "equal":
            continue
        for offset in range(step.src_end - step.src_start):
            letter = text[step.src_start + offset]
            if letter in _LETTERS:
                row = probabilities[frames[step.dest_start + offset]]
                small, large = float(row[_LETTERS[letter]]), float(row[_LETTERS[letter.upper()]])
                if small + large > _LEAST_MASS:
                    shares[step.src_start + offset] = large / (small + large)
    return shares


_LETTERS = {letter: at for at, letter in enumerate(ALPHABET, start=1) if letter.isalpha()}
"""Column of each letter in a recogniser's output."""
