"""From one reading of a cell to what it says: state, value, age, as the contract's table "Values by kind" has it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pipeline.areas import LEVELS
from pipeline.codes import Codes, word_key
from pipeline.evidence import parse_words as words
from pipeline.evidence.parse_dates import MONTHS, month_number, parse_date
from pipeline.form import OPTION_KINDS, Field, Kind
from pipeline.model import State


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a reading says. value: canonical, by kind; null unless state is `value` or `ditto`. age: as written.

    state is `value` with value null when only an age is written, or a date that does not exist; then `real` is false.
    """

    state: State
    value: str | None = None
    age: int | None = None
    real: bool = True


UNREADABLE = Parsed(State.UNREADABLE)
_BEFORE_TEXT = ": "
"""With none of them a text begins. A stop may be what is left of a first letter."""
PLACES = frozenset({"dusun", *LEVELS})
"""Fields that hold the name of a place."""
_STOP = re.compile(r"(?<=[^\W\d_]{4})[ .,]+$")
"""Behind the last word of a name stands no stop: a speck was read (`Jatirogo.`). What is shortened is shorter."""
_DOTS = " .,:"
"""Names of places end in none of them: a dot of the line that they stand on was read (`Balen.`)."""


def parse(field: Field, state: State, text: str | None, codes: Codes, year: int | None = None) -> Parsed:
    """What the reading (`state`, `text`) of `field` says.

    A dash is none and a 0 is the value 0 in every kind; writing that the kind cannot hold is unreadable. year: of the
    page or book, for two-digit years of dates; null when it is not known.
    """
    if state is not State.VALUE:
        return Parsed(state)
    written = words.spaced(text or "")
    if not written:
        return Parsed(State.BLANK)
    if words.is_dash(written):
        return Parsed(State.NONE)
    if written == "0":
        return Parsed(State.VALUE, "0")
    if field.kind in (Kind.DATE, Kind.DATE_AGE):
        return _parse_date(field, written, year)
    value = _option(field, written) if field.kind in OPTION_KINDS else _PARSERS[field.kind](field, written, codes)
    return UNREADABLE if value is None else Parsed(State.VALUE, value)


def _parse_date(field: Field, written: str, year: int | None) -> Parsed:
    found = parse_date(written, year, with_age=field.kind is Kind.DATE_AGE)
    return UNREADABLE if found is None else Parsed(State.VALUE, found.iso, found.age, found.real)


def _option(field: Field, written: str) -> str | None:
    for option in field.options:
        if word_key(option.value) == word_key(written):
            return option.value
    return None


def _count(field: Field, written: str, codes: Codes) -> str | None:
    return words.number(written)


def _year(field: Field, written: str, codes: Codes) -> str | None:
    return words.year(written)


def _digits(field: Field, written: str, codes: Codes) -> str | None:
    return words.digits(written)


def _digits_or_word(field: Field, written: str, codes: Codes) -> str | None:
    for word in field.values:
        if word_key(word) == word_key(written):
            return word
    return words.digits(written)


def _month(field: Field, written: str, codes: Codes) -> str | None:
    number = month_number(written)
    return MONTHS[number - 1] if number else None


def _code(field: Field, written: str, codes: Codes) -> str | None:
    return words.listed_word(written, field, codes)


def _mark(field: Field, written: str, codes: Codes) -> str | None:
    return "true" if words.ticked(written) else words.number(written)


def _mark_text(field: Field, written: str, codes: Codes) -> str | None:
    if words.several_signs(written):
        return None
    return "true" if words.ticked(written) else written


def _tick_or_count(field: Field, written: str, codes: Codes) -> str | None:
    return "1" if words.ticked(written) else words.number(written)


def _text(field: Field, written: str, codes: Codes) -> str | None:
    # Where a line to write on begins below the label's colon, that is read with what is written behind it.
    text = written.lstrip(_BEFORE_TEXT)
    if field.kind is Kind.NAME:
        text = _STOP.sub("", text)
    return (text.rstrip(_DOTS) if field.name in PLACES else text) or written


_PARSERS: Mapping[Kind, Callable[[Field, str, Codes], str | None]] = {
    Kind.COUNT: _count,
    Kind.YEAR: _year,
    Kind.DIGITS: _digits,
    Kind.DIGITS_OR_WORD: _digits_or_word,
    Kind.MONTH: _month,
    Kind.CODE: _code,
    Kind.CODE_TEXT: _code,
    Kind.MARK: _mark,
    Kind.MARK_TEXT: _mark_text,
    Kind.TICK_OR_COUNT: _tick_or_count,
    Kind.NAME: _text,
    Kind.TEXT: _text,
    Kind.PRINTED: _text,
}
