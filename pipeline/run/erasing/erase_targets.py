"""What `erase` is asked to erase: how the command line names it, and which pictures of the inbox that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import InputError, UsageError
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.store import Store
from pipeline.run.plan import Plan, PlannedPage


@dataclass(frozen=True, slots=True)
class Target:
    """What to erase, one of the three: a book by BOOK_ID; a page by its file in the inbox, FOLDER/FILE, or
    FOLDER/FILE#PAGE of a file of several (BOOK_ID#PAGE_NO is answered with the file, see erase_numbers); or a person by
    person_id of `members`."""

    book: str | None = None
    page: str | None = None
    person: str | None = None

    @property
    def what(self) -> str:
        """`book`, `page` or `person`."""
        return "person" if self.person is not None else "book" if self.page is None else "page"


def target(book: str | None, page: str | None, person: str | None) -> Target:
    """The target that the command line names. Raises UsageError unless it is exactly one."""
    if sum(name is not None for name in (book, page, person)) != 1:
        raise UsageError("Sebutkan satu saja / Name one of: --book BOOK_ID, --page FOLDER/FILE, --person PERSON_ID.")
    return Target(book, page, person)


def pictures_of(target: Target, plan: Plan) -> list[PlannedPage]:
    """The pictures of a book, or of a page that is named by its file, as they lie in the inbox, erased before or not.

    Raises InputError where there is none, or it cannot be read, or a file of several pages is named without one;
    UsageError for words that name no file of the inbox.
    """
    pictures = _of_file(target.page, plan) if target.page is not None else of_book(target.book or "", plan)
    if unread := next((page.source for page in pictures if not page.sha256), None):
        raise InputError(
            f"{unread} tidak dapat dibaca, jadi isinya tidak dikenal dan tidak terbit. / It cannot be read, so that"
            " nothing of it is known or published."
        )
    return pictures


def named(places: Collection[Place], plan: Plan, store: Store, erasures: Erasures) -> tuple[str, ...]:
    """How refusals name the pages on these places, BOOK_ID#PAGE_NO (FILE), with the page of a file that has several."""
    pictures = {(place.sha256, place.index) for place in places}
    touched = {page.book_id for page in plan.pages if (page.sha256, page.index) in pictures}
    found = []
    for book_id in sorted(touched):
        book = [page for page in plan.pages if page.book_id == book_id]
        count, several = page_counts(book, store, erasures), {page.source for page in book if page.index}
        for page in book:
            if (page.sha256, page.index) in pictures:
                within = f", halaman / page {page.index + 1}" if page.source in several else ""
                found += [f"{book_id}#{number} ({page.source}{within})" for number in page_numbers(page, book, count)]
    return tuple(found)


def file_name(picture: PlannedPage, plan: Plan) -> str:
    """How `erase` and `show` take a picture by its file: FOLDER/FILE, with #PAGE where the file holds several."""
    several = any(page.index for page in plan.pages if page.source == picture.source)
    return f"{picture.source}#{picture.index + 1}" if several else picture.source


def of_book(book_id: str, plan: Plan) -> list[PlannedPage]:
    """The pictures of that book. Raises InputError where there is none."""
    if pictures := [page for page in plan.pages if page.book_id == book_id]:
        return pictures
    raise InputError(
        f"Tidak ada buku {book_id} di kotak masuk; nama-namanya ada di tabel `pages` (book_id). Bila pindaiannya sudah"
        " dibuang, barisnya hilang dengan `run` berikut (--accept-drop) dan dengan terbitan lama. / There is no book"
        f" {book_id} in the inbox; table `pages` has the names (book_id). If its scans were deleted, its rows leave"
        " with the next run (--accept-drop) and with the old publications."
    )


def _of_file(words: str, plan: Plan) -> list[PlannedPage]:
    if whole := [page for page in plan.pages if page.source == words]:
        if len(whole) > 1:
            raise InputError(
                f"{words} berisi {len(whole)} halaman; sebutkan satu. / It has {len(whole)} pages; name one of them:"
                f" '{words}#1'."
            )
        return whole
    name, number = numbered_words(words)
    pictures = [page for page in plan.pages if page.source == name]
    if not pictures:
        raise no_page(words)
    if found := [page for page in pictures if page.index + 1 == number]:
        return found
    raise InputError(f"Berkas {name} tidak punya halaman {number}. / File {name} has no page {number}.")


def numbered_words(words: str) -> tuple[str, int]:
    """The name and the number of `NAME#NUMBER`. Raises UsageError where they are not such words."""
    name, _, number = words.rpartition("#")
    if not name or not number.isdecimal():
        raise no_page(words)
    return name, int(number)


def no_page(words: str) -> UsageError:
    """That these words name no page."""
    return UsageError(
        f"{words} bukan halaman; sebutkan berkasnya, FOLDER/BERKAS atau FOLDER/BERKAS#HALAMAN, seperti di tabel `pages`"
        f" (source). / {words} is no page; name its file, FOLDER/FILE or FOLDER/FILE#PAGE, as table `pages` has it"
        " (source)."
    )


def page_counts(pictures: Sequence[PlannedPage], store: Store, erasures: Erasures) -> dict[str, int]:
    """How many pages a picture shows, or showed before it was erased, by key of the work store; one where nothing is
    known of it."""
    return {
        page.key: len(store.get(page.key, with_rows=False) or ()) or erasures.pages_shown(page.sha256, page.index)
        for page in pictures
    }


def page_numbers(picture: PlannedPage, pictures: Sequence[PlannedPage], count: Mapping[str, int]) -> range:
    """The page numbers that a picture of the book takes."""
    before = sum(count[page.key] - 1 for page in pictures if page.page_no < picture.page_no)
    return range(picture.page_no + before, picture.page_no + before + count[picture.key])
