"""A sheet in a folder that says nothing finds the book of a known village in which it lies once more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.refusals import fault
from pipeline.run.kept.codec import encode
from pipeline.run.kept.store import Store
from pipeline.run.plan import PlannedPage
from pipeline.run.sheet_links import add_sheet_links
from tests.evidence.written_pages import form, forms, page
from tests.run.stand_in_reader import content_of
from tests.tables.invented_books import family_page

REFUSED = fault("unreadable_file")

STRANGERS = page(
    form("catatan-keluarga", "III-15"),
    {"head_name": "Joko", "dasawisma": "Mawar 3"},
    [{"name": "Joko", "birth_date": "06-07-1952"}, {"name": "Rini"}, {"name": "Wulan"}, {"name": "Tri"}],
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    found = Store(tmp_path)
    for key, one in {"sheet": family_page(), "again": family_page(2), "other": STRANGERS}.items():
        found.put(key, encode(key, content_of(one)))
    return found


def planned(book: str, key: str) -> PlannedPage:
    return PlannedPage(book, f"{book}/1.jpg", Path(), 1, 0, key, key, "known")


def test_a_sheet_links_its_copy_in_no_village_to_its_village(store: Store) -> None:
    links = {"a": {"code 1"}, "b": {"content x"}, "c": {"content y"}}
    add_sheet_links(links, [planned("a", "sheet"), planned("b", "again"), planned("c", "other")], store, forms())
    assert links["a"] - {"code 1"} == links["b"] - {"content x"} != set()
    assert links["c"] == {"content y"}, "other people"


@pytest.mark.parametrize("links", [{"a": {"code 1"}, "b": {"code 2"}}, {"a": set[str](), "b": set[str]()}])
def test_where_no_village_or_every_village_is_known_nothing_is_looked_for(
    links: dict[str, set[str]], tmp_path: Path
) -> None:
    before = {book: set(found) for book, found in links.items()}
    add_sheet_links(links, [planned("a", "sheet"), planned("b", "again")], Store(tmp_path), forms())
    assert links == before


def test_refused_pages_and_pages_without_results_link_nothing(store: Store) -> None:
    links = {"a": {"code 1"}, "b": set[str]()}
    pages = [planned("a", "sheet"), planned("b", "lost")]
    add_sheet_links(links, [*pages, replace(pages[1], key="again", refused=REFUSED)], store, forms())
    assert links == {"a": {"code 1"}, "b": set()}
