from __future__ import annotations

from pipeline.model import Decision, State
from tests.evidence.written_pages import form, judged

FAMILY = form("catatan-keluarga", "III-15")


def religion(*written: object) -> list[object]:
    rows = [{"name": f"Orang {i}", "religion": one} for i, one in enumerate(written)]
    values = judged(FAMILY, {"year": "2019"}, rows)
    return [values["table", i, "religion"] for i in range(len(written))]


def test_a_chain_repeats_what_stands_at_its_top() -> None:
    cells = religion("Islam", '"', '"')
    assert [cell.value for cell in cells] == ["Islam"] * 3
    assert [cell.state for cell in cells] == [State.VALUE, State.DITTO, State.DITTO]
    assert {cell.decision for cell in cells} == {Decision.ACCEPTED}
    assert "ditto:agrees" in cells[2].evidence


def test_a_ditto_is_no_surer_than_what_it_points_to() -> None:
    first, second = religion([("Islam", 0.9), ("Hindu", 0.05)], '"')
    assert second.confidence <= first.confidence
    assert second.decision is Decision.REVIEW


def test_a_ditto_that_points_at_nothing_has_no_value() -> None:
    for above in ("", "?", "-", "~"):
        cell = religion(above, '"')[1]
        assert (cell.state, cell.value, cell.decision) == (State.DITTO, None, Decision.REVIEW)
        assert "ditto:cannot_tell" in cell.evidence


def test_a_ditto_in_the_first_row_has_no_value() -> None:
    cell = religion('"')[0]
    assert (cell.state, cell.value, cell.decision) == (State.DITTO, None, Decision.REVIEW)


def test_a_chain_below_nothing_stays_without_a_value() -> None:
    cells = religion("?", '"', '"')
    assert [cell.value for cell in cells] == [None, None, None]
    assert cells[2].decision is Decision.REVIEW


def test_an_age_is_repeated_too() -> None:
    rows = [{"name": "Tri", "birth_date": "35 th"}, {"name": "Dwi", "birth_date": '"'}]
    cell = judged(FAMILY, {"year": "2019"}, rows)["table", 1, "birth_date"]
    assert (cell.state, cell.value, cell.age) == (State.DITTO, None, 35)
    assert cell.decision is Decision.ACCEPTED


def test_a_ditto_below_what_a_person_must_see_is_for_a_person_too() -> None:
    """`Tidak 16`, an odd word, went to review, and the three dittos below it were accepted as `Tidak 16`."""
    family = form("data-keluarga", "4.14.2a-new")
    written = [[("Tidak 16", 0.99999)], '"', '"']
    rows = [{"name": f"Orang {at}", "marital_status": one} for at, one in enumerate(written)]
    values = judged(family, {}, rows)
    cells = [values["table", at, "marital_status"] for at in range(3)]
    assert {cell.decision for cell in cells} == {Decision.REVIEW}
    assert all("ditto:cannot_tell" in cell.evidence for cell in cells[1:])
