from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.tables.schooling import RULES, Facts, age_band, participation

TABLES = Path(__file__).parents[2] / "docs" / "tables.md"


@pytest.mark.parametrize(
    ("facts", "outcome", "first"),
    [
        (Facts(17, "SMP/Sederajat", None, None, "Paket C"), "attending", "kejar_paket"),
        (Facts(40, "SD/MI", "Petani", None, "KF"), "attending", "kejar_paket"),
        (Facts(13, "SD/MI", "Pelajar"), "attending", "occupation_pelajar"),
        (Facts(20, "SMA/SMK/Sederajat", "Mahasiswa"), "attending", "occupation_pelajar"),
        (Facts(None, None, "Pelajar"), "attending", "occupation_pelajar"),
        (Facts(5, None, None, True), "attending", "paud_tick"),
        (Facts(None, None, None, True), "attending", "paud_tick"),
        (Facts(1, None, None, None), "never", "below_school_age"),
        (Facts(9, "Tidak/Belum Sekolah"), "never", "level_never"),
        (Facts(9, "SD/MI"), "attending", "level_below_age"),
        (Facts(13, "SMP/Sederajat"), "attending", "level_below_age"),
        (Facts(5, None, None, False), "never", "no_paud"),
        (Facts(30, "SMP/Sederajat", "Petani"), "left", "occupation_working"),
        (Facts(17, "SD/MI", "Buruh Tani"), "left", "occupation_working"),
        (Facts(30, "SMP/Sederajat"), "left", "age_25_up"),
    ],
)
def test_each_rule_decides(facts: Facts, outcome: str, first: str) -> None:
    found, basis = participation(facts)
    assert (found, basis[0]) == (outcome, first)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(None),
        Facts(12, "SD/MI"),
        Facts(9, "SD/MI", occupation_waits=True),
        Facts(30, "SD/MI", occupation_waits=True),
        Facts(18, "SMA/SMK/Sederajat"),
        Facts(20, "SD/MI"),
        Facts(14, "SD/MI", "Petani"),
        Facts(30, None),
        Facts(30, None, "Petani"),
        Facts(5, None),
        Facts(40, None, None, True),
        Facts(8, "Tidak Tamat SD"),
        Facts(None, "SD/MI", "Petani"),
        Facts(22, "SMA/SMK/Sederajat", "Lainnya"),
    ],
)
def test_where_the_forms_cannot_say(facts: Facts) -> None:
    assert participation(facts) == ("unknown", ())


def test_every_rule_is_tested_by_the_table_in_the_docs() -> None:
    rows = re.findall(r"^\| \d+ \| `(\w+)` \|.*\| `(\w+)` \|$", TABLES.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert rows == [(rule.basis, rule.participation) for rule in RULES]


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "0-2"), (2, "0-2"), (3, "3-6"), (7, "7-12"), (12, "7-12"), (13, "13-15"), (16, "16-18"), (19, "19-24"),
     (24, "19-24"), (25, "25+"), (99, "25+"), (None, None)],
)  # fmt: skip
def test_age_bands(age: int | None, band: str | None) -> None:
    assert age_band(age) == band


@given(
    st.builds(
        Facts,
        st.none() | st.integers(0, 100),
        st.sampled_from([None, "SD/MI", "S1", "Tidak Tamat SD"]),
        st.sampled_from([None, "Pelajar", "Petani", "Lainnya"]),
        st.sampled_from([None, True, False]),
        st.sampled_from([None, "Tidak", "Paket A", "KF"]),
    )
)
def test_the_basis_says_what_was_decided(facts: Facts) -> None:
    outcome, basis = participation(facts)
    assert (outcome == "unknown") == (basis == ())
    said = {rule.basis: rule.participation for rule in RULES}
    assert all(said[one] == outcome for one in basis)
