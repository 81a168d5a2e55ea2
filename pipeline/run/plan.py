"""What a run has to do: every page in the inbox, whether it is known, and why it has to be read if it is not."""

from __future__ import annotations

import hashlib
import os
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.book_notes import BookNotes
from pipeline.model import PageFault
from pipeline.plain_files import open_plain
from pipeline.refusals import PASSING_REASONS, too_many_bytes, unreadable
from pipeline.run.inbox.sources import Book, SourceFile
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.ledger import KnownFile, Ledger, Uncounted
from pipeline.run.kept.store import page_key
from pipeline.scan.load import page_count
from pipeline.settings import Settings

FRESH_S = 10.0
"""A file changed so lately may still be being written: it is looked at again SETTLE_S later."""

SETTLE_S = 0.7

MAX_ATTEMPTS = 3
"""How often a page, or the count of a file's pages, is tried whose fault may pass, over runs; `--verify` tries it once
more."""

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class PlannedPage:
    """One picture: page `index` (from 0) of its file. sha256: empty where the file could not be read.

    page_no: its number in the book, where no picture before it shows two pages (see numbering).

    key: of the work store. refused: why it is refused unread, else null. why: `known`, `new`, `changed`, `recipe`,
    `retry`, or `refused`.
    """

    book_id: str
    source: str
    path: Path
    page_no: int
    index: int
    sha256: str
    key: str
    why: str
    refused: PageFault | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All pages by book and page number, the notes of every book, and the files that are still being written.

    files: what to remember of every file whose time is old enough that a later change would show in it.
    seen: size and time of every file, by source, as the plan was made from; paths: all of them.
    erased: how many pictures of which sources were erased on request; they are left out, others keep their numbers.
    passed_over: what lies in the inbox and is not looked at, each with the reason (see sources.Inbox).
    """

    pages: tuple[PlannedPage, ...]
    notes: dict[str, BookNotes]
    waiting: tuple[str, ...]
    files: dict[str, KnownFile]
    seen: dict[str, tuple[int, int]]
    paths: tuple[Path, ...]
    erased: Mapping[str, int] = field(default_factory=dict)
    passed_over: tuple[str, ...] = ()

    def to_read(self) -> tuple[PlannedPage, ...]:
        """The pages to read, each content once."""
        unread = [page for page in self.pages if page.why not in ("known", "refused")]
        return tuple({page.key: page for page in reversed(unread)}.values())[::-1]

    def without(self, changed: Set[str]) -> Plan:
        """The plan without the files that changed while they were read: they wait for the next run."""
        return replace(
            self,
            pages=tuple(page for page in self.pages if page.source not in changed),
            waiting=tuple(sorted({*self.waiting, *changed})),
            files={source: known for source, known in self.files.items() if source not in changed},
        )

    def there(self) -> frozenset[str]:
        """All sources that lie in the inbox; what was erased does not count as gone."""
        return frozenset({page.source for page in self.pages}.union(self.waiting, self.erased))

    def still_there(self) -> bool:
        """Whether any of the files still lies where it was found, or there was none; a disk takes all with it."""
        return not self.paths or any(os.path.lexists(path) for path in self.paths)

    def counts(self) -> dict[str, int]:
        """How many pages by `why`."""
        return dict(sorted(Counter(page.why for page in self.pages).items()))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before planning: the ledger, keys of the work store, those to try again, what was erased."""

    ledger: Ledger
    keys: Set[str]
    retry: Set[str] = frozenset()
    erasures: Erasures = field(default_factory=Erasures)


def make_plan(books: Iterable[Book], known: Known, recipe: str, settings: Settings, verify: bool = False) -> Plan:
    """The plan for these books. verify: hash every file, though it be as it was. Opens files, writes none.

    Raises MachineError when a PDF is met and poppler is missing.
    """
    books = tuple(books)
    seen_at = time.monotonic()
    counting = f"{recipe[:16]} {settings.max_pages}"
    facts = {
        file.source: _facts(file, known.ledger.files.get(file.source), settings, counting, verify)
        for book in books
        for file in book.sources
        if file.trouble is None and not file.unfinished
    }
    waiting = _still_written([file for book in books for file in book.sources], facts, seen_at)
    pages = [page for book in books for page in _numbered(_pages(book, facts, waiting, known, recipe), known.erasures)]
    erased = [page for page in pages if known.erasures.covers(Place(page.sha256, page.index))]
    gone = {(page.source, page.index) for page in erased}
    return Plan(
        pages=tuple(page for page in pages if (page.source, page.index) not in gone),
        notes={book.book_id: book.notes for book in books},
        waiting=tuple(sorted(waiting)),
        files={source: found.known for source, found in facts.items() if source not in waiting and found.sure},
        seen={source: (found.known.size, found.known.mtime_ns) for source, found in facts.items()},
        paths=tuple(file.path for book in books for file in book.sources),
        erased=Counter(page.source for page in erased),
    )


def unchanged(file: Path, size: int, mtime_ns: int) -> bool:
    """Whether the file still has that size and time."""
    try:
        now = file.stat()
    except OSError:
        return False
    return (now.st_size, now.st_mtime_ns) == (size, mtime_ns)


@dataclass(frozen=True, slots=True)
class _Facts:
    """sure: the time of the file is old enough that a later change would show in it. opened: it was looked into now."""

    known: KnownFile
    refused: PageFault | None
    sure: bool
    opened: bool


