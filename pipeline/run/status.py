"""Where an OUT stands: its last run, what is published, what waits, was refused or is for review."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.publish.read_back import current_run, load_table
from pipeline.run.ledger import LastRun, Ledger
from pipeline.run.published import manifest_of, published_rows
from pipeline.run.summary import Refusal
from pipeline.run.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Village:
    """How fresh a village is. newest_year: of its households, null where none is known."""

    village_code: str
    households: int
    newest_year: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """All that `status` shows. published_at: when `current` was published; null where nothing was."""

    inbox: str
    last_run: LastRun | None
    run_id: str | None
    published_at: str | None
    rows: dict[str, int]
    villages: tuple[Village, ...]
    refused: tuple[Refusal, ...]
    to_review: dict[str, int]
    waiting: tuple[str, ...]


def status(out: Path) -> Status:
    """The status of `out`. Raises InputError if no run was ever made there."""
    workspace = Workspace(out.absolute())
    if not workspace.work.is_dir():
        raise InputError(f"No run was ever made in {out}; name the OUT folder of a run.")
    ledger = Ledger.load(workspace.ledger)
    run_folder = current_run(workspace.out)
    manifest = (manifest_of(run_folder) if run_folder else None) or {}
    return Status(
        inbox=ledger.inbox,
        last_run=ledger.last_run,
        run_id=run_folder.name if run_folder else None,
        published_at=manifest.get("published"),
        rows=published_rows(run_folder) if run_folder else {},
        villages=_villages(run_folder) if run_folder else (),
        refused=_refused(run_folder) if run_folder else (),
        to_review=_to_review(run_folder) if run_folder else {},
        waiting=ledger.last_run.waiting if ledger.last_run else (),
    )


def in_words(found: Status) -> str:
    """The status for a person."""
    lines = [f"Inbox: {found.inbox or 'not known'}"]
    if found.last_run is not None:
        counts = ", ".join(f"{name.replace('_', ' ')} {number}" for name, number in found.last_run.counts.items())
        lines.append(
            f"Last run: {found.last_run.at}, {found.last_run.seconds:.0f} s, exit code {found.last_run.exit_code}"
            + (f" ({counts})" if counts else "")
        )
    if found.run_id is None:
        lines.append("Nothing is published.")
        return "\n".join(lines)
    lines.append(f"Published: {found.run_id}, {found.published_at}")
    lines.append("Rows: " + ", ".join(f"{name} {rows}" for name, rows in found.rows.items()))
    lines += [
        f"Village {village.village_code}: {village.households} households, newest year {village.newest_year or '?'}"
        for village in found.villages
    ]
    lines += [f"Refused: {page.source} page {page.page_no}: {page.message}" for page in found.refused]
    lines.append(
        f"To review: {sum(found.to_review.values())} cells"
        + "".join(f"\n  {book}: {cells}" for book, cells in found.to_review.items())
    )
    if found.waiting:
        lines.append("Waiting: " + ", ".join(found.waiting))
    return "\n".join(lines)


def _villages(run_folder: Path) -> tuple[Village, ...]:
    years: dict[str, list[int | None]] = {}
    for code, year in _plain(run_folder, "households", ["village_code", "year"]):
        years.setdefault(code or "unknown", []).append(year)
    return tuple(
        Village(code, len(found), max((int(year) for year in found if year is not None), default=None))
        for code, found in sorted(years.items())
    )


def _refused(run_folder: Path) -> tuple[Refusal, ...]:
    pages = _plain(run_folder, "pages", ["book_id", "source", "page_no", "reason", "message", "status"])
    return tuple(
        Refusal(book_id, source, int(page_no), reason, message, new=False)
        for book_id, source, page_no, reason, message, state in pages
        if state == "refused"
    )


def _to_review(run_folder: Path) -> dict[str, int]:
    counts: dict[str, int] = {}
    for book_id, decision in _plain(run_folder, "readings", ["book_id", "decision"]):
        if decision == "review":
            counts[book_id] = counts.get(book_id, 0) + 1
    return counts


def _plain(run_folder: Path, name: str, columns: list[str]) -> list[tuple[Any, ...]]:
    table = load_table(run_folder, name)[columns].astype(object)
    return list(table.where(table.notna(), None).itertuples(index=False, name=None))
