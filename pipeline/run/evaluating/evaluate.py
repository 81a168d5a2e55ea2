"""How right a publication is, cell by cell, against a ground truth written as samples/truth.jsonl is.

A truth file holds a page a line: file, page, form, edition, writer, spoiled.level, and cells with part, row, field,
state, value and, for dates with an age, age. A cell is right when form and edition of its page, its state, its value
and its age are; text is compared without case, accents and repeated spaces. A page that was not read loses all its
written cells. The measure is that of the benchmark's own score.py, whose numbers it must give.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.errors import ConfigurationError, InputError
from pipeline.form import Form, Kind
from pipeline.publish.current_link import current_run
from pipeline.publish.read_back import load_table
from pipeline.run.evaluating.reliability import calibration_error, coverage, reliability

Place = tuple[str, int, str, int | None, str]
"""Where a cell stands: source, page number in its book, part, row, field."""

GROUPS = {
    Kind.COUNT: "counts",
    Kind.TICK_OR_COUNT: "counts",
    Kind.YEAR: "counts",
    Kind.MARK: "marks",
    Kind.MARK_TEXT: "marks",
    Kind.CODE: "vocabulary",
    Kind.CODE_TEXT: "vocabulary",
    Kind.MONTH: "vocabulary",
    Kind.CHOICE: "printed choices",
    Kind.CHOICE_TEXT: "printed choices",
    Kind.YES_NO_TEXT: "printed choices",
    Kind.YES_NO_COUNT: "printed choices",
    Kind.DATE: "dates",
    Kind.DATE_AGE: "dates",
    Kind.DIGITS: "digit strings",
    Kind.DIGITS_OR_WORD: "digit strings",
    Kind.NAME: "names",
    Kind.TEXT: "free text",
}
"""What a kind is scored under."""
_BLANK = "blank cells"
_WITHOUT_VALUE = frozenset({"blank", "none", "unreadable", "struck"})
_PARTS = {"item": "items", "opt": "items"}
_LEVELS = {"coverage_99": 0.99, "coverage_997": 0.997}


@dataclass(frozen=True, slots=True)
class _Read:
    form: str
    edition: str
    state: str
    value: str | None
    age: int | None
    decision: str
    confidence: float
    box: tuple[float, ...]


def evaluate(out: Path, truth: Path, forms: Iterable[Form]) -> dict[str, Any]:
    """Shares found, right, accepted and right of accepted, over all and by group, damage, form and hand.

    Groups have their character error rate and the share of cells whose confidence is such that 99 and 99.7 % of those
    as sure or surer are right. Raises InputError if nothing was published in `out`, if `truth` is no truth file, or if
    none of its pages was found by the run.
    """
    return scores_of(*compared(out, truth, forms))


def compared(out: Path, truth: Path, forms: Iterable[Form]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Every cell of the truth beside its reading (columns _COLUMNS), and counts of pages and stray readings.

    Raises as evaluate does.
    """
    run_folder = current_run(out)
    if run_folder is None:
        raise InputError(f"Nothing has been published in {out}; run `dasawisma run` first.")
    pages, read, known = _pages(truth), _readings(run_folder), _known_pages(run_folder)
    kinds = {
        (form.form, form.edition, field.name): field.kind
        for form in forms
        for field in (
            *(entry.field for entry in form.entries),
            *(column.field for column in form.columns),
        )
    }
    if not any((page["file"], page["page"]) in known for page in pages):
        raise InputError(
            f"No page of {truth} is among the pages published in {out}: its files are named otherwise than `source` in"
            " table pages, or it is the truth of another inbox."
        )
    found_form = {place[:2]: (reading.form, reading.edition) for place, reading in read.items()}
    wrong = sum(found_form.get((page["file"], page["page"]), _form_of(page)) != _form_of(page) for page in pages)
    unknown = sum((page["file"], page["page"]) not in known for page in pages)
    counts = {
        "pages": len(pages),
        "unknown_pages": unknown,
        "wrong_form_pages": wrong,
        "stray_readings": _strays(pages, read),
    }
    return pd.DataFrame(list(_compared(pages, read, kinds)), columns=_COLUMNS), counts


def scores_of(cells: pd.DataFrame, counts: Mapping[str, int]) -> dict[str, Any]:
    """The scores of what `compared` gives."""
    written = cells[cells["group"] != _BLANK]
    names = cells[cells["group"] == "names"]
    by = {"groups": "group", "levels": "level", "forms": "form", "hands": "writer"}
    return {
        "all_written": _shares(written),
        "blank": _shares(cells[cells["group"] == _BLANK]),
        **{name: {str(key): _shares(part) for key, part in written.groupby(column)} for name, column in by.items()},
        "name_cer": float(names["edits"].sum() / max(1, names["characters"].sum())),
        "calibration_error": calibration_error(written["confidence"], written["right"]),
        "reliability": reliability(written["confidence"], written["right"]),
        **counts,
    }


def _pages(truth: Path) -> list[dict[str, Any]]:
    try:
        pages = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()]
        for page in pages:
            _form_of(page), page["file"], page["page"], page["spoiled"]["level"], page["writer"]
            for cell in page["cells"]:
                _place(page, cell), cell["state"], cell["value"]
    except OSError as error:
        raise InputError(f"The truth file {truth} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(f"{truth} is no truth file ({type(error).__name__}: {error}).") from error
    return pages


def _known_pages(run_folder: Path) -> frozenset[tuple[str, int]]:
    """Source and number of every page that the run found, read or refused."""
    try:
        table = load_table(run_folder, "pages")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"The publication in {run_folder} cannot be read: {error}.") from error
    return frozenset(
        (str(source), int(page_no)) for source, page_no in zip(table["source"], table["page_no"], strict=True)
    )


