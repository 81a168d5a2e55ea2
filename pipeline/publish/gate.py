"""Reasons not to publish: better an old publication than a wrong one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from pipeline.errors import GateError
from pipeline.publish.counts import Counts
from pipeline.publish.parquet import UNKNOWN, WrittenFile
from pipeline.settings import Settings
from schemas.validate import Finding

ROW_TABLES = ("households", "members", "schooling", "recaps", "mother_child")
"""Tables whose rows of a village must not fall unseen; the village tables have one row or few."""


_NAMED_AT_MOST = 12
"""Drops of rows that a message names; a lost disk makes hundreds."""


def pass_gate(reasons: Iterable[str]) -> None:
    """Raise GateError with all reasons, a line each, if there is any."""
    listed = tuple(reasons)
    if listed:
        stands = "Tidak diterbitkan; terbitan lama tetap berlaku. / Not published; the last publication stands."
        raise GateError("\n  ".join((stands, *listed)))


def schema_reasons(findings: Mapping[str, tuple[Finding, ...]]) -> tuple[str, ...]:
    """One sentence per table that still holds rows that break its schema, naming rules and columns, no values."""
    reasons = []
    for name, found in findings.items():
        rules = sorted({f"{finding.rule} of {finding.column}" if finding.column else finding.rule for finding in found})
        if rules:
            reasons.append(f"Table {name} breaks its schema in {len(found)} places ({', '.join(rules)}): a bug.")
    return tuple(reasons)


def trace_reasons(tables: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Where, in a part of the tables that holds whole books, something came from nowhere or went without a reason."""
    reasons = []
    pages, readings = tables["pages"], tables["readings"]
    read = pages.loc[pages["status"] == "read", ["book_id", "page_no"]].drop_duplicates()
    told = readings[["book_id", "page_no"]].drop_duplicates()
    if len(told.merge(read, on=["book_id", "page_no"])) != len(told):
        reasons.append("There are readings of pages that were not read.")
    if pages.loc[pages["status"] == "refused", "reason"].isna().any():
        reasons.append("A page was refused without a reason.")
    return tuple(reasons)


def count_reasons(counts: Counts) -> tuple[str, ...]:
    """Where pages, cells or rows vanished without a trace."""
    reasons = []
    if counts.pages_found != counts.pages_read + counts.pages_refused:
        reasons.append(
            f"{counts.pages_found} pages were found, but {counts.pages_read} read and {counts.pages_refused} refused."
        )
    if counts.pages_repeated > counts.pages_read:
        reasons.append(
            f"{counts.pages_repeated} pages are other ones once more, of {counts.pages_read} that were read."
        )
    if counts.cells != counts.cells_accepted + counts.cells_review:
        reasons.append("Some cells are neither accepted nor for review.")
    for name, rows in counts.tables.items():
        if not 0 <= rows.with_error <= rows.errors:
            reasons.append(
                f"Of {rows.made} rows of {name}, {rows.published} are published, "
                f"but {rows.errors} errors stand in quarantine."
            )
    return tuple(reasons)


def failed_share_reasons(counts: Counts, settings: Settings) -> tuple[str, ...]:
    """Whether more of the pages were refused than the owner of the data allows."""
    found = counts.pages_read + counts.pages_refused
    if found and counts.pages_refused / found > settings.max_failed_share:
        return (
            f"{counts.pages_refused} dari {found} halaman ditolak, lebih dari max_failed_share"
            f" {settings.max_failed_share:g}; lihat apa yang salah dengan pindaiannya (dasawisma status). /"
            f" {counts.pages_refused} of {found} pages were refused, more than max_failed_share "
            f"{settings.max_failed_share:g} allows; see what is wrong with the scans (dasawisma status).",
        )
    return ()


def drop_reasons(counts: Counts, before: Mapping[str, Mapping[str, int]], settings: Settings) -> tuple[str, ...]:
    """Where a village, or a table as a whole, lost more of its rows than max_drop_share since `before`.

    before: rows by table and village of the current publication. Rows without a village are judged in the whole
    only: they lose rows when their village becomes known.
    """
    reasons = []
    for name in ROW_TABLES:
        now, then = dict(counts.tables[name].by_village), before.get(name, {})
        pairs = [(village, rows, now.get(village, 0)) for village, rows in sorted(then.items()) if village != UNKNOWN]
        pairs.append(("semua desa / all villages", sum(then.values()), sum(now.values())))
        reasons += [
            f"{name} {village}: {old} -> {new} baris / rows."
            for village, old, new in pairs
            if old and (old - new) / old > settings.max_drop_share
        ]
    if reasons:
        more = len(reasons) - _NAMED_AT_MOST
        reasons[_NAMED_AT_MOST:] = [f"Dan {more} lagi / and as many more."] if more > 0 else []
        reasons.append(
            "Baris turun lebih dari max_drop_share / rows fell by more than max_drop_share"
            f" {settings.max_drop_share:g}; bila memang benar / if it is right: --accept-drop."
        )
    return tuple(reasons)


def file_reasons(run_folder: Path, files: Iterable[WrittenFile]) -> tuple[str, ...]:
    """Files that do not hold the rows that were written to them, by their own footers."""
    return tuple(
        f"{file.path} does not hold its {file.rows} rows."
        for file in files
        if pq.read_metadata(run_folder / file.path).num_rows != file.rows
    )
