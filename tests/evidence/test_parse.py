from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.parse import parse
from pipeline.form import Field, Kind, PrintedOption
from pipeline.model import State
from tests.evidence.written_pages import codes, form, forms


def value(field: Field, text: str, year: int | None = 2019) -> tuple[State, str | None]:
    parsed = parse(field, State.VALUE, text, codes(), year)
    return parsed.state, parsed.value


def field_of(name: str, edition: str, field: str) -> Field:
    of = form(name, edition)
    entries = [*of.heads, *of.items]
    found = [c.field for c in of.columns] + [e.field for e in entries] + [e.extra for e in entries if e.extra]
    return next(one for one in found if one.name == field)


ALL_FIELDS = sorted(
    {
        (field.kind, field.codes, field)
        for of in forms()
        for field in (*(e.field for e in (*of.heads, *of.items)), *(c.field for c in of.columns))
        if field.kind is not Kind.PRINTED
    },
    key=lambda found: (found[0], found[1] or "", found[2].name),
)


@pytest.mark.parametrize(
    ("field", "text", "place"), [("desa", "Balen.", "Balen"), ("name", "H.", "H."), ("dusun", ".", ".")]
)
def test_a_dot_behind_the_name_of_a_place_is_of_its_line(field: str, text: str, place: str) -> None:
    assert value(Field(field, Kind.NAME), text) == (State.VALUE, place)


@pytest.mark.parametrize("field", [found[2] for found in ALL_FIELDS], ids=lambda field: f"{field.kind}-{field.name}")
def test_a_dash_is_none_and_a_zero_is_zero_in_every_kind(field: Field) -> None:
    assert value(field, "-") == (State.NONE, None)
    assert value(field, " — ") == (State.NONE, None)
    assert value(field, "0") == (State.VALUE, "0")
    assert value(field, "  ") == (State.BLANK, None)


@pytest.mark.parametrize("state", [State.BLANK, State.NONE, State.DITTO, State.STRUCK, State.UNREADABLE])
def test_states_without_writing_pass_through(state: State) -> None:
    parsed = parse(Field("n", Kind.COUNT), state, None, codes())
    assert (parsed.state, parsed.value, parsed.age) == (state, None, None)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        (Kind.COUNT, "007", "7"),
        (Kind.COUNT, "3 orang", "3"),
        (Kind.COUNT, "RT 05", "5"),
        (Kind.YEAR, "2019", "2019"),
        (Kind.YEAR, "20 19", "2019"),
        (Kind.YEAR, "19", "2019"),
        (Kind.DIGITS, "0123 45.6", "0123456"),
        (Kind.MONTH, "mar", "Maret"),
        (Kind.MONTH, "3", "Maret"),
        (Kind.MARK, "tick", "true"),
        (Kind.MARK, "cross", "true"),
        (Kind.MARK_TEXT, "tick", "true"),
        (Kind.MARK_TEXT, "V", "true"),
        (Kind.MARK_TEXT, "kerja  bakti", "kerja bakti"),
        (Kind.TICK_OR_COUNT, "cross", "1"),
        (Kind.TICK_OR_COUNT, "04", "4"),
        (Kind.NAME, " Siti   Aminah ", "Siti Aminah"),
        (Kind.NAME, ": Tarmuji", "Tarmuji"),
        (Kind.NAME, ".arno", ".arno"),
        (Kind.TEXT, ": 3. anak", "3. anak"),
        (Kind.TEXT, ":", ":"),
        (Kind.TEXT, "RT 2 RW 5", "RT 2 RW 5"),
    ],
)
def test_values_by_kind(kind: Kind, text: str, expected: str) -> None:
    assert value(Field("n", kind), text) == (State.VALUE, expected)


