"""Reads what was published, from the folder that `current` named when it was resolved (current_link)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.parquet import UNKNOWN
from schemas import TABLES
from schemas.frames import conform


def load_table(run_folder: Path, name: str) -> pd.DataFrame:
    """The table of that run, all columns with the registry's dtypes, village_code null where not known.

    FileNotFoundError if the run does not hold it; ValueError if its columns are those of another version.
    """
    folder = run_folder / name
    if not TABLES[name].partitioned:
        return conform(name, _frame(sorted(folder.glob("*.parquet")), folder))[0]
    parts = []
    for code, file in village_files(run_folder, name):
        part = _frame([file], file)
        part["village_code"] = None if code == UNKNOWN else code
        parts.append(part)
    if not parts:
        raise FileNotFoundError(folder)
    return conform(name, pd.concat(parts, ignore_index=True))[0]


def batches(run_folder: Path, name: str, columns: list[str]) -> Iterator[pa.RecordBatch]:
    """These columns of the table of that run, some thousand rows at a time, so that no table need fit in memory.

    The village is no column of a partitioned table's files: `village_files` tells it.
    """
    for file in sorted((run_folder / name).rglob("*.parquet")):
        yield from pq.ParquetFile(file).iter_batches(columns=columns)


def village_files(run_folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    """The villages of a partitioned table of that run, UNKNOWN where it is not known, with their files, sorted."""
    for folder in sorted((run_folder / name).glob("village_code=*")):
        for file in sorted(folder.glob("*.parquet")):
            yield folder.name.partition("=")[2], file


def _frame(files: list[Path], folder: Path) -> pd.DataFrame:
    if not files:
        raise FileNotFoundError(folder)
    rows = pa.concat_tables([pq.ParquetFile(file).read() for file in files])
    return pd.DataFrame(rows.to_pandas(types_mapper=pd.ArrowDtype))
