"""Parquet files: the same bytes for the same rows, readable by DuckDB and pandas, private."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest

import schemas
from pipeline.publish.parquet import write_table
from pipeline.publish.read_back import load_table
from schemas import TABLES
from schemas.arrow import file_schema
from schemas.frames import frame
from schemas.keys import in_order

Tables = dict[str, pd.DataFrame]


def test_the_same_rows_in_any_order_make_the_same_bytes(
    tables: Tables, tmp_path: Path, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    for name, table in tables.items():
        for copy in range(2):
            folder = tmp_path / str(copy)
            folder.mkdir(exist_ok=True)
            write_table(name, table if copy == 0 else table.sample(frac=1, random_state=7), folder)
    first, second = contents(tmp_path / "0"), contents(tmp_path / "1")
    assert first == second and len(first) >= len(tables)


def test_villages_are_folders_and_their_code_is_nowhere_else(tables: Tables, tmp_path: Path) -> None:
    files = write_table("members", tables["members"], tmp_path)
    assert [file.path for file in files] == [
        f"members/village_code={village}/part-0.parquet" for village in ("35.22.13.2001", "35.22.15.2002", "unknown")
    ]
    assert sum(file.rows for file in files) == 90
    for file in files:
        assert pq.read_schema(tmp_path / file.path).equals(file_schema("members"), check_metadata=False)
        assert "village_code" not in pq.read_schema(tmp_path / file.path).names


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_table_is_one_file_with_its_schema(name: str, tmp_path: Path) -> None:
    (file,) = write_table(name, schemas.empty(name), tmp_path)
    assert file.path == (
        f"{name}/village_code=unknown/part-0.parquet" if TABLES[name].partitioned else f"{name}/part-0.parquet"
    )
    assert pq.read_metadata(tmp_path / file.path).num_rows == 0
    assert pq.read_schema(tmp_path / file.path).names == file_schema(name).names
    assert tuple(load_table(tmp_path, name).columns) == TABLES[name].names


def test_files_and_folders_are_private_whatever_the_umask(tables: Tables, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_table("members", tables["members"], tmp_path)
    finally:
        os.umask(before)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}
    assert modes and all(mode == (0o700 if path.is_dir() else 0o600) for path, mode in modes.items())


def test_what_was_written_is_read_back_the_same(tables: Tables, tmp_path: Path) -> None:
    for name, table in tables.items():
        write_table(name, table, tmp_path)
        expected = in_order(name, table).reset_index(drop=True)
        pd.testing.assert_frame_equal(load_table(tmp_path, name), expected)


def test_duckdb_reads_villages_as_strings_and_types_as_they_are(tables: Tables, tmp_path: Path) -> None:
    write_table("members", tables["members"], tmp_path)
    query = f"""SELECT village_code, typeof(village_code), count(*), sum(year)::INT, any_value(typeof(birth_date)),
        any_value(activities) FROM read_parquet('{tmp_path}/members/*/*.parquet', hive_partitioning = true)
        GROUP BY ALL ORDER BY ALL"""
    rows = duckdb.sql(query).fetchall()
    assert [row[:3] for row in rows] == [
        ("35.22.13.2001", "VARCHAR", 30), ("35.22.15.2002", "VARCHAR", 30), ("unknown", "VARCHAR", 30),
    ]  # fmt: skip
    assert {row[4] for row in rows} == {"DATE"} and rows[0][5] == ["arisan"]


def test_duckdb_reads_one_village_with_only_codes_as_a_string(tables: Tables, tmp_path: Path) -> None:
    households = tables["households"]
    write_table("households", households[households["village_code"] == "35.22.13.2001"], tmp_path)
    query = (
        f"SELECT DISTINCT village_code FROM read_parquet('{tmp_path}/households/*/*.parquet', hive_partitioning = true)"
    )
    assert duckdb.sql(query).fetchall() == [("35.22.13.2001",)]


def test_pandas_reads_the_folder_with_whole_numbers_and_yes_no_as_such(tables: Tables, tmp_path: Path) -> None:
    write_table("members", tables["members"], tmp_path)
    members = pd.read_parquet(tmp_path / "members")
    assert sorted(members["village_code"].astype(str).unique()) == ["35.22.13.2001", "35.22.15.2002", "unknown"]
    assert str(members["year"].dtype) == "Int32" and str(members["posyandu"].dtype) == "boolean"
    assert set(members["year"].dropna()) == {2016} and members["year"].isna().any()
    assert set(members["nik"]) == {"3522134505900001"}
    assert set(members["name"]) == {"<script>alert(1)</script>"}


def test_pandas_gives_missing_text_as_its_default_missing_value(tables: Tables, tmp_path: Path) -> None:
    write_table("pages", tables["pages"], tmp_path)
    reason = pd.read_parquet(tmp_path / "pages")["reason"]
    assert reason.isna().sum() == 9 and reason.dropna().tolist() == ["too_dark"]


def test_a_village_code_that_is_a_path_never_names_a_folder(tmp_path: Path) -> None:
    row = {"household_id": "h1", "village_code": "../../../../tmp/evil"}
    with pytest.raises(ValueError, match="no code"):
        write_table("households", frame("households", [row]), tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
