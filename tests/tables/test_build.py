from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date
from functools import cache

import pandas as pd
import pytest

from pipeline.evidence.across import across
from pipeline.model import BookNotes, PageResult
from pipeline.settings import Settings
from pipeline.tables.build import build_tables
from schemas import TABLES
from tests.evidence.written_pages import CERTAIN, codes, form, forms, page
from tests.tables.invented_books import (
    HEAD,
    ID_KEY,
    events_page,
    family_page,
    person_page,
    recap_page,
    rt_page,
    whole_book,
)


def tables(
    pages: Sequence[PageResult], notes: dict[str, BookNotes] | None = None, id_key: bytes = ID_KEY
) -> dict[str, pd.DataFrame]:
    notes = notes or {}
    return build_tables(across(pages, notes, forms(), codes(), CERTAIN), notes, forms(), codes(), id_key, Settings())


@cache
def book() -> dict[str, pd.DataFrame]:
    return tables(whole_book())


def member(of: dict[str, pd.DataFrame], name: str) -> pd.Series:
    return of["members"].set_index("name").loc[name]


def household(of: dict[str, pd.DataFrame], head: str) -> pd.Series:
    return of["households"].set_index("head_name").loc[head]


def test_every_table_is_there_with_its_columns() -> None:
    assert set(book()) == set(TABLES) - {"data_dictionary"}
    for name, frame in book().items():
        assert list(frame.columns) == list(TABLES[name].names)


def test_without_pages_every_table_is_empty() -> None:
    assert all(frame.empty for frame in tables([]).values())


def test_no_row_was_kept_out() -> None:
    assert not (book()["quarantine"]["severity"] == "error").any()


def test_every_field_of_a_read_page_is_a_reading_and_every_page_is_there() -> None:
    expected = sum(len(one.content.values) for one in whole_book() if one.content is not None)
    assert len(book()["readings"]) == expected
    assert sorted(book()["pages"]["status"]) == ["read"] * 5 + ["refused"]


def test_one_household_on_three_forms() -> None:
    ahmad = household(book(), "Ahmad")
    assert list(ahmad["sources"]) == ["buku#1", "buku#2", "buku#3"]
    assert pd.isna(ahmad["page_no"])
    assert (ahmad["members_counted"], ahmad["members_stated"]) == (4, 4)
    assert (ahmad["house_criteria"], ahmad["water_source"], ahmad["staple_food"]) == ("healthy", "pdam", "rice")
    assert ahmad["latrine"] is True or ahmad["latrine"] == True  # noqa: E712
    assert (ahmad["rt"], ahmad["rw"], ahmad["village_code"]) == ("3", "1", "35.22.13.2001")


def test_a_household_known_from_a_recap_alone() -> None:
    karto = household(book(), "Karto")
    assert list(karto["sources"]) == ["buku#2"]
    assert karto["page_no"] == 2
    assert pd.isna(karto["members_counted"])
    assert karto["house_criteria"] == "unhealthy"
    assert not karto["latrine"]
    assert pd.isna(karto["up2k"])


def test_a_dash_is_no_and_is_named() -> None:
    ahmad = household(book(), "Ahmad")
    assert not ahmad["waste_place"]
    assert "waste_place" in ahmad["written_none"]


def test_members_of_two_forms_are_one_person() -> None:
    assert len(book()["members"]) == 4
    siti = member(book(), "Siti")
    assert siti["relation"] == "Istri"
    assert siti["nik"] == "3522137112600001"
    assert siti["nik_check"] == "agrees"
    assert siti["occupation"] == "Petani"
    assert (siti["birth_date"], siti["birth_date_precision"]) == (date(1960, 12, 31), "year")
    assert siti["age"] == 58


def test_ages() -> None:
    assert (member(book(), "Ahmad")["age"], member(book(), "Ahmad")["age_written"]) == (66, 67)
    budi = member(book(), "Budi")
    assert pd.isna(budi["birth_date"])
    assert (budi["age"], budi["age_written"]) == (8, 8)


