from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evidence.across import across
from pipeline.model import BookNotes, FieldValue, PageResult
from tests.evidence.written_pages import form, forms, page, refused

FAMILY = form("catatan-keluarga", "III-15")
SHEET = form("data-keluarga", "4.14.2a-old")


def year_page(year: str, page_no: int, **more: object) -> PageResult:
    return page(FAMILY, {"year": year, "head_name": f"Kepala {page_no}"}, page_no=page_no, **more)


def cell(of: PageResult, field: str) -> FieldValue:
    return next(value for value in of.content.values if value.field == field)


def test_years_of_a_book_that_agree() -> None:
    pages = across([year_page("2019", 1), year_page("2019", 2)], {}, forms())
    assert all("book:year:agrees" in cell(one, "year").evidence for one in pages)


def test_years_of_a_book_that_differ() -> None:
    pages = across([year_page("2019", 1), year_page("2018", 2)], {}, forms())
    assert all("book:year:disagrees" in cell(one, "year").evidence for one in pages)
    assert [cell(one, "year").value for one in pages] == ["2019", "2018"]


def test_one_page_alone_says_nothing_about_its_book() -> None:
    alone = across([year_page("2019", 1), year_page("2018", 1, book_id="lain")], {}, forms())
    assert not any(entry.startswith("book:") for entry in cell(alone[0], "year").evidence)


def birth_sheet(page_no: int) -> PageResult:
    rows = [{"name": "Tri", "birth_date": "2-9-24"}, {"name": "Dwi", "birth_date": "2-9-84"}]
    return page(SHEET, {"head_name": "Karto"}, rows, page_no=page_no)


def test_two_digit_years_follow_the_year_of_the_book() -> None:
    alone = across([birth_sheet(2)], {}, forms())
    assert cell(alone[0], "birth_date").value == "2024-09-02"
    told = across([year_page("2019", 1), birth_sheet(2)], {}, forms())
    first, second = (value for value in told[1].content.values if value.field == "birth_date" and value.value)
    assert first.value == "1924-09-02"
    assert "book:year" in first.evidence
    assert second.value == "1984-09-02"
    assert "book:year" not in second.evidence


def test_book_toml_states_the_year_of_the_book() -> None:
    told = across([birth_sheet(2)], {"buku": BookNotes(year=2019)}, forms())
    assert cell(told[0], "birth_date").value == "1924-09-02"


def test_the_same_scan_twice_is_named_once() -> None:
    same = "ab" * 32
    pages = [year_page("2019", 1, sha256=same), year_page("2019", 1, sha256=same, book_id="lain")]
    weighed = across(pages, {}, forms())
    named = [any("page:duplicate:disagrees" in v.evidence for v in one.content.values) for one in weighed]
    assert named == [True, False] or named == [False, True]


def test_pages_of_one_file_are_no_duplicates() -> None:
    one, two = year_page("2019", 1, sha256="ab" * 32), year_page("2019", 2, sha256="ab" * 32)
    weighed = across([one, two], {}, forms())
    assert not any("duplicate" in entry for p in weighed for v in p.content.values for entry in v.evidence)


def test_refused_pages_pass_through() -> None:
    assert across([refused()], {}, forms()) == (refused(),)


PAGES = [year_page("2019", 1), year_page("2018", 2), birth_sheet(3), refused(), year_page("2019", 1, book_id="lain")]


@given(st.randoms())
def test_the_order_of_pages_changes_no_page(chance: random.Random) -> None:
    shuffled = PAGES[:]
    chance.shuffle(shuffled)
    by_page = {(one.book_id, one.page_no): one for one in across(shuffled, {}, forms())}
    for one in across(PAGES, {}, forms()):
        assert by_page[one.book_id, one.page_no] == one
