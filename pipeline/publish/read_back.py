"""Reads what was published: resolve `current` once, then read from that folder alone."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.parquet import UNKNOWN
from schemas import TABLES
from schemas.frames import conform

CURRENT = "current"
RUNS = "runs"


def current_run(out: Path) -> Path | None:
    """The folder that OUT/current names at this moment; null if nothing was published."""
    link = out / CURRENT
    if not link.is_symlink():
        return None
    folder = link.resolve()
    return folder if folder.is_dir() else None


def load_table(run_folder: Path, name: str) -> pd.DataFrame:
    """The table of that run, all columns with the registry's dtypes, village_code null where not known.

    FileNotFoundError if the run does not hold it; ValueError if its columns are those of another version.
    """
    folder = run_folder / name
    if not TABLES[name].partitioned:
        return conform(name, _frame(sorted(folder.glob("*.parquet")), folder))[0]
    parts = []
    for village in sorted(folder.glob("village_code=*")):
        part = _frame(sorted(village.glob("*.parquet")), village)
        code = village.name.partition("=")[2]
        part["village_code"] = None if code == UNKNOWN else code
        parts.append(part)
    if not parts:
        raise FileNotFoundError(folder)
    return conform(name, pd.concat(parts, ignore_index=True))[0]


def _frame(files: list[Path], folder: Path) -> pd.DataFrame:
    if not files:
        raise FileNotFoundError(folder)
    rows = pa.concat_tables([pq.ParquetFile(file).read() for file in files])
    return pd.DataFrame(rows.to_pandas(types_mapper=pd.ArrowDtype))
