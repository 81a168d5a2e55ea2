"""Tables of what was read, `readings` and `pages`, of some books: they need no more than these books' pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from pipeline.model import PageResult
from pipeline.tables.readings import page_row, reading_rows
from schemas.frames import frame
from schemas.validate import Finding, validate


def page_tables(pages: Sequence[PageResult]) -> tuple[dict[str, pd.DataFrame], tuple[Finding, ...]]:
    """Both tables of these pages, by name, validated, and why rows are missing from them.

    pages: of whole books, after pipeline.evidence.across; a village's books one by one make the same rows as together.
    """
    rows: dict[str, Iterable[Mapping[str, object]]] = {
        "readings": (row for page in pages for row in reading_rows(page)),
        "pages": (page_row(page) for page in pages),
    }
    validated = {name: validate(name, frame(name, made)) for name, made in rows.items()}
    findings = tuple(finding for result in validated.values() for finding in result.findings)
    return {name: result.rows for name, result in validated.items()}, findings
