"""Names and free text: what the ink says, weighed softly with how names are spelt."""

from __future__ import annotations

from functools import cache
from itertools import product

from pipeline.read.alphabet import TEXT, Probabilities
from pipeline.read.ctc import Found, best_strings, log_likelihood
from pipeline.read.grammar import Grammar, anything
from pipeline.read.lexicon import Lexicon

_PRIOR_WEIGHT = 0.6
"""How much the prior counts against the ink; below 1, so that it never overrules clear ink."""
_KEPT_PER_WORD = 3
_MOST_COMBINED = 36


def decode_text(probabilities: Probabilities) -> list[Found]:
    """Free text in lower case, best first, as the ink alone says it."""
    found = best_strings(TEXT.fold(probabilities), _anything(), beam=10, wide=5)
    tidy: dict[str, float] = {}
    for text, score in found:
        clean = " ".join(text.split())
        if clean and clean not in tidy:
            tidy[clean] = score
    return list(tidy.items())


def decode_name(probabilities: Probabilities, lexicon: Lexicon) -> list[Found]:
    """Names in lower case, best first: the ink's readings and listed names near to them, scored with the prior.

    The second of each pair is log P(ink | name) plus the weighted log prior, up to a constant.
    """
    free = decode_text(probabilities)
    if not free:
        return []
    candidates = {text for text, _ in free}
    for text, _ in free[:2]:
        candidates.update(_neighbours(text, lexicon))
    texts = sorted(candidates)
    coded = [TEXT.encode(text) for text in texts]
    folded = TEXT.fold(probabilities)
    scores = log_likelihood(folded, [columns for columns in coded if columns is not None])
    found = [
        (text, float(score) + _PRIOR_WEIGHT * _log_prior(text, lexicon))
        for text, score in zip((t for t, c in zip(texts, coded, strict=True) if c is not None), scores, strict=True)
    ]
    return sorted(found, key=lambda item: (-item[1], item[0]))


def _neighbours(text: str, lexicon: Lexicon) -> list[str]:
    """`text` with words replaced by listed ones that are near."""
    choices = []
    for word in text.split(" "):
        letters = word.strip(".,'")
        near = [] if not letters.isalpha() or letters in lexicon.listed else lexicon.near(letters, _KEPT_PER_WORD)
        choices.append([word, *near])
    combined = []
    for words in product(*choices):
        combined.append(" ".join(words))
        if len(combined) >= _MOST_COMBINED:
            break
    return combined


def _log_prior(text: str, lexicon: Lexicon) -> float:
    return sum(lexicon.log_prior(word.strip(".,'-")) for word in text.split(" "))


@cache
def _anything() -> Grammar:
    return anything(TEXT.characters)
