from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book_notes import BookNotes
from pipeline.evidence.across import across
from pipeline.evidence.group_numbers import GROUP_NUMBER
from pipeline.model import Decision, FieldValue, PageResult
from tests.evidence.written_pages import CERTAIN, codes, form, forms, page, refused

FAMILY = form("catatan-keluarga", "III-15")
SHEET = form("data-keluarga", "4.14.2a-old")


def year_page(year: str, page_no: int, **more: object) -> PageResult:
    return page(FAMILY, {"year": year, "head_name": f"Kepala {page_no}"}, page_no=page_no, **more)


def cell(of: PageResult, field: str) -> FieldValue:
    return next(value for value in of.content.values if value.field == field)


def test_years_of_a_book_that_agree() -> None:
    pages = across([year_page("2019", 1), year_page("2019", 2)], {}, forms(), codes(), CERTAIN)
    assert all("book:year:agrees" in cell(one, "year").evidence for one in pages)


def test_years_of_a_book_that_differ() -> None:
    pages = across([year_page("2019", 1), year_page("2018", 2)], {}, forms(), codes(), CERTAIN)
    assert all("book:year:disagrees" in cell(one, "year").evidence for one in pages)
    assert [cell(one, "year").value for one in pages] == ["2019", "2018"]


def test_one_page_alone_says_nothing_about_its_book() -> None:
    alone = across([year_page("2019", 1), year_page("2018", 1, book_id="lain")], {}, forms(), codes(), CERTAIN)
    assert not any(entry.startswith("book:") for entry in cell(alone[0], "year").evidence)


def test_pages_of_one_group_make_its_name_surer() -> None:
    read = [page(SHEET, {"dasawisma": [("Flamboyan 7", 0.97)]}, page_no=number) for number in range(1, 5)]
    told = [cell(one, "dasawisma") for one in across(read, {}, forms(), codes(), CERTAIN)]
    assert all("book:dasawisma:agrees" in one.evidence and one.confidence > 0.985 for one in told)


def test_the_groups_of_a_village_in_one_folder_do_not_contradict_each_other() -> None:
    """Neither where each has some pages, nor where each has one."""
    for groups in ([f"Melati {1 + number // 4}" for number in range(12)], [f"Melati {number}" for number in range(6)]):
        read = [page(SHEET, {"dasawisma": group}, page_no=number) for number, group in enumerate(groups, start=1)]
        told = [cell(one, "dasawisma") for one in across(read, {}, forms(), codes(), CERTAIN)]
        assert all(one.decision is Decision.ACCEPTED for one in told)
        assert not any(entry == "book:dasawisma:disagrees" for one in told for entry in one.evidence)


def test_a_number_of_a_group_read_as_a_letter_goes_to_review_wherever_it_stands() -> None:
    """On two pages of six, side by side, a 7 was read as a T, surely."""
    groups = [[("Flamboyant", 0.9995)], "Flamboyan 7", [("Flamboyant", 0.9995)], "Flamboyan 7", "Teratai", "Melati"]
    read = [page(SHEET, {"dasawisma": group}, page_no=number) for number, group in enumerate(groups, start=1)]
    told = [cell(one, "dasawisma") for one in across(read, {}, forms(), codes(), CERTAIN)]
    doubted = [GROUP_NUMBER in one.evidence for one in told]
    assert doubted == [True, False, True, False, False, False]
    assert [one.decision is Decision.REVIEW for one in told[:2]] == [True, False]


def birth_sheet(page_no: int) -> PageResult:
    rows = [{"name": "Tri", "birth_date": "2-9-24"}, {"name": "Dwi", "birth_date": "2-9-84"}]
    return page(SHEET, {"head_name": "Karto"}, rows, page_no=page_no)


def test_two_digit_years_follow_the_year_of_the_book() -> None:
    alone = across([birth_sheet(2)], {}, forms(), codes(), CERTAIN)
    assert cell(alone[0], "birth_date").value == "2024-09-02"
    told = across([year_page("2019", 1), birth_sheet(2)], {}, forms(), codes(), CERTAIN)
    first, second = (value for value in told[1].content.values if value.field == "birth_date" and value.value)
    assert first.value == "1924-09-02"
    assert "book:year" in first.evidence
    assert second.value == "1984-09-02"
    assert "book:year" not in second.evidence


def test_book_toml_states_the_year_of_the_book() -> None:
    told = across([birth_sheet(2)], {"buku": BookNotes(year=2019)}, forms(), codes(), CERTAIN)
    assert cell(told[0], "birth_date").value == "1924-09-02"


def test_the_same_scan_twice_is_named_once() -> None:
    same = "ab" * 32
    pages = [year_page("2019", 1, sha256=same), year_page("2019", 1, sha256=same, book_id="lain")]
    weighed = across(pages, {}, forms(), codes(), CERTAIN)
    named = [any("page:duplicate:disagrees" in v.evidence for v in one.content.values) for one in weighed]
    assert named == [True, False] or named == [False, True]


