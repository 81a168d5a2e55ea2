from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book_notes import BookNotes
from pipeline.evidence.across import across
from pipeline.evidence.meaning import denies
from pipeline.model import Decision, PageResult, Part
from pipeline.settings import Settings
from pipeline.tables.build import build_tables
from pipeline.tables.page_tables import page_tables
from schemas import TABLES
from schemas.frames import to_arrow
from tests.evidence.written_pages import CERTAIN, codes, form, forms, page
from tests.tables.invented_books import (
    HEAD,
    ID_KEY,
    events_page,
    family_page,
    person,
    person_page,
    recap_page,
    rt_page,
    whole_book,
)


def tables(
    pages: Sequence[PageResult], notes: dict[str, BookNotes] | None = None, id_key: bytes = ID_KEY
) -> dict[str, pd.DataFrame]:
    notes = notes or {}
    weighed = across(pages, notes, forms(), codes(), CERTAIN)
    read, findings = page_tables(weighed)
    return read | build_tables(weighed, notes, forms(), codes(), id_key, Settings(), findings)


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


@pytest.mark.parametrize(("word", "denied"), [("Tidak", True), ("blm ikut", True), ("kosong", True), ("PAUD", False)])
def test_a_word_that_says_no_is_no_part_in_an_activity(word: str, denied: bool) -> None:
    """`Tidak` under KEGIATAN counted as taking part, in silence."""
    assert denies(word) is denied


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


def test_what_was_read_with_doubt_is_no_contradiction_on_paper() -> None:
    """A name, an occupation on no list, in a book of too few names to know the hand by: both wait for review."""
    rows = [{"row_no": "1", "name": "Jukiran Susanto", "occupation": "Mipul"}]
    of = tables([page(form("catatan-keluarga", "III-15"), {"year": "2019", "head_name": "Ahmad"}, rows)])
    doubted = of["readings"].query("field in ('name', 'occupation') and state == 'value'")
    assert set(doubted["decision"]) == {"review"}
    assert not {"name:known", "word:listed", "hand:names"} & set(of["quarantine"]["rule"])


def test_marks_that_exclude_each_other_are_not_called_numbers() -> None:
    rows = [{"row_no": "1", "baby_name": "Dwi", "baby_male": "tick", "baby_female": "tick"}]
    of = tables([page(form("ibu-bayi", "III-18a / 4.18a"), {"year": "2019", "month": "Mei"}, rows)])
    [message] = of["quarantine"].query("rule == 'one_of:baby_male'")["message"]
    assert message.startswith("Dua tanda di baris ini") and "/ Two marks of this row exclude each other" in message


def test_a_wrong_total_is_reported_once_with_both_numbers() -> None:
    [message] = tables([recap_page(wrong_total=True)])["quarantine"].query("rule == 'total'")["message"]
    assert message.startswith("Tertulis 6, terhitung 5. JUMLAH") and "/ Stated 6, counted 5. JUMLAH" in message


def test_two_persons_with_one_nik() -> None:
    other = {"dasawisma": "Mawar 3", "head_name": "Karto", "name": "Rini", "nik": "3522137112600001"}
    of = tables([person_page(), page(form("data-warga", "4.14.1a"), other, page_no=4)])
    assert (of["quarantine"]["rule"] == "nik:unique").sum() == 2


@pytest.mark.parametrize(("stated", "warned"), [("35.22.15.2002", {2, 4}), ("35.22.13.2001", set()), (None, set())])
def test_a_page_that_names_another_village_than_book_toml_is_told(stated: str | None, warned: set[int]) -> None:
    found = tables([family_page(), recap_page(), rt_page()], {"buku": BookNotes(village_code=stated)})["quarantine"]
    of_village = found[found["rule"] == "book_toml:village"]
    assert set(of_village["page_no"]) == warned and (of_village["severity"] == "warning").all()
    assert of_village["message"].str.contains("Sidobandung, Bojonegoro (35.22.13.2001)", regex=False).all()


