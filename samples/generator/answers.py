"""From a fact to what a writer puts into a field, and the canonical value that a reader should give (contract)."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date

from pipeline.form import OPTION_KINDS, Field, Kind
from samples.generator.facts import Candidates, Fact, Word
from samples.generator.habits import Habits
from samples.generator.words import MONTHS, MONTHS_SHORT

Value = int | bool | str | None
TICKS = frozenset({Kind.MARK, Kind.MARK_TEXT, Kind.TICK_OR_COUNT})
LONG_WORD = 14
"""Letters of a printed word from which on nobody writes it out."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in a field. written: the text, or tick, cross, circle, strike, ditto. struck: crossed out before it.

    options: values that are marked, for option kinds. state, value, age: the truth.
    """

    state: str
    written: str
    value: Value = None
    age: int | None = None
    struck: str = ""
    options: tuple[str, ...] = ()


BLANK = Answer("blank", "")
DASH = Answer("none", "-")


def answer(field: Field, fact: Fact, habits: Habits, year: int, rng: random.Random, boxed: bool) -> Answer:
    """How a writer with these habits answers `field` when `fact` is so; null means there is nothing to write.

    boxed: the options have check boxes. Slips and forgetting are not in it: see `with_slips`.
    """
    if field.kind in OPTION_KINDS:
        return _option(field, fact, habits, boxed)
    if field.kind in TICKS and not isinstance(fact, str):
        return _tick(field, fact, habits)
    if fact is None:
        return _nothing(habits.nothing)
    if field.kind in (Kind.DATE, Kind.DATE_AGE) and isinstance(fact, date):
        return _date(fact, field.kind is Kind.DATE_AGE, habits, year, rng)
    if isinstance(fact, Word):
        short = rng.random() < habits.abbreviates or len(fact.value) > LONG_WORD
        written = rng.choice(fact.written) if short else fact.value
        # Without a list (an extra beside options) the reader gives what is written.
        return Answer("value", written, fact.value if field.kind in (Kind.CODE, Kind.CODE_TEXT) else written)
    if isinstance(fact, Candidates):
        word = next((word for word in fact.words if word in field.values), fact.words[0])
        return Answer("value", word, word)
    if isinstance(fact, int):
        return _nothing(habits.zero) if fact == 0 else Answer("value", str(fact), fact)
    text = str(fact)
    if field.kind is Kind.DIGITS_OR_WORD and rng.random() < habits.ktp_word:
        text = rng.choice(("sudah", "belum"))
    return Answer("value", text, text)


def with_slips(field: Field, right: Answer, others: list[str], habits: Habits, rng: random.Random) -> Answer:
    """The same, unless the writer forgets it or first writes one of `others` and crosses it out."""
    if right.state != "value" or field.kind in OPTION_KINDS or right.written in ("tick", "cross"):
        return right
    chance = rng.random()
    if chance < habits.forgets:
        return BLANK
    if chance > 1 - habits.slips and others:
        wrong = rng.choice(others)
        return Answer("struck", wrong) if rng.random() < 0.4 else replace(right, struck=wrong)
    return right


def _nothing(how: str) -> Answer:
    return {"": BLANK, "-": DASH, "0": Answer("value", "0", 0)}[how]


def _option(field: Field, fact: Fact, habits: Habits, boxed: bool) -> Answer:
    if not isinstance(fact, Candidates):
        return BLANK
    values = [option.value for option in field.options]
    value = next((word for word in fact.words if word in values), None)
    if value is None:
        return BLANK
    mark = habits.box_mark if boxed else habits.choice_mark
    marked = tuple(other for other in values if other != value) if mark == "strike" else (value,)
    return Answer("value", mark, value, options=marked)


def _tick(field: Field, fact: Fact, habits: Habits) -> Answer:
    if not fact:
        return _nothing(habits.no if isinstance(fact, (int, bool)) else "")
    number = int(fact) if isinstance(fact, int) else 1
    if field.kind is Kind.TICK_OR_COUNT:
        if number > 1 or habits.tick_as_digit:
            return Answer("value", str(number), number)
        return Answer("value", habits.tick, 1)
    return Answer("value", habits.tick, True)


def _date(born: date, may_be_age: bool, habits: Habits, year: int, rng: random.Random) -> Answer:
    age = year - born.year - ((born.month, born.day) > (7, 1))
    chance = rng.random()
    if may_be_age and age > 0 and chance < habits.age_alone:
        return Answer("value", f"{age}{rng.choice((' th', ' th', ' thn', ''))}", None, age)
    if chance > 1 - habits.year_alone:
        if rng.random() < 0.5:
            return Answer("value", str(born.year), str(born.year))
        return Answer("value", f"{MONTHS[born.month - 1]} {born.year}", f"{born.year}-{born.month:02}")
    written = habits.date.format(
        d=born.day, m=born.month, y=born.year, yy=born.year % 100,
        name=MONTHS[born.month - 1], short=MONTHS_SHORT[born.month - 1],
    )  # fmt: skip
    if may_be_age and age > 0 and rng.random() < habits.age_beside:
        beside = rng.choice((" / {}", " / {} th", "/{}", " ({})")).format(age)
        return Answer("value", written + beside, born.isoformat(), age)
    return Answer("value", written, born.isoformat())
