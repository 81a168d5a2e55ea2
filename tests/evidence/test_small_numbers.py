"""Numbers are doubted that no single house, or no village, can have."""

import pytest

from pipeline.model import Decision, FieldValue, PageResult, Part
from tests.evidence.test_between_forms import recap, sheet, weighed
from tests.evidence.written_pages import form, page


def found(of: PageResult, field: str) -> FieldValue:
    assert of.content is not None
    return next(value for value in of.content.values if value.field == field and value.part is not Part.TOTAL)


@pytest.mark.parametrize(("written", "decision"), [("2", Decision.ACCEPTED), ("62", Decision.REVIEW)])
def test_two_digits_for_one_on_the_row_of_a_house_are_seen_by_a_person(written: str, decision: Decision) -> None:
    (row,) = weighed(recap(families=[(written, 0.996)]))
    assert found(row, "families").decision is decision
    assert ("count:household:disagrees" in found(row, "families").evidence) is (decision is Decision.REVIEW)


def test_so_is_what_a_house_says_of_itself() -> None:
    (one,) = weighed(sheet(elderly=[("31", 0.996)]))
    assert found(one, "elderly").decision is Decision.REVIEW


def test_the_row_of_an_rt_counts_many() -> None:
    rows = [{"row_no": "1", "dasawisma": "Mawar 3", "families": [("62", 0.996)]}]
    (many,) = weighed(page(form("rekap-rt", "III-16b"), {"year": "2019"}, rows, row_count=8))
    assert not any(entry.startswith("count:household") for entry in found(many, "families").evidence)


@pytest.mark.parametrize(
    ("rw", "decision"), [("5", Decision.ACCEPTED), ("85", Decision.REVIEW), ("0", Decision.REVIEW)]
)
def test_no_village_has_so_many_rw(rw: str, decision: Decision) -> None:
    (one,) = weighed(sheet(rw=[(rw, 0.998)]))
    assert found(one, "rw").decision is decision


def test_pages_of_one_rt_make_it_surer() -> None:
    alone, *_ = weighed(sheet(rt=[("3", 0.9)]))
    beside, *_ = weighed(sheet(rt=[("3", 0.9)]), recap(page_no=2))
    assert found(beside, "rt").confidence > found(alone, "rt").confidence