@pytest.mark.parametrize(
    ("kind", "text"),
    [(Kind.COUNT, "tiga"), (Kind.YEAR, "tahun"), (Kind.YEAR, "201"), (Kind.DIGITS, "12x4"), (Kind.MONTH, "Ahad"),
     (Kind.MARK, "ya"), (Kind.TICK_OR_COUNT, "ya"), (Kind.DATE, "kapan"), (Kind.CHOICE, "Biru")],
)  # fmt: skip
def test_writing_that_the_kind_cannot_hold_is_unreadable(kind: Kind, text: str) -> None:
    options = (PrintedOption("Ya", ("Ya",)),) if kind is Kind.CHOICE else ()
    assert value(Field("n", kind, options=options), text) == (State.UNREADABLE, None)


def test_words_of_the_forms_list() -> None:
    education = field_of("catatan-keluarga", "III-15", "education")
    assert value(education, "SLTP") == (State.VALUE, "SMP/Sederajat")
    assert value(education, "sd") == (State.VALUE, "SD/MI")
    occupation = field_of("catatan-keluarga", "III-15", "occupation")
    assert value(occupation, "Tani") == (State.VALUE, "Petani")
    assert value(occupation, "IRT") == (State.VALUE, "Ibu Rumah Tangga")
    assert value(occupation, "Sopir") == (State.VALUE, "Sopir")
    old = field_of("catatan-keluarga", "III-15", "marital_status")
    new = field_of("catatan-keluarga", "4.15", "marital_status")
    assert value(old, "kawin") == (State.VALUE, "Menikah")
    assert value(new, "kawin") == (State.VALUE, "Kawin")
    assert value(field_of("ibu-bayi", "III-18a / 4.18a", "mother_status"), "Hamil") == (State.VALUE, "HAMIL")


def test_digits_or_word() -> None:
    nik = field_of("data-warga", "4.14.1a", "nik")
    assert value(nik, "Sudah") == (State.VALUE, "sudah")
    assert value(nik, "3522 1356 0190 0001") == (State.VALUE, "3522135601900001")


def test_an_age_alone_is_a_value_without_a_value() -> None:
    parsed = parse(Field("birth_date", Kind.DATE_AGE), State.VALUE, "35 th", codes(), 2019)
    assert (parsed.state, parsed.value, parsed.age) == (State.VALUE, None, 35)


def test_impossible_dates_get_no_value() -> None:
    parsed = parse(Field("birth_date", Kind.DATE_AGE), State.VALUE, "31-02-1990", codes(), 2019)
    assert (parsed.state, parsed.value, parsed.real) == (State.VALUE, None, False)


@given(st.integers(0, 10**8))
def test_counts_survive_the_round_trip(number: int) -> None:
    assert value(Field("n", Kind.COUNT), f"{number:04d}") == (State.VALUE, str(number))


@given(st.sampled_from([found[2] for found in ALL_FIELDS]), st.text(max_size=12))
def test_parsing_a_value_again_changes_nothing(field: Field, text: str) -> None:
    parsed = parse(field, State.VALUE, text, codes(), 2019)
    if parsed.state is State.VALUE and parsed.value is not None and parsed.value != "true":
        again = parse(field, State.VALUE, parsed.value, codes(), 2019)
        assert (again.state, again.value) == (State.VALUE, parsed.value)


@pytest.mark.parametrize("text", ["V 0", "0 v", "v v", "x v"])
def test_several_signs_in_a_cell_for_one_say_nothing(text: str) -> None:
    assert value(Field("activity_food", Kind.MARK_TEXT), text) == (State.UNREADABLE, None)


@pytest.mark.parametrize(
    ("written", "value"),
    [("Jatirogo.", "Jatirogo"), ("Siti Aminah .", "Siti Aminah"), ("Moh. A.", "Moh. A."), ("Dwi S.Pd.", "Dwi S.Pd.")],
)
def test_no_stop_stands_behind_a_name(written: str, value: str) -> None:
    assert parse(Field("birth_place", Kind.NAME), State.VALUE, written, codes()).value == value
