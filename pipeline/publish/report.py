"""report.html: what a run read, what it refused and why, for whoever ran it. No names of people, no cell text."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import jinja2
import pandas as pd

from pipeline.areas import village_name
from pipeline.publish.to_review import PagesToReview
from pipeline.refusals import fault
from pipeline.tables.rule_words import rule_words
from schemas import empty

REPORT = "report.html"

LISTED_PAGES = 200
"""Pages named per reason; the rest are counted, and table `pages` has them all."""

LISTED_FILES = 50
"""Waiting and gone files named."""

_PLACE = ["source", "book_id", "page_no"]

TABLE_WORDS = {
    "readings": "bacaan / readings",
    "pages": "halaman / pages",
    "households": "rumah tangga / households",
    "members": "anggota / members",
    "schooling": "sekolah / schooling",
    "village_households": "rumah tangga per desa / households per village",
    "village_schooling": "sekolah per desa / schooling per village",
    "recaps": "rekap / recaps",
    "mother_child": "ibu dan bayi / mother and child",
    "quarantine": "temuan / findings",
    "data_dictionary": "arti kolom / meaning of columns",
}
"""What the tables are called for people, Indonesian and English."""

SEVERITY_WORDS = {"error": "salah, ditahan / error, kept out", "warning": "peringatan / warning"}

VILLAGE_TABLES = ("households", "members", "schooling", "recaps", "mother_child")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Pages refused for one reason, with what to do about it: BOOK_ID#PAGE_NO and file of each that is named."""

    reason: str
    message: str
    count: int
    pages: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FormCounts:
    """Pages read of one form, their cells, how many are written (not blank), and what a person has to look at: the
    share of all cells and of the written ones."""

    form: str
    edition: str
    pages: int
    cells: int
    written: int
    review_share: float
    written_review_share: float


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """Findings of one rule in one table, and on how many pages; the first of these by name, BOOK_ID#PAGE_NO.

    words: what was found and what to do, Indonesian and English.
    """

    table: str
    rule: str
    severity: str
    count: int
    page_count: int
    pages: tuple[str, ...]
    words: tuple[str, str]


class ReportCounts:
    """What the report tells of the tables, counted as they come, part by part."""

    def __init__(self) -> None:
        self._refused: list[pd.DataFrame] = []
        self._pages: Counter[tuple[str, str]] = Counter()
        self._cells: Counter[tuple[str, str]] = Counter()
        self._review: Counter[tuple[str, str]] = Counter()
        self._written: Counter[tuple[str, str]] = Counter()
        self._written_review: Counter[tuple[str, str]] = Counter()
        self._rules: Counter[tuple[str, str, str]] = Counter()
        self._rule_pages: dict[tuple[str, str, str], dict[str, set[int]]] = {}
        self._to_review = PagesToReview()

    def add(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Count these tables, conforming, in too. A page's readings must not come in two parts."""
        if "pages" in tables:
            pages = tables["pages"]
            self._refused.append(pages.loc[pages["status"] == "refused", ["reason", "source", "book_id", "page_no"]])
        if "readings" in tables:
            by = ["form", "edition"]
            readings = tables["readings"]
            self._cells.update(_sizes(readings, by))
            review, written = readings["decision"] == "review", readings["state"] != "blank"
            self._review.update(_sizes(readings[review], by))
            self._written.update(_sizes(readings[written], by))
            self._written_review.update(_sizes(readings[review & written], by))
            self._to_review.add(readings[review])
            self._pages.update(_sizes(readings[["book_id", "page_no", *by]].drop_duplicates(), by))
        if "quarantine" in tables:
            by = ["severity", "table", "rule"]
            self._rules.update(_sizes(tables["quarantine"], by))
            placed = tables["quarantine"].dropna(subset=["book_id", "page_no"])
            for severity, table, rule, book, page_no in placed[[*by, "book_id", "page_no"]].itertuples(index=False):
                books = self._rule_pages.setdefault((severity, table, rule), {})
                books.setdefault(str(book), set()).add(int(page_no))

    def refusals(self) -> tuple[Refusal, ...]:
        """Refused pages by reason."""
        refused = pd.concat(self._refused) if self._refused else empty("pages")
        refused = refused.sort_values(["source", "page_no"])
        return tuple(
            Refusal(
                str(reason),
                fault(str(reason)).message,
                len(found),
                tuple((f"{book}#{page}", str(source)) for source, book, page in _first(found[_PLACE])),
            )
            for reason, found in refused.groupby("reason", sort=True)
        )

    def forms(self) -> tuple[FormCounts, ...]:
        """Forms that were read."""
        return tuple(
            FormCounts(
                *form,
                self._pages[form],
                cells,
                self._written[form],
                self._review[form] / cells,
                self._written_review[form] / max(1, self._written[form]),
            )
            for form, cells in sorted(self._cells.items())
        )

    def written(self) -> tuple[int, int]:
        """Written cells, and how many of them are to review."""
        return self._written.total(), self._written_review.total()

    def to_review(self) -> PagesToReview:
        """The pages with cells to review."""
        return self._to_review

    def rules(self) -> tuple[RuleCounts, ...]:
        """Findings by rule."""
        return tuple(
            self._rule(severity, table, rule, count) for (severity, table, rule), count in sorted(self._rules.items())
        )

    def _rule(self, severity: str, table: str, rule: str, count: int) -> RuleCounts:
        books = self._rule_pages.get((severity, table, rule), {})
        pages = ((book, page_no) for book in sorted(books) for page_no in sorted(books[book]))
        named = tuple(f"{book}#{page_no}" for book, page_no in itertools.islice(pages, LISTED_PAGES))
        return RuleCounts(
            table, rule, severity, count, sum(map(len, books.values())), named, rule_words(rule, severity)
        )


def _sizes(table: pd.DataFrame, by: list[str]) -> dict[Any, int]:
    return {key: int(size) for key, size in table.groupby(by, sort=False).size().items()}


def report_html(counts: ReportCounts, manifest: Mapping[str, Any]) -> str:
    """The report as one self-contained HTML page, in Indonesian and English. manifest: as written."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.publish", package_path="."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    environment.filters["percent"] = _percent
    environment.filters["moment"] = _moment
    pages, cells = manifest["pages"], manifest["cells"]
    written, written_review = counts.written()
    return environment.get_template("report.html.jinja").render(
        manifest=manifest,
        pages=pages,
        cells=cells,
        written=written,
        written_review_share=written_review / max(1, written),
        to_review=counts.to_review(),
        refusals=counts.refusals(),
        forms=counts.forms(),
        rules=counts.rules(),
        villages=_villages(manifest["tables"]),
        village_tables=VILLAGE_TABLES,
        listed_files=LISTED_FILES,
        table_words=TABLE_WORDS,
        severity_words=SEVERITY_WORDS,
    )


def _percent(share: float) -> str:
    """A share as a percentage that never rounds something to nothing, nor nearly all to all."""
    percent = 100 * share
    if 0 < percent < 0.1:
        return "< 0.1 %"
    return f"{min(percent, 99.9) if percent < 100 else percent:.1f} %"


def _moment(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _first(pages: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(pages.head(LISTED_PAGES).itertuples(index=False, name=None))


def _villages(tables: Mapping[str, Any]) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    """Each village, its name, and its rows in VILLAGE_TABLES."""
    codes = sorted({code for name in VILLAGE_TABLES for code in tables[name]["rows_by_village"]})
    return tuple(
        (code, village_name(code), tuple(tables[name]["rows_by_village"].get(code, 0) for name in VILLAGE_TABLES))
        for code in codes
    )
