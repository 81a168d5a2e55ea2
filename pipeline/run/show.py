"""One page, found by its book and number or by its file, read and drawn (command `show`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import cv2

from pipeline.errors import InputError, UsageError
from pipeline.formfile import load_forms
from pipeline.model import BookNotes, Decision, PageContent, PageFault
from pipeline.run.disk import write_whole
from pipeline.run.driver import books_of, known_pages
from pipeline.run.ledger import Ledger
from pipeline.run.overlay import draw
from pipeline.run.page import read_page
from pipeline.run.plan import PlannedPage, make_plan
from pipeline.run.recipe import page_recipe
from pipeline.run.store import Store
from pipeline.run.task import build_tools
from pipeline.run.workspace import Workspace
from pipeline.scan.load import load_page
from pipeline.settings import Settings

_NUMBERED = re.compile(r"(?P<name>.+)#(?P<page_no>[1-9][0-9]*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture that was written, and what it shows: the content that was read, or why the page is refused."""

    picture: Path
    became: PageContent | PageFault


def show(page: str, out: Path, to: Path | None, settings: Settings) -> Shown:
    """Draw a page. `page`: a file, `FILE#PAGE_NO`, or `BOOK_ID#PAGE_NO` of the inbox that `out` was made from.

    Results of the last run are shown as they are; without them the page is read now. The picture goes to `to`, else
    to a file in this folder named after the page. Raises InputError where there is no such page.
    """
    path, index, notes, became = _found(page, out, settings)
    grey = load_page(path, index, settings)
    if isinstance(grey, PageFault):
        raise InputError(f"{page} cannot be shown: {grey.message}")
    if became is None:
        reading = read_page(grey, build_tools(settings), notes)
        became = reading if isinstance(reading, PageFault) else reading.content
    picture = to if to is not None else Path(re.sub(r"[^\w.-]+", "_", f"{Path(page).name}.png").lstrip("_"))
    _, encoded = cv2.imencode(".png", draw(grey, became))
    write_whole(picture, encoded.tobytes())
    return Shown(picture, became)


def _found(page: str, out: Path, settings: Settings) -> tuple[Path, int, BookNotes, PageContent | PageFault | None]:
    """File, index from 0, the book's notes, and what a run made of it if one did."""
    if Path(page).is_file():
        return Path(page), 0, BookNotes(), None
    numbered = _NUMBERED.fullmatch(page)
    if numbered is None:
        raise UsageError(f"{page} is no file, and no page of a book, BOOK_ID#PAGE_NO.")
    name, page_no = numbered["name"], int(numbered["page_no"])
    if Path(name).is_file():
        return Path(name), page_no - 1, BookNotes(), None
    planned, notes, store = _in_book(name, page_no, out, settings)
    return planned.path, planned.index, notes, store.get(planned.key)


def _in_book(book_id: str, page_no: int, out: Path, settings: Settings) -> tuple[PlannedPage, BookNotes, Store]:
    workspace = Workspace(out.absolute())
    ledger, store = Ledger.load(workspace.ledger), Store(workspace.pages)
    if not ledger.inbox:
        raise InputError(f"No run was ever made in {out}; give --out OUT of a run, or a file.")
    books = books_of(Path(ledger.inbox), out, load_forms())
    chosen = [book for book in books if book.book_id == book_id]
    if not chosen:
        raise InputError(f"There is no book {book_id} in {ledger.inbox}.")
    plan = make_plan(chosen, known_pages(ledger, store), page_recipe(settings), settings)
    for planned in plan.pages:
        if planned.page_no == page_no:
            return planned, chosen[0].notes, store
    raise InputError(f"Book {book_id} has no page {page_no}; it has {len(plan.pages)}.")


def facts(shown: Shown) -> dict[str, str | int | float | None]:
    """What the picture shows, for programs; no reading among it."""
    became = shown.became
    if isinstance(became, PageFault):
        return {"picture": str(shown.picture), "status": "refused", "reason": became.reason, "message": became.message}
    return {
        "picture": str(shown.picture),
        "status": "read",
        "form": became.form,
        "edition": became.edition,
        "match_score": became.match_score,
        "runner_up": became.runner_up,
        "cells": len(became.values),
        "to_review": sum(value.decision is Decision.REVIEW for value in became.values),
    }


def in_words(shown: Shown) -> str:
    """The same for a person."""
    told = facts(shown)
    if told["status"] == "refused":
        return f"{shown.picture}: refused, {told['message']}"
    return f"{shown.picture}: {told['form']} {told['edition']}, {told['cells']} cells, {told['to_review']} to review"
