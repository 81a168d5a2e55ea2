"""Why rows may have fallen since the current publication: told first where the gate refuses, so that nobody guesses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.publish.counts import NAMING_BOOKS, Counts, books_of
from pipeline.publish.manifest_file import read_manifest
from pipeline.publish.parquet import UNKNOWN
from pipeline.publish.read_back import batches, village_files
from pipeline.publish.run_record import RunRecord

_NAMED_AT_MOST = 12
"""Files, pages and books that a message names; a lost disk takes thousands."""


def drop_causes(previous: Path, counts: Counts, run: RunRecord) -> tuple[str, ...]:
    """What changed since the publication in the folder `previous` by which villages may have lost rows, as sentences in
    both languages: sources that are gone, pages that count once now as copies, books that are of another village now,
    and that all was made anew by another program or with other settings. counts: of what was to be published."""
    before = read_manifest(previous) or {}
    causes = [*_gone(previous, run.gone), *_counted_once(previous, before.get("copies"), counts.copies)]
    causes += _moved(_villages(previous), counts.villages)
    if before.get("recipe") not in (None, run.recipe):
        causes.append(
            "Program atau setelannya berubah sejak terbitan terakhir. / The program or its settings changed since the"
            " last publication."
        )
    return tuple(causes)


def _gone(previous: Path, sources: Iterable[str]) -> Iterator[str]:
    asked = set(sources)
    if asked:
        pages = Counter(source for (source,) in _rows(previous, "pages", ["source"]) if source in asked)
        named = [f"{source} ({count} page{'' if count == 1 else 's'})" for source, count in sorted(pages.items())]
        yield f"Hilang dari kotak masuk / Gone from the inbox: {_some(named)}."


def _counted_once(previous: Path, before: Mapping[str, str] | None, now: Mapping[str, str]) -> Iterator[str]:
    """Pages that were in the tables and are the copies of others now. before: null where it is not known."""
    new = set(now) - set(now if before is None else before)
    if new:
        there = {f"{book}#{page}" for book, page in _rows(previous, "pages", ["book_id", "page_no"])}
        named = [f"{copy} (= {now[copy]})" for copy in sorted(new & there)]
        if named:
            yield (
                "Lembar yang ada dua kali dan kini dihitung sekali, karena book.toml atau bacaannya berubah / Sheets"
                " that are there twice and count once now, as a book.toml or what was read changed:"
                f" {_some(named)}."
            )


def _moved(before: Mapping[str, Set[str]], now: Mapping[str, Set[str]]) -> Iterator[str]:
    """Books that had rows in a village and have some in another one now; a household whose sheets stand in two books
    stays where it was, and keeps both there."""
    named = [
        f"{book} ({', '.join(sorted(before[book]))} -> {', '.join(sorted(now[book]))})"
        for book in sorted(before.keys() & now.keys())
        if before[book] - {UNKNOWN} and now[book] - before[book]
    ]
    if named:
        yield (
            "Buku yang kini milik desa lain, menurut book.toml atau halamannya / Books of another village now, as"
            f" book.toml or their pages say: {_some(named)}."
        )


def _villages(run_folder: Path) -> dict[str, set[str]]:
    """In which villages each book has rows in that publication, which may be of another version of the program."""
    found: dict[str, set[str]] = {}
    for name in NAMING_BOOKS:
        for village, file in village_files(run_folder, name):
            rows = pq.ParquetFile(file)
            columns = [column for column in ("sources", "book_id") if column in rows.schema_arrow.names][:1]
            for book in books_of(rows.read(columns=columns).to_pandas()) if columns else ():
                found.setdefault(book, set()).add(village)
    return found


def _rows(run_folder: Path, name: str, columns: list[str]) -> Iterator[tuple[object, ...]]:
    for batch in batches(run_folder, name, columns):
        yield from zip(*(batch[column].to_pylist() for column in columns), strict=True)


def _some(named: Sequence[str]) -> str:
    left = len(named) - _NAMED_AT_MOST
    return ", ".join(named[:_NAMED_AT_MOST]) + (f", dan / and {left} lagi / more" if left > 0 else "")
