"""What was counted, so that nothing can vanish unseen: pages, cells, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from pipeline.publish.parquet import UNKNOWN
from schemas import TABLES
from schemas.validate import ROWS_MADE


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of one table: made from readings, published, and kept out of it by an error in quarantine.

    errors, warnings: findings in quarantine; one row can have several.
    """

    made: int
    published: int
    errors: int
    warnings: int
    by_village: tuple[tuple[str, int], ...]

    @property
    def with_error(self) -> int:
        """Rows that were made and are not published."""
        return self.made - self.published


@dataclass(frozen=True, slots=True)
class Counts:
    """Pages found by the driver, read and refused; cells accepted and for review; rows of each table."""

    pages_found: int
    pages_read: int
    pages_refused: int
    cells: int
    cells_accepted: int
    cells_review: int
    tables: Mapping[str, RowCounts]


def count(tables: Mapping[str, pd.DataFrame], pages_found: int) -> Counts:
    """The counts of conforming tables. `pages_found` comes from the driver, which counted the inbox."""
    status, decision = tables["pages"]["status"], tables["readings"]["decision"]
    quarantine = tables["quarantine"]
    findings = Counter(zip(quarantine["table"], quarantine["severity"], strict=True))
    return Counts(
        pages_found=pages_found,
        pages_read=int((status == "read").sum()),
        pages_refused=int((status == "refused").sum()),
        cells=len(decision),
        cells_accepted=int((decision == "accepted").sum()),
        cells_review=int((decision == "review").sum()),
        tables={name: _rows(name, table, findings) for name, table in tables.items()},
    )


def _rows(name: str, table: pd.DataFrame, findings: Counter[tuple[str, str]]) -> RowCounts:
    villages: tuple[tuple[str, int], ...] = ()
    if TABLES[name].partitioned:
        sizes = table.groupby(table["village_code"].fillna(UNKNOWN)).size()
        villages = tuple((str(village), int(rows)) for village, rows in sizes.items())
    return RowCounts(
        made=int(table.attrs.get(ROWS_MADE, len(table))),
        published=len(table),
        errors=findings[name, "error"],
        warnings=findings[name, "warning"],
        by_village=villages,
    )
