"""Numbers: counts, years, and strings of digits of a known length."""

from __future__ import annotations

from functools import cache

from pipeline.form import COUNT_KINDS, Field, Kind
from pipeline.read.alphabet import DIGITS, Probabilities
from pipeline.read.ctc import Found, best_strings
from pipeline.read.grammar import Grammar, compile_grammar, either, one_of, repeat, then, word

LONGEST_COUNT, LONGEST_DIGITS = 5, 20
_ANY = one_of("0123456789")
_LOG_SHORTER, _LOG_LONGER = -4.0, -9.0
"""Log of how rarely a string of digits of a known length is written with fewer, and with more of them."""
_LOG_SHORT_YEAR = -2.5


def decode_count(probabilities: Probabilities) -> list[Found]:
    """Whole numbers of up to LONGEST_COUNT digits, best first; `01` and `1.` are understood, zeros in front kept."""
    return best_strings(DIGITS.fold(probabilities), _digits_between(1, LONGEST_COUNT))


def decode_year(probabilities: Probabilities) -> list[Found]:
    """Years of books (1960 to 2039) in four digits, or in two at a discount, best first."""
    found = best_strings(DIGITS.fold(probabilities), _year())
    return sorted(
        ((text, score + (_LOG_SHORT_YEAR if len(text) == 2 else 0.0)) for text, score in found),
        key=lambda item: (-item[1], item[0]),
    )


def decode_digits(probabilities: Probabilities, length: int | None) -> list[Found]:
    """Strings of `length` digits, and of other lengths at a discount (any length when null), best first."""
    folded = DIGITS.fold(probabilities)
    found = dict(best_strings(folded, _digits_between(1, LONGEST_DIGITS), beam=8, wide=4))
    if length is not None:
        found = {text: score + log_length(text, length) for text, score in found.items()}
        found.update(best_strings(folded, _digits_between(length, length), beam=16, wide=4))
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def log_length(text: str, length: int | None) -> float:
    """Log prior that a string of `length` digits is written in so many as `text` has; nothing when length is null."""
    if length is None:
        return 0.0
    return _LOG_LONGER if len(text) > length else _LOG_SHORTER if len(text) < length else 0.0


def may_hold(field: Field, number: str) -> bool:
    """Whether `field`, of a kind that holds numbers, may hold this one; nothing is none."""
    if field.kind is Kind.YEAR:
        return _year().matches(number)
    return 0 < len(number) <= (LONGEST_COUNT if field.kind in COUNT_KINDS else LONGEST_DIGITS)


@cache
def _digits_between(least: int, most: int) -> Grammar:
    return compile_grammar(repeat(_ANY, least, most), DIGITS.characters)


@cache
def _year() -> Grammar:
    decade = either(then(word("19"), one_of("6789")), then(word("20"), one_of("0123")))
    return compile_grammar(either(then(decade, _ANY), then(_ANY, _ANY)), DIGITS.characters)