def _facts(file: SourceFile, before: KnownFile | None, settings: Settings, counting: str, verify: bool) -> _Facts:
    """Hash and page count of a file, as remembered or found out now. counting: of all that bears on the count."""
    same = before is not None and not verify and before.same(file.size, file.mtime_ns, file.inode)
    sha256, refused = (before.sha256, None) if before is not None and same else _content(file, settings.max_bytes)
    if before is not None and before.sha256 != sha256:
        before = None  # nothing is known of this content
    pages, uncounted = (before.pages, before.uncounted) if before is not None and not verify else (None, None)
    opened = not same
    if refused is None and uncounted is not None and not _worth_a_try(uncounted, counting):
        refused = PageFault(uncounted.reason, uncounted.message)
    elif refused is None and pages is None:
        count, opened = page_count(file.path, settings), True
        if isinstance(count, PageFault):
            last = before.uncounted if before is not None else None
            tried = last.tries if last is not None and last.recipe == counting else 0
            refused, uncounted = count, Uncounted(count.reason, count.message, counting, tried + 1)
        else:
            pages, uncounted = count, None
    sure = bool(sha256) and abs(time.time() - file.mtime_ns / 1e9) > FRESH_S
    known = KnownFile(file.size, file.mtime_ns, file.inode, sha256, pages, file.shape.value, uncounted)
    return _Facts(known, refused, sure, opened)


def _worth_a_try(uncounted: Uncounted, counting: str) -> bool:
    """Whether the pages of a file might be counted now though they could not be before; each try may take minutes."""
    passing = uncounted.reason in PASSING_REASONS and uncounted.tries < MAX_ATTEMPTS
    return passing or uncounted.recipe != counting


def _content(file: SourceFile, max_bytes: int) -> tuple[str, PageFault | None]:
    """The SHA-256 of the file; empty, with the reason, where it cannot be read now, or is too large to be read at all:
    a disk's image would keep the night waiting for an hour."""
    if file.size > max_bytes:
        return "", too_many_bytes(file.size, max_bytes)
    try:
        return file_sha256(file.path), None
    except OSError as error:
        return "", unreadable(error)


def file_sha256(path: Path) -> str:
    """The hash of all of a file, as the ledger and the record of erasures know it. Raises OSError."""
    whole = hashlib.sha256()
    with open_plain(path) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            whole.update(chunk)
    return whole.hexdigest()


def _still_written(files: Sequence[SourceFile], facts: dict[str, _Facts], seen_at: float) -> set[str]:
    """Sources whose size or time changed since they were found, or whose name says that they are not whole; fresh ones
    are given SETTLE_S to show it.

    Old ones, too, if they were opened: hash and count of one that was replaced meanwhile may be of two contents.
    """
    told = [(file, facts[file.source]) for file in files if file.source in facts]
    if not all(found.sure for _, found in told):
        time.sleep(max(0.0, SETTLE_S - (time.monotonic() - seen_at)))
    doubtful = [file for file, found in told if found.opened or not found.sure]
    changed = {file.source for file in doubtful if not unchanged(file.path, file.size, file.mtime_ns)}
    return changed.union(file.source for file in files if file.unfinished)


def _pages(book: Book, facts: dict[str, _Facts], waiting: set[str], known: Known, recipe: str) -> Iterator[PlannedPage]:
    page_no = 0
    for file in book.sources:
        found = facts.get(file.source)
        refused = found.refused if found else file.trouble
        for index in range(found.known.pages or 1 if found else 1):
            page_no += 1
            if file.source in waiting:
                continue  # its pages keep their numbers
            sha256 = found.known.sha256 if found else ""
            key = page_key(sha256, index, recipe, book.notes)
            why = "refused" if refused else _why(file.source, sha256, key, known)
            yield PlannedPage(book.book_id, file.source, file.path, page_no, index, sha256, key, why, refused)


def _numbered(pages: Iterable[PlannedPage], erasures: Erasures) -> Iterator[PlannedPage]:
    """The pictures of a book, those after an erased one that showed two pages with the numbers that they had before."""
    more = 0
    for page in pages:
        yield replace(page, page_no=page.page_no + more) if more else page
        more += erasures.pages_shown(page.sha256, page.index) - 1


def _why(source: str, sha256: str, key: str, known: Known) -> str:
    if key in known.keys:
        return "retry" if key in known.retry else "known"
    before = known.ledger.files.get(source)
    if before is None:
        return "new"
    return "recipe" if before.sha256 == sha256 else "changed"


def fingerprint(plan: Plan, table_recipe: str, id_key: str, passing: Set[str]) -> str:
    """Fingerprint of all that goes into a publication: equal ones need not be published again.

    id_key: the name of the key. passing: keys of pages whose fault may pass, for those may read otherwise one day.
    """
    whole = hashlib.sha256(f"{table_recipe}\0{id_key}\0".encode())
    with_pages = {page.book_id for page in plan.pages}
    for book_id, notes in sorted(plan.notes.items()):
        if book_id not in with_pages:
            continue  # all of it is still being written
        whole.update(f"{book_id}\0{notes}\0".encode())
    for page in plan.pages:
        whole.update(f"{page.book_id}\0{page.source}\0{page.page_no}\0{page.key}\0".encode())
        whole.update(f"{page.refused}\0{page.key in passing}\0".encode())
    return whole.hexdigest()


def refused_name(page: PlannedPage, half: int) -> str:
    """The name of a refused page by its content (by its file where that cannot be read): moved is not newly refused."""
    return f"{page.sha256 or page.source}#{page.index}.{half}"
