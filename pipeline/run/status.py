"""Where an OUT stands: its last run, what is published, what waits, was refused or is for review."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipeline.areas import village_name
from pipeline.errors import ExitCode
from pipeline.exit_words import EXPLAINED, exit_words
from pipeline.publish.current_link import current_run
from pipeline.publish.manifest_file import read_manifest
from pipeline.publish.read_back import batches, village_files
from pipeline.run.kept.ledger import LastRun, Ledger
from pipeline.run.kept.lock import is_held
from pipeline.run.kept.log import has_ended, looked_at, newest_log
from pipeline.run.kept.published import (
    books_unlike_book_toml,
    books_without_village,
    copies_of,
    pages_counted,
    pages_doubted,
    pages_pale,
    published_rows,
)
from pipeline.run.kept.workspace import Workspace, no_run
from pipeline.run.published_refusals import published_refusals
from pipeline.run.summary import (
    Refusal,
    counted,
    doubted_pages,
    pale_pages,
    repeated_pages,
    toml_doubted,
    village_wanted,
)

_COUNTED = {
    "books": "buku / books",
    "pages_found": "halaman / pages",
    "pages_read": "terbaca / read",
    "pages_repeated": "berulang / repeated",
    "pages_refused": "ditolak / refused",
    "pictures_read_now": "gambar dilihat / pictures looked at",
    "pictures_same": "sama dengannya / same as these",
    "pictures_known": "sudah dikenal / known from before",
    "pictures_unread": "tidak dapat dibuka / not to be opened",
    "pictures_erased": "dihapus / erased",
    "newly_refused": "baru ditolak / newly refused",
    "newly_quarantined": "baris baru ditahan / rows newly kept out",
}
"""What a person calls the counts of a run (summary.RunSummary.counts)."""

_ALWAYS = frozenset({"books", "pages_found", "pages_read", "pages_refused"})
"""Counts that are told though they are nothing."""


@dataclass(frozen=True, slots=True)
class Village:
    """How fresh a village is. name: empty where the code is not known. newest_year: of its households, or null."""

    village_code: str
    name: str
    households: int
    newest_year: int | None


@dataclass(frozen=True, slots=True)
class Status:
    """All that `status` shows. published_at: when `current` was published; null where nothing was.

    pages: of the publication, `found`, `read`, `repeated` (of those read) and `refused`; empty where nothing was.
    copies: pages that are another one once more, each with the one that counts.
    no_village: books that have rows of no known village. unlike_toml: those with a page that names another village or
    year than their book.toml. pale: pages whose writing is so pale that some may be lost. doubted: others of which
    nearly all that is written waits for a person.
    passed_over: what lay in the inbox at the last run and was not looked at, each with the reason.
    unfinished: the log of the newest run if that has not ended. looked_at: how many pictures that has looked at.
    at_work: whether a run holds the lock on this machine; else that one was killed, or is at work on another.
    """

    inbox: str
    last_run: LastRun | None
    run_id: str | None
    published_at: str | None
    pages: dict[str, int]
    rows: dict[str, int]
    villages: tuple[Village, ...]
    refused: tuple[Refusal, ...]
    to_review: dict[str, int]
    copies: dict[str, str]
    waiting: tuple[str, ...]
    no_village: tuple[str, ...]
    unlike_toml: tuple[str, ...]
    pale: tuple[str, ...]
    doubted: tuple[str, ...]
    passed_over: tuple[str, ...]
    unfinished: Path | None
    looked_at: int = 0
    at_work: bool = False


def status(out: Path) -> Status:
    """The status of `out`. Raises InputError if no run was ever made there."""
    workspace = Workspace(out.absolute())
    if not workspace.work.is_dir():
        raise no_run(out)
    ledger = Ledger.load(workspace.ledger)
    run_folder = current_run(workspace.out)
    manifest = (read_manifest(run_folder) if run_folder else None) or {}
    unfinished = _unfinished(workspace)
    return Status(
        inbox=ledger.inbox,
        last_run=ledger.last_run,
        run_id=run_folder.name if run_folder else None,
        published_at=manifest.get("published"),
        pages=pages_counted(run_folder) if run_folder else {},
        rows=published_rows(run_folder) if run_folder else {},
        villages=_villages(run_folder) if run_folder else (),
        refused=published_refusals(run_folder) if run_folder else (),
        to_review=_to_review(run_folder) if run_folder else {},
        copies=copies_of(run_folder) if run_folder else {},
        waiting=ledger.last_run.waiting if ledger.last_run else (),
        no_village=books_without_village(run_folder) if run_folder else (),
        unlike_toml=books_unlike_book_toml(run_folder) if run_folder else (),
        pale=pages_pale(run_folder) if run_folder else (),
        doubted=pages_doubted(run_folder) if run_folder else (),
        passed_over=ledger.last_run.passed_over if ledger.last_run else (),
        unfinished=unfinished,
        looked_at=looked_at(unfinished) if unfinished is not None else 0,
        at_work=is_held(workspace.work),
    )


def in_words(found: Status) -> str:
    """The status for a person."""
    lines = [f"Kotak masuk / Inbox: {found.inbox or 'tidak dikenal / not known'}"]
    if found.last_run is not None:
        counts = ", ".join(
            f"{_COUNTED.get(name, name)} {number}"
            for name, number in found.last_run.counts.items()
            if number or name in _ALWAYS
        )
        lasted = f"{found.last_run.seconds:.0f} s, kode / exit code {found.last_run.exit_code}"
        lines.append(
            f"Run terakhir / Last run: {_moment(found.last_run.at)}, {lasted}" + (f" ({counts})" if counts else "")
        )
        if found.last_run.message:
            lines.append(found.last_run.message)
        if found.last_run.exit_code in EXPLAINED:
            lines.append(exit_words(ExitCode(found.last_run.exit_code)))
    if found.unfinished is not None:
        seen, english = f"{found.looked_at} gambar sudah dilihat", counted(found.looked_at, "picture")
        lines.append(
            f"Sebuah run sedang bekerja, {seen} / A run is at work, {english} looked at so far; log: {found.unfinished}"
            if found.at_work
            else f"Run terakhir tidak selesai: ia mati, atau bekerja di komputer lain; {seen} dan tersimpan,"
            " jalankan lagi dan ia meneruskan / The last run did not come to its end: it was killed, or is at work on"
            f" another machine; {english} looked at and kept, run again and it goes on; log: {found.unfinished}"
        )
    if found.run_id is None:
        lines.append("Belum ada yang terbit. / Nothing is published.")
        return "\n".join(lines)
    lines.append(f"Terbitan / Published: {found.run_id}, {_moment(found.published_at)}")
    if found.pages:  # else the manifest is lost
        sum_of_pages = "Halaman / Pages: {found} = {read} terbaca / read + {refused} ditolak / refused"
        lines.append(sum_of_pages.format_map(found.pages))
        lines += repeated_pages(found.copies)
    lines.append("Baris / Rows: " + ", ".join(f"{name} {rows}" for name, rows in found.rows.items()))
    lines += [
        f"Desa / Village {' '.join((village.village_code, village.name)).strip()}:"
        f" {village.households} rumah tangga / households,"
        f" tahun terbaru / newest year {village.newest_year or '?'}"
        for village in found.villages
    ]
    lines += [f"Ditolak / Refused: {page.page}: {page.message}" for page in found.refused]
    lines += village_wanted(found.no_village)
    lines += toml_doubted(found.unlike_toml)
    lines += pale_pages(found.pale)
    lines += doubted_pages(found.doubted)
    lines.append(
        f"Perlu diperiksa / To review: {sum(found.to_review.values())} isian / cells (readings, decision review)"
        + "".join(f"\n  {book}: {cells}" for book, cells in found.to_review.items())
        + (
            "\n  Hasil pemeriksaan belum dapat dimasukkan kembali. / Corrections cannot be handed back yet."
            * bool(found.to_review)
        )
    )
    if found.waiting:
        lines.append("Menunggu / Waiting: " + ", ".join(found.waiting))
    lines += [f"Tidak dilihat / Not looked at: {one}" for one in found.passed_over]
    return "\n".join(lines)


def _moment(iso: str | None) -> str:
    """A moment for a person, to the second."""
    return f"{datetime.fromisoformat(iso).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if iso else "at a time not known"


def _unfinished(workspace: Workspace) -> Path | None:
    """By what the log says and not by any time, for clocks are set back."""
    log = newest_log(workspace.log)
    return None if log is None or has_ended(log) else log


def _villages(run_folder: Path) -> tuple[Village, ...]:
    found = []
    for code, file in village_files(run_folder, "households"):
        years = pq.ParquetFile(file).read(columns=["year"])["year"]
        if len(years):
            found.append(Village(code, village_name(code), len(years), pc.max(years).as_py()))
    return tuple(found)


def _to_review(run_folder: Path) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for batch in batches(run_folder, "readings", ["book_id", "decision"]):
        books = batch.filter(pc.equal(batch["decision"], "review"))["book_id"]
        counts.update({str(one["values"]): one["counts"] for one in pc.value_counts(books).to_pylist()})
    return dict(sorted(counts.items()))
