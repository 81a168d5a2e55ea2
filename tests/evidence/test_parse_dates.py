from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.parse_dates import EARLIEST_YEAR, MONTHS, month_number, parse_date


@pytest.mark.parametrize(
    ("written", "iso", "age"),
    [
        ("12-05-1990", "1990-05-12", None),
        ("12/05/90", "1990-05-12", None),
        ("1.1.1987", "1987-01-01", None),
        ("3 Agt 1990", "1990-08-03", None),
        ("3 Agustus 1990", "1990-08-03", None),
        ("17 Nop '89", "1989-11-17", None),
        ("12-XI-1990", "1990-11-12", None),
        ("5 iv 1971", "1971-04-05", None),
        ("05-1987", "1987-05", None),
        ("Mei 1987", "1987-05", None),
        ("th 1967", "1967", None),
        ("th. 67", "1967", None),
        ("1967", "1967", None),
        ("35 th", None, 35),
        ("35th.", None, 35),
        ("8 bln", None, 0),
        ("20 bln", None, 1),
        ("1 th 8 bln", None, 1),
        ("67", None, 67),
        ("12-05-1990 / 35 th", "1990-05-12", 35),
        ("06-07-1952/67", "1952-07-06", 67),
        ("06-07-52 / 67", "1952-07-06", 67),
        ("3 Agt 1990 / 29", "1990-08-03", 29),
        ("1967 / 52", "1967", 52),
        ("12051990", "1990-05-12", None),
        ("1990-05-12", "1990-05-12", None),
        ("'12-05-1990", "1990-05-12", None),
    ],
)
def test_forms_of_dates_and_ages(written: str, iso: str | None, age: int | None) -> None:
    found = parse_date(written, 2019, with_age=True)
    assert found is not None
    assert (found.iso, found.age, found.real) == (iso, age, True)


@pytest.mark.parametrize("written", ["31-02-1990", "00-05-1990", "12-13-1990", "29-02-2001", "12-05-1790"])
def test_a_date_that_does_not_exist_has_no_value(written: str) -> None:
    found = parse_date(written, 2019, with_age=True)
    assert found is not None
    assert found.iso is None
    assert not found.real


@pytest.mark.parametrize("written", ["Surabaya", "12-xx-1990", "", "12-05", "123456"])
def test_other_writing_is_no_date(written: str) -> None:
    assert parse_date(written, 2019, with_age=True) is None


def test_two_digit_years_never_lie_after_the_book() -> None:
    assert parse_date("2-9-15", 2015).iso == "2015-09-02"
    assert parse_date("2-9-16", 2015).iso == "1916-09-02"
    assert parse_date("2-9-15", None).iso == "2015-09-02"


def test_ages_belong_to_birth_dates_only() -> None:
    assert parse_date("35 th", 2019, with_age=False) is None


@given(st.dates(date(EARLIEST_YEAR, 1, 1), date(2019, 12, 31)), st.sampled_from("-/. "), st.sampled_from([None, 0, 67]))
def test_every_day_survives_the_round_trip(day: date, separator: str, age: int | None) -> None:
    written = separator.join((f"{day.day:02d}", f"{day.month:02d}", f"{day.year}"))
    found = parse_date(written + ("" if age is None else f" / {age} th"), 2019, with_age=True)
    assert found is not None
    assert (found.iso, found.age) == (day.isoformat(), age)


@given(st.dates(date(1920, 1, 1), date(2019, 12, 31)), st.sampled_from(["name", "short", "roman"]))
def test_months_written_out_survive_the_round_trip(day: date, way: str) -> None:
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][day.month - 1]
    month = {"name": MONTHS[day.month - 1], "short": MONTHS[day.month - 1][:3], "roman": roman}[way]
    found = parse_date(f"{day.day} {month} {day.year % 100:02d}", 2019, with_age=True)
    assert found is not None
    assert found.iso == day.isoformat()


@given(st.text(max_size=20))
def test_any_text_gives_a_real_date_or_none(written: str) -> None:
    found = parse_date(written, 2019, with_age=True)
    if found is not None and found.iso is not None:
        date.fromisoformat(
            found.iso + "-01-01"[: 10 - len(found.iso)] if len(found.iso) == 4 else (found.iso + "-01")[:10]
        )


def test_months() -> None:
    assert [month_number(name) for name in ("maret", "Peb", "Nopember", "Agust.", "IX", "12")] == [3, 2, 11, 8, 9, 12]
    assert month_number("13") is None
    assert month_number("Ahad") is None


def test_days_and_weeks_are_no_year_yet() -> None:
    assert [parse_date(text, 2020, with_age=True).age for text in ("10 hr", "3 minggu", "25 hari")] == [0, 0, 0]
