"""A registration number of another length than its column's goes to a person, but for one that is counted on, and a
count with a nought before it."""

import pytest

from pipeline.evidence.number_lengths import LENGTH_APART
from pipeline.model import Decision
from tests.evidence import written_pages
from tests.evidence.written_pages import form

FAMILY = form("data-keluarga", "4.14.2a-old")


def told(*numbers: str) -> list[str | None]:
    rows: list[dict[str, written_pages.Written]] = [
        {"row_no": str(at), "registration_no": number, "name": "Siti"} for at, number in enumerate(numbers, start=1)
    ]
    values = written_pages.judged(FAMILY, {}, rows, row_count=len(rows) + 2)
    found = [value for value in values.values() if LENGTH_APART in value.evidence]
    assert all(value.decision is Decision.REVIEW and value.field == "registration_no" for value in found)
    return [value.value for value in found]


@pytest.mark.parametrize(
    ("numbers", "apart"),
    [
        (("04701", "047021", "04703", "04704"), ["047021"]),
        (("04701", "04702", "04703", "04"), ["04"]),
        (("001", "002", "003"), []),
        (("7", "8", "9", "10", "11"), []),
        (("001", "12", "0003", "5"), []),
        (("001", "0021"), []),
    ],
    ids=["a stroke behind", "the end lost", "as long", "counted on", "no usual length", "two"],
)
def test_another_length_is_told(numbers: tuple[str, ...], apart: list[str]) -> None:
    assert told(*numbers) == apart


RECAP = form("rekap-dasawisma", "III-16a")


@pytest.mark.parametrize(
    ("counts", "padded"),
    [
        (("2", "01", "3", "1"), ["1"]),
        (("02", "01", "03", "1"), []),
        (("10", "20", "0", "12"), []),
        (("01", "", "", ""), ["1"]),
    ],
    ids=["a slash behind a nought", "a hand's habit", "none before", "nothing to compare"],
)
def test_a_nought_before_a_count_is_told_where_others_have_none(counts: tuple[str, ...], padded: list[str]) -> None:
    rows: list[dict[str, written_pages.Written]] = [
        {"row_no": f"0{at}", "head_name": "Siti", "pregnant": count} for at, count in enumerate(counts, start=1)
    ]
    values = written_pages.judged(RECAP, {}, rows, row_count=len(rows)).values()
    found = [value for value in values if LENGTH_APART in value.evidence]
    assert [value.value for value in found] == padded
    assert all(value.decision is Decision.REVIEW and value.field == "pregnant" for value in found)
