from __future__ import annotations

from pipeline.book_notes import BookNotes
from pipeline.evidence.places import Place, places
from pipeline.model import PageResult
from tests.evidence.written_pages import Written, form, page

DESA = form("rekap-desa", "III-17a")
FAMILY = form("catatan-keluarga", "III-15")


def desa_page(page_no: int = 1, **head: Written) -> PageResult:
    return page(DESA, head, page_no=page_no)


def place(*pages: PageResult, notes: BookNotes | None = None) -> Place:
    found = places(pages, {"buku": notes} if notes is not None else {})
    return found["buku", pages[-1].page_no]


def test_a_desa_that_exists_once() -> None:
    found = place(desa_page(desa="Sidobandung", kecamatan="Balen", year="2019"))
    assert found == Place("35.22.13.2001", "3522130001", 2019)


def test_a_desa_that_exists_twice_needs_its_kecamatan() -> None:
    assert place(desa_page(desa="Pacul")).village_code is None
    assert place(desa_page(desa="Pacul", kecamatan="Bojonegoro")).village_code == "35.22.15.2002"
    assert place(desa_page(desa="Pacul", kabupaten="Tegal")).village_code == "33.28.12.2018"


def test_a_name_that_is_misspelt_is_still_told() -> None:
    assert place(desa_page(desa="Sidobandong", kecamatan="Balen")).village_code == "35.22.13.2001"


def test_no_village_is_made_up() -> None:
    assert place(desa_page(desa="Negeri Antah Berantah")).village_code is None


def test_pages_that_say_nothing_follow_their_book() -> None:
    silent = page(FAMILY, {"head_name": "Karto"}, page_no=2)
    told = desa_page(desa="Sidobandung", kecamatan="Balen", year="2019")
    assert place(told, silent) == Place("35.22.13.2001", "3522130001", 2019)


def test_a_book_whose_pages_differ_says_nothing() -> None:
    silent = page(FAMILY, {"head_name": "Karto"}, page_no=3)
    found = place(desa_page(desa="Sidobandung", kecamatan="Balen", year="2019"),
                  desa_page(2, desa="Pacul", kecamatan="Bojonegoro", year="2018"), silent)  # fmt: skip
    assert found == Place(None, None, None)


def test_readings_in_doubt_count_from_two_pages_on() -> None:
    doubtful: dict[str, Written] = {"desa": [("Sidobandung", 0.8)], "kecamatan": [("Balen", 0.8)],
                                    "year": [("2019", 0.8)]}  # fmt: skip
    assert place(desa_page(**doubtful)) == Place()
    assert place(desa_page(**doubtful), desa_page(2, **doubtful)) == Place("35.22.13.2001", "3522130001", 2019)


def test_book_toml_wins() -> None:
    notes = BookNotes(village_code="35.22.15.2002", year=2018)
    told = desa_page(desa="Sidobandung", kecamatan="Balen", year="2019")
    assert place(told, notes=notes) == Place("35.22.15.2002", "3522160002", 2018)


def test_a_year_that_no_book_can_have_is_left_out() -> None:
    assert place(desa_page(year="2077")).year is None


def test_a_page_between_two_of_one_year_is_of_it_though_another_page_is_not() -> None:
    """One page of another year in a book took the year from all that say none."""
    silent = [page(FAMILY, {"head_name": "Karto"}, page_no=at) for at in (2, 4, 6, 8)]
    told = [desa_page(at, year=year) for at, year in ((1, "2019"), (3, "2019"), (5, "2018"), (7, "2018"))]
    found = places([*told, *silent], {})
    assert [found["buku", at].year for at in (2, 4, 6, 8)] == [2019, None, 2018, None]
