"""report.html: what a run read, what it refused and why, for whoever ran it. No names of people, no cell text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
import pandas as pd

from pipeline.refusals import fault

REPORT = "report.html"

LISTED_PAGES = 200
"""Pages named per reason; the rest are counted, and table `pages` has them all."""

LISTED_FILES = 50
"""Waiting and gone files named."""

VILLAGE_TABLES = ("households", "members", "schooling", "recaps", "mother_child")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Pages refused for one reason, with what to do about it."""

    reason: str
    message: str
    count: int
    pages: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FormCounts:
    """Pages read of one form, their cells, and the share of the cells that a person has to look at."""

    form: str
    edition: str
    pages: int
    cells: int
    review_share: float


@dataclass(frozen=True, slots=True)
class RuleCounts:
    """Findings of one rule in one table."""

    table: str
    rule: str
    severity: str
    count: int


def report_html(tables: Mapping[str, pd.DataFrame], manifest: Mapping[str, Any]) -> str:
    """The report as one self-contained HTML page, in Indonesian and English.

    tables: conforming; manifest: as written.
    """
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("pipeline.publish", package_path="."),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    environment.filters["percent"] = _percent
    pages, cells = manifest["pages"], manifest["cells"]
    return environment.get_template("report.html.jinja").render(
        manifest=manifest,
        pages=pages,
        cells=cells,
        review_share=cells["review"] / cells["read"] if cells["read"] else 0.0,
        refusals=_refusals(tables["pages"]),
        forms=_forms(tables["readings"]),
        rules=_rules(tables["quarantine"]),
        villages=_villages(manifest["tables"]),
        village_tables=VILLAGE_TABLES,
        listed_files=LISTED_FILES,
    )


def _percent(share: float) -> str:
    """A share as a percentage that never rounds something to nothing, nor nearly all to all."""
    percent = 100 * share
    if 0 < percent < 0.1:
        return "< 0.1 %"
    return f"{min(percent, 99.9) if percent < 100 else percent:.1f} %"


def _refusals(pages: pd.DataFrame) -> tuple[Refusal, ...]:
    refused = pages[pages["status"] == "refused"]
    return tuple(
        Refusal(
            str(reason),
            fault(str(reason)).message,
            len(found),
            tuple((str(source), int(page)) for source, page in _first(found[["source", "page_no"]])),
        )
        for reason, found in refused.groupby("reason", sort=True)
    )


def _first(pages: pd.DataFrame) -> list[tuple[Any, ...]]:
    return list(pages.head(LISTED_PAGES).itertuples(index=False, name=None))


def _forms(readings: pd.DataFrame) -> tuple[FormCounts, ...]:
    counts = []
    for (form, edition), cells in readings.groupby(["form", "edition"], sort=True):
        pages = len(cells[["book_id", "page_no"]].drop_duplicates())
        share = float((cells["decision"] == "review").mean())
        counts.append(FormCounts(str(form), str(edition), pages, len(cells), share))
    return tuple(counts)


def _rules(quarantine: pd.DataFrame) -> tuple[RuleCounts, ...]:
    by = ["severity", "table", "rule"]
    sizes = quarantine.groupby(by, sort=True).size().reset_index(name="count")
    return tuple(
        RuleCounts(str(table), str(rule), str(severity), int(count))
        for severity, table, rule, count in sizes.itertuples(index=False, name=None)
    )


def _villages(tables: Mapping[str, Any]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each village with its rows in VILLAGE_TABLES."""
    codes = sorted({code for name in VILLAGE_TABLES for code in tables[name]["rows_by_village"]})
    return tuple(
        (code, tuple(tables[name]["rows_by_village"].get(code, 0) for name in VILLAGE_TABLES)) for code in codes
    )
