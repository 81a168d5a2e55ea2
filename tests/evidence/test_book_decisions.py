"""What of a book is accepted: the surest of a kind over all its pages, and never what a page sends to a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.book_decisions import decided
from pipeline.evidence.judge import DOUBTED, SEEN_BY_A_PERSON
from pipeline.model import Decision, Doubt, FieldValue, PageResult
from pipeline.settings import Settings
from tests.evidence.written_pages import CERTAIN, form, page

FAMILY = form("catatan-keluarga", "III-15")
FORMS = {("catatan-keluarga", "III-15"): FAMILY}
ASKED = Settings(accepted_error=0.003)


def named(page_no: int, confidence: float, **changes: object) -> PageResult:
    """A page whose only name is as sure as that."""
    made = page(FAMILY, {"year": "2019"}, [{"name": "Tri"}], page_no=page_no)
    assert made.content is not None
    values = tuple(
        replace(value, confidence=confidence, decision=Decision.REVIEW, **changes) if value.value == "Tri" else value
        for value in made.content.values
    )
    return replace(made, content=replace(made.content, values=values))


def name_of(of: PageResult) -> FieldValue:
    assert of.content is not None
    return next(value for value in of.content.values if value.value == "Tri")


def decisions(pages: Sequence[PageResult], again: Mapping[tuple[str, int], object] | None = None) -> list[Decision]:
    return [name_of(one).decision for one in decided(pages, FORMS, again or {}, ASKED)]


def test_a_name_alone_on_its_page_is_carried_by_those_of_the_other_pages() -> None:
    doubtful = named(1, 0.99)
    assert decisions([doubtful]) == [Decision.REVIEW]
    sure = [named(number, 0.9999) for number in range(2, 6)]
    assert decisions([doubtful, *sure]) == [Decision.ACCEPTED] * 5


def test_another_book_carries_none() -> None:
    others = [replace(named(number, 0.9999), book_id="other") for number in range(2, 6)]
    assert decisions([named(1, 0.99), *others])[0] is Decision.REVIEW


def test_a_page_in_pale_ink_answers_for_itself() -> None:
    pale = named(1, 0.99, evidence=(DOUBTED[Doubt.PALE],))
    assert decisions([pale, *(named(number, 0.9999) for number in range(2, 6))])[0] is Decision.REVIEW


def test_a_page_that_is_another_once_more_neither_carries_nor_is_carried() -> None:
    doubtful, sure = named(1, 0.99), [named(number, 0.9999) for number in range(2, 6)]
    book = doubtful.book_id
    assert decisions([doubtful, *sure], {(book, 1): None})[0] is Decision.REVIEW
    assert decisions([doubtful, *sure], {(book, number): None for number in range(2, 6)})[0] is Decision.REVIEW


@given(st.lists(st.floats(0.98, 1.0), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_pages_decides_nothing(confidences: list[float], chance: object) -> None:
    pages = [named(number, round(own, 6)) for number, own in enumerate(confidences, start=1)]
    shuffled = list(pages)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    straight = {one.page_no: name_of(one).decision for one in decided(pages, FORMS, {}, ASKED)}
    assert {one.page_no: name_of(one).decision for one in decided(shuffled, FORMS, {}, ASKED)} == straight


def again(evidence: str) -> FieldValue:
    """A name with that evidence and however sure, once its book is decided."""
    made = named(1, 0.99995, evidence=(evidence,))
    return name_of(decided([made], FORMS, {}, CERTAIN)[0])


@pytest.mark.parametrize("evidence", sorted(SEEN_BY_A_PERSON))
def test_it_is_not_accepted_for_being_sure(evidence: str) -> None:
    """Options read as the writing beside them, and days that lost a digit, were accepted in books."""
    assert again(evidence).decision is Decision.REVIEW


@pytest.mark.parametrize("evidence", ["name:known:agrees", DOUBTED[Doubt.PALE]])
def test_what_is_only_told_is(evidence: str) -> None:
    assert again(evidence).decision is Decision.ACCEPTED


@pytest.mark.parametrize(
    ("evidence", "decision"),
    [
        (("nik:birth_date:disagrees", "forms:birth_date:disagrees", "date:real:agrees"), Decision.REVIEW),
        (("nik:birth_date:disagrees", "forms:birth_date:agrees"), Decision.ACCEPTED),
        (("forms:birth_date:disagrees", "date:month:disagrees"), Decision.ACCEPTED),
    ],
)
def test_what_is_written_otherwise_in_two_places_goes_to_a_person(
    evidence: tuple[str, ...], decision: Decision
) -> None:
    """07.02.1966 was 1966-07-07, accepted, though the NIK and another page said February."""
    made = named(1, 0.99995, evidence=evidence)
    assert name_of(decided([made], FORMS, {}, CERTAIN)[0]).decision is decision
