"""A page to erase is named by its number or its file, and what was erased is told by both."""

from pathlib import Path

import pytest

from pipeline.book_notes import BookNotes
from pipeline.errors import InputError, UsageError
from pipeline.run.driver import RunOptions
from pipeline.run.erasing import erase, erase_words
from pipeline.run.erasing.erase_targets import named, pictures_of, target
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.store import Store
from pipeline.run.plan import Plan, PlannedPage
from tests.run.erasing.erased_run import erased, options, pages

__all__ = ["options"]


def test_what_was_erased_is_named_by_number_and_file(options: RunOptions) -> None:
    made = erased(options, page="melati/2.jpg")
    assert made.pages == ("melati#2 (melati/2.jpg)",)
    words = erase_words.in_words(made)
    assert "Yang dihapus / What was erased" in words and "  melati#2 (melati/2.jpg)" in words.splitlines()
    again = erased(options, page="melati/2.jpg")
    assert again.run is None and "melati/2.jpg" in erase_words.in_words(again)


def test_of_an_open_book_both_numbers_are_named(options: RunOptions) -> None:
    assert erased(options, page="mawar/1.jpg").pages == ("mawar#1 (mawar/1.jpg)", "mawar#2 (mawar/1.jpg)")


@pytest.mark.parametrize("page", ["mawar/2.jpg", "mawar/2.jpg#1"])
def test_a_page_may_be_named_by_its_file(options: RunOptions, page: str) -> None:
    assert erased(options, page=page).pages == ("mawar#3 (mawar/2.jpg)",)
    assert pages(options) == {("mawar", 1), ("mawar", 2), ("melati", 1), ("melati", 2)}
    logs = b"".join(path.read_bytes() for path in (options.out / "work" / "log").iterdir())
    assert b"mawar/1.jpg" in logs and b"mawar/2.jpg" not in logs
    assert erase.take_back(target(None, page, None), options).pages == ("mawar#3 (mawar/2.jpg)",)


def test_a_file_that_is_not_there_or_has_no_such_page(options: RunOptions) -> None:
    with pytest.raises(InputError, match="no page 2"):
        erased(options, page="mawar/2.jpg#2")
    with pytest.raises(UsageError, match="is no page; name its file"):
        erased(options, page="mawar/9.jpg")


def test_of_a_file_of_several_pages_one_has_to_be_named(options: RunOptions) -> None:
    plan = planned("kenanga.pdf", 3)
    store = Store(options.out / "work" / "pages")
    with pytest.raises(InputError, match="3 pages"):
        pictures_of(target(None, "kenanga.pdf", None), plan)
    (one,) = pictures_of(target(None, "kenanga.pdf#2", None), plan)
    assert one.index == 1
    assert named([Place("hash", 1)], plan, store, Erasures()) == ("kenanga#2 (kenanga.pdf, halaman / page 2)",)


def planned(source: str, count: int) -> Plan:
    """A book that is one file."""
    book = source.removesuffix(".pdf")
    pages = [PlannedPage(book, source, Path(source), i + 1, i, "hash", f"key{i}", "known") for i in range(count)]
    return Plan(tuple(pages), {book: BookNotes()}, (), {}, {}, ())
