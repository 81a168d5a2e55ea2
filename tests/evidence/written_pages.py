"""Readings of invented pages, made from what is written in each field."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.codes import Codes, load_codes
from pipeline.evidence.judge import judge
from pipeline.form import Field, Form, Kind, TotalRow
from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap
from pipeline.model import (
    Alternative,
    Cell,
    FieldValue,
    PageContent,
    PageFault,
    PageResult,
    Part,
    Reading,
    State,
)
from pipeline.settings import Settings

Written = str | Sequence[tuple[str, float]]
"""What is written, read for certain, or readings with probabilities; see STATES for what is no text."""

STATES = {"": State.BLANK, "-": State.NONE, '"': State.DITTO, "~": State.STRUCK, "?": State.UNREADABLE}
SURE = 0.9999
CERTAIN = Settings(accepted_error=0.01)


@cache
def forms() -> tuple[Form, ...]:
    return load_forms()


@cache
def codes() -> Codes:
    return load_codes()


@cache
def form(name: str, edition: str) -> Form:
    return next(one for one in forms() if (one.form, one.edition) == (name, edition))


def alternatives(written: Written) -> tuple[Alternative, ...]:
    readings = [(written, SURE)] if isinstance(written, str) else written
    return tuple(
        Alternative(STATES.get(text, State.VALUE), None if text in ("", "?", "~") else text, share)
        for text, share in readings
    )


def reading(part: Part, row: int | None, field: Field, written: Written, place: int = 0) -> Reading:
    box = Box(10.0 * place, 20.0, 10.0 * place + 8, 40.0)
    return Reading(Cell(part, row, field, box), alternatives(written), 1.0, "test 1")


def readings(
    of: Form,
    outside: Mapping[str, Written] | None = None,
    rows: Sequence[Mapping[str, Written]] = (),
    total: Mapping[str, Written] | None = None,
    row_count: int | None = None,
) -> tuple[Reading, ...]:
    """Every field of the form, in its order; what is not named is blank. row_count: printed rows, more than written."""
    outside, total = outside or {}, total or {}
    found: list[tuple[Part, int | None, Field, Written]] = []
    for part, entries in ((Part.HEAD, of.heads), (Part.ITEMS, of.items)):
        for entry in entries:
            for field in (entry.field, entry.extra):
                if field is not None:
                    found.append((part, None, field, outside.get(field.name, "")))
    fields = [column.field for column in of.columns if column.field.kind is not Kind.PRINTED]
    for row in range(max(len(rows), row_count or 0)):
        there = rows[row] if row < len(rows) else {}
        found += [(Part.TABLE, row, field, there.get(field.name, "")) for field in fields]
    if of.total is not TotalRow.NEVER and fields:
        labelled = [field for field in fields if field.name not in ("row_no", fields[1].name)]
        found += [(Part.TOTAL, None, field, total.get(field.name, "")) for field in labelled]
    return tuple(reading(*cell, place) for place, cell in enumerate(found))


def judged(
    of: Form, *args: object, settings: Settings = CERTAIN, **kwargs: object
) -> dict[tuple[str, int | None, str], FieldValue]:
    """The field values of a page by part, row and field."""
    values = judge(of, readings(of, *args, **kwargs), codes(), PageMap(), settings)  # type: ignore[arg-type]
    return {(str(value.part), value.row, value.field): value for value in values}


def page(
    of: Form, *args: object, book_id: str = "buku", page_no: int = 1, sha256: str | None = None, **kwargs: object
) -> PageResult:
    """A page that was read, judged with settings that accept what is read for certain."""
    values = judge(of, readings(of, *args, **kwargs), codes(), PageMap(), CERTAIN)  # type: ignore[arg-type]
    content = PageContent(of.form, of.edition, 0.9, "other", 0, 0.0, 0.5, values)
    source = f"{book_id}/{page_no:03d}.jpg"
    return PageResult(book_id, source, page_no, sha256 or f"{hash_of(source):064x}", content, None)


def hash_of(source: str) -> int:
    return sum(ord(letter) * 257**place for place, letter in enumerate(source)) % 16**64


def refused(book_id: str = "buku", page_no: int = 9) -> PageResult:
    fault = PageFault("blank_page", "Halaman kosong. / A blank page.")
    return PageResult(book_id, f"{book_id}/{page_no:03d}.jpg", page_no, "0" * 64, None, fault)


def without(value: FieldValue, *names: str) -> FieldValue:
    """The value with its evidence cleared of the given checks."""
    kept = tuple(entry for entry in value.evidence if entry.rpartition(":")[0] not in names)
    return dataclasses.replace(value, evidence=kept)
