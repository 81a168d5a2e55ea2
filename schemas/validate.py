"""Checks a table against its model: bad rows are left out and named, never lost in an exception."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd
import pandera.errors

from schemas.columns import Column, Type
from schemas.frames import conform
from schemas.keys import in_order, key_texts
from schemas.models import NOT_NULL, model
from schemas.registry import TABLES

ROWS_MADE = "rows_made"
"""Key in a validated table's `attrs`: how many rows it was made of, bad ones included (for the manifest's sums)."""

DUPLICATE_KEY = "duplicate_key"
"""Rule that a row breaks whose key another row of its table has."""


class Finding(NamedTuple):
    """Why a row is not in its table; the fields are columns of table `quarantine`. message holds no cell text."""

    book_id: str | None
    page_no: int | None
    table: str
    key: str
    column: str | None
    rule: str
    message: str
    severity: str = "error"


@dataclass(frozen=True, slots=True, eq=False)
class Validated:
    """rows: the good rows, sorted by key, with the registry's dtypes. findings: why the others are not there."""

    rows: pd.DataFrame
    findings: tuple[Finding, ...]


def validate(name: str, table: pd.DataFrame) -> Validated:
    """The good rows of the table, and a finding for each fault of each bad row.

    Of rows with the same key the first in a fixed order stays. The result does not depend on the order of rows.
    ValueError if columns are missing or unknown: then no row can be judged.
    """
    typed, misfits = conform(name, table)
    faults = {(position, column, "type") for position, column in misfits}
    faults |= {fault for fault in _broken_rules(name, typed) if (fault[0], fault[1], "type") not in faults}
    sound = typed.drop(index=[position for position, _, _ in faults]) if faults else typed
    ordered = in_order(name, sound)
    twice = ordered.duplicated(list(TABLES[name].key), keep="first") & TABLES[name].unique
    findings = [
        *_findings(name, typed, sorted(faults)),
        *_findings(name, typed, [(int(position), "", DUPLICATE_KEY) for position in ordered.index[twice]]),
    ]
    rows = (ordered[~twice] if twice.any() else ordered).reset_index(drop=True)
    rows.attrs[ROWS_MADE] = len(table)
    return Validated(rows, tuple(sorted(findings, key=lambda finding: tuple(str(part) for part in finding))))


def _broken_rules(name: str, typed: pd.DataFrame) -> set[tuple[int, str, str]]:
    """Position, column and rule of every value that breaks its column's rules.

    Uniqueness is left to the caller, who looks at it among the rows that are good otherwise.
    """
    try:
        model(name, unique_key=False).validate(typed, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return {
            (int(index), str(column), str(rule))
            for index, column, rule in zip(cases["index"], cases["column"], cases["check"], strict=True)
        }
    return set()


def _findings(name: str, typed: pd.DataFrame, faults: Iterable[tuple[int, str, str]]) -> list[Finding]:
    listed = list(faults)
    rows = typed.iloc[[position for position, _, _ in listed]]
    keys = key_texts(name, rows)
    return [
        Finding(book_id, page_no, name, key, column or None, rule, _sentence(name, column, rule))
        for (_, column, rule), key, (book_id, page_no) in zip(listed, keys, _pages(rows), strict=True)
    ]


def _pages(rows: pd.DataFrame) -> list[tuple[str | None, int | None]]:
    if "page_no" not in rows:
        return [(None, None)] * len(rows)
    return [
        (None if pd.isna(book) else str(book), None if pd.isna(page) else int(page))
        for book, page in zip(rows["book_id"], rows["page_no"], strict=True)
    ]


def _sentence(name: str, column_name: str, rule: str) -> str:
    if rule == DUPLICATE_KEY:
        key = ", ".join(TABLES[name].key)
        return (
            f"Baris lain di {name} punya {key} yang sama; cari halaman yang dipindai dua kali. /"
            f" Another row of {name} has the same {key}; look for a page scanned twice."
        )
    indonesian, english = _expectation(TABLES[name].column(column_name), rule)
    return (
        f"`{column_name}` {indonesian}; periksa halaman dan bacaannya. /"
        f" `{column_name}` {english}; check the page and the reading."
    )


def _expectation(column: Column, rule: str) -> tuple[str, str]:
    """What the value is not, Indonesian and English."""
    paling, at_most = _interval(column)
    codes = ", ".join(column.codes)
    expected: dict[str, tuple[str, str]] = {
        "type": (f"bukan jenis {column.type}", f"is not of type {column.type}"),
        NOT_NULL: ("tidak boleh kosong", "must not be empty"),
        "finite": ("harus bilangan terhingga", "must be a finite number"),
        "bounds": (f"harus {paling}", f"must lie {at_most}"),
        "codes": (f"harus salah satu dari {codes}", f"must be one of {codes}"),
        "pattern": ("tidak ditulis menurut aturan kodenya", "is not written as its code prescribes"),
    }
    return expected[rule]


def _interval(column: Column) -> tuple[str, str]:
    low, high = _number(column.low, column.type), _number(column.high, column.type)
    if high is None:
        return f"paling kecil {low}", f"at or above {low}"
    if low is None:
        return f"paling besar {high}", f"at or below {high}"
    return f"di antara {low} dan {high}", f"between {low} and {high}"


def _number(value: float | None, kind: Type) -> str | None:
    if value is None:
        return None
    return f"{value:.0f}" if kind is Type.INTEGER else f"{value:g}"
