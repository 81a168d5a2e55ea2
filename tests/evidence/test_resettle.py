"""What a page sends to a person stays with the person when pages are weighed against each other."""

from dataclasses import replace

import pytest

from pipeline.evidence.judge import DOUBTED, SEEN_BY_A_PERSON
from pipeline.evidence.pool import cell_key
from pipeline.evidence.resettle import resettled
from pipeline.model import Decision, Doubt, FieldValue, PageResult
from tests.evidence.written_pages import CERTAIN, form, page

FAMILY = form("catatan-keluarga", "III-15")


def name_of(of: PageResult) -> FieldValue:
    assert of.content is not None
    return next(value for value in of.content.values if value.field == "name")


def again(evidence: str) -> FieldValue:
    """The name in a row, with that evidence and surer for another page, once the page is settled anew."""
    before = page(FAMILY, {"year": "2019"}, [{"name": "Tri"}])
    assert before.content is not None
    told = replace(name_of(before), decision=Decision.REVIEW, evidence=(evidence,))
    values = tuple(told if value.field == "name" else value for value in before.content.values)
    before = replace(before, content=replace(before.content, values=values))
    key = cell_key((before.book_id, before.page_no), told)
    return name_of(resettled(before, FAMILY, {key: replace(told, confidence=0.99995)}, CERTAIN))


@pytest.mark.parametrize("evidence", sorted(SEEN_BY_A_PERSON))
def test_it_is_not_accepted_for_being_sure(evidence: str) -> None:
    """Options read as the writing beside them, and days that lost a digit, were accepted in books."""
    assert again(evidence).decision is Decision.REVIEW


@pytest.mark.parametrize("evidence", ["name:known:agrees", DOUBTED[Doubt.PALE]])
def test_what_is_only_told_is(evidence: str) -> None:
    assert again(evidence).decision is Decision.ACCEPTED
