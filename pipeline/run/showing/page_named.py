"""The picture that somebody means by `BOOK_ID#PAGE_NO`, `FILE` or `FILE#PAGE_NO`, and what is known of its pages."""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow.compute as pc

from pipeline.book_notes import BookNotes
from pipeline.errors import InputError, UsageError
from pipeline.formfile import load_forms
from pipeline.model import PageFault
from pipeline.publish.current_link import current_run
from pipeline.publish.published_page import PublishedBook
from pipeline.publish.read_back import batches
from pipeline.run.driver import books_of, known_pages
from pipeline.run.inbox.shown_names import shown_name
from pipeline.run.inbox.sources import Book
from pipeline.run.kept.codec import Pages
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.recipe import page_recipe
from pipeline.run.kept.store import Store
from pipeline.run.kept.workspace import Workspace
from pipeline.run.numbering import ReadPage, numbered
from pipeline.run.plan import PlannedPage, make_plan
from pipeline.scan.load import page_count
from pipeline.settings import Settings

_NUMBERED = re.compile(r"(?P<name>.+)#(?P<page_no>[1-9][0-9]*)", re.DOTALL)
_UNREAD = PageFault("unread", "")


@dataclass(frozen=True, slots=True)
class Named:
    """A picture: page `index` (from 0) of the file at `path`, with the notes of its book.

    pages: what became of its page, or of the two of an open book; empty where that is not known. run_id: the
    publication that says so, "" where the pages were read on their own. of: how many pages the file has, where it was
    named without saying which is meant; else 0.
    """

    path: Path
    index: int
    notes: BookNotes = field(default_factory=BookNotes)
    pages: Pages = ()
    run_id: str = ""
    of: int = 0


def find_page(page: str, out: Path, settings: Settings) -> Named:
    """The picture that `page` names; a book and a file of the inbox are those that `out` was made from.

    Raises InputError where there is none, UsageError where `page` names nothing that could be one.
    """
    numbered_name = None if Path(page).is_file() else _NUMBERED.fullmatch(page)
    name, number = (numbered_name["name"], int(numbered_name["page_no"])) if numbered_name else (page, None)
    if Path(name).is_file():
        return _in_file(Path(name), number, out, settings)
    no_page = UsageError(
        f"{page} bukan berkas dan bukan halaman buku / is no file, and no page of a book, BOOK_ID#PAGE_NO."
    )
    if number is None and not Ledger.load(Workspace(out.absolute()).ledger).inbox:
        raise no_page
    inbox = _Inbox(out, settings)
    if number is not None and (book := inbox.book(name)) is not None:
        return inbox.page_of(book, number)
    if (found := inbox.source(name)) is not None:
        return inbox.picture_of(*found, number)
    if number is None:
        raise UsageError(
            f"{page} bukan berkas dan bukan halaman buku / is no file, and no page of a book, BOOK_ID#PAGE_NO."
        )
    raise InputError(
        f"Tidak ada buku atau berkas {name} di {inbox.folder}; tabel `pages` memuat keduanya (book_id, source). /"
        f" There is"
        " no book and no file of that name; table `pages` has both."
    )


def _in_file(path: Path, number: int | None, out: Path, settings: Settings) -> Named:
    source = _published_source(path, out)
    if source is not None:
        inbox = _Inbox(out, settings)
        if (found := inbox.source(source)) is not None:
            return inbox.picture_of(*found, number)
    count = page_count(path, settings)
    return Named(path, _index(str(path), number, count), of=_of(number, count))


def _published_source(path: Path, out: Path) -> str | None:
    """The file as the publication in `out` names it; null where it holds none of its pages."""
    run_folder, inbox = current_run(out.absolute()), Ledger.load(Workspace(out.absolute()).ledger).inbox
    real, root = Path(os.path.realpath(path)), Path(os.path.realpath(inbox))
    if run_folder is None or not inbox or not real.is_relative_to(root):
        return None
    source = "/".join(shown_name(part) for part in real.relative_to(root).parts)
    there = (pc.any(pc.equal(batch["source"], source)).as_py() for batch in batches(run_folder, "pages", ["source"]))
    return source if any(there) else None


