"""Digits weighed by how the hand of a book writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.across import across
from pipeline.evidence.digit_habits import USUAL_LOG_ODDS, shown
from pipeline.evidence.hands import reweighed
from pipeline.form import Kind
from pipeline.model import Decision, FieldValue, PageResult
from tests.evidence.written_pages import CERTAIN, Written, codes, form, forms, page

RECAP = form("rekap-dasawisma", "III-16a")
SEVEN = [("7", 0.93), ("1", 0.05)]
"""A flagged 1 as a reader sees it that knows no flags."""


def recap(ones: Written, counts: list[Written], page_no: int = 1) -> PageResult:
    rows = [
        {"row_no": ones if row == 0 else str(row + 1), "head_name": f"Kepala {row}", "illiterate": count}
        for row, count in enumerate(counts)
    ]
    return page(RECAP, {"year": "2019"}, rows, page_no=page_no)


def illiterate(pages: tuple[PageResult, ...]) -> list[FieldValue]:
    return [v for one in pages for v in one.content.values if v.field == "illiterate" and v.row is not None and v.value]


def weighed(*pages: PageResult) -> list[FieldValue]:
    return illiterate(across(pages, {}, forms(), codes(), CERTAIN))


def test_a_hand_whose_running_number_1_looks_like_a_7() -> None:
    pages = [recap(SEVEN, ["2", SEVEN, "4", "2", "3"], page_no) for page_no in (1, 2, 3)]
    values = weighed(*pages)
    assert [value.value for value in values] == ["2", "1", "4", "2", "3"] * 3
    assert all(value.decision is Decision.REVIEW for value in values if value.value == "1")
    assert all("hand:1_7:disagrees" in value.evidence for value in values if value.value == "1")


def test_a_7_that_was_sure_is_no_longer_accepted() -> None:
    sure = [("7", 0.997), ("2", 0.001)]
    pages = [recap(SEVEN, ["2", sure, "4", "2", "3"], page_no) for page_no in (1, 2, 3)]
    seven = weighed(*pages)[1]
    assert seven.value == "7"
    assert seven.confidence < 0.95
    assert seven.decision is Decision.REVIEW


def test_a_hand_that_is_read_well_changes_nothing() -> None:
    pages = [recap("1", ["2", SEVEN, "4", "2", "3"], page_no) for page_no in (1, 2, 3)]
    assert illiterate(tuple(pages)) == weighed(*pages)


def test_one_doubtful_number_is_a_blot_and_no_habit() -> None:
    pages = [recap([("1", 0.85), ("7", 0.1)], ["2", SEVEN, "4", "2", "3"])]
    assert [value.confidence for value in weighed(*pages)] == [value.confidence for value in illiterate(tuple(pages))]


def test_one_number_read_wrong_is_a_blot_and_no_habit() -> None:
    pages = [recap([("7", 0.95), ("1", 0.04)], ["2", SEVEN, "4", "2", "3"])]
    assert [value.confidence for value in weighed(*pages)] == [value.confidence for value in illiterate(tuple(pages))]


def zeros(counts: list[Written]) -> tuple[PageResult, ...]:
    """Pages on which the running number 6 is read as 0, with those counts."""
    return tuple(
        page(
            RECAP,
            {"year": "2019"},
            [
                {"row_no": "0" if row == 5 else str(row + 1), "head_name": f"{name} {row}", "illiterate": count}
                for row, count in enumerate(counts)
            ],
            page_no=page_no,
        )
        for page_no, name in enumerate(("Kepala", "Lain", "Orang"), start=1)
    )


def test_a_6_like_a_0_is_unlikely_among_many_zeros() -> None:
    zero = [("0", 0.9995), ("6", 0.0002)]
    many, few = (weighed(*zeros(counts)) for counts in ([zero] * 12, [zero, *("4", "5", "7", "5", "7", "4", "5")]))
    assert all(value.value == "0" and value.confidence > 0.8 for value in many)
    assert few[0].value == "6" or few[0].confidence < 0.6


def test_a_6_is_the_rarer_the_further_it_is_beyond_what_the_page_counts_to() -> None:
    """Sums and longer numbers hold every digit, and told nothing of it: 80 noughts of a recap went to a person."""
    zero = [("0", 0.9995), ("6", 0.0002)]
    doubts = [
        next(1 - value.confidence for value in weighed(*zeros([zero] * 9 + [last] * 3)) if value.value == "0")
        for last in ("5", "4", "2", "56")
    ]
    assert doubts[2] < doubts[1] < doubts[0]
    assert doubts[3] <= doubts[2]


def test_numbers_that_agree_on_no_beginning_teach_nothing() -> None:
    rows = [{"row_no": number, "head_name": "Ani", "illiterate": SEVEN} for number in ("7", "5", "9")]
    lone = page(RECAP, {"year": "2019"}, rows)
    assert [value.value for value in weighed(lone)] == ["7", "7", "7"]


def test_another_book_is_another_hand() -> None:
    own = recap(SEVEN, ["2", SEVEN, "4", "2", "3"])
    other = page(
        RECAP,
        {"year": "2019"},
        [{"row_no": str(row + 1), "head_name": f"Lain {row}", "illiterate": SEVEN} for row in range(5)],
        book_id="lain",
    )
    values = across([own, other], {}, forms(), codes(), CERTAIN)
    assert [value.value for value in illiterate((values[1],))] == ["7"] * 5


@pytest.mark.parametrize(("kind", "text"), [(Kind.DATE, "1968-07-01"), (Kind.YEAR, "2015")])
def test_a_doubt_that_would_make_no_date_is_none(kind: Kind, text: str) -> None:
    habit = shown([3.0, 3.0])
    assert habit is not None
    value = recap("1", ["2"]).content.values[0]
    dated = type(value)(**{name: getattr(value, name) for name in value.__slots__} | {"value": text})
    assert reweighed(dated, kind, {("6", "0"): habit}).confidence == dated.confidence


@given(st.lists(st.floats(-9, 9), max_size=12))
def test_a_habit_is_never_better_than_the_usual_one(odds: list[float]) -> None:
    habit = shown(odds)
    assert habit is None or habit.mean > USUAL_LOG_ODDS


@given(st.floats(0.3, 0.9995), st.floats(0.0, 0.2), st.lists(st.floats(0.1, 8), min_size=2, max_size=6))
def test_shares_stay_shares(sure: float, other: float, odds: list[float]) -> None:
    value = next(
        v for v in recap("1", [[("7", sure), ("1", min(other, 1 - sure))]]).content.values if v.field == "illiterate"
    )
    habit = shown(odds)
    assert habit is not None
    new = reweighed(value, Kind.COUNT, {("1", "7"): habit})
    assert new.confidence + sum(one.confidence for one in new.alternatives) <= 1 + 1e-5
    assert {new.value, *(one.value for one in new.alternatives)} == {
        value.value,
        *(one.value for one in value.alternatives),
    }
