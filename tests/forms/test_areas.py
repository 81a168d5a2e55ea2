"""Villages are found by what is written of them, and two of one name are both given."""

import csv
import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import areas
from pipeline.areas import (
    LEAST_SCORE,
    LEVELS,
    Village,
    find_villages,
    is_area_name,
    is_village,
    is_written_as_one,
    look_up,
    of_digits,
    village,
)

SIDOBANDUNG, PACUL, PACUL_TEGAL = "35.22.13.2001", "35.22.15.2002", "33.28.12.2018"


def test_a_village_by_its_code_has_both_codes_and_the_areas_above() -> None:
    assert village(SIDOBANDUNG) == Village(
        SIDOBANDUNG, "3522130001", "Sidobandung", "Balen", "Bojonegoro", "Jawa Timur", 1.0
    )
    pacul = village(PACUL)
    assert pacul is not None and pacul.bps_code == "3522160002"
    assert village("35.22.13.9999") is None
    assert village("35.22.13") is None


def test_every_village_of_the_list_is_found_with_the_areas_it_lies_in() -> None:
    with gzip.open(areas.VILLAGE_LIST, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))[1:]
    name = {code: spelled for code, _, spelled in rows}
    listed = [row for row in rows if len(row[0]) == len(PACUL)]
    for code, bps_code, spelled in [listed[0], *listed[5::499], listed[-1]]:
        above = (name[code[:8]], name[code[:5]], name[code[:2]])
        assert village(code) == Village(code, bps_code or None, spelled, *above)


@pytest.mark.parametrize("code", ["", "35.22.15.2002 ", "00.00.00.0000", "99.99.99.9999", "3é.22.15.2002"])
def test_other_codes_are_of_no_village(code: str) -> None:
    assert village(code) is None


def test_names_are_known_at_their_level_without_the_list_of_villages(monkeypatch: pytest.MonkeyPatch) -> None:
    of_sidobandung = village(SIDOBANDUNG)

    def never() -> None:
        raise AssertionError("the whole list takes 80 MB, in every worker")

    monkeypatch.setattr(areas, "_villages", never)
    for level in LEVELS:
        assert is_area_name(level, getattr(of_sidobandung, level))
    assert is_area_name("kecamatan", "Kec. BALEN")
    assert is_area_name("kabupaten", "Surabaya")  # Kota Surabaya
    assert not is_area_name("kecamatan", "Sidobandung")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        (("Sidobandung",), [SIDOBANDUNG]),
        (("SIDO BANDUNG", "balen"), [SIDOBANDUNG]),
        (("Desa Sidobandumg", "Kec. Balen", "Kab. Bojonegoro", "Jawa Timur"), [SIDOBANDUNG]),
        (("Pacul",), [PACUL_TEGAL, PACUL]),
        (("Pacul", "Bojonegoro"), [PACUL]),
        (("Pacul", None, "Bojonegoro", None), [PACUL]),
        (("Pacul", "Talang"), [PACUL_TEGAL]),
        (("Qwxyz",), []),
        (("",), []),
        (("-", "Bojonegoro"), []),
    ],
)
def test_written_names(written: tuple[str, ...], codes: list[str]) -> None:
    assert [found.code for found in find_villages(*written)] == codes


def test_all_villages_of_one_name_are_given_up_to_the_limit() -> None:
    found = find_villages("Sukamaju", limit=7)
    assert len(found) == 7
    assert {one.score for one in found} == {1.0}
    assert [one.code for one in found] == sorted(one.code for one in found)


@settings(deadline=None)
@given(st.text(max_size=12), st.text(max_size=12) | st.none())
def test_scores_fall_and_are_high_enough(desa: str, kecamatan: str | None) -> None:
    scores = [found.score for found in find_villages(desa, kecamatan)]
    assert scores == sorted(scores, reverse=True)
    assert all(LEAST_SCORE <= score <= 1 for score in scores)


@settings(deadline=None)
@given(st.integers(0, len("Sidobandung") - 1), st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
def test_one_letter_misread_still_finds_the_village(at: int, letter: str) -> None:
    written = "Sidobandung"[:at] + letter + "Sidobandung"[at + 1 :]
    assert find_villages(written, "Balen", "Bojonegoro")[0].code == SIDOBANDUNG


@pytest.mark.parametrize(
    "code", [SIDOBANDUNG, "11.01.01.2001", "35.22.13", "35", "35.22.13.9999", "35.22.13.20011", ""]
)
def test_a_code_is_a_village_exactly_where_the_whole_list_has_one(code: str) -> None:
    assert is_village(code) is (village(code) is not None)


@pytest.mark.parametrize(
    ("desa", "around", "codes"),
    [
        ("Pacul", (), [PACUL_TEGAL, PACUL]),
        ("desa pacul", ("bojonegoro",), [PACUL]),
        ("Pacul", ("Kab. Tegal", "Jawa Tengah"), [PACUL_TEGAL]),
        ("Sido Bandung", ("Balen",), [SIDOBANDUNG]),
        ("Pacul", ("Surabaya",), []),
        ("", ("Bojonegoro",), []),
    ],
)
def test_a_village_is_looked_up_by_name_in_areas_of_any_level(
    desa: str, around: tuple[str, ...], codes: list[str]
) -> None:
    assert [found.code for found in look_up(desa, around)] == codes


def test_a_town_is_found_without_the_word_for_it() -> None:
    assert {found.kabupaten for found in look_up("Gubeng", ("Surabaya",))} == {"Kota Surabaya"}


def test_ten_digits_may_be_a_code_of_either_list() -> None:
    assert [found.code for found in of_digits("3522152002")] == [PACUL]
    assert [found.code for found in of_digits("3522160002")] == [PACUL]
    assert of_digits("9999999999") == ()
    both = of_digits("1101012001")
    assert [found.code for found in both][:1] == ["11.01.01.2001"]


@pytest.mark.parametrize(
    ("name", "one"), [("TANJUNG HARJO", True), ("Tanjungharjo", False), ("Jawa Timur", False), ("Sumber  Anu", False)]
)
def test_a_village_whose_name_is_written_as_one_word(name: str, one: bool) -> None:
    assert is_written_as_one(name) is one