def test_blank_none_unreadable_and_unsure_stay_apart() -> None:
    ayu = member(book(), "Ayu")
    assert list(ayu["unreadable"]) == ["education"]
    assert pd.isna(ayu["occupation"])
    assert "occupation" not in [*ayu["in_review"], *ayu["written_none"], *ayu["unreadable"]]
    doubtful = [{"name": "Tri", "sex": "L", "education": [("SD", 0.6), ("S1", 0.3)], "occupation": "-"}]
    of = tables([page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Tri"}, doubtful)])
    tri = member(of, "Tri")
    assert pd.isna(tri["education"])
    assert list(tri["in_review"]) == ["education"]
    assert list(tri["written_none"]) == ["occupation"]
    assert tri["confidence"] >= 0.99


def test_activities_are_those_ticked() -> None:
    assert list(member(book(), "Ahmad")["activities"]) == ["health"]
    assert list(member(book(), "Siti")["activities"]) == []


def test_schooling() -> None:
    school = book()["schooling"].merge(book()["members"][["person_id", "name"]], on="person_id").set_index("name")
    budi = school.loc["Budi"]
    assert (budi["participation"], budi["age_band"], budi["attending_level_code"]) == ("attending", "7-12", 3)
    assert list(budi["participation_basis"]) == ["occupation_pelajar", "level_below_age"]
    assert budi["highest_level_code"] == 23
    siti = school.loc["Siti"]
    assert (siti["participation"], siti["highest_level_code"]) == ("left", 19)
    assert (school.loc["Ayu"]["participation"], list(school.loc["Ayu"]["unreadable"])) == ("unknown", ["highest_level"])


def test_recaps_state_and_count() -> None:
    recaps = book()["recaps"].set_index(["page_no", "row", "column"]).sort_index()
    assert recaps.loc[(2, 0, "members_male"), ["stated", "counted"]].tolist() == [2, 2]
    assert recaps.loc[(2, 0, "house_healthy"), ["stated", "counted"]].tolist() == [1, 1]
    assert recaps.loc[(4, 0, "families"), ["stated", "counted"]].tolist() == [2, 2]
    assert recaps.loc[(4, 0, "households"), ["stated", "counted"]].tolist() == [2, 2]
    totals = book()["recaps"].query("is_total and page_no == 2").set_index("column")
    assert totals.loc["members_male", ["stated", "counted"]].tolist() == [5, 5]
    assert pd.isna(recaps.loc[(2, 1, "members_male"), "counted"])


def test_events() -> None:
    [event] = book()["mother_child"].to_dict("records")
    assert (event["month"], event["mother_name"], event["birth_date"]) == ("Maret", "Siti", date(2019, 3, 3))
    assert event["baby_male"]
    assert event["baby_female"] is False or not event["baby_female"]
    assert list(event["written_none"]) == ["note"]


@pytest.mark.parametrize(
    ("pages", "rule", "table"),
    [
        ([recap_page(wrong_total=True)], "total", "recaps"),
        ([family_page(), person_page(nik="3522133112600001")], "nik:sex", "members"),
        ([recap_page(), rt_page(families="3")], "recap:below", "recaps"),
        ([family_page(), recap_page(waste_place="tick")], "forms:differ", "households"),
    ],
)
def test_contradictions_on_paper_are_warnings_and_keep_their_row(
    pages: list[PageResult], rule: str, table: str
) -> None:
    of = tables(pages)
    found = of["quarantine"].query("rule == @rule")
    assert set(found["severity"]) == {"warning"}
    assert set(found["table"]) == {table}
    assert len(of[table]) > 0


def test_a_wrong_total_is_reported_once_with_both_numbers() -> None:
    [message] = tables([recap_page(wrong_total=True)])["quarantine"].query("rule == 'total'")["message"]
    assert message.startswith("Stated 6, counted 5.")


def test_two_persons_with_one_nik() -> None:
    other = {"dasawisma": "Mawar 3", "head_name": "Karto", "name": "Rini", "nik": "3522137112600001"}
    of = tables([person_page(), page(form("data-warga", "4.14.1a"), other, page_no=4)])
    assert (of["quarantine"]["rule"] == "nik:unique").sum() == 2


def test_book_toml_wins_over_the_paper() -> None:
    of = tables([recap_page()], {"buku": BookNotes(village_code="35.22.15.2002", year=2018)})
    assert set(of["households"]["village_code"]) == {"35.22.15.2002"}
    assert set(of["households"]["bps_village_code"]) == {"3522160002"}
    assert set(of["households"]["year"]) == {2018}
    assert "2019" in set(of["readings"].query("field == 'year'")["value"])


def test_village_and_year_come_from_the_book_when_its_pages_agree() -> None:
    assert set(book()["members"]["village_code"]) == {"35.22.13.2001"}
    assert set(book()["members"]["year"]) == {2019}
    alone = tables([person_page()])
    assert alone["members"]["village_code"].isna().all()
    assert alone["members"]["year"].isna().all()
    unsure = tables([recap_page(), events_page(), page(form("catatan-keluarga", "III-15"), {"year": "2018"}, page_no=7),
                     person_page()])  # fmt: skip
    assert unsure["members"]["year"].isna().all()


def test_ids_are_the_same_in_every_run_and_year() -> None:
    next_year = tables([family_page(), recap_page()], {"buku": BookNotes(year=2020)})
    this_year = tables([family_page(), recap_page()])
    assert set(next_year["households"]["household_id"]) == set(this_year["households"]["household_id"])
    assert set(next_year["members"]["person_id"]) == set(this_year["members"]["person_id"])
    other = tables([family_page(), recap_page()], id_key=b"another key that is just as long")
    assert not set(other["members"]["person_id"]) & set(this_year["members"]["person_id"])


def test_two_households_of_heads_with_one_name_stay_apart() -> None:
    first = family_page(1, "Ahmad")
    rows = [{"row_no": "1", "name": "Ahmad", "sex": "L"}, {"row_no": "2", "name": "Wulan", "sex": "P"},
            {"row_no": "3", "name": "Joko", "sex": "L"}]  # fmt: skip
    second = page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Ahmad"}, rows, page_no=2, row_count=10)
    of = tables([first, second])
    assert len(of["households"]) == 2
    assert of["members"]["person_id"].is_unique


def test_a_family_that_goes_on_overleaf_is_one_household() -> None:
    rows = [{"row_no": "5", "name": "Wulan", "sex": "P"}]
    second = page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Ahmad"}, rows, page_no=2, row_count=10)
    of = tables([family_page(1), second])
    assert len(of["households"]) == 1
    assert of["households"]["members_counted"].tolist() == [5]


def test_a_page_scanned_twice_counts_once() -> None:
    of = tables([family_page(1, sha256="ab" * 32), family_page(2, sha256="ab" * 32)])
    assert len(of["households"]) == 1
    assert len(of["members"]) == 4
    assert "page:duplicate" in set(of["quarantine"]["rule"])


def test_rows_with_only_a_running_number_are_nobody() -> None:
    rows = [{"row_no": "1", "name": "Tri"}, {"row_no": "2"}, {"row_no": "3", "name": "~"}]
    of = tables([page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Tri"}, rows)])
    assert of["members"]["name"].tolist() == ["Tri"]


@cache
def two_books() -> tuple[tuple[PageResult, ...], dict[str, pd.DataFrame]]:
    pages = (*whole_book(), family_page(1, "Karto", book_id="lain"), recap_page(2, book_id="lain"))
    return pages, tables(pages)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_pages_changes_no_table(seed: int) -> None:
    pages, expected = two_books()
    shuffled = random.Random(seed).sample(pages, len(pages))
    for name, frame in tables(shuffled).items():
        pd.testing.assert_frame_equal(frame, expected[name])