def test_pages_of_one_file_are_no_duplicates() -> None:
    one, two = year_page("2019", 1, sha256="ab" * 32), year_page("2019", 2, sha256="ab" * 32)
    weighed = across([one, replace(two, source=one.source)], {}, forms(), codes(), CERTAIN)
    assert not any("duplicate" in entry for p in weighed for v in p.content.values for entry in v.evidence)


def test_refused_pages_pass_through() -> None:
    assert across([refused()], {}, forms(), codes(), CERTAIN) == (refused(),)


PAGES = [year_page("2019", 1), year_page("2018", 2), birth_sheet(3), refused(), year_page("2019", 1, book_id="lain")]


@settings(deadline=None)
@given(st.randoms())
def test_the_order_of_pages_changes_no_page(chance: random.Random) -> None:
    shuffled = PAGES[:]
    chance.shuffle(shuffled)
    by_page = {(one.book_id, one.page_no): one for one in across(shuffled, {}, forms(), codes(), CERTAIN)}
    for one in across(PAGES, {}, forms(), codes(), CERTAIN):
        assert by_page[one.book_id, one.page_no] == one


def recap(page_no: int, families: str, sexes: str = "LLP", **more: object) -> list[PageResult]:
    """A household's sheet, the recap of its dasawisma, and that of its RT."""
    head = {"dasawisma": "Mawar 3", "year": "2019"}
    people = [{"name": f"Orang {i}", "sex": sex} for i, sex in enumerate(sexes)]
    sheet = page(FAMILY, {**head, "head_name": "Karto"}, people, row_count=8, page_no=page_no)
    row = {"row_no": "1", "head_name": "Karto", "families": "2", "members_male": "2", "members_female": "1"}
    place = {"rt": "3", "rw": "1", "desa": "Pacul"}
    low = page(form("rekap-dasawisma", "III-16a"), {**head, **place}, [row], {"families": "2"}, page_no=page_no + 1)
    above = {"row_no": "1", "dasawisma": "Mawar 3", "households": "1", "families": families}
    of = form("rekap-rt", "III-16b")
    high = page(of, {**place, "year": "2019"}, [above], {"families": families}, page_no=page_no + 2, **more)
    return [sheet, low, high]


def row_cell(of: PageResult, field: str) -> FieldValue:
    return next(value for value in of.content.values if value.field == field and value.part == "table")


def test_a_recap_against_the_one_below() -> None:
    for families, outcome in (("2", "agrees"), ("3", "disagrees"), ("?", "cannot_tell")):
        high = across(recap(1, families), {}, forms(), codes(), CERTAIN)[2]
        assert f"below:{outcome}" in row_cell(high, "families").evidence
        assert "below:agrees" in row_cell(high, "households").evidence


def test_a_recap_whose_year_waits_for_review_is_compared_as_read() -> None:
    sheet, low, _ = recap(1, "3")
    above = {"row_no": "1", "dasawisma": "Mawar 3", "families": "3"}
    place = {"rt": "3", "rw": "1", "desa": "Pacul", "year": [("2019", 0.9), ("2014", 0.08)]}
    alone = page(form("rekap-rt", "III-16b"), place, [above], {"families": "3"}, book_id="lain")
    high = across([sheet, low, alone], {}, forms(), codes(), CERTAIN)[2]
    assert "below:disagrees" in row_cell(high, "families").evidence


def test_a_recap_of_another_year_or_rt_is_not_below() -> None:
    pages = recap(1, "3")
    other = page(form("rekap-rt", "III-16b"), {"rt": "4", "rw": "1", "desa": "Pacul", "year": "2019"},
                 [{"row_no": "1", "dasawisma": "Mawar 3", "families": "9"}], page_no=9)  # fmt: skip
    weighed = across([*pages, other], {}, forms(), codes(), CERTAIN)
    assert not any(entry.startswith("below") for entry in row_cell(weighed[3], "families").evidence)


def test_a_recap_against_the_sheet_of_a_household() -> None:
    for sexes, outcome in (("LLP", "agrees"), ("LPP", "disagrees"), ("L?P", "cannot_tell")):
        low = across(recap(1, "2", sexes), {}, forms(), codes(), CERTAIN)[1]
        assert f"members:{outcome}" in row_cell(low, "members_male").evidence


def test_two_sheets_of_one_household_are_not_compared() -> None:
    sheet, low, _ = recap(1, "2")
    weighed = across([sheet, low, recap(5, "2")[0]], {}, forms(), codes(), CERTAIN)
    assert not any(entry.startswith("members") for entry in row_cell(weighed[1], "members_male").evidence)