def test_a_page_of_another_year_than_book_toml_is_told() -> None:
    found = tables([recap_page(), rt_page()], {"buku": BookNotes(year=2018)})["quarantine"]
    of_year = found[found["rule"] == "book_toml:year"]
    assert len(of_year) == 2 and of_year["message"].str.contains("says 2019, book.toml 2018").all()
    assert (
        not tables([recap_page()], {"buku": BookNotes(year=2019)})["quarantine"]["rule"]
        .str.startswith("book_toml")
        .any()
    )


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
    unsure = tables([recap_page(), events_page(), page(form("catatan-keluarga", "III-15"), {"year": "2018"}, page_no=4),
                     person_page()])  # fmt: skip
    assert unsure["members"]["year"].isna().all()


def test_a_household_of_two_years_keeps_its_people_of_each() -> None:
    """Its id is the same in both: the people of the earlier year were dropped, those of the later one there twice."""
    later = page(
        form("catatan-keluarga", "III-15"),
        {**HEAD, "year": "2020", "head_name": "Ahmad"},
        [person(1, "Ahmad", "L", "06-07-1952", "SD", "Tani"), person(2, "Siti", "P", "31-12-60", "S1", '"')],
        row_count=10,
        book_id="buku 2020",
    )
    village = BookNotes(village_code="35.22.13.2001")
    of = tables([family_page(), recap_page(), later], {"buku": village, "buku 2020": village})
    assert of["households"].query("head_name == 'Ahmad'")["household_id"].nunique() == 1
    assert not (of["quarantine"]["severity"] == "error").any()
    assert of["households"].set_index("year")["members_counted"].dropna().to_dict() == {2019: 4, 2020: 2}
    assert of["members"]["year"].value_counts().to_dict() == {2019: 4, 2020: 2}
    assert len(of["schooling"]) == len(of["members"])
    men = of["recaps"].query("row == 0 and column == 'members_male'")
    alone = tables([family_page(), recap_page()], {"buku": village})["recaps"]
    assert list(men["counted"]) == list(alone.query("row == 0 and column == 'members_male'")["counted"])


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


def test_a_sheet_on_which_nothing_is_written_is_no_household() -> None:
    unused = page(form("catatan-keluarga", "III-15"), row_count=10, page_no=7)
    erased_one = replace(unused, page_no=8)
    assert erased_one.content is not None
    erased_one = replace(erased_one, content=replace(erased_one.content, values=()))
    of = tables([family_page(1), person_page(3), unused, erased_one])
    assert len(of["households"]) == 1 and len(of["pages"]) == 4


