"""Why `erase` takes no page number: numbers move when scans come or go, and what is erased is gone for good.

A page that is named BOOK_ID#PAGE_NO is therefore answered with the file that bears that number, and nothing is erased;
a page that is named by its file, only where the file still is what was published of it.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import InputError, UsageError
from pipeline.publish.published_page import PublishedBook
from pipeline.run.erasing.erase_targets import Target, file_name, numbered_words, of_book, page_counts, page_numbers
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.store import Store
from pipeline.run.plan import Plan, PlannedPage


def require_file(
    target: Target, plan: Plan, store: Store, erasures: Erasures, out: Path, give_back: bool = False
) -> None:
    """Raises UsageError, naming the file, where a page is named by its number in a book; else nothing."""
    if target.page is None or target.page in {page.source for page in plan.pages}:
        return
    name, number = numbered_words(target.page)
    if any(page.source == name for page in plan.pages) or all(page.book_id != name for page in plan.pages):
        return  # a page of a file, or of nothing
    book = of_book(name, plan)
    count, published = page_counts(book, store, erasures), PublishedBook(out, name)
    now = next((page for page in book if number in page_numbers(page, book, count)), None)
    then = published.file_of(number)
    if now is None:
        if then is not None:
            raise _moved(target.page, then[0], "-")
        raise InputError(f"Buku {name} tidak punya halaman {number}. / Book {name} has no page {number}.")
    left = [page for page in book if page.source == now.source and not erasures.covers(_place(page))]
    numbers = tuple(number for page in left for number in page_numbers(page, book, count))
    if then is not None and ((now.source, now.sha256) != then or published.numbers(*then) != numbers):
        raise _moved(target.page, then[0], now.source)
    raise _named(target.page, file_name(now, plan), out, give_back)


def require_as_published(pictures: Sequence[PlannedPage], out: Path) -> None:
    """Raises InputError where one of these pictures lies in a file whose content is not what was published of it."""
    for book_id in sorted({page.book_id for page in pictures}):
        published = PublishedBook(out, book_id)
        for page in pictures:
            if page.book_id == book_id and published.contents(page.source) - {page.sha256}:
                raise InputError(
                    f"{page.source} berubah sejak terbitan terakhir, jadi mungkin bukan halaman yang dimaksud; belum"
                    f" ada yang dihapus. Jalankan `run` dulu, lalu lihat lagi. / {page.source} changed since the last"
                    " publication, so it may not be the page that is meant; nothing was erased. Run first, then look"
                    " again."
                )


def _moved(words: str, then: str, now: str) -> UsageError:
    return UsageError(
        f"Nomor halaman bergeser sejak terbitan terakhir; belum ada yang dihapus. {words} di tabel adalah {then}, di"
        f" kotak masuk sekarang {now}. Sebutkan berkasnya, atau jalankan `run` dulu lalu lihat lagi. /"
        " The page numbers moved since the last publication; nothing was erased. First file: in the tables; second: in"
        " the inbox now. Name the file, or run first and look again."
    )


def _named(words: str, file: str, out: Path, give_back: bool) -> UsageError:
    where, named = shlex.quote(str(out)), shlex.quote(file)
    look = [] if give_back else [f"  dasawisma show {named} --out {where}"]
    return UsageError(
        "\n".join(
            (
                "Belum ada yang dilakukan: nomor bergeser bila pindaian ditambah atau dibuang, jadi sebutkan berkasnya."
                f" {words} sekarang / is now: {file}",
                "Nothing was done yet: numbers move when scans come or go, so name the file. Ketik / Type:",
                *look,
                f"  dasawisma erase {where} --page {named}{' --give-back' if give_back else ''}",
            )
        )
    )


def _place(page: PlannedPage) -> Place:
    return Place(page.sha256, page.index)