def _readings(run_folder: Path) -> dict[Place, _Read]:
    try:
        table = load_table(run_folder, "readings")
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"The publication in {run_folder} cannot be read: {error}.") from error
    columns = ["source", "page_no", "part", "row", "field"]
    boxes = ["box_left", "box_top", "box_right", "box_bottom"]
    shown = [*columns, "form", "edition", "state", "value", "age", "decision", "confidence", *boxes]
    plain = table[shown].astype(object)
    plain = plain.where(plain.notna(), None)
    return {
        (source, int(page_no), part, None if row is None else int(row), field): _Read(
            form, edition, state, value, None if age is None else int(age), decision, float(confidence), tuple(box)
        )
        for source, page_no, part, row, field, form, edition, state, value, age, decision, confidence, *box in (
            plain.itertuples(index=False, name=None)
        )
    }


_COLUMNS = (
    *("group", "level", "form", "writer", "found", "right", "accepted", "confidence", "edits", "characters"),
    *("place", "wanted", "read", "box"),
)


def _compared(
    pages: Iterable[Mapping[str, Any]],
    read: Mapping[Place, _Read],
    kinds: Mapping[tuple[str, str, str], Kind],
) -> Iterator[tuple[Any, ...]]:
    for page in pages:
        for cell in page["cells"]:
            kind = _kind(page, cell["field"], kinds)
            if kind is Kind.PRINTED:
                continue
            reading, state = read.get(_place(page, cell)), cell["state"]
            value = None if state in _WITHOUT_VALUE else normal(cell["value"])
            written = normal(reading.value) if reading else None
            right = (
                reading is not None
                and (reading.form, reading.edition) == _form_of(page)
                and reading.state == state
                and written == value
                and (kind is not Kind.DATE_AGE or reading.age == cell.get("age"))
            )
            yield (
                _BLANK if state == "blank" else GROUPS[kind],
                page["spoiled"]["level"],
                page["form"],
                page["writer"],
                reading is not None,
                right,
                reading is not None and reading.decision == "accepted",
                None if reading is None else reading.confidence,
                edits(value or "", written or ""),
                len(value or ""),
                _place(page, cell),
                value if state == "value" else state,
                None if reading is None else written if reading.state == "value" else reading.state,
                None if reading is None else reading.box,
            )


def _kind(page: Mapping[str, Any], field: str, kinds: Mapping[tuple[str, str, str], Kind]) -> Kind:
    known = kinds.get((*_form_of(page), field))
    if known is not None:
        return known
    return Kind.COUNT if field.endswith("_count") else Kind.TEXT


def _place(page: Mapping[str, Any], cell: Mapping[str, Any]) -> Place:
    part, row = cell["part"], cell["row"]
    if part == "cell":
        part, row = ("total", None) if row == "total" else ("table", int(row))
    return page["file"], page["page"], _PARTS.get(part, part), row, cell["field"]


def _form_of(page: Mapping[str, Any]) -> tuple[str, str]:
    return page["form"], page["edition"]


def normal(value: object) -> str | None:
    """A value as it is compared: without accents, case, repeated spaces and zeros before a number of four digits."""
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    plain = unicodedata.normalize("NFKD", str(value)).encode("ascii", "ignore").decode().strip().lower()
    plain = re.sub(r"\s+", " ", plain)
    return (re.sub(r"^0+(?=\d)", "", plain) if re.fullmatch(r"\d{1,4}", plain) else plain) or None


def edits(wanted: str, got: str) -> int:
    """Levenshtein distance: how many characters to put in, leave out or change."""
    row = list(range(len(got) + 1))
    for i, x in enumerate(wanted, 1):
        diagonal, row[0] = row[0], i
        for j, y in enumerate(got, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (x != y))
    return row[-1]


def _shares(cells: pd.DataFrame) -> dict[str, float | int | None]:
    accepted = cells[cells["accepted"].astype(bool)]
    return {
        "cells": len(cells),
        "found": _mean(cells["found"]),
        "right": _mean(cells["right"]),
        "accepted": len(accepted) / len(cells) if len(cells) else 0.0,
        "right_of_accepted": _mean(accepted["right"]),
        "cer": float(cells["edits"].sum() / max(1, cells["characters"].sum())),
        **{name: coverage(cells["confidence"], cells["right"], level) for name, level in _LEVELS.items()},
    }


def _mean(column: pd.Series[Any]) -> float | None:
    return float(column.astype(float).mean()) if len(column) else None


def _strays(pages: Iterable[Mapping[str, Any]], read: Mapping[Place, _Read]) -> int:
    """Accepted written readings on pages of the truth where nothing is in the truth.

    Fields that the truth says nothing of on that page are left aside, outside tables.
    """
    places = {_place(page, cell) for page in pages for cell in page["cells"]}
    fields = {(source, page_no, part, field) for source, page_no, part, _, field in places}
    files = {(page["file"], page["page"]) for page in pages}
    return sum(
        place[:2] in files
        and place not in places
        and reading.decision == "accepted"
        and reading.state != "blank"
        and ((*place[:3], place[4]) in fields or place[3] is not None)
        for place, reading in read.items()
    )
