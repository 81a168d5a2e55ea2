"""What no person would write there goes to a person, however plainly it was read."""

from dataclasses import replace

import pytest

from pipeline.codes import load_codes
from pipeline.evidence.odd_words import is_nearly_listed, is_odd, is_off_list, is_seldom
from pipeline.evidence.parse import Parsed
from pipeline.form import Field, Kind
from pipeline.model import State

NAME = Field("name", Kind.NAME)
RELIGION = Field("religion", Kind.CODE, values=("Islam", "Kristen"))
OCCUPATION = Field("occupation", Kind.CODE_TEXT, values=("Petani", "PNS", "S1", "Ibu Rumah Tangga"))
ACTIVITY = Field("activity_clothing", Kind.MARK_TEXT)
REMARKS = Field("remarks", Kind.TEXT)


@pytest.mark.parametrize(
    ("field", "value", "odd"),
    [
        (NAME, "Wiwik Handayani", False),
        (NAME, "Melati 3", False),
        (NAME, "Su7risno", True),
        (NAME, "1", True),
        (NAME, "l", True),
        (NAME, "0", False),
        (NAME, "KENANGA 111", True),
        (NAME, "Kenanga 11", False),
        (NAME, "Bojonegoro-", True),
        (NAME, "Moh. A.", False),
        (NAME, "Hj. Khotimah", False),
        (NAME, "A. Yani", False),
        (NAME, "Mu. Khotimah", True),
        (NAME, "Siti Sy.", False),
        (RELIGION, "Islam", False),
        (RELIGION, "302u 1 ISLAM 5", True),
        (RELIGION, "Kejawen", True),
        (OCCUPATION, "Tukang Batu", False),
        (OCCUPATION, "S1", False),
        (OCCUPATION, "El", True),
        (OCCUPATION, "2 org", True),
        (OCCUPATION, "Tukang b", True),
        (Field("occupation_text", Kind.TEXT), "Ibu r", True),
        (Field("occupation_text", Kind.TEXT), "Golongan A", False),
        (REMARKS, "1", True),
        (REMARKS, "KB", False),
        (ACTIVITY, "5", True),
        (ACTIVITY, "T", True),
        (ACTIVITY, "true", False),
        (ACTIVITY, "0", False),
        (Field("posyandu_text", Kind.TEXT), "5", False),
        (ACTIVITY, "Tidak", False),
        (ACTIVITY, "pernah", True),
        (ACTIVITY, "Jarang", True),
        (ACTIVITY, "penyuluhan", False),
    ],
)
def test_odd_words(field: Field, value: str, odd: bool) -> None:
    assert is_odd(field, Parsed(State.VALUE, value), value) is odd


def test_what_is_no_value_is_not_odd() -> None:
    assert not is_odd(NAME, Parsed(State.BLANK), None)
    assert not is_odd(NAME, Parsed(State.DITTO, "1"), "1")


def test_a_nought_is_no_answer_of_yes_or_no() -> None:
    """A `T` with a ring round it was read so, accepted."""
    active = Field("active", Kind.CODE, values=("Y", "T"))
    assert is_odd(active, Parsed(State.VALUE, "0"), "0")


def test_a_figure_alone_beside_options_is_odd() -> None:
    beside = Field("up2k_text", Kind.TEXT)
    assert is_odd(beside, Parsed(State.VALUE, "0"), "0")
    assert is_odd(beside, Parsed(State.VALUE, "7"), "7")
    assert not is_odd(beside, Parsed(State.VALUE, "10 kali"), "10 kali")
    assert not is_odd(REMARKS, Parsed(State.VALUE, "0"), "0")
    assert not is_odd(NAME, Parsed(State.VALUE, "0"), "0")


@pytest.mark.parametrize(
    ("field", "value", "off"),
    [
        (ACTIVITY, "true", False),
        (ACTIVITY, "KEAGAMAAN", False),
        (ACTIVITY, "Bondia", True),
        (replace(OCCUPATION, codes="occupation"), "Petani", False),
        (replace(OCCUPATION, codes="occupation"), "guru", False),
        (replace(OCCUPATION, codes="occupation"), "Mipul", True),
        (replace(OCCUPATION, codes="occupation"), "0", False),
        (RELIGION, "Mipul", False),
        (REMARKS, "Mipul", False),
        (replace(REMARKS, codes="occupation"), "Mipul", True),
    ],
)
def test_words_that_no_list_holds(field: Field, value: str, off: bool) -> None:
    assert is_off_list(field, Parsed(State.VALUE, value), value, load_codes()) is off


@pytest.mark.parametrize(
    ("value", "part"),
    [
        ("Tangga", True),
        ("Ibu Rumah", True),
        ("Iou Kurian Tangga", True),
        ("Kuli Bangunan", False),
        ("Ibu Rumah Tangga", False),
        ("Mipul", False),
        ("Guru", False),
    ],
)
def test_what_is_nearly_a_listed_occupation_is_told(value: str, part: bool) -> None:
    field = replace(REMARKS, codes="occupation")
    assert is_nearly_listed(field, Parsed(State.VALUE, value), value, load_codes()) is part


def test_a_nought_is_nothing_that_everyone_has() -> None:
    """Small ditto marks between dashes were read so, and accepted."""
    nought = Parsed(State.VALUE, "0")
    assert is_odd(RELIGION, nought, "0")
    assert not is_odd(replace(RELIGION, name="education"), nought, "0")


@pytest.mark.parametrize(("field", "odd"), [("dusun", True), ("name", False)])
def test_a_place_that_wide_letters_part_is_odd(field: str, odd: bool) -> None:
    """Every page of the book parted it alike, which looked like proof."""
    parsed = Parsed(State.VALUE, "TEGAL SARI")
    assert is_odd(Field(field, Kind.NAME), parsed, "TEGAL SARI") is odd


@pytest.mark.parametrize(
    ("field", "value", "odd"),
    [
        (Field("activity_clothing", Kind.MARK_TEXT), "Bardir", True),
        (Field("activity_clothing", Kind.MARK_TEXT), "Bbordir", True),
        (Field("activity_clothing", Kind.MARK_TEXT), "Bordir", False),
        (Field("activity_clothing", Kind.MARK_TEXT), "Payet", False),
        (Field("activity_health", Kind.MARK_TEXT), "KS", False),
        (Field("cooperative_text", Kind.TEXT), "Simpan Piniam", True),
        (Field("cooperative_text", Kind.TEXT), "Simpan Pinjam", False),
        (Field("position", Kind.TEXT), "Simpan Piniam", False),
    ],
)
def test_an_activity_but_one_letter_from_a_known_one_is_odd(field: Field, value: str, odd: bool) -> None:
    """Bardir and Simpan Piniam were accepted."""
    assert is_odd(field, Parsed(State.VALUE, value), value) is odd


@pytest.mark.parametrize(
    ("field", "value", "written", "seldom"),
    [
        ("education", "SMA/SMK/Sederajat", "TIDAK TAMAT S1", True),
        ("education", "Tidak Tamat SD", "TIDAK TAMAT SD", False),
        ("education", "S1", "S1", False),
        ("occupation", "Mengurus Rumah Tangga", "Rumah Tangga", True),
        ("occupation", "Ibu Rumah Tangga", "Ibu Rumah Tangga", False),
    ],
)
def test_a_word_that_is_seldom_written_goes_to_a_person(field: str, value: str, written: str, seldom: bool) -> None:
    """What looks like it is more often another word, of which a part was not seen."""
    asked = Field(field, Kind.CODE, codes=field)
    assert is_seldom(asked, Parsed(State.VALUE, value), written, load_codes()) is seldom
