"""Command `erase`: a book, a page or a person leaves tables, work store, logs, crops and old publications, for good."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.errors import InputError, UsageError
from pipeline.formfile import load_forms
from pipeline.private_files import write_whole, writing
from pipeline.run import driver
from pipeline.run.erasing.erase_numbers import require_as_published, require_file
from pipeline.run.erasing.erase_person import places_of_person
from pipeline.run.erasing.erase_targets import Target, named, page_counts, pictures_of
from pipeline.run.erasing.erase_villages import villages
from pipeline.run.kept.erasures import NOTHING, Erasures, Place
from pipeline.run.kept.idkey import id_key
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.lock import locked
from pipeline.run.kept.recipe import page_recipe
from pipeline.run.kept.store import Store
from pipeline.run.kept.workspace import Workspace, no_run
from pipeline.run.plan import Plan, PlannedPage, make_plan
from pipeline.run.progress import Progress
from pipeline.run.summary import RunSummary
from pipeline.run.workers.executors import Executor
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Erased:
    """What was done: of what kind, how many places on scans, and the run that published the tables without them.

    look_at: pages, by file (FOLDER/FILE, FOLDER/FILE#PAGE), on which a name like the person's stands besides, for
    somebody to look at.
    run: null where something was given back, which the next run reads, or places is 0: all was erased before.
    copies: pages, BOOK_ID#PAGE_NO (FILE), that are the same as those erased or given back and went with them.
    pages: what was erased or given back, or had been before: BOOK_ID#PAGE_NO (FILE), as the numbers are now.
    """

    what: str
    places: int
    look_at: tuple[str, ...]
    run: RunSummary | None
    copies: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


def erase(target: Target, options: driver.RunOptions, progress: Progress, reader: Executor | None = None) -> Erased:
    """Erase that, and publish the tables without it. Of an open book, both pages of the picture are one page here.

    options: of the run that publishes; its inbox is that of the last run. The record is written first: whoever is
    interrupted after that, the next run ends what was begun. Raises InputError where there is no such thing. Nothing is
    published where all of it was erased before.
    """
    workspace = _workspace(options.out)
    look_at: tuple[str, ...] = ()
    copies: dict[Place, _Copy] = {}
    with locked(workspace.work):
        options = _of_last_run(options, workspace)
        record = Erasures.load(workspace.erased)
        plan, store = _plan(options, workspace, Erasures() if target.person is None else record), Store(workspace.pages)
        if target.person is not None:
            key = id_key(workspace.out, options.id_key, NOTHING)
            places, look_at = places_of_person(target.person, plan, store, key, options.settings)
        else:
            require_file(target, plan, store, record, options.out)
            pictures = pictures_of(target, plan)
            if target.page is not None:
                require_as_published(pictures, options.out)
            places = {_place(page): NOTHING for page in pictures}
            if not record.pending and all(record.covers_itself(place) for place in places):
                return Erased(target.what, 0, (), None, pages=named(places, plan, store, record))
            copies = _copies(places, plan, store, options.settings)
            _clean_logs(workspace.log, target, _pictures({*places, *copies}, plan))
        pages = named(places, plan, store, record)  # before the run, which forgets what it is that they show
        gone = [page for page in plan.pages if _place(page) in places or _place(page) in copies]
        counts = page_counts(gone, store, record)
        shown = {_place(page): counts[page.key] for page in gone}
        record.add(places, target.what, _now(), {place: copy.of for place, copy in copies.items()}, shown)
        record.save(workspace.erased)
    run, count = driver.run(options, progress, reader), len(places) + len(copies)
    return Erased(target.what, count, look_at, run, tuple(copy.page for copy in copies.values()), pages)


def take_back(target: Target, options: driver.RunOptions) -> Erased:
    """Let the next run read a book or page again that was erased, with the copies of it that went along.

    Raises InputError if it was not erased.
    """
    if target.person is not None:
        raise UsageError(
            "Yang dihapus dari seseorang tidak dapat ditemukan lagi dengan person_id; kembalikan halamannya. / What was"
            " erased of a person cannot be found by person_id any more; give back the page."
        )
    workspace = _workspace(options.out)
    with locked(workspace.work):
        options = _of_last_run(options, workspace)
        record = Erasures.load(workspace.erased)
        plan, store = _plan(options, workspace, Erasures()), Store(workspace.pages)
        require_file(target, plan, store, record, options.out, give_back=True)
        places = {_place(page): NOTHING for page in pictures_of(target, plan)}
        there = {
            place: f"{page.book_id}#{page.page_no} ({page.source})"
            for page in plan.pages
            if record.covers(place := _place(page))
        }
        pages = named(places, plan, store, record)  # before the record forgets how many they are
        count = record.take_back(places, target.what, _now())
        if not count:
            raise InputError("Itu tidak dihapus; `run` membacanya. / That was not erased; a run reads it.")
        record.save(workspace.erased)
    copies = tuple(page for place, page in there.items() if place not in places and not record.covers(place))
    return Erased(target.what, count, (), None, copies, pages)


def _workspace(out: Path) -> Workspace:
    workspace = Workspace(out.absolute())
    if not workspace.work.is_dir():
        raise no_run(out)
    return workspace


def _of_last_run(options: driver.RunOptions, workspace: Workspace) -> driver.RunOptions:
    ledger = Ledger.load(workspace.ledger)
    if not ledger.inbox:
        raise no_run(options.out)
    return replace(options, inbox=Path(ledger.inbox))


def _plan(options: driver.RunOptions, workspace: Workspace, erasures: Erasures) -> Plan:
    ledger = Ledger.load(workspace.ledger)
    books = driver.books_of(options.inbox, options.out, load_forms(), ledger).books
    known = driver.known_pages(ledger, Store(workspace.pages), erasures)
    return make_plan(books, known, page_recipe(options.settings), options.settings)


def _place(page: PlannedPage) -> Place:
    return Place(page.sha256, page.index)


@dataclass(frozen=True, slots=True)
class _Copy:
    """A page, BOOK_ID#PAGE_NO, that is there once more, and the place of the one that was named."""

    page: str
    of: Place


def _copies(places: Collection[Place], plan: Plan, store: Store, settings: Settings) -> dict[Place, _Copy]:
    """The pictures of pages that are the same as some of these pictures, by place."""
    found: dict[Place, _Copy] = {}
    for village in villages(plan, store, settings):
        for page in village.pages:
            same = [(key, Place(*village.picture(key)[:2])) for key in village.copies(page.order)]
            named = [place for _, place in same if place in places]
            if named:
                found |= {
                    place: _Copy(f"{key[0]}#{key[1]} ({village.pictures[key].planned.source})", named[0])
                    for key, place in same
                    if place not in places
                }
    return found


def _pictures(places: Collection[Place], plan: Plan) -> set[tuple[str, int]]:
    """How the log calls them: source, and number from 1."""
    touched = {(place.sha256, place.index) for place in places}
    return {(page.source, page.index + 1) for page in plan.pages if (page.sha256, page.index) in touched}


def _clean_logs(folder: Path, target: Target, pictures: set[tuple[str, int]]) -> None:
    """Take the lines about these pictures, or about the whole book, out of all logs."""
    for path in sorted(folder.glob("*.jsonl")):
        with writing(path):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not _is_about(line, target, pictures)]
        if len(kept) < len(lines):
            write_whole(path, "".join(kept).encode())


def _is_about(line: str, target: Target, pictures: set[tuple[str, int]]) -> bool:
    try:
        event = json.loads(line)
    except ValueError:
        return False  # the last line of a run that was killed
    if target.book is not None and event.get("book") == target.book:
        return True
    return (event.get("source"), event.get("picture")) in pictures


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
