"""What `erase` is asked to erase: how the command line names it, and which pictures of the inbox that is."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import InputError, UsageError
from pipeline.run.erasures import Place
from pipeline.run.plan import Plan, PlannedPage
from pipeline.run.store import Store


@dataclass(frozen=True, slots=True)
class Target:
    """What to erase, one of the three: a book by BOOK_ID; a page, BOOK_ID#PAGE_NO, or FOLDER/FILE or FOLDER/FILE#PAGE
    of the inbox; or a person by person_id of `members`."""

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
        raise UsageError("Name one of --book BOOK_ID, --page BOOK_ID#PAGE_NO or FOLDER/FILE, --person PERSON_ID.")
    return Target(book, page, person)


def pictures_of(target: Target, plan: Plan, store: Store) -> list[PlannedPage]:
    """The pictures of a book or page, as they lie in the inbox, erased before or not.

    Raises InputError where there is none, or it cannot be read, or a file of several pages is named without one;
    UsageError for words that name neither a page of a book nor a file of the inbox.
    """
    pictures = _of_page(target.page, plan, store) if target.page is not None else _of_book(target.book or "", plan)
    if unread := next((page.source for page in pictures if not page.sha256), None):
        raise InputError(
            f"{unread} tidak dapat dibaca, jadi isinya tidak dikenal dan tidak terbit. / It cannot be read, so that"
            " nothing of it is known or published."
        )
    return pictures


def named(places: Collection[Place], plan: Plan, store: Store) -> tuple[str, ...]:
    """How refusals name the pages on these places, BOOK_ID#PAGE_NO (FILE), with the page of a file that has several."""
    pictures = {(place.sha256, place.index) for place in places}
    touched = {page.book_id for page in plan.pages if (page.sha256, page.index) in pictures}
    found = []
    for book_id in sorted(touched):
        book = [page for page in plan.pages if page.book_id == book_id]
        count, several = _counts(book, store), {page.source for page in book if page.index}
        for page in book:
            if (page.sha256, page.index) in pictures:
                within = f", halaman / page {page.index + 1}" if page.source in several else ""
                found += [f"{book_id}#{number} ({page.source}{within})" for number in _numbers(page, book, count)]
    return tuple(found)


def _of_book(book_id: str, plan: Plan) -> list[PlannedPage]:
    if pictures := [page for page in plan.pages if page.book_id == book_id]:
        return pictures
    raise InputError(
        f"There is no book {book_id} in the inbox; table `pages` has the names (book_id). If its scans were"
        " deleted, its rows leave with the next run (--accept-drop) and with the old publications."
    )


def _of_page(words: str, plan: Plan, store: Store) -> list[PlannedPage]:
    if whole := [page for page in plan.pages if page.source == words]:
        if len(whole) > 1:
            raise InputError(
                f"{words} berisi {len(whole)} halaman; sebutkan satu. / It has {len(whole)} pages; name one of them:"
                f" '{words}#1'."
            )
        return whole
    name, _, number = words.rpartition("#")
    if not name or not number.isdecimal():
        raise UsageError(
            f"{words} is no page of a book, BOOK_ID#PAGE_NO, and no file of the inbox, FOLDER/FILE or FOLDER/FILE#PAGE"
            " as table `pages` has it (source)."
        )
    in_file = [page for page in plan.pages if page.source == name]
    if in_file and all(page.book_id != name for page in plan.pages):
        pictures = [page for page in in_file if page.index + 1 == int(number)]
    else:
        in_book = _of_book(name, plan)
        count = _counts(in_book, store)
        pictures = [page for page in in_book if int(number) in _numbers(page, in_book, count)]
    if not pictures:
        raise InputError(f"{'File' if in_file else 'Book'} {name} has no page {int(number)}.")
    return pictures


def _counts(pictures: Sequence[PlannedPage], store: Store) -> dict[str, int]:
    """How many pages a picture shows, by key of the work store; one where nothing is known of it."""
    return {page.key: max(1, len(store.get(page.key, with_rows=False) or ())) for page in pictures}


def _numbers(picture: PlannedPage, pictures: Sequence[PlannedPage], count: Mapping[str, int]) -> range:
    """The page numbers that a picture of the book takes."""
    before = sum(count[page.key] - 1 for page in pictures if page.page_no < picture.page_no)
    return range(picture.page_no + before, picture.page_no + before + count[picture.key])
