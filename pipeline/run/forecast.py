"""What a run would do and why, without doing it (command `plan`)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from pipeline.formfile import load_forms
from pipeline.run.driver import books_of, known_pages, require_scans
from pipeline.run.kept.erasures import Erasures
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.recipe import page_recipe
from pipeline.run.kept.store import Store
from pipeline.run.kept.workspace import Workspace
from pipeline.run.plan import make_plan
from pipeline.run.summary import counted
from pipeline.settings import Settings

_WHY = {
    "known": "known: sudah dibaca, tidak berubah / read before, neither pixels nor recipe changed",
    "new": "new: baru",
    "changed": "changed: isi berkasnya lain / the file's content is another",
    "recipe": "recipe: belum dibaca dengan program ini / not read yet with this code, these forms, model and settings",
    "retry": "retry: dicoba lagi / their fault may pass",
    "refused": "refused: tidak dapat dibuka / refused unread, no page can be got from the file",
}


@dataclass(frozen=True, slots=True)
class BookForecast:
    """One book: its pages, and how many of them for which reason (keys as PlannedPage.why)."""

    book_id: str
    pages: int
    why: dict[str, int]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a run would do. to_read: pages that would be read, equal ones once. gone: sources that were there.

    passed_over: what lies in the inbox and would not be looked at, each with the reason.
    """

    books: tuple[BookForecast, ...]
    pages: int
    to_read: int
    why: dict[str, int]
    waiting: tuple[str, ...]
    gone: tuple[str, ...]
    passed_over: tuple[str, ...]


def forecast(inbox: Path, out: Path, settings: Settings, verify: bool = False) -> Forecast:
    """What a run would do. Writes nothing; raises as a run would."""
    workspace = Workspace(out.absolute())
    ledger, store = Ledger.load(workspace.ledger), Store(workspace.pages)
    inbox_now = books_of(inbox, out, load_forms(), Ledger() if verify else ledger)
    books = inbox_now.books
    known = known_pages(ledger, store, Erasures.load(workspace.erased), verify)
    plan = make_plan(books, known, page_recipe(settings), settings, verify)
    require_scans(plan, inbox, ledger)
    there = plan.there()
    by_book: dict[str, Counter[str]] = {book.book_id: Counter() for book in books}
    for page in plan.pages:
        by_book[page.book_id][page.why] += 1
    return Forecast(
        books=tuple(BookForecast(name, why.total(), dict(sorted(why.items()))) for name, why in by_book.items()),
        pages=len(plan.pages),
        to_read=len(plan.to_read()),
        why=plan.counts(),
        waiting=plan.waiting,
        gone=tuple(sorted(set(ledger.publication.sources) - there)) if ledger.publication else (),
        passed_over=inbox_now.passed_over,
    )


def in_words(found: Forecast) -> str:
    """The forecast for a person."""
    lines = [
        f"{found.pages} halaman dalam {len(found.books)} buku; {found.to_read} akan dibaca /"
        f" {counted(found.pages, 'page')} in {counted(len(found.books), 'book')}; {found.to_read} would be read."
    ]
    lines += [f"  {count:6d}  {_WHY[why]}" for why, count in found.why.items()]
    lines += [
        f"{book.book_id}: " + ", ".join(f"{why} {count}" for why, count in book.why.items())
        for book in found.books
        if set(book.why) - {"known"}
    ]
    lines += [f"masih ditulis, menunggu / still being written: {source}" for source in found.waiting]
    lines += [
        f"hilang dari kotak masuk, barisnya akan keluar / gone from the inbox, its rows will leave: {source}"
        for source in found.gone
    ]
    lines += [f"tidak dilihat / not looked at: {one}" for one in found.passed_over]
    return "\n".join(lines)
