"""What is written means what the truth says, in the contract's terms."""

import random
from datetime import date

import pytest

from pipeline.form import Field, Kind, PrintedOption
from samples.generator.answers import Answer, answer, with_slips
from samples.generator.facts import Candidates, Word, yes
from samples.generator.habits import DATE_FORMATS, Habits

RNG = random.Random(1)


def said(kind: Kind, fact: object, habits: Habits | None = None, **field: object) -> Answer:
    return answer(Field("x", kind, **field), fact, habits or Habits(), 2016, RNG, False)  # type: ignore[arg-type]


@pytest.mark.parametrize(("zero", "state", "value"), [("0", "value", 0), ("-", "none", None), ("", "blank", None)])
def test_zero_is_written_as_the_writer_is_used_to(zero: str, state: str, value: int | None) -> None:
    got = said(Kind.COUNT, 0, Habits(zero=zero))
    assert (got.state, got.value) == (state, value)


@pytest.mark.parametrize("layout", DATE_FORMATS)
def test_dates_are_iso(layout: str) -> None:
    got = said(Kind.DATE, date(1987, 5, 2), Habits(date=layout))
    assert got.value == "1987-05-02" and got.age is None
    assert got.written[0] in "02" and got.written.endswith("87")


def test_age_alone_has_no_value() -> None:
    got = said(Kind.DATE_AGE, date(1987, 5, 2), Habits(age_alone=1.0))
    assert (got.state, got.value, got.age) == ("value", None, 29) and got.written.startswith("29")


def test_age_beside_the_date() -> None:
    got = said(Kind.DATE_AGE, date(1987, 7, 2), Habits(age_beside=1.0))
    assert (got.value, got.age) == ("1987-07-02", 28) and "28" in got.written


@pytest.mark.parametrize("seed", range(6))
def test_a_year_or_month_alone_is_as_far_as_written(seed: int) -> None:
    got = answer(Field("x", Kind.DATE), date(1987, 5, 2), Habits(year_alone=1.1), 2016, random.Random(seed), False)
    assert got.value in ("1987", "1987-05") and (got.value == "1987") == (got.written == "1987")


def test_a_listed_word_is_given_in_full() -> None:
    got = said(Kind.CODE, Word("SMP/Sederajat", ("MTs",)), Habits(abbreviates=1.0), values=("SMP/Sederajat",))
    assert (got.written, got.value) == ("MTs", "SMP/Sederajat")


def test_the_extra_beside_options_is_as_written() -> None:
    got = said(Kind.TEXT, Word("Ibu Rumah Tangga", ("IRT",)), Habits(abbreviates=1.0))
    assert (got.written, got.value) == ("IRT", "IRT")


def test_ticks() -> None:
    assert said(Kind.TICK_OR_COUNT, 1) == Answer("value", "tick", 1)
    assert said(Kind.TICK_OR_COUNT, 3).value == 3
    assert said(Kind.MARK_TEXT, True, Habits(tick="cross")) == Answer("value", "cross", True)
    assert said(Kind.MARK_TEXT, "Posyandu").value == "Posyandu"
    assert said(Kind.TICK_OR_COUNT, 0, Habits(no="-")).state == "none"


def test_striking_marks_all_options_but_one() -> None:
    options = tuple(PrintedOption(word, (word,)) for word in ("PDAM", "Sumur", "Lainnya"))
    water = Candidates(("Sungai", "Lainnya"))
    got = said(Kind.CHOICE, water, Habits(choice_mark="strike"), options=options)
    assert (got.value, got.options) == ("Lainnya", ("PDAM", "Sumur"))
    got = said(Kind.CHOICE, water, Habits(choice_mark="circle"), options=options)
    assert (got.value, got.options) == ("Lainnya", ("Lainnya",))
    assert said(Kind.CHOICE, yes(True), options=options).state == "blank"


def test_slips_keep_the_truth() -> None:
    field, right = Field("x", Kind.NAME), Answer("value", "Sri", "Sri")
    seen = {with_slips(field, right, ["Siti"], Habits(slips=1.0), random.Random(seed)).state for seed in range(20)}
    assert seen == {"value", "struck"}
    struck = next(
        got
        for seed in range(20)
        if (got := with_slips(field, right, ["Siti"], Habits(slips=1.0), random.Random(seed))).state == "struck"
    )
    assert struck.value is None and struck.written == "Siti"
    assert with_slips(field, right, [], Habits(forgets=1.0), RNG).state == "blank"
