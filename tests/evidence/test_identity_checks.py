from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.belief import Candidate
from pipeline.evidence.identity import nik_date, nik_sex, nik_structure
from pipeline.evidence.joint import Outcome
from pipeline.evidence.parse import Parsed
from pipeline.model import State
from tests.evidence.written_pages import form, judged

AGREES, DISAGREES, CANNOT_TELL = Outcome.AGREES, Outcome.DISAGREES, Outcome.CANNOT_TELL
SITI = {"name": "Siti", "sex": "Perempuan", "birth_date": "12-06-1982"}
NIK = "3522135206820001"


def candidate(value: str | None, state: State = State.VALUE) -> Candidate:
    return Candidate(Parsed(state, value), value, 1.0)


@pytest.mark.parametrize(
    ("nik", "outcome"),
    [
        (NIK, AGREES),
        ("3522131206820001", AGREES),
        ("352213520682000", DISAGREES),
        ("9922135206820001", DISAGREES),
        ("3500135206820001", DISAGREES),
        ("3522133206820001", DISAGREES),
        ("3522137206820001", DISAGREES),
        ("3522134006820001", DISAGREES),
        ("3522135213820001", DISAGREES),
        ("3522135206820000", DISAGREES),
        ("sudah", CANNOT_TELL),
        (None, CANNOT_TELL),
    ],
)
def test_structure_of_a_nik(nik: str | None, outcome: Outcome) -> None:
    assert nik_structure(candidate(nik)) is outcome


@pytest.mark.parametrize(
    ("iso", "outcome"),
    [
        ("1982-06-12", AGREES),
        ("1982-06", AGREES),
        ("1982", AGREES),
        ("1982-07-12", DISAGREES),
        ("1983", DISAGREES),
        ("1982-06-13", DISAGREES),
        (None, CANNOT_TELL),
        ("0", CANNOT_TELL),
    ],
)
def test_nik_against_birth_date(iso: str | None, outcome: Outcome) -> None:
    assert nik_date(NIK, iso) is outcome


@pytest.mark.parametrize(
    ("sex", "outcome"),
    [("P", AGREES), ("Perempuan", AGREES), ("L", DISAGREES), ("Laki-laki", DISAGREES), (None, CANNOT_TELL)],
)
def test_nik_against_sex(sex: str | None, outcome: Outcome) -> None:
    assert nik_sex(NIK, sex) is outcome


def test_a_word_in_place_of_a_nik_says_nothing() -> None:
    assert nik_date("sudah", "1982-06-12") is CANNOT_TELL
    assert nik_sex("sudah", "P") is CANNOT_TELL


@given(st.dates(date(1920, 1, 1), date(2020, 12, 31)), st.booleans())
def test_every_well_formed_nik_agrees_with_its_person(born: date, woman: bool) -> None:
    nik = f"352213{born.day + 40 * woman:02d}{born:%m%y}0007"
    assert nik_structure(candidate(nik)) is AGREES
    assert nik_date(nik, born.isoformat()) is AGREES
    assert nik_sex(nik, "P" if woman else "L") is AGREES
    assert nik_sex(nik, "L" if woman else "P") is DISAGREES


def test_outcomes_stand_at_all_cells_concerned() -> None:
    values = judged(form("data-warga", "4.14.1a"), {**SITI, "nik": NIK})
    assert set(values["items", None, "nik"].evidence) >= {
        "nik:structure:agrees",
        "nik:birth_date:agrees",
        "nik:sex:agrees",
    }
    assert "nik:birth_date:agrees" in values["items", None, "birth_date"].evidence
    assert "nik:sex:agrees" in values["items", None, "sex"].evidence


def test_the_date_in_a_nik_chooses_among_readings_of_the_birth_date() -> None:
    doubtful = [("12-06-1992", 0.55), ("12-06-1982", 0.4)]
    without = judged(form("data-warga", "4.14.1a"), {**SITI, "birth_date": doubtful})
    assert without["items", None, "birth_date"].value == "1992-06-12"
    values = judged(form("data-warga", "4.14.1a"), {**SITI, "birth_date": doubtful, "nik": NIK})
    born = values["items", None, "birth_date"]
    assert born.value == "1982-06-12"
    assert born.confidence > 0.95
    assert born.alternatives[0].value == "1992-06-12"


def test_a_nik_of_the_wrong_sex_stays_and_is_reported() -> None:
    man = {**SITI, "sex": [("Laki-laki", 0.97), ("Perempuan", 0.02)], "nik": [(NIK, 0.97), ("3522131206820001", 0.02)]}
    values = judged(form("data-warga", "4.14.1a"), man)
    assert values["items", None, "nik"].value == NIK
    assert values["items", None, "sex"].value == "Laki-laki"
    assert "nik:sex:disagrees" in values["items", None, "nik"].evidence


def test_length_of_a_registration_number() -> None:
    values = judged(form("data-warga", "4.14.1a"), {"registration_no": "352213042009001"})
    assert "digits:length:agrees" in values["items", None, "registration_no"].evidence
    values = judged(form("data-warga", "4.14.1a"), {"registration_no": "35221304200900"})
    assert "digits:length:disagrees" in values["items", None, "registration_no"].evidence