def test_rows_with_only_a_running_number_are_nobody() -> None:
    rows = [{"row_no": "1", "name": "Tri"}, {"row_no": "2"}, {"row_no": "3", "name": "~"}]
    of = tables([page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Tri"}, rows)])
    assert of["members"]["name"].tolist() == ["Tri"]


def test_dashes_in_rows_that_nobody_needed_list_nobody() -> None:
    """As a Z through the empty rows is read: a dash in the cells that it crosses."""
    dashed = [{"birth_date": "-", "education": "-"}, {"sex": "-"}, {"row_no": "4", "name": "-", "sex": "~"}]
    rows = [{"row_no": "1", "name": "Ahmad", "sex": "L"}, *dashed]
    of = tables([page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Ahmad"}, rows)])
    assert list(of["members"]["name"]) == ["Ahmad"]
    assert list(of["households"]["members_counted"]) == [1]
    crossed = {"head_name": "~", "families": "-"}
    recap = [{"row_no": "1", "head_name": "Karto", "families": "1"}, crossed]
    of = tables([page(form("rekap-dasawisma", "III-16a"), HEAD, recap, {"families": "1", "pregnant": "-"})])
    assert list(of["households"]["head_name"]) == ["Karto"]
    assert of["recaps"].query("is_total and column == 'pregnant'")["stated"].eq(0).all()


def test_the_same_page_in_two_books_is_in_the_tables_once_and_both_are_named() -> None:
    again = [replace(one, book_id="lain", source=f"lain/{one.page_no}.jpg") for one in whole_book()[:5]]
    of = tables([*whole_book(), *again])
    once = tables(whole_book())
    for name in ("households", "members", "schooling", "recaps", "mother_child"):
        assert len(of[name]) == len(once[name]), name
    assert len(of["readings"]) > len(once["readings"])
    assert list(household(of, "Ahmad")["sources"]) == ["buku#1", "buku#2", "buku#3", "lain#1", "lain#2", "lain#3"]
    found = of["quarantine"].query("rule == 'page:duplicate'")
    assert set(found["book_id"]) == {"lain"}
    assert all("buku#" in message for message in found["message"])


def test_a_corrected_sheet_beside_its_old_scan_is_told_with_the_fields_that_differ() -> None:
    old, new = family_page(1), family_page(2)
    assert new.content is not None
    values = [
        replace(one, value="Sumur") if one.field == "water_source"
        else replace(one, value="SMP/Sederajat") if (one.field, one.row) == ("education", 2)
        else one
        for one in new.content.values
    ]  # fmt: skip
    corrected = replace(new, sha256="f" * 64, content=replace(new.content, values=tuple(values)))
    (told,) = tables([old, corrected])["quarantine"].query("rule == 'page:duplicate'")["message"]
    assert told.endswith("They differ in education (row 3), water_source: keep the one that is right.")
    (same,) = tables([old, new])["quarantine"].query("rule == 'page:duplicate'")["message"]
    assert "differ" not in same and "Bedanya" not in same
    assert "Bedanya di education (baris 3), water_source: simpan yang benar. / " in told


def test_what_two_scans_of_a_sheet_say_differently_waits_for_a_person() -> None:
    """The old scan's values stayed accepted beside a warning."""
    old, new = family_page(1), family_page(2)
    assert new.content is not None
    values = [replace(v, value="Sumur") if v.field == "water_source" else v for v in new.content.values]
    corrected = replace(new, sha256="f" * 64, content=replace(new.content, values=tuple(values)))
    for pages in ([old, corrected], [corrected, old]):
        readings = tables(pages)["readings"]
        told = readings[readings["page_no"].eq(1) & readings["evidence"].map(lambda of: "page:copy:disagrees" in of)]
        assert list(told["field"]) == ["water_source"]
        assert set(told["decision"]) == {"review"}
        (household,) = tables(pages)["households"].to_dict("records")
        assert household["water_source"] is None
        assert "water_source" in household["in_review"]


def test_a_count_that_was_corrected_without_its_total_waits_though_the_new_scan_alone_is_in_doubt() -> None:
    """JUMLAH sends the new count to review, and the outdated one stayed accepted: it agrees with JUMLAH."""
    old, new = recap_page(1), recap_page(2)
    assert new.content is not None
    values = [
        replace(v, value="3", decision=Decision.REVIEW, confidence=0.96)
        if (v.part, v.row, v.field) == (Part.TABLE, 0, "members_male")
        else v
        for v in new.content.values
    ]
    corrected = replace(new, sha256="f" * 64, content=replace(new.content, values=tuple(values)))
    of = tables([old, corrected])
    count = of["recaps"].query("row == 0 and column == 'members_male'")
    assert count["stated"].isna().all() and all("stated" in columns for columns in count["in_review"])
    (told,) = of["quarantine"].query("rule == 'page:duplicate'")["message"]
    assert told.endswith("They differ in members_male (row 1): keep the one that is right.")


@pytest.mark.parametrize("stated", [BookNotes("35.22.15.2002", 2022), BookNotes("35.22.15.2002"), BookNotes(year=2022)])
@settings(max_examples=6, deadline=None)
@given(st.lists(st.text("AZaz09 ", min_size=1, max_size=3), min_size=2, max_size=2, unique=True))
def test_a_copy_in_a_folder_that_says_nothing_changes_nothing(stated: BookNotes, names: list[str]) -> None:
    """Whatever the folders are called. Nothing on the page tells village or year; book.toml does."""
    home, lost = names
    pages = [person_page(1, book_id=home), person_page(2, "3522131508900002", book_id=home)]
    copy = replace(pages[0], book_id=lost, source=f"{lost}/001.jpg")
    notes = {home: stated, lost: BookNotes()}
    once, of = tables(pages, notes), tables([*pages, copy], notes)
    for name in ("households", "members", "schooling", "village_households", "village_schooling"):
        left, right = (
            rows[name].drop(columns=["sources", "book_id", "page_no"], errors="ignore") for rows in (once, of)
        )
        assert left.equals(right), name
    (warning,) = of["quarantine"].query("rule == 'page:duplicate'")["message"]
    assert f"{home}#1 ({home}/001.jpg) alone" in warning and "same to the byte; if one of them is a link" in warning


KARTO = [
    {"row_no": "1", "name": "Karto", "sex": "L", "birth_date": "02-03-1950"},
    {"row_no": "2", "name": "Sumi", "sex": "P", "birth_date": "02-04-1952"},
    {"row_no": "3", "name": "Joko", "sex": "L", "birth_date": "02-05-1980"},
    {"row_no": "4", "name": "Rini", "sex": "P", "birth_date": "02-06-1983"},
]


def two_families() -> list[PageResult]:
    """One rumah tangga of two keluarga: a sheet that lists all, and a sheet of each keluarga."""
    of = form("data-keluarga", "4.14.2a-old")
    whole = page(of, {"dasawisma": "Mawar 3", "head_name": "Karto", "families": "2"}, KARTO, row_count=8)
    own = form("catatan-keluarga", "III-15")
    first = page(own, {**HEAD, "head_name": "Karto"}, KARTO[:2], row_count=8, page_no=2)
    rows = [{**row, "row_no": str(at + 1)} for at, row in enumerate(KARTO[2:])]
    return [whole, first, page(own, {**HEAD, "head_name": "Joko"}, rows, row_count=8, page_no=3)]


def test_a_rumah_tangga_may_hold_several_keluarga() -> None:
    of = tables(two_families())
    assert len(of["households"]) == 1
    assert household(of, "Karto")["families"] == 2
    assert list(household(of, "Karto")["sources"]) == ["buku#1", "buku#2", "buku#3"]
    assert len(of["members"]) == 4
    family = of["members"].set_index("name")["family_id"]
    assert family["Karto"] == family["Sumi"] != family["Joko"]
    assert family["Joko"] == family["Rini"]
    assert not (of["quarantine"]["rule"] == "forms:differ").any()


def test_one_keluarga_is_everybody_where_one_is_stated_and_null_where_nothing_tells() -> None:
    assert member(book(), "Ahmad")["family_id"] == member(book(), "Siti")["family_id"]
    assert tables([family_page()])["members"]["family_id"].isna().all()


def test_a_household_filled_in_twice_in_two_books_is_named() -> None:
    changed = [
        {"row_no": "1", "name": "Ahmad", "sex": "L", "birth_date": "06-07-1952"},
        {"row_no": "2", "name": "Siti", "sex": "P", "birth_date": "31-12-1960"},
        {"row_no": "3", "name": "Budi", "sex": "L"},
    ]
    other = page(
        form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Ahmad"}, changed, row_count=8, book_id="lain"
    )
    notes = {name: BookNotes(village_code="35.22.13.2001") for name in ("buku", "lain")}
    of = tables([family_page(), other], notes)
    assert len(of["households"]) == 1
    [message] = of["quarantine"].query("rule == 'household:two_books'")["message"]
    assert "buku#1" in message and "lain#1" in message


def test_one_person_in_two_households_is_named_in_both() -> None:
    rows = [{"row_no": "1", "name": "Tri", "sex": "L", "birth_date": "02-03-1950"}]
    of = form("catatan-keluarga", "III-15")
    pages = [
        page(of, {**HEAD, "head_name": head}, rows, row_count=8, page_no=no) for no, head in ((1, "Tri"), (2, "Ayu"))
    ]
    found = tables(pages)["quarantine"].query("rule == 'person:twice'")
    assert sorted(found["page_no"]) == [1, 2]


def test_members_of_one_household_with_one_number_may_have_written_their_no_kk() -> None:
    sheets = [
        page(form("data-warga", "4.14.1a"), {"dasawisma": "Mawar 3", "head_name": "Karto", "name": name,
             "nik": "3522131205160001"}, page_no=no)
        for no, name in ((1, "Karto"), (2, "Sumi"))
    ]  # fmt: skip
    found = tables(sheets)["quarantine"].query("rule == 'nik:unique'")
    assert all("No. KK" in message for message in found["message"])
    assert len(found) == 2


def test_two_forms_that_differ_are_both_named() -> None:
    found = tables([family_page(), recap_page(waste_place="tick")])["quarantine"].query("rule == 'forms:differ'")
    assert all("buku#1" in message and "buku#2" in message for message in found["message"])


def test_a_recap_is_compared_with_what_is_read_though_it_waits_for_review() -> None:
    of = tables([recap_page(), rt_page(families="3")], None)
    [message] = of["quarantine"].query("rule == 'recap:below'")["message"]
    indonesian, english = message.split(" / ")
    assert indonesian.startswith("Tertulis 3, terhitung 2 dari tingkat di bawahnya (buku#2); periksa")
    assert english.startswith("Stated 3, counted 2 from the level below (buku#2); check both")


def test_a_recap_that_contradicts_the_one_below_names_its_page() -> None:
    found = tables([recap_page(), rt_page(families="3")])["quarantine"].query("rule == 'recap:below'")
    assert list(found["page_no"]) == [4] and "(buku#2)" in found["message"].iloc[0]


def test_the_same_in_other_words_is_no_difference() -> None:
    rows = [{"row_no": "1", "name": "Siti", "sex": "P", "birth_date": "12-05-1987", "marital_status": "Kawin"}]
    head = {"dasawisma": "Mawar 3", "head_name": "Siti"}
    listed = page(form("catatan-keluarga", "4.15"), {**head, "year": "2019"}, rows, row_count=8)

    def differ(status: str) -> bool:
        own = {**head, "name": "Siti", "sex": "Perempuan", "birth_date": "12-05-1987", "marital_status": status}
        found = tables([listed, page(form("data-warga", "4.14.1a"), own, page_no=2)])["quarantine"]
        return "marital_status" in set(found["column"])

    assert not differ("Menikah")
    assert differ("Lajang")


def test_water_from_the_river_stands_under_other_where_a_recap_has_no_column_for_it() -> None:
    outside = {"dasawisma": "Mawar 3", "head_name": "Siti", "year": "2019", "water_source": "Sungai"}
    own = page(form("catatan-keluarga", "4.15"), outside, [{"row_no": "1", "name": "Siti"}], row_count=8)
    row = {"row_no": "1", "head_name": "Siti", "families": "1", "water_other": "tick"}
    head = {"dasawisma": "Mawar 3", "year": "2019"}
    of = tables([own, page(form("rekap-dasawisma", "4.16a"), head, [row], row_count=8, page_no=2)])
    assert household(of, "Siti")["water_source"] == "river"
    assert not set(of["quarantine"]["rule"]) & {"forms:differ", "recap:below"}


def test_a_contradiction_with_the_year_is_shown_at_the_date_alone() -> None:
    rows = [{"row_no": "1", "name": "Siti", "birth_date": "12-05-1987/50"}]
    of = tables([page(form("catatan-keluarga", "III-15"), {**HEAD, "head_name": "Siti"}, rows, row_count=8)])
    assert list(of["quarantine"].query("rule == 'age:birth_date'")["column"]) == ["birth_date"]


@cache
def two_books() -> tuple[tuple[PageResult, ...], dict[str, bytes]]:
    pages = (
        *whole_book(), *two_families()[1:], family_page(1, "Karto", book_id="lain"), recap_page(2, book_id="lain"),
        person_page(3, book_id="lain"),
    )  # fmt: skip
    pages = tuple(replace(one, page_no=at) for at, one in enumerate(pages, start=1))
    return pages, as_bytes(tables(pages))


def as_bytes(of: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    """Every table as Arrow writes it."""
    found = {}
    for name, frame in of.items():
        sink = pa.BufferOutputStream()
        table = to_arrow(name, frame)
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table)
        found[name] = sink.getvalue().to_pybytes()
    return found


@settings(max_examples=6, deadline=None)
@given(st.randoms())
def test_the_order_of_pages_and_books_changes_no_byte_of_any_table(chance: random.Random) -> None:
    pages, expected = two_books()
    shuffled = list(pages)
    chance.shuffle(shuffled)
    assert as_bytes(tables(shuffled)) == expected
