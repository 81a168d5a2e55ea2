"""Reads manifest.json back; light, for a night with nothing new loads no table library."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

MANIFEST = "manifest.json"


def read_manifest(run_folder: Path) -> dict[str, Any] | None:
    """The manifest of a published run; null if there is none that can be read, or that is none of a publication."""
    try:
        content = json.loads((run_folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return content if _is_manifest(content) else None


def _is_manifest(content: Any) -> bool:
    """Whether everything is there that later runs look at."""
    try:
        datetime.fromisoformat(content["published"])
        tables = content["tables"].values()
        files = [(file["path"], file["bytes"]) for table in tables for file in table["files"]]
        rows = [table["rows_published"] for table in tables]
        rows += [count for table in tables for count in table["rows_by_village"].values()]
    except (AttributeError, KeyError, TypeError, ValueError):
        return False
    return all(isinstance(path, str) and isinstance(size, int) for path, size in files) and all(
        isinstance(count, int) for count in rows
    )
