"""What the driver needs to know of a publication; light, for a night with nothing new loads no table library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.publish.manifest_file import read_manifest


@dataclass(frozen=True, slots=True)
class Made:
    """A publication that was made: rows by table, and the names of what was refused and quarantined in it."""

    rows: Mapping[str, int]
    refused: Mapping[str, int]
    quarantined: Mapping[str, int]


def is_whole(current: Path, run_id: str) -> bool:
    """Whether the link `current` leads to the publication of that run and all its files are there, long as they were.

    Their content is not read: a night with nothing new must stay short.
    """
    folder = current.resolve()
    content = read_manifest(folder) if folder.name == run_id else None
    if content is None:
        return False
    files = [file for table in content["tables"].values() for file in table["files"]]
    return all(_length(folder / file["path"]) == file["bytes"] for file in files)


def _length(file: Path) -> int | None:
    try:
        return file.stat().st_size
    except OSError:
        return None


def books_without_village(run_folder: Path) -> tuple[str, ...]:
    """Books of the publication in that folder that have rows of no known village, by book_id."""
    return tuple((read_manifest(run_folder) or {}).get("books_without_village", ()))


def books_unlike_book_toml(run_folder: Path) -> tuple[str, ...]:
    """Books of the publication in that folder with a page that names another village or year than their book.toml."""
    return tuple((read_manifest(run_folder) or {}).get("books_unlike_book_toml", ()))


def pages_pale(run_folder: Path) -> tuple[str, ...]:
    """Pages of the publication in that folder, BOOK_ID#PAGE_NO, whose writing is so pale that some may be lost."""
    return tuple((read_manifest(run_folder) or {}).get("pages_pale", ()))


def pages_doubted(run_folder: Path) -> tuple[str, ...]:
    """Other pages of the publication in that folder of which nearly all that is written waits for a person."""
    return tuple((read_manifest(run_folder) or {}).get("pages_doubted", ()))


def copies_of(run_folder: Path) -> dict[str, str]:
    """Pages of that publication that are another one once more, BOOK_ID#PAGE_NO, each with the one that counts."""
    return dict((read_manifest(run_folder) or {}).get("copies", {}))


def pages_counted(run_folder: Path) -> dict[str, int]:
    """Pages `found`, `read`, `repeated` (of those read) and `refused` of that publication; empty without a manifest."""
    return {name: int(count) for name, count in (read_manifest(run_folder) or {}).get("pages", {}).items()}


def published_rows(run_folder: Path) -> dict[str, int]:
    """Rows by table of the publication in that folder; empty if it has no manifest."""
    tables = (read_manifest(run_folder) or {}).get("tables", {})
    return {name: int(table["rows_published"]) for name, table in tables.items()}