def _index(name: str, number: int | None, count: int | PageFault) -> int:
    if number is not None and isinstance(count, int) and number > count:
        raise InputError(f"{name} hanya punya {count} halaman. / It has no page {number}; it has {count}.")
    return (number or 1) - 1


def _of(number: int | None, count: int | PageFault) -> int:
    return count if number is None and isinstance(count, int) else 0


class _Inbox:
    """The books that a run made `out` from, as they lie there now."""

    def __init__(self, out: Path, settings: Settings) -> None:
        self._out, self._settings = out, settings
        workspace = Workspace(out.absolute())
        self._ledger, self._store = Ledger.load(workspace.ledger), Store(workspace.pages)
        self._erasures = Erasures.load(workspace.erased)
        self.folder = self._ledger.inbox
        if not self.folder:
            raise InputError(
                f"Belum pernah ada `run` di {out}; beri --out OUT dari sebuah run, atau sebut berkas. / No run was"
                " ever made in"
                f" {out}; give --out OUT of a run, or a file."
            )
        self._books = books_of(Path(self.folder), out, load_forms(), self._ledger).books

    def book(self, book_id: str) -> Book | None:
        return next((book for book in self._books if book.book_id == book_id), None)

    def source(self, source: str) -> tuple[Book, str] | None:
        return next(((book, source) for book in self._books if source in {file.source for file in book.sources}), None)

    def page_of(self, book: Book, page_no: int) -> Named:
        """The picture that page `page_no` of the book is on."""
        published = PublishedBook(self._out, book.book_id)
        pages = self._numbered(book, published)
        for page in pages:
            if page.result.page_no == page_no:
                return self._named(book, page.planned, pages, published)
        raise InputError(
            f"Buku {book.book_id} hanya punya {len(pages)} halaman. / It has no page {page_no}; it has {len(pages)}."
        )

    def picture_of(self, book: Book, source: str, number: int | None) -> Named:
        """Picture `number` (from 1) of that file of the book, the first where it is null."""
        published = PublishedBook(self._out, book.book_id)
        pages = self._numbered(book, published)
        pictures = {page.planned.index: page.planned for page in pages if page.planned.source == source}
        index = _index(source, number, len(pictures))
        if index not in pictures:
            raise InputError(
                f"{source} masih ditulis; coba lagi sebentar. / It is still being written; try again in a moment."
            )
        return replace(self._named(book, pictures[index], pages, published), of=_of(number, len(pictures)))

    def _numbered(self, book: Book, published: PublishedBook) -> tuple[ReadPage, ...]:
        """All pages of the book. A picture that is not known shows as many pages as were published of it, where that
        can be told: where it is all of its file; else one."""
        known = known_pages(self._ledger, self._store)
        plan = make_plan([book], known, page_recipe(self._settings), self._settings)
        pictures = Counter(planned.source for planned in plan.pages)
        became: dict[str, Pages] = {}
        for planned in plan.pages:
            there = published.numbers(planned.source, planned.sha256) if pictures[planned.source] == 1 else ()
            count = max(len(there), self._erasures.pages_shown(planned.sha256, planned.index))
            became[planned.key] = self._store.get(planned.key) or (_UNREAD,) * count
        return tuple(numbered(plan.pages, became))

    def _named(self, book: Book, planned: PlannedPage, pages: tuple[ReadPage, ...], published: PublishedBook) -> Named:
        """The picture with its pages as published, if all pages of its file are still numbered as they were then."""
        own = [page for page in pages if page.planned.source == planned.source]
        there = [page.result.page_no for page in own if not self._is_erased(page.planned)]
        mine = [page for page in own if page.planned is planned]
        if there and published.numbers(planned.source, planned.sha256) == tuple(there) and not self._is_erased(planned):
            found = tuple(published.page(page.result.page_no) for page in mine)
            return Named(planned.path, planned.index, book.notes, found, published.run_id)
        return Named(planned.path, planned.index, book.notes, self._store.get(planned.key) or ())

    def _is_erased(self, planned: PlannedPage) -> bool:
        return self._erasures.covers(Place(planned.sha256, planned.index))
