"""Invented people hang together: numbers with birth dates, recaps with members, areas with their households."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formfile import load_forms
from samples.generator.areas import area_rows, event_counts, event_rows
from samples.generator.facts import recap_facts
from samples.generator.people import PACUL, SIDOBANDUNG, draw_dasawisma

FORMS = {form.key: form for form in load_forms()}
seeds = st.integers(0, 10**6)


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_nik_agrees_with_birth_date_and_sex(seed: int) -> None:
    for household in draw_dasawisma(seed, PACUL, 2020, 4):
        for person in household.members:
            day = int(person.nik[6:8]) - (40 if person.sex == "P" else 0)
            assert (day, int(person.nik[8:10])) == (person.born.day, person.born.month)
            assert int(person.nik[10:12]) == person.born.year % 100
            assert len(person.nik) == 16 and person.nik[12:] != "0000"


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_recap_rows_count_the_members(seed: int) -> None:
    for household in draw_dasawisma(seed, SIDOBANDUNG, 2016, 4):
        row = recap_facts(household)
        assert row["members_male"] + row["members_female"] == len(household.members)
        assert row["toddlers_male"] <= row["members_male"] and row["women_fertile"] <= row["members_female"]
        assert row["house_healthy"] + row["house_unhealthy"] == 1
        assert row["food_rice"] + row["food_other"] == 1
        assert row["pregnant"] <= row["women_fertile"]


@given(seeds)
@settings(max_examples=40, deadline=None)
def test_nobody_is_born_after_the_book_or_married_as_a_child(seed: int) -> None:
    for household in draw_dasawisma(seed, PACUL, 2019, 4):
        assert len({person.name for person in household.members}) == len(household.members)
        for person in household.members:
            assert person.born <= date(2019, 7, 1)
            assert person.marital == "single" or person.age(2019) >= 17
            assert person.education not in ("S1", "S2", "S3") or person.age(2019) >= 20


def test_area_rows_are_sums_of_households() -> None:
    households = draw_dasawisma(3, SIDOBANDUNG, 2016, 10)
    for row in area_rows(FORMS["rekap-rt III-16b"], households, 6, 5):
        assert row["house_healthy"] + row["house_unhealthy"] == row["households"]  # type: ignore[operator]


def test_counts_below_ibu_bayi_count_its_rows() -> None:
    rows = event_rows(draw_dasawisma(3, PACUL, 2020, 3)[0], 8, 5, 9)
    counts = event_counts(rows)
    mothers = ("mothers_pregnant", "mothers_delivered", "mothers_postpartum")
    assert sum(int(counts[name]) for name in mothers) == 8  # type: ignore[arg-type]
    assert counts["babies_born"] == sum("birth_date" in row for row in rows)
