"""Writes one table as Parquet, the same bytes for the same rows."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.private_files import make_folder, new_file
from schemas import TABLES
from schemas.arrow import file_schema
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

    table: conforming (schemas.validate). An empty table makes one file with the schema and no rows. OSError if the
    disk will not have it.
    """
    ordered = in_order(name, table)
    rows = to_arrow(name, ordered)
    folder = make_folder(run_folder / name)
    if not TABLES[name].partitioned:
        written = [_write(rows, folder / FILE_NAME, run_folder, None)]
    else:
        written = [
            _write(
                part.select(file_schema(name).names).replace_schema_metadata(file_schema(name).metadata),
                make_folder(folder / f"village_code={village}") / FILE_NAME,
                run_folder,
                village,
            )
            for village, part in _by_village(rows, ordered["village_code"])
        ]
    return tuple(written)


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


def _write(rows: pa.Table, path: Path, run_folder: Path, village: str | None) -> WrittenFile:
    """Every option that bears on the bytes is given here, so that a new default of pyarrow changes nothing."""
    with new_file(path) as file:
        pq.write_table(
            rows,
            file,
            version="2.6",
            data_page_version="1.0",
            compression="zstd",
            compression_level=3,
            use_dictionary=True,
            write_statistics=True,
            row_group_size=ROW_GROUP_ROWS,
            store_schema=True,
            use_compliant_nested_type=True,
        )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return WrittenFile(path.relative_to(run_folder).as_posix(), village, len(rows), path.stat().st_size, digest)
