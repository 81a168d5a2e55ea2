from __future__ import annotations

from pipeline.evidence.marks import BLANK_IS_NO
from pipeline.model import Decision, State
from tests.evidence.written_pages import form, judged

RECAP = form("rekap-dasawisma", "III-16a")


def test_one_sign_on_a_page_is_accepted() -> None:
    rows = [{"row_no": "1", "house_healthy": "cross"}, {"row_no": "2", "house_healthy": "cross"}]
    cell = judged(RECAP, {"year": "2019"}, rows)["table", 1, "house_healthy"]
    assert (cell.value, cell.decision) == ("1", Decision.ACCEPTED)


def test_ticks_and_crosses_on_one_page_go_to_a_person() -> None:
    rows = [{"row_no": "1", "house_healthy": "cross"}, {"row_no": "2", "house_healthy": "tick", "latrine": "1"}]
    values = judged(RECAP, {"year": "2019"}, rows)
    for row in (0, 1):
        cell = values["table", row, "house_healthy"]
        assert cell.value == "1"
        assert cell.decision is Decision.REVIEW
        assert "marks:one_sign:disagrees" in cell.evidence
    assert values["table", 1, "latrine"].decision is Decision.ACCEPTED


def test_what_a_person_sees_as_it_is_makes_no_page_of_two_signs() -> None:
    """A stamp over two empty rows looked like crosses: 52 ticks of the page went to a person."""
    rows = [
        {"row_no": "1", "head_name": "Karto", "house_healthy": "tick"},
        {"row_no": "2", "head_name": "Siti", "house_healthy": "tick"},
        {"house_healthy": "cross"},
    ]
    values = judged(RECAP, {"year": "2019"}, rows)
    assert [values["table", row, "house_healthy"].decision for row in range(3)] == [
        Decision.ACCEPTED,
        Decision.ACCEPTED,
        Decision.REVIEW,
    ]


def test_blank_means_no_only_beside_a_mark_of_its_group() -> None:
    rows = [{"row_no": "1", "water_pdam": "tick"}]
    values = judged(RECAP, {"year": "2019"}, rows, row_count=2)
    assert BLANK_IS_NO in values["table", 0, "water_well"].evidence
    assert values["table", 0, "water_well"].state is State.BLANK
    assert BLANK_IS_NO not in values["table", 0, "food_rice"].evidence
    assert BLANK_IS_NO not in values["table", 0, "water_pdam"].evidence
    assert BLANK_IS_NO not in values["table", 1, "water_well"].evidence


def test_a_zero_in_a_group_is_no_mark() -> None:
    values = judged(RECAP, {"year": "2019"}, [{"row_no": "1", "water_pdam": "0"}])
    assert BLANK_IS_NO not in values["table", 0, "water_well"].evidence


def test_boy_and_girl_exclude_each_other() -> None:
    of = form("ibu-bayi", "III-18a / 4.18a")
    rows = [
        {"baby_name": "Tri", "baby_male": "tick"},
        {"baby_name": "Dwi", "baby_male": "tick", "baby_female": "tick"},
        {"baby_name": "Eka", "baby_male": "?"},
    ]
    values = judged(of, {"year": "2019"}, rows)
    assert "one_of:baby_male:agrees" in values["table", 0, "baby_male"].evidence
    assert "one_of:baby_male:disagrees" in values["table", 1, "baby_male"].evidence
    assert values["table", 1, "baby_female"].value == "true"
    assert "one_of:baby_male:cannot_tell" in values["table", 2, "baby_male"].evidence
