"""One page, found by its book and number or by its file, read and drawn (command `show`)."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import cv2

from pipeline.errors import InputError, UsageError
from pipeline.model import Decision, PageContent, PageFault
from pipeline.private_files import write_whole
from pipeline.run.kept.codec import Pages
from pipeline.run.kept.erasures import Erasures, Place
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.workspace import Workspace
from pipeline.run.plan import file_sha256
from pipeline.run.showing.overlay import draw
from pipeline.run.showing.overlay_legend import origin, states
from pipeline.run.showing.page_named import find_page
from pipeline.run.workers.page import read_picture
from pipeline.run.workers.task import build_tools
from pipeline.scan.drawn import noted
from pipeline.scan.load import load_page
from pipeline.settings import Settings

_LONGEST_NAME_BYTES = 200
"""Of a picture's name without its ending; file systems take 255 of all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The picture that was written, and what became of the page on it, or of the two of an open book.

    run_id: the publication that says so, "" where the page was read alone. page_no, of: which page of its file was
    drawn (from 1) and how many there are, where that was not said; of is 0 where it was.
    """

    picture: Path
    pages: Pages
    run_id: str = ""
    page_no: int = 1
    of: int = 0


def show(page: str, out: Path, to: Path | None, settings: Settings) -> Shown:
    """Draw a page. `page`: a file, `FILE#PAGE_NO`, or `BOOK_ID#PAGE_NO` of the inbox that `out` was made from.

    A page of the publication in `out` is shown as published; another as the last run read it, else it is read now, in
    both cases alone. The picture goes to `to`, else to a file in this folder named after the page. Raises InputError
    where there is no such page, and where it was erased in `out`: its scan may lie in the inbox, but is not drawn.
    Rows and cells that were erased are left out. UsageError where the picture would lie in the inbox.
    """
    picture = to if to is not None else Path(picture_name(page))
    _keep_out_of_inbox(picture, out)
    named = find_page(page, out, settings)
    path, index, pages = named.path, named.index, named.pages
    erasures = Erasures.load(Workspace(out.absolute()).erased)
    sha256 = file_sha256(path) if erasures.marks else ""
    if _is_erased(sha256, index, erasures):
        raise InputError(
            f"{page} sudah dihapus atas permintaan dan tidak ditampilkan. Untuk membacanya lagi: dasawisma erase OUT"
            f" --page FOLDER/BERKAS --give-back, lalu run. / {page} was erased and is not drawn, though its scan"
            f" lies where"
            " it lay. To read it again after all: dasawisma erase OUT --page FOLDER/FILE --give-back,"
            " then a run."
        )
    grey = load_page(path, index, settings)
    if isinstance(grey, PageFault):
        raise InputError(f"{page} tidak dapat ditampilkan / cannot be shown: {grey.message}")
    if not pages:
        readings = read_picture(grey, build_tools(settings), named.notes)
        pages = tuple(reading if isinstance(reading, PageFault) else reading.content for reading in readings)
    pages = erasures.without_erased(sha256, index, pages)
    _, encoded = cv2.imencode(".png", draw(grey, pages, named.run_id))
    write_whole(picture, noted(encoded.tobytes()))
    return Shown(picture, pages, named.run_id, index + 1, named.of)


def _keep_out_of_inbox(picture: Path, out: Path) -> None:
    """Among the scans a picture could go over one, and would be read as a page by the next run."""
    inbox = Ledger.load(Workspace(out.absolute()).ledger).inbox
    if inbox and Path(os.path.realpath(picture)).is_relative_to(os.path.realpath(inbox)):
        raise UsageError(
            f"{picture} akan terletak di kotak masuk {inbox}, di antara pindaian; sebutkan berkas lain dengan --to. /"
            f" {picture} would lie in the inbox {inbox}, among the scans; name another file with --to."
        )


def picture_name(page: str) -> str:
    """The file that a page of that name is drawn to: all of the name in it, and none that is hidden.

    `_` stands for `/` and `#`, and is doubled where the name has one, so that no two books write one file; `inbox` for
    the book of the images in INBOX itself.
    """
    whole = re.sub(r"^\.(?=#|$)", "inbox", page).replace("_", "__")
    name = re.sub(r"[/#\\\x00-\x1f\x7f]", "_", re.sub(r"^(?:\.*/+)+", "", whole)).lstrip(".")
    return name.encode(errors="replace")[-_LONGEST_NAME_BYTES:].decode(errors="ignore").lstrip(".") + ".png"


def _is_erased(sha256: str, index: int, erasures: Erasures) -> bool:
    """Whether that picture was erased, or one of the two pages on it: their scan is one."""
    return any(erasures.covers(Place(sha256, index, half)) for half in (None, 0, 1))


def facts(shown: Shown) -> dict[str, object]:
    """What the picture shows, for programs; no reading among it."""
    return {
        "picture": str(shown.picture),
        "published": shown.run_id or None,
        "page": shown.page_no,
        "of": shown.of or None,
        "pages": [_facts(page) for page in shown.pages],
    }


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
    lines = [str(shown.picture), *origin(shown.run_id)]
    if shown.of > 1:
        lines.append(
            f"halaman {shown.page_no} dari {shown.of} halaman berkas itu; yang lain: BERKAS#NOMOR /"
            f" page {shown.page_no} of the {shown.of} of that file; another: FILE#NUMBER"
        )
    for page in shown.pages:
        told = _facts(page)
        if isinstance(page, PageFault):
            lines.append(f"ditolak / refused: {page.message}")
        else:
            lines.append(
                f"{page.form} {page.edition}: {told['cells']} isian / cells, {told['to_review']} perlu diperiksa /"
                " to review"
            )
            lines.append(", ".join(f"{state.value} {count}" for state, count in states(page.values).items()))
    return "\n".join(lines)
