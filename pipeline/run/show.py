"""One page, found by its book and number or by its file, read and drawn (command `show`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import cv2
import pyarrow.compute as pc

from pipeline.errors import InputError, UsageError
from pipeline.formfile import load_forms
from pipeline.model import BookNotes, Decision, PageContent, PageFault
from pipeline.private_files import write_whole
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import batches
from pipeline.run.codec import Pages
from pipeline.run.driver import books_of, known_pages
from pipeline.run.erasures import Erasures, Place
from pipeline.run.ledger import Ledger
from pipeline.run.numbering import numbered
from pipeline.run.overlay import draw
from pipeline.run.overlay_legend import states
from pipeline.run.page import read_picture
from pipeline.run.plan import file_sha256, make_plan
from pipeline.run.recipe import page_recipe
from pipeline.run.store import Store
from pipeline.run.task import build_tools
from pipeline.run.workspace import Workspace
from pipeline.scan.load import load_page, page_count
from pipeline.settings import Settings

_NUMBERED = re.compile(r"(?P<name>.+)#(?P<page_no>[1-9][0-9]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture that was written, and what became of the page on it, or of the two of an open book."""

    picture: Path
    pages: Pages


def show(page: str, out: Path, to: Path | None, settings: Settings) -> Shown:
    """Draw a page. `page`: a file, `FILE#PAGE_NO`, or `BOOK_ID#PAGE_NO` of the inbox that `out` was made from.

    Results of the last run are shown as they are; without them the page is read now. The picture goes to `to`, else
    to a file in this folder named after the page. Raises InputError where there is no such page, and where it was
    erased in `out`: its scan may lie in the inbox, but is not drawn. Rows and cells that were erased are left out.
    """
    path, index, notes, pages = _found(page, out, settings)
    erasures = Erasures.load(Workspace(out.absolute()).erased)
    sha256 = file_sha256(path) if erasures.marks else ""
    if _is_erased(sha256, index, erasures):
        raise InputError(
            f"{page} was erased and is not drawn, though its scan lies where it lay (sudah dihapus atas permintaan,"
            " tidak ditampilkan). To read it again after all: dasawisma erase OUT --page BOOK_ID#PAGE_NO --give-back,"
            " then a run."
        )
    grey = load_page(path, index, settings)
    if isinstance(grey, PageFault):
        raise InputError(f"{page} cannot be shown: {grey.message}")
    if not pages:
        readings = read_picture(grey, build_tools(settings), notes)
        pages = tuple(reading if isinstance(reading, PageFault) else reading.content for reading in readings)
    pages = erasures.without_erased(sha256, index, pages)
    picture = to if to is not None else Path(re.sub(r"[^\w.-]+", "_", f"{Path(page).name}.png").lstrip("_"))
    _, encoded = cv2.imencode(".png", draw(grey, pages))
    write_whole(picture, encoded.tobytes())
    return Shown(picture, pages)


def _is_erased(sha256: str, index: int, erasures: Erasures) -> bool:
    """Whether that picture was erased, or one of the two pages on it: their scan is one."""
    return any(erasures.covers(Place(sha256, index, half)) for half in (None, 0, 1))


def _found(page: str, out: Path, settings: Settings) -> tuple[Path, int, BookNotes, Pages]:
    """File, index from 0, the book's notes, and what a run made of the page (nothing, if none did)."""
    if Path(page).is_file():
        return Path(page), 0, BookNotes(), ()
    named = _NUMBERED.fullmatch(page)
    if named is None and (book_and_number := _of_inbox(page, out)) is not None:
        return _in_book(*book_and_number, out, settings)
    if named is None:
        raise UsageError(f"{page} is no file, and no page of a book, BOOK_ID#PAGE_NO.")
    name, page_no = named["name"], int(named["page_no"])
    if Path(name).is_file():
        count = page_count(Path(name), settings)
        if isinstance(count, int) and page_no > count:
            raise InputError(f"{name} has no page {page_no}; it has {count}.")
        return Path(name), page_no - 1, BookNotes(), ()
    return _in_book(name, page_no, out, settings)


def _of_inbox(source: str, out: Path) -> tuple[str, int] | None:
    """Book and number of the first page of a file, as messages name it, in the inbox of the last publication."""
    run_folder = current_run(out.absolute())
    if run_folder is None:
        return None
    found = [
        (str(row["book_id"]), int(row["page_no"]))
        for batch in batches(run_folder, "pages", ["book_id", "source", "page_no"])
        for row in batch.filter(pc.equal(batch["source"], source)).to_pylist()
    ]
    return min(found, default=None)


def _in_book(book_id: str, page_no: int, out: Path, settings: Settings) -> tuple[Path, int, BookNotes, Pages]:
    workspace = Workspace(out.absolute())
    ledger, store = Ledger.load(workspace.ledger), Store(workspace.pages)
    if not ledger.inbox:
        raise InputError(f"No run was ever made in {out}; give --out OUT of a run, or a file.")
    found = books_of(Path(ledger.inbox), out, load_forms(), ledger)
    books = [book for book in found.books if book.book_id == book_id]
    if not books:
        raise InputError(f"There is no book {book_id} in {ledger.inbox}; table `pages` has the names (book_id).")
    plan = make_plan(books, known_pages(ledger, store), page_recipe(settings), settings)
    became = {planned.key: store.get(planned.key) for planned in plan.pages}
    unread = PageFault("unread", "")
    pages = list(numbered(plan.pages, {key: pages or (unread,) for key, pages in became.items()}))
    for page in pages:
        if page.result.page_no == page_no:
            one = page.result.content or page.result.fault
            read = (one,) if one is not None and one is not unread else ()
            return page.planned.path, page.planned.index, books[0].notes, read
    raise InputError(f"Book {book_id} has no page {page_no}; it has {len(pages)}.")


def facts(shown: Shown) -> dict[str, object]:
    """What the picture shows, for programs; no reading among it."""
    return {"picture": str(shown.picture), "pages": [_facts(page) for page in shown.pages]}


def _facts(page: PageContent | PageFault) -> dict[str, object]:
    if isinstance(page, PageFault):
        return {"status": "refused", "reason": page.reason, "message": page.message}
    return {
        "status": "read",
        "form": page.form,
        "edition": page.edition,
        "match_score": page.match_score,
        "runner_up": page.runner_up,
        "cells": len(page.values),
        "states": {state.value: count for state, count in states(page.values).items()},
        "to_review": sum(value.decision is Decision.REVIEW for value in page.values),
    }


def in_words(shown: Shown) -> str:
    """The same for a person."""
    lines = [str(shown.picture)]
    for page in shown.pages:
        told = _facts(page)
        if isinstance(page, PageFault):
            lines.append(f"refused: {page.message}")
        else:
            lines.append(f"{page.form} {page.edition}: {told['cells']} cells, {told['to_review']} to review")
            lines.append(", ".join(f"{state.value} {count}" for state, count in states(page.values).items()))
    return "\n".join(lines)
