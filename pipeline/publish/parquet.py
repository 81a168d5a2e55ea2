"""Parquet files, the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.private_files import make_folder, new_file
from schemas import TABLES
from schemas.arrow import arrow_schema, file_schema
from schemas.frames import to_arrow
from schemas.keys import in_order
from schemas.provenance import VILLAGE_CODE

UNKNOWN = "unknown"
"""Name of the village in the folder of rows whose village is not known."""

FILE_NAME = "part-0.parquet"

ROW_GROUP_ROWS = 131_072


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file of the publication: path relative to the run's folder, village (null if not partitioned), rows, bytes."""

    path: str
    village_code: str | None
    rows: int
    size_bytes: int
    sha256: str


def write_table(name: str, table: pd.DataFrame, run_folder: Path) -> tuple[WrittenFile, ...]:
    """Write the table below `run_folder`, sorted by key, a folder per village where the table has villages.

    table: conforming (schemas.validate). An empty table makes one file with the schema and no rows. FileExistsError
    where a village was written already; another OSError if the disk will not have it.
    """
    ordered = in_order(name, table)
    rows = to_arrow(name, ordered)
    if not TABLES[name].partitioned:
        return (write_rows(name, [rows], run_folder),)
    return tuple(
        write_rows(name, [part], run_folder, village) for village, part in _by_village(rows, ordered["village_code"])
    )


def write_rows(name: str, parts: Iterable[pa.Table], run_folder: Path, village: str | None = None) -> WrittenFile:
    """Write one file of the table from its rows in order, which come in parts and are never held all at once.

    Where one part ends bears on no byte. Every option that does is given here, so that a new default of pyarrow
    changes nothing.
    """
    folder = make_folder(run_folder / name)
    path = (folder if village is None else make_folder(folder / f"village_code={village}")) / FILE_NAME
    schema, count = file_schema(name), 0
    with (
        new_file(path) as file,
        pq.ParquetWriter(
            file,
            schema,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=3,
            use_dictionary=True,
            write_statistics=True,
            store_schema=True,
            use_compliant_nested_type=True,
        ) as writer,
    ):
        for group in _row_groups(part.select(schema.names) for part in parts):
            writer.write_table(group.replace_schema_metadata(schema.metadata), row_group_size=ROW_GROUP_ROWS)
            count += len(group)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(path.relative_to(run_folder).as_posix(), village, count, path.stat().st_size, digest)


def _row_groups(parts: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """The rows in tables of ROW_GROUP_ROWS, the last one shorter; of each, one copy is in memory when it is given."""
    waiting: list[pa.Table] = []
    for part in parts:
        waiting.append(part)
        if sum(map(len, waiting)) >= ROW_GROUP_ROWS:
            rows = pa.concat_tables(waiting)
            whole = len(rows) - len(rows) % ROW_GROUP_ROWS
            groups = [rows.slice(start, ROW_GROUP_ROWS).combine_chunks() for start in range(0, whole, ROW_GROUP_ROWS)]
            waiting = [rows.slice(whole).combine_chunks()]
            del rows, part
            yield from groups
    if waiting and len(rest := pa.concat_tables(waiting)):
        yield rest.combine_chunks()


def no_rows(name: str) -> pa.Table:
    """The table without a row."""
    return arrow_schema(name).empty_table()


def _by_village(rows: pa.Table, codes: pd.Series[str]) -> list[tuple[str, pa.Table]]:
    """The rows of each village, sorted by its code; rows come sorted by it, unknown last."""
    villages = codes.astype(object).where(codes.notna(), UNKNOWN).to_numpy()
    starts = [0, *(np.flatnonzero(villages[1:] != villages[:-1]) + 1), len(villages)]
    if not len(villages):
        return [(UNKNOWN, rows)]
    return [(_folder_safe(villages[start]), rows.slice(start, end - start)) for start, end in pairwise(starts)]


def _folder_safe(village: str) -> str:
    if village != UNKNOWN and not re.fullmatch(VILLAGE_CODE, village):
        raise ValueError("a village code that is no code must not name a folder")
    return village
