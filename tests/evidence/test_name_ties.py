from __future__ import annotations

import pytest

from pipeline.model import Decision, FieldValue
from pipeline.settings import Settings
from tests.evidence.written_pages import form, judged

SHEET = form("catatan-keluarga", "4.15")


def read(name: str, share: float, *others: tuple[str, float], field: str = "name") -> FieldValue:
    found = judged(SHEET, None, [{field: [(name, share), *others]}], settings=Settings())
    return found["table", 0, field]


@pytest.mark.parametrize("name", ["Tukiran Susanto", "TUKIRAN", "Hj. Siti Aisyah", "A. Rahman"])
def test_a_name_of_listed_parts_agrees_and_is_surer(name: str) -> None:
    found = read(name, 0.95)
    assert "name:known:agrees" in found.evidence
    assert found.confidence > 0.95


@pytest.mark.parametrize("name", ["Jukiran Susanto", "Laharjo", "4 Melati"])
def test_a_name_with_a_part_spelt_like_none_disagrees_and_is_less_sure(name: str) -> None:
    found = read(name, 0.995)
    assert "name:known:disagrees" in found.evidence
    assert found.confidence < 0.985
    assert found.decision is Decision.REVIEW


def test_the_listed_reading_beside_a_doubtful_one_is_chosen() -> None:
    found = read("Jukiran Susanto", 0.55, ("Tukiran Susanto", 0.4))
    assert found.value == "Tukiran Susanto"


def test_what_was_read_surely_is_doubted_and_never_replaced() -> None:
    found = read("Jukiran Susanto", 0.98, ("Tukiran Susanto", 0.015))
    assert found.value == "Jukiran Susanto"
    assert found.confidence < 0.9


def test_initials_alone_tell_nothing() -> None:
    assert read("A. B.", 0.995).confidence == pytest.approx(0.995)


def test_a_birth_place_may_be_any_official_town() -> None:
    assert "name:known:agrees" in read("Babat", 0.95, field="birth_place").evidence
    assert "name:known:disagrees" in read("Babai", 0.95, field="birth_place").evidence
    assert "name:known:disagrees" in read("Kediri T", 0.95, field="birth_place").evidence


@pytest.mark.parametrize(("field", "name"), [("birth_place", "Bojonegoro 7"), ("name", "Tukiran 2")])
def test_a_number_behind_a_town_or_a_person_is_none_of_it(field: str, name: str) -> None:
    """The digit that corrected the date below was read with the place, accepted (an attacker)."""
    found = read(name, 0.995, field=field)
    assert "name:known:disagrees" in found.evidence
    assert found.decision is Decision.REVIEW


def test_areas_in_the_head_are_left_to_their_own_list() -> None:
    found = judged(SHEET, {"desa": [("Pacvl", 0.99)], "dusun": [("Krajsn", 0.99)]})
    assert not any(entry.startswith("name:known") for entry in found["head", None, "desa"].evidence)
    assert "name:known:disagrees" in found["head", None, "dusun"].evidence


def test_an_unlisted_name_is_no_error_by_itself() -> None:
    assert read("Jukiran Susanto", 0.9999).confidence > 0.99


@pytest.mark.parametrize("field", ["dusun", "dasawisma"])
def test_compounds_are_no_surer_in_one_word_or_in_two(field: str) -> None:
    for name in ("Sumberagung", "Sumber Agung", "Flamboyant"):
        found = judged(SHEET, {field: [(name, 0.97)]})["head", None, field]
        assert found.confidence == pytest.approx(0.97, abs=0.002)
        assert "name:known:agrees" not in found.evidence


@pytest.mark.parametrize(
    ("name", "told"), [("Flamboyan T", "disagrees"), ("Melati A", "cannot_tell"), ("Melati 3", "cannot_tell")]
)
def test_a_letter_behind_a_group_that_no_group_is_told_apart_by_is_a_number_misread(name: str, told: str) -> None:
    found = judged(SHEET, {"dasawisma": [(name, 0.99)]})
    assert f"name:known:{told}" in found["head", None, "dasawisma"].evidence
