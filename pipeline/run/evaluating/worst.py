"""A page of the worst cells of an evaluation as pictures: wrong ones, the surest first (command `evaluate --worst`)."""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import pandas as pd

from pipeline.errors import InputError
from pipeline.model import Grey, PageFault
from pipeline.private_files import make_folder, write_whole, writing
from pipeline.run.kept.ledger import Ledger
from pipeline.run.kept.workspace import Workspace
from pipeline.scan.load import load_page
from pipeline.settings import Settings

_MARGIN = 0.4
"""Of a cell's height, shown around it."""
_HEIGHT_PX = 90
_COLUMNS = ("picture", "probability", "truth", "read", "decision", "group", "place")
_HEAD = (
    "<!doctype html><meta charset=utf-8><title>dasawisma</title>"
    "<style>th{text-align:left}td,th{border-top:1px solid #ccc;padding:3px 8px}</style>"
)


def write_worst(cells: pd.DataFrame, count: int, out: Path, settings: Settings) -> Path:
    """Write OUT/worst/index.html with at most `count` wrong cells; returns its path.

    The folder is 0700 and the file 0600: names and numbers of people are on it. Raises InputError when the inbox that
    `out` was made from is not known.
    """
    inbox = Ledger.load(Workspace(out.absolute()).ledger).inbox
    if not inbox:
        raise InputError(f"No run was ever made in {out}, so its scans are not known.")
    wrong = cells[~cells["right"].astype(bool) & cells["found"].astype(bool)]
    worst = wrong.sort_values("confidence", ascending=False, kind="stable").head(count)
    rows = "".join(_rows(worst, Path(inbox), settings))
    folder = Workspace(out).crops
    with writing(folder):
        make_folder(folder)
    page = folder / "index.html"
    head = "<tr>" + "".join(f"<th>{name}" for name in _COLUMNS)
    write_whole(page, f"{_HEAD}<table>{head}{rows}</table>".encode())
    return page


def _rows(worst: pd.DataFrame, inbox: Path, settings: Settings) -> Iterator[str]:
    """A table row per cell; scans are opened one after another, each once."""
    cells: list[dict[str, Any]] = [dict(zip(worst.columns, row, strict=True)) for row in worst.to_numpy().tolist()]
    pictures: dict[int, str] = {}
    for source, page_no in sorted({cell["place"][:2] for cell in cells}):
        grey = _scan(inbox, source, page_no, settings)
        here = [at for at, cell in enumerate(cells) if cell["place"][:2] == (source, page_no)]
        pictures |= {at: _picture(grey, cells[at]["box"]) for at in here}
    for at, cell in enumerate(cells):
        source, page_no, part, row, field = cell["place"]
        where = f"{source} {page_no} {part} {'' if row is None else row} {field}"
        decision = "accepted" if cell["accepted"] else "review"
        told = (f"{cell['confidence']:.3f}", cell["wanted"] or "", cell["read"] or "", decision, cell["group"], where)
        yield f"<tr><td>{pictures[at]}" + "".join(f"<td>{html.escape(str(text))}" for text in told)


def _scan(inbox: Path, source: str, page_no: int, settings: Settings) -> Grey | None:
    path = inbox / source
    index = page_no - 1 if path.suffix.lower() in (".pdf", ".tif", ".tiff") else 0
    grey = load_page(path, index, settings) if path.is_file() else None
    return None if isinstance(grey, PageFault) else grey


def _picture(grey: Grey | None, box: tuple[float, float, float, float]) -> str:
    if grey is None:
        return "(no scan)"
    left, top, right, bottom = box
    margin = _MARGIN * (bottom - top)
    rows = slice(max(0, int(top - margin)), int(bottom + margin) + 1)
    cut = grey[rows, max(0, int(left - margin)) : int(right + margin) + 1]
    if cut.size == 0:
        return "(no scan)"
    encoded = cv2.imencode(".jpg", cut)[1]
    return f'<img height={_HEIGHT_PX} src="data:image/jpeg;base64,{base64.b64encode(encoded.tobytes()).decode()}">'
