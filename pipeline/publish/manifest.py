"""manifest.json: what a publication holds, how it came about, and the sums that must come out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pipeline.publish.counts import Counts
from pipeline.publish.parquet import WrittenFile
from pipeline.publish.run_record import RunRecord
from pipeline.settings import Settings
from schemas import TABLES


def manifest(
    run: RunRecord, settings: Settings, counts: Counts, files: Mapping[str, tuple[WrittenFile, ...]]
) -> dict[str, Any]:
    """The manifest as JSON-able data: pages found = read + refused (repeated: of those read, see Counts), cells =
    accepted + review, rows of each table made = published + with_error; every file with its rows and SHA-256."""
    return {
        "run_id": run.run_id,
        "started": run.started.isoformat(),
        "published": run.now.isoformat(),
        "stage_seconds": dict(run.stage_seconds),
        "recipe": run.recipe,
        "versions": dict(sorted(run.versions)),
        "settings": asdict(settings),
        "accept_drop": run.accept_drop,
        "waiting": sorted(run.waiting),
        "passed_over": sorted(run.passed_over),
        "gone": sorted(run.gone),
        "books_without_village": list(counts.no_village),
        "books_unlike_book_toml": list(counts.unlike_toml),
        "pages_pale": list(counts.pale),
        "pages_doubted": list(counts.doubted),
        "copies": dict(counts.copies),
        "pages": {
            "found": counts.pages_found,
            "read": counts.pages_read,
            "repeated": counts.pages_repeated,
            "refused": counts.pages_refused,
        },
        "cells": {"read": counts.cells, "accepted": counts.cells_accepted, "review": counts.cells_review},
        "tables": {
            name: {
                "rows_made": rows.made,
                "rows_published": rows.published,
                "rows_with_error": rows.with_error,
                "warnings": rows.warnings,
                "partitioned": TABLES[name].partitioned,
                "rows_by_village": dict(rows.by_village),
                "files": [
                    {"path": file.path, "rows": file.rows, "bytes": file.size_bytes, "sha256": file.sha256}
                    for file in files[name]
                ],
            }
            for name, rows in counts.tables.items()
        },
    }


def manifest_bytes(content: Mapping[str, Any]) -> bytes:
    """The manifest as it is written: UTF-8, indented, keys in the order given."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", errors="backslashreplace")


def rows_by_village(content: Mapping[str, Any] | None) -> dict[str, dict[str, int]]:
    """Rows by table and village of the publication with that manifest; empty where there is none."""
    return {name: dict(table["rows_by_village"]) for name, table in (content or {"tables": {}})["tables"].items()}


def published_at(content: Mapping[str, Any]) -> datetime:
    """When the publication with that manifest was made, with time zone."""
    return datetime.fromisoformat(content["published"])
