"""Writes the tables of a publication part by part, so that memory grows with the largest part and not with the whole.

A part holds whole books and, of the villages that are known, whole villages. What must be sorted across parts waits:
tables sorted by book on the disk, book by book; the others, and rows without a village, which are few, in memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.feather as feather

from pipeline.private_files import make_folder, new_file
from pipeline.publish.parquet import UNKNOWN, WrittenFile, no_rows, write_rows, write_table
from schemas import TABLES
from schemas.frames import to_arrow
from schemas.keys import in_order

_SPOOL = ".books"
BY_BOOK = frozenset(name for name, table in TABLES.items() if not table.partitioned and table.key[0] == "book_id")
"""Tables of one file in which the rows of a book stand together."""


class SplitError(ValueError):
    """A village or a book came in two parts, which must then be built together."""


class TablesWriter:
    """Writes tables below `run_folder`; the bytes do not depend on how the books are dealt to parts."""

    def __init__(self, run_folder: Path) -> None:
        self._folder = run_folder
        self._spool = run_folder / _SPOOL
        self._spooled: dict[str, dict[str, Path]] = {name: {} for name in BY_BOOK}
        self._late: dict[str, list[pd.DataFrame]] = {name: [] for name in TABLES}
        self._written: dict[str, list[WrittenFile]] = {name: [] for name in TABLES}

    def add(self, tables: Mapping[str, pd.DataFrame]) -> None:
        """Write the part of these tables, conforming. SplitError if a village or book comes in two parts."""
        for name, table in tables.items():
            if name in BY_BOOK:
                self._keep_books(name, table)
            elif TABLES[name].partitioned:
                known = table[table["village_code"].notna()]
                if len(known):
                    self._add_villages(name, known)
                if len(known) < len(table):
                    self._late[name].append(table[table["village_code"].isna()])
            else:
                self._late[name].append(table)

    def finish(self) -> dict[str, tuple[WrittenFile, ...]]:
        """Write what waited, and return the files of each table, an empty table having one."""
        for name in TABLES:
            if name in BY_BOOK:
                self._written[name].append(write_rows(name, self._books(name), self._folder))
            elif rows := self.whole(name):
                self._written[name] += write_table(name, rows[0], self._folder)
            elif not self._written[name]:
                village = UNKNOWN if TABLES[name].partitioned else None
                self._written[name].append(write_rows(name, [no_rows(name)], self._folder, village))
        shutil.rmtree(self._spool, ignore_errors=True)
        return {name: tuple(sorted(files, key=lambda file: file.path)) for name, files in self._written.items()}

    def whole(self, name: str) -> list[pd.DataFrame]:
        """The rows that wait in memory of a table, of all parts so far; nothing where there is none."""
        waiting = [table for table in self._late[name] if len(table)]
        if len(waiting) > 1:
            waiting = [pd.concat(waiting, ignore_index=True)]
        self._late[name] = waiting
        return waiting

    def _add_villages(self, name: str, rows: pd.DataFrame) -> None:
        there = {file.village_code for file in self._written[name]}
        if there.intersection(rows["village_code"]):
            raise SplitError("a village came in two parts")
        self._written[name] += write_table(name, rows, self._folder)

    def _keep_books(self, name: str, table: pd.DataFrame) -> None:
        spooled = self._spooled[name]
        for book_id, rows in in_order(name, table).groupby("book_id", sort=False):
            if str(book_id) in spooled:
                raise SplitError("a book came in two parts")
            path = make_folder(self._spool) / f"{name}-{len(spooled)}.arrow"
            spooled[str(book_id)] = path
            with new_file(path) as file:
                feather.write_feather(to_arrow(name, rows), file, compression="lz4")

    def _books(self, name: str) -> Iterator[pa.Table]:
        for _, path in sorted(self._spooled[name].items()):
            yield feather.read_table(path, memory_map=False)
            path.unlink()
