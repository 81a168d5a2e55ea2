from __future__ import annotations

import pytest

from pipeline.evidence.dates import age_fits, level_fits, precision
from pipeline.evidence.joint import Outcome
from pipeline.model import Decision
from tests.evidence.written_pages import form, judged

AGREES, DISAGREES, CANNOT_TELL = Outcome.AGREES, Outcome.DISAGREES, Outcome.CANNOT_TELL
BOOK = {"head_name": "Karto", "year": "2019"}


@pytest.mark.parametrize(
    ("iso", "known"),
    [
        ("1987-05-12", "day"),
        ("1987-05", "month"),
        ("1987", "year"),
        ("1987-12-31", "year"),
        ("1987-07-01", "year"),
        ("1987-01-01", "year"),
        ("1987-05-15", "month"),
    ],
)
def test_days_that_stand_in_for_an_unknown_one(iso: str, known: str) -> None:
    assert precision(iso) == known


@pytest.mark.parametrize(
    ("iso", "age", "year", "outcome"),
    [
        ("1952-07-06", 67, 2019, AGREES),
        ("1952-07-06", 66, 2019, AGREES),
        ("1952-07-06", 65, 2019, DISAGREES),
        ("1952-07-06", 68, 2019, DISAGREES),
        ("1952", 67, 2019, AGREES),
        (None, 67, 2019, CANNOT_TELL),
        ("1952", None, 2019, CANNOT_TELL),
        ("1952", 67, None, CANNOT_TELL),
    ],
)
def test_age_against_birth_date(iso: str | None, age: int | None, year: int | None, outcome: Outcome) -> None:
    assert age_fits(iso, age, year) is outcome


@pytest.mark.parametrize(
    ("level", "iso", "age", "outcome"),
    [
        ("SD/MI", "2012-03-01", None, AGREES),
        ("SD/MI", "2016-03-01", None, DISAGREES),
        ("SMP/Sederajat", "2007-03-01", None, AGREES),
        ("SMP/Sederajat", None, 9, DISAGREES),
        ("S1", None, 40, AGREES),
        ("S1", None, None, CANNOT_TELL),
        ("Tidak Tamat SD", None, 3, CANNOT_TELL),
        (None, None, 30, CANNOT_TELL),
    ],
)
def test_level_against_age(level: str | None, iso: str | None, age: int | None, outcome: Outcome) -> None:
    assert level_fits(level, iso, age, 2019) is outcome


def test_level_without_the_books_year() -> None:
    assert level_fits("S1", "2015", None, None) is CANNOT_TELL


def birth_date(written: object, head: dict[str, object] = BOOK) -> object:
    row = {"name": "Karto", "birth_date": written, "education": "SD"}
    values = judged(form("catatan-keluarga", "III-15"), head, [row])
    return values["table", 0, "birth_date"]


def test_checks_of_a_birth_date_are_named() -> None:
    evidence = birth_date("06-07-1952/67").evidence
    assert {"date:real:agrees", "date:year:agrees", "age:birth_date:agrees", "level:age:agrees"} <= set(evidence)


def test_without_a_year_nothing_is_said_about_it() -> None:
    evidence = birth_date("06-07-1952/67", {"head_name": "Karto"}).evidence
    assert set(evidence) == {"date:real:agrees"}


def test_a_date_that_does_not_exist_goes_to_a_person_without_a_value() -> None:
    cell = birth_date("31-02-1990")
    assert cell.value is None
    assert cell.raw_text == "31-02-1990"
    assert cell.decision is Decision.REVIEW
    assert "date:real:disagrees" in cell.evidence


def test_a_date_after_the_book_disagrees_and_stays() -> None:
    cell = birth_date("06-07-2021")
    assert cell.value == "2021-07-06"
    assert "date:year:disagrees" in cell.evidence


def test_the_age_chooses_among_readings_of_the_date() -> None:
    cell = birth_date([("06-07-1962/67", 0.5), ("06-07-1952/67", 0.45)])
    assert (cell.value, cell.age) == ("1952-07-06", 67)


def test_an_age_that_contradicts_stays_and_is_reported() -> None:
    cell = birth_date([("06-07-1952/76", 0.95), ("06-07-1952/67", 0.04)])
    assert (cell.value, cell.age) == ("1952-07-06", 76)
    assert "age:birth_date:disagrees" in cell.evidence


@pytest.mark.parametrize(
    ("age", "decision"), [("67", "accepted"), ("64", "accepted"), ("7", "review"), ("76", "review")]
)
def test_a_person_looks_at_an_age_that_is_far_from_the_date(age: str, decision: str) -> None:
    cell = birth_date([(f"06-07-1952/{age}", 0.99999)])
    assert (cell.value, cell.decision) == ("1952-07-06", decision)
    assert ("age:near:disagrees" in cell.evidence) == (decision == "review")


def test_events_lie_in_the_month_of_the_page() -> None:
    head = {"month": "Maret", "year": "2019"}
    of = form("ibu-bayi", "III-18a / 4.18a")
    rows = [{"birth_date": "3-3-19"}, {"birth_date": "3-4-19"}]
    values = judged(of, head, rows)
    assert "date:month:agrees" in values["table", 0, "birth_date"].evidence
    assert "date:month:disagrees" in values["table", 1, "birth_date"].evidence
    assert values["table", 1, "birth_date"].value == "2019-04-03"


@pytest.mark.parametrize(("age", "decision"), [("67", "accepted"), ("7", "review")])
def test_without_a_year_the_ages_of_a_page_tell_it(age: str, decision: str) -> None:
    """`3-12-78 45 th`, its age read as 7, was accepted on a form that has no year."""
    family = form("data-keluarga", "4.14.2a-new")
    written = [f"06-07-1952/{age}", "06-07-1962/57", "06-07-1979/40", "06-07-1989/30"]
    values = judged(family, {}, [{"birth_date": [(one, 0.99999)]} for one in written])
    assert values["table", 0, "birth_date"].decision == decision
    assert values["table", 1, "birth_date"].decision == "accepted"


@pytest.mark.parametrize(("age", "decision"), [("67", "accepted"), ("7", "review"), ("97", "review")])
def test_a_date_and_an_age_alone_make_a_year_that_a_book_may_have(age: str, decision: str) -> None:
    family = form("data-keluarga", "4.14.2a-new")
    values = judged(family, {}, [{"birth_date": [(f"06-07-1952/{age}", 0.99999)]}])
    assert values["table", 0, "birth_date"].decision == decision


@pytest.mark.parametrize(
    ("other", "decision"), [("9-IV-1976", "review"), ("9-4-1976", "accepted"), ("9 Apr 1976", "accepted")]
)
def test_a_month_11_among_roman_ones_goes_to_a_person(other: str, decision: str) -> None:
    """7-II-2005 was read as 7-11-2005, twice, accepted."""
    rows = [{"name": "Sri", "birth_date": other}, {"name": "Tri", "birth_date": "7-11-2005"}]
    cell = judged(form("catatan-keluarga", "III-15"), {"year": "2019"}, rows)["table", 1, "birth_date"]
    assert cell.value == "2005-11-07"
    assert cell.decision == decision
