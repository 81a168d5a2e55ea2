"""What was counted, so that nothing can vanish unseen: pages, cells, rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from pipeline.evidence.across import SAME_AS
from pipeline.model import Doubt
from pipeline.publish.parquet import UNKNOWN
from pipeline.tables.quarantine import UNLIKE_BOOK_TOML
from schemas import TABLES
from schemas.validate import ROWS_MADE

NEARLY_ALL, FEWEST_CELLS = 0.8, 10
"""Share of a page's written cells, and how many it has at least: where so many wait, the page is to be looked at as a
whole, or scanned again. On pages in hands that nobody looked at 5 to 10 % wait."""
NAMING_BOOKS = ("households", "recaps", "mother_child")
"""Tables that tell of their rows in which books they stand; whoever is in the others is of a household."""


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
    """Pages found by the driver, read and refused; cells accepted and for review; rows of each table.

    copies: of those read, pages that are another one once more, BOOK_ID#PAGE_NO, each with the one that alone is in the
    tables for analysts. villages: in which villages each book has rows, UNKNOWN among them.
    no_village: books, by book_id, that have rows of no known village. unlike_toml: those with a page that names another
    village or year than their book.toml. pale: pages, BOOK_ID#PAGE_NO, whose writing is so pale that some may be lost.
    doubted: others of which nearly all that is written waits for a person: blurred, printed twice, not where it seems.
    """

    pages_found: int
    pages_read: int
    pages_refused: int
    cells: int
    cells_accepted: int
    cells_review: int
    tables: Mapping[str, RowCounts]
    copies: Mapping[str, str] = field(default_factory=dict)
    villages: Mapping[str, frozenset[str]] = field(default_factory=dict)
    no_village: tuple[str, ...] = ()
    unlike_toml: tuple[str, ...] = ()
    pale: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()

    @property
    def pages_repeated(self) -> int:
        """How many pages are another one once more."""
        return len(self.copies)


class Tally:
    """Counts conforming tables as they come, part by part."""

    def __init__(self) -> None:
        self._pages: Counter[str] = Counter()
        self._cells: Counter[str] = Counter()
        self._copies: dict[str, str] = {}
        self._cell_count = 0
        self._made: Counter[str] = Counter()
        self._published: Counter[str] = Counter()
        self._villages: dict[str, Counter[str]] = {name: Counter() for name in TABLES}
        self._books: dict[str, set[str]] = {}
        self._unlike_toml: set[str] = set()
        self._pale: set[tuple[str, int]] = set()
        self._written: Counter[tuple[str, int]] = Counter()
        self._waiting: Counter[tuple[str, int]] = Counter()
        self._findings: Counter[tuple[str, str]] = Counter()

    def add(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Count these tables, some or all, in too."""
        for name, table in tables.items():
            self._made[name] += int(table.attrs.get(ROWS_MADE, len(table)))
            self._published[name] += len(table)
            if TABLES[name].partitioned:
                self._villages[name].update(table["village_code"].astype(object).fillna(UNKNOWN))
            if name in NAMING_BOOKS:
                for village, rows in table.groupby(table["village_code"].astype(object).fillna(UNKNOWN)):
                    for book in books_of(rows):
                        self._books.setdefault(book, set()).add(str(village))
        if "pages" in tables:
            self._pages.update(tables["pages"]["status"])
        if "readings" in tables:
            self._cells.update(tables["readings"]["decision"])
            self._cell_count += len(tables["readings"])
            self._copies.update(_copies(tables["readings"]))
            written = tables["readings"].loc[tables["readings"]["state"] != "blank"]
            waiting = written.loc[written["decision"] == "review"]
            self._written.update(zip(written["book_id"], written["page_no"], strict=True))
            self._waiting.update(zip(waiting["book_id"], waiting["page_no"], strict=True))
        if "quarantine" in tables:
            quarantine = tables["quarantine"]
            self._findings.update(zip(quarantine["table"], quarantine["severity"], strict=True))
            unlike = quarantine["rule"].astype(str).str.startswith(UNLIKE_BOOK_TOML)
            self._unlike_toml |= {str(book) for book in quarantine.loc[unlike, "book_id"].dropna().unique()}
            pale = quarantine.loc[quarantine["rule"] == Doubt.PALE.value, ["book_id", "page_no"]]
            self._pale |= {(str(book), int(page)) for book, page in pale.itertuples(index=False)}

    def counts(self, pages_found: int) -> Counts:
        """The counts of all that was added. `pages_found` comes from the driver, which counted the inbox."""
        return Counts(
            pages_found=pages_found,
            pages_read=self._pages["read"],
            pages_refused=self._pages["refused"],
            cells=self._cell_count,
            cells_accepted=self._cells["accepted"],
            cells_review=self._cells["review"],
            tables={name: self._rows(name) for name in TABLES},
            copies=dict(sorted(self._copies.items())),
            villages={book: frozenset(villages) for book, villages in sorted(self._books.items())},
            no_village=tuple(sorted(book for book, villages in self._books.items() if UNKNOWN in villages)),
            unlike_toml=tuple(sorted(self._unlike_toml)),
            pale=tuple(f"{book}#{page}" for book, page in sorted(self._pale)),
            doubted=tuple(f"{book}#{page}" for book, page in sorted(self._doubted() - self._pale)),
        )

    def _doubted(self) -> set[tuple[str, int]]:
        written = (page for page, cells in self._written.items() if cells >= FEWEST_CELLS)
        return {page for page in written if self._waiting[page] >= NEARLY_ALL * self._written[page]}

    def _rows(self, name: str) -> RowCounts:
        return RowCounts(
            made=self._made[name],
            published=self._published[name],
            errors=self._findings[name, "error"],
            warnings=self._findings[name, "warning"],
            by_village=tuple(sorted(self._villages[name].items())),
        )


def books_of(rows: pd.DataFrame) -> set[str]:
    """The books in which these rows of one of NAMING_BOOKS stand."""
    if "sources" in rows:
        return {str(source).rpartition("#")[0] for sources in rows["sources"].dropna() for source in sources}
    return {str(book) for book in rows["book_id"].dropna().unique()}


def _copies(readings: pd.DataFrame) -> dict[str, str]:
    """Pages that are another one once more, and that one, as evidence says of their first cell."""
    return {
        f"{book}#{page_no}": entry.removeprefix(SAME_AS).rpartition(":")[0]
        for book, page_no, evidence in readings[["book_id", "page_no", "evidence"]].itertuples(index=False, name=None)
        for entry in evidence
        if entry.startswith(SAME_AS)
    }
