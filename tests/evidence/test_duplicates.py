from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.book_notes import BookNotes
from pipeline.evidence.across import across, counted_instead
from pipeline.evidence.pages import PageKey
from pipeline.model import PageResult
from tests.evidence.written_pages import CERTAIN, Written, codes, form, forms, page, refused

FAMILY = form("catatan-keluarga", "III-15")
NAMES = ("Karto", "Siti", "Budi", "Wulan")


def family(
    book_id: str,
    page_no: int = 1,
    year: str = "2019",
    names: tuple[str, ...] = NAMES,
    born: int = 1950,
    **more: Written,
) -> PageResult:
    rows = [
        {"row_no": str(at + 1), "name": name, "sex": "L", "birth_date": f"0{at + 1}-03-{born + 10 * at}",
         "religion": "Islam", "education": "SD", "birth_place": "Bojonegoro"}
        for at, name in enumerate(names)
    ]  # fmt: skip
    head = {"dasawisma": "Mawar 3", "head_name": names[0], "year": year, **more}
    return page(FAMILY, head, rows, row_count=8, book_id=book_id, page_no=page_no)


def twice(*pages: PageResult) -> dict[PageKey, PageKey]:
    found = across(pages, {}, forms(), codes(), CERTAIN)
    return {(p.book_id, p.page_no): key for p in found if (key := counted_instead(p)) is not None}


def test_one_sheet_scanned_again_for_another_book_counts_once() -> None:
    """The files differ; what is read on them is nearly the same."""
    again = family("lain", names=("Karto", "Siti", "Budi", "Wulam"))
    assert twice(family("buku"), again) == {("lain", 1): ("buku", 1)}


def test_two_scans_of_one_sheet_in_one_file() -> None:
    assert twice(family("buku", 1), family("buku", 2)) == {("buku", 2): ("buku", 1)}


def test_the_better_read_one_counts() -> None:
    faint = family("buku", house=[("Rumah Sehat", 0.5)], water_source=[("PDAM", 0.5)])
    clear = family("lain", house="Rumah Sehat", water_source="PDAM")
    assert twice(faint, clear) == {("buku", 1): ("lain", 1)}


def test_the_one_whose_village_and_year_are_known_counts_though_read_less_well() -> None:
    faint = family("z", house=[("Rumah Sehat", 0.5)], water_source=[("PDAM", 0.5)], year="")
    clear = family("a", house="Rumah Sehat", water_source="PDAM", year="")
    notes = {"z": BookNotes("35.22.13.2001")}
    found = across([faint, clear], notes, forms(), codes(), CERTAIN)
    assert [counted_instead(one) for one in found] == [None, ("z", 1)]


def test_one_picture_in_two_files_is_one_page_though_little_is_written_and_its_dates_differ_by_the_book() -> None:
    """A two-digit year is read as of the book's year; the folder of the copy states none."""
    little = page(FAMILY, {"head_name": "Karto"}, [{"name": "Karto", "birth_date": "02-03-21"}], book_id="z")
    copy = replace(little, book_id="a", source="a/001.jpg")
    found = across([little, copy], {"z": BookNotes(year=2019)}, forms(), codes(), CERTAIN)
    assert [counted_instead(one) for one in found] == [None, ("z", 1)]


def test_one_picture_in_two_files_is_one_page_though_book_toml_makes_it_another_form() -> None:
    """What was read on the two differed then, and both counted."""
    sheet = family("a")
    as_other = page(form("catatan-keluarga", "4.15"), {"head_name": "Karto"}, book_id="b", sha256=sheet.sha256)
    assert twice(sheet, as_other) == {("b", 1): ("a", 1)}


def test_pages_of_one_file_in_two_places_are_told_apart_by_where_they_stand_in_it() -> None:
    """Little is written on any of them, and the first of one book is refused."""
    pages = [
        page(FAMILY, {"head_name": "Karto"}, [], book_id=book, page_no=number, sha256="ab" * 32)
        for book in ("a", "b")
        for number in range(2, 52)
    ]
    files = [replace(one, source=f"{one.book_id}.pdf") for one in (*pages, refused("a", 1), refused("b", 1))]
    assert twice(*files) == {("b", number): ("a", number) for number in range(2, 52)}
    assert twice(*(one for one in files if (one.book_id, one.page_no) != ("b", 1))) == {}


def test_the_year_on_both_sheets_counts_before_what_one_book_toml_says() -> None:
    """The copy was another page, for its folder says nothing of 2020."""
    found = across([family("buku"), family("lain")], {"buku": BookNotes(year=2020)}, forms(), codes(), CERTAIN)
    assert [counted_instead(one) for one in found] == [None, ("buku", 1)]
    years = {"buku": BookNotes(year=2020), "lain": BookNotes(year=2021)}
    for year in ("2019", ""):
        apart = across([family("buku", year=year), family("lain", year=year)], years, forms(), codes(), CERTAIN)
        assert [counted_instead(one) for one in apart] == [None, None]


def test_what_one_file_says_in_two_books_makes_no_cell_less_sure() -> None:
    """A two-digit year is read as of its book's year; nobody wrote on one of the two."""
    sheet = page(FAMILY, {"head_name": "Karto"}, [{"name": "Karto", "birth_date": "02-03-21"}], book_id="z")
    copy = replace(sheet, book_id="a", source="a/001.jpg")
    counts, other = across([sheet, copy], {"z": BookNotes(year=2019)}, forms(), codes(), CERTAIN)
    assert counts.content is not None and other.content is not None
    dates = [
        value for one in (counts, other) for value in one.content.values if value.field == "birth_date" and value.value
    ]  # type: ignore[union-attr]
    assert [date.value for date in dates] == ["1921-03-02", "2021-03-02"]
    assert not any("page:copy:disagrees" in value.evidence for value in counts.content.values)


@pytest.mark.parametrize(
    "other",
    [
        family("lain", names=("Tri", "Ayu", "Joko", "Rini"), born=1953),
        family("lain", year="2020"),
        family("lain", names=("Karto", "Siti")),
    ],
)
def test_other_people_another_year_or_fewer_rows_are_another_page(other: PageResult) -> None:
    assert twice(family("buku"), other) == {}


def test_pages_with_little_on_them_are_not_called_the_same() -> None:
    blank = [page(FAMILY, {"head_name": "Karto"}, row_count=8, book_id=book) for book in ("buku", "lain")]
    assert twice(*blank) == {}


@settings(max_examples=10, deadline=None)
@given(st.randoms())
def test_which_page_counts_does_not_depend_on_the_order(chance: random.Random) -> None:
    pages = [family("a"), family("b"), family("c", names=("Karto", "Siti", "Budi", "Wulam")), family("d", year="2020")]
    expected = twice(*pages)
    chance.shuffle(pages)
    assert twice(*pages) == expected == {("b", 1): ("a", 1), ("c", 1): ("a", 1)}
