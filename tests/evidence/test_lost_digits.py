"""A count whose first or last digit lies on a bar of the table is told by its column, and goes to a person."""

import pytest

from pipeline.evidence.lost_digits import DAY_LOST, DIGIT_LOST
from pipeline.model import Decision
from tests.evidence.written_pages import form, judged

RECAP = form("rekap-rt", "III-16b")
HEAD = {"rt": "3", "rw": "1", "desa": "Pacul", "year": "2019"}


def rows(*families: str) -> list[dict[str, object]]:
    return [{"row_no": str(at), "families": number} for at, number in enumerate(families, start=1)]


@pytest.mark.parametrize(("read", "families"), [("42", ("50", "92")), ("0", ("40", "60")), ("14", ("70", "72"))])
def test_a_total_without_a_digit_goes_to_a_person(read: str, families: tuple[str, str]) -> None:
    cell = judged(RECAP, HEAD, rows(*families), {"families": read})["total", None, "families"]
    assert DIGIT_LOST in cell.evidence
    assert cell.decision is Decision.REVIEW
    assert cell.value == read


def test_a_row_without_a_digit_goes_to_a_person_and_the_others_do_not_for_it() -> None:
    values = judged(RECAP, HEAD, rows("50", "2"), {"families": "142"})
    assert DIGIT_LOST in values["table", 1, "families"].evidence
    assert DIGIT_LOST not in values["table", 0, "families"].evidence
    assert DIGIT_LOST not in values["total", None, "families"].evidence


@pytest.mark.parametrize(("read", "families"), [("142", ("50", "92")), ("150", ("50", "92")), ("9", ("4", "6"))])
def test_columns_that_add_up_or_are_otherwise_wrong_are_left_alone(read: str, families: tuple[str, str]) -> None:
    values = judged(RECAP, HEAD, rows(*families), {"families": read})
    assert not any(DIGIT_LOST in value.evidence for value in values.values())


@pytest.mark.parametrize(
    ("date", "lost"), [("8-06-2020", True), ("8/08/1996", True), ("08-06-2020", False), ("8-6-2020", False)]
)
def test_a_day_without_the_nought_that_its_month_has_may_be_another(date: str, lost: bool) -> None:
    """The 1 of 18-06-2020 stood between the two bars of a double ruling."""
    of = form("ibu-bayi", "III-18a / 4.18a")
    value = judged(of, {"year": "2020"}, [{"row_no": "1", "birth_date": date}])["table", 0, "birth_date"]
    assert (DAY_LOST in value.evidence) is lost
    assert (value.decision is Decision.REVIEW) is lost
