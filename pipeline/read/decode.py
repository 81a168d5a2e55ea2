"""From CTC probabilities to what a field may hold: texts with probabilities, and how well the ink fits them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from pipeline.form import COUNT_KINDS, DATE_KINDS, Field, Kind
from pipeline.read.alphabet import ALPHABET, DIGITS, NAMES, TEXT, Probabilities
from pipeline.read.casing import with_case
from pipeline.read.ctc import Found, log_likelihood, spelt
from pipeline.read.dates import MONTH_WORDS, decode_date
from pipeline.read.digits import decode_count, decode_digits, decode_year, log_length, may_hold
from pipeline.read.lexicon import Lexicon
from pipeline.read.names import decode_name, decode_note, decode_text
from pipeline.read.vocabulary import Vocabulary, free_score, make_vocabulary, score_words

FRAME_PX = 8
"""Strip pixels per time step of the recogniser."""
KEPT = 6
"""Alternatives handed on at most."""

_LOG_UNLISTED = {True: -2.0, False: -5.0}
"""Log prior of a word outside the list: in fields that allow other words, and in closed lists."""
_SPELLING_WEIGHT = 0.5
"""How much the spelling of such a word counts: a free reading always fits the ink best."""
_LOG_NEARLY_LISTED, _NEARLY = -6.0, 0.72
"""Nobody writes what is nearly a word of the list: then the ink was misread. From this similarity (indel, 0 to 1)."""
NUMBER_KINDS = COUNT_KINDS | {Kind.YEAR, Kind.DIGITS, Kind.DIGITS_OR_WORD}
"""Kinds whose texts are mostly digits."""
_LOG_NOUGHT = -1.0
_LOG_WORD_FOR_DIGITS = -2.0
_LOG_UNFORESEEN = -6.0
"""Log prior that a cell holds what its kind does not foresee, spelt in any way."""
_LOG_UNIT = -2.0
_UNIT = re.compile(r"(\d{1,5}) ?(?:org|orang|bh|buah|kk|krt|kali)\.?")
"""A number with its unit behind it (as evidence reads it: parse_words.number)."""

MONTHS = make_vocabulary([*(word.capitalize() for word in MONTH_WORDS), *map(str, range(1, 13))])


def with_spaces(probabilities: Probabilities, gaps: Sequence[tuple[float, float]]) -> Probabilities:
    """The matrix with a space made likelier where the ink leaves a gap; gaps as strips.word_gaps gives them."""
    spaced = probabilities.copy()
    space = ALPHABET.index(" ") + 1
    for place, share in gaps:
        first = int(np.clip(place // FRAME_PX - 1, 0, len(spaced) - 1))
        at = first + int(np.argmax(spaced[first : first + 3, 0]))
        spaced[at] *= 1 - share
        spaced[at, space] += share
    return spaced


def join_lines(lines: Sequence[Probabilities]) -> Probabilities:
    """One matrix for several text lines of a cell: a frame between them that is a space or nothing."""
    between = np.zeros((1, lines[0].shape[1]), dtype=np.float32)
    between[0, 0] = 0.2
    between[0, ALPHABET.index(" ") + 1] = 0.75
    between[0, ALPHABET.index("/") + 1] = 0.05
    parts = [lines[0]]
    for line in lines[1:]:
        parts += [between, line]
    return np.concatenate(parts)


def decode(field: Field, probabilities: Probabilities, vocabulary: Vocabulary | None, lexicon: Lexicon) -> list[Found]:
    """What `field` may hold, with log likelihoods (priors added), best first, at most KEPT.

    probabilities: the recogniser's output (T, columns). vocabulary: the list's written words.
    """
    found = _found(field, probabilities, vocabulary, lexicon)[:KEPT]
    if field.kind not in NUMBER_KINDS and "0" not in dict(found):
        # A nought means none in any column (domain 1.8); recognisers take it for a letter.
        nought = log_likelihood(DIGITS.fold(probabilities), [DIGITS.encode("0") or ()])
        found = _merged(found, [("0", float(nought[0]) + _LOG_NOUGHT)])
    return found


def log_unforeseen(field: Field, probabilities: Probabilities, found: Sequence[Found]) -> tuple[float, float]:
    """Log prior that something else is written than any of `found`, and its log likelihood, beside their scores.

    Numbers and dates: the network's own best path, whatever it spells. Names and texts: the share of all spellings
    that the search did not keep. Lists hold their free reading among the found ones: nothing.
    """
    if field.kind in NUMBER_KINDS or field.kind in DATE_KINDS:
        return _LOG_UNFORESEEN, float(np.log(np.maximum(probabilities.max(axis=1), 1e-7)).sum())
    if field.read_as in (Kind.NAME, Kind.TEXT) and found:
        kept = float(np.clip(sum(np.exp(score) for _, score in decode_text(probabilities)), 1e-3, 1 - 1e-3))
        return 0.0, float(np.logaddexp.reduce([score for _, score in found])) + float(np.log((1 - kept) / kept))
    return -np.inf, 0.0


def with_digits(
    field: Field, texts: list[Found], probabilities: Probabilities, digits: Probabilities
) -> tuple[list[Found], dict[str, float]]:
    """The texts of a field of NUMBER_KINDS, with what the network of digits reads best among them; and the log
    likelihood by that network of those that are numbers.

    texts, probabilities: as from decode. digits: the output of digit_net.DigitNet.
    """
    folded = DIGITS.fold(digits)
    best = "".join(DIGITS.characters[column - 1] for column in spelt(np.argmax(folded, axis=1)))
    if may_hold(field, best) and best not in dict(texts):
        score = float(log_likelihood(DIGITS.fold(probabilities), [DIGITS.encode(best) or ()])[0])
        texts = _merged(texts, [(best, score + log_length(best, field.length))])
    numbers = [text for text, _ in texts if text.isdecimal()]
    scores = log_likelihood(folded, [DIGITS.encode(text) or () for text in numbers])
    return texts, dict(zip(numbers, scores.tolist(), strict=True))


def _found(field: Field, probabilities: Probabilities, vocabulary: Vocabulary | None, lexicon: Lexicon) -> list[Found]:
    kind = field.read_as
    if kind in (Kind.COUNT, Kind.TICK_OR_COUNT, Kind.YES_NO_COUNT):
        return _with_unit(decode_count(probabilities), probabilities)
    if kind is Kind.YEAR:
        return decode_year(probabilities)
    if kind is Kind.DIGITS:
        return decode_digits(probabilities, field.length)
    if kind is Kind.DIGITS_OR_WORD:
        words = score_words(probabilities, vocabulary) if vocabulary is not None else []
        return _merged(
            decode_digits(probabilities, field.length), [(text, score + _LOG_WORD_FOR_DIGITS) for text, score in words]
        )
    if kind in (Kind.DATE, Kind.DATE_AGE):
        return decode_date(probabilities, kind is Kind.DATE_AGE)
    if kind is Kind.MONTH:
        return score_words(probabilities, MONTHS)
    if kind in (Kind.CODE, Kind.CODE_TEXT, Kind.MARK_TEXT) and vocabulary is not None:
        words = _listed(probabilities, vocabulary, lexicon, open_list=kind is not Kind.CODE)
        if field.kind is Kind.TEXT:  # as written, not as listed
            return _cased([(text.lower(), score) for text, score in words], probabilities, title=False)
        return words
    if kind is Kind.NAME:
        return _cased(decode_name(probabilities, lexicon), probabilities, title=True)
    return _cased(decode_note(probabilities, lexicon), probabilities, title=False)


def _with_unit(found: list[Found], probabilities: Probabilities) -> list[Found]:
    """The counts, the one that stands before a written unit weighed by the ink of both."""
    read = _UNIT.fullmatch(free_text(probabilities))
    if read is None:
        return found
    score = float(log_likelihood(NAMES.fold(probabilities), [NAMES.encode(read[0]) or ()])[0]) + _LOG_UNIT
    known = dict(found)
    return _merged(list((known | {read[1]: max(score, known.get(read[1], score))}).items()), [])


def free_text(probabilities: Probabilities) -> str:
    """The best path in TEXT, spaces single."""
    columns = spelt(np.argmax(TEXT.fold(probabilities), axis=1))
    return " ".join("".join(TEXT.characters[column - 1] for column in columns).split())


def _listed(probabilities: Probabilities, vocabulary: Vocabulary, lexicon: Lexicon, open_list: bool) -> list[Found]:
    """The list's words, and the free reading unless it is one of them."""
    words = score_words(probabilities, vocabulary)
    key, score = free_score(probabilities)
    if not key or key in vocabulary.keys:
        return words
    free = decode_text(probabilities)
    text = with_case(free[0][0], probabilities, title=False) if free else key
    prior = _LOG_UNLISTED[open_list] + _SPELLING_WEIGHT * lexicon.log_spelling(key)
    if process.extractOne(key, vocabulary.keys, scorer=Indel.normalized_similarity, score_cutoff=_NEARLY) is not None:
        prior += _LOG_NEARLY_LISTED
    return _merged(words, [(text, score + prior)])


def _cased(found: list[Found], probabilities: Probabilities, title: bool) -> list[Found]:
    return [(with_case(text, probabilities, title), score) for text, score in found[:KEPT]]


def _merged(first: list[Found], second: list[Found]) -> list[Found]:
    return sorted([*first, *second], key=lambda item: (-item[1], item[0]))
