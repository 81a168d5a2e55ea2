"""Readers in loops while publications are swapped: no error, and never two runs in one answer.

usage: python -m benchmarks.readers [--swaps N] [--limit MINUTES] [--scratch FOLDER]

Two pages of the samples are read once. Then their tables are published again and again, in turn whole and without one
page, an hour apart by the clock of the publications, so that old ones are removed as they are in years of nights. One
swap in 50 makes a publication in full; the others copy one that was made so and take the product's own last steps with
it (`put_in_place`, `remove_superseded`), for those alone are what a reader can see, and checking the tables takes a
hundred times as long. It ends after MINUTES, and says how many swaps were made. Two
processes read meanwhile as docs/tables.md shows, one with DuckDB and one with pandas: each resolves `current` once per
query, reads four tables and compares their rows with the manifest of that run. Exit code 1 on any error or difference.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.publish.current_link import RUNS, current_run
from pipeline.publish.manifest import manifest_bytes
from pipeline.publish.manifest_file import MANIFEST
from pipeline.publish.publication import publish, put_in_place
from pipeline.publish.read_back import load_table
from pipeline.publish.retention import remove_superseded, unfinished_name
from pipeline.publish.run_record import RunRecord
from pipeline.settings import Settings
from schemas import TABLES

BOOK = Path("samples/books/pacul-cempaka-2022")
FULL_EVERY = 100
"""Of so many swaps two publish in full, the whole tables and those without a page."""

READ = ("households", "members", "schooling", "readings")


def main() -> None:
    """Print a row per reader: queries, and what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--swaps", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=20, help="minutes after which it ends")
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        out = Path(folder) / "out"
        whole = _tables(Path(folder))
        _publish(whole, out, 0)
        context = multiprocessing.get_context("spawn")
        stop, answers = context.Event(), context.Queue()
        given = [(kind, out, stop, answers) for kind in ("DuckDB", "pandas")]
        readers = [context.Process(target=_read_on, args=one, daemon=True) for one in given]
        for reader in readers:
            reader.start()
        made: dict[int, Path] = {}
        until, swap = time.monotonic() + 60 * options.limit, 0
        while swap < options.swaps and time.monotonic() < until:
            swap += 1
            if swap % FULL_EVERY in (1, 2):
                _publish(whole if swap % 2 == 0 else _without_a_page(whole), out, swap)
                made[swap % 2] = _kept(out, Path(folder) / f"kept-{swap % 2}")
            else:
                _place(made[swap % 2], out, swap)
        stop.set()
        told = sorted(answers.get(timeout=60) for _ in readers)
        kept = sum(1 for _ in (out / "runs").iterdir())
    print(f"{swap} swaps of {options.swaps}; {kept} runs kept\n")
    print("| reader | queries | runs seen | errors | other rows than the manifest |\n|---|---|---|---|---|")
    for kind, queries, runs, errors, mixed in told:
        print(f"| {kind} | {queries} | {runs} | {len(errors)} | {mixed} |")
        print("\n".join(errors[:5]), file=sys.stderr)
    sys.exit(1 if swap < options.swaps or any(errors or mixed for _, _, _, errors, mixed in told) else 0)


def _tables(scratch: Path) -> dict[str, pd.DataFrame]:
    """What a real run makes of two pages."""
    inbox = scratch / "in" / BOOK.name
    inbox.mkdir(parents=True)
    for path in (BOOK / "book.toml", *sorted(BOOK.glob("*.jpg"))[:2]):
        shutil.copy2(path, inbox)
    command = [sys.executable, "cli.py", "run", str(inbox.parent), "--out", str(scratch / "read"), "--allow-partial"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    run_folder = current_run(scratch / "read")
    assert run_folder is not None
    return {name: load_table(run_folder, name) for name in TABLES if name != "data_dictionary"}


def _without_a_page(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {
        name: table[table["page_no"] != 2].reset_index(drop=True) if name in ("readings", "pages") else table.iloc[:0]
        for name, table in tables.items()
    }


def _publish(tables: Mapping[str, pd.DataFrame], out: Path, number: int) -> None:
    now, run_id = _night(number)
    run = RunRecord(
        run_id=run_id,
        started=now,
        now=now,
        pages_found=len(tables["pages"]),
        recipe="-",
        versions=(),
        stage_seconds=(),
        waiting=(),
        gone=(),
        accept_drop=True,
    )
    publish([tables], out, run, replace(Settings(), max_failed_share=1.0))


def _night(number: int) -> tuple[datetime, str]:
    """When the publication of that number is made, and its run id."""
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    return now, f"{now:%Y%m%dT%H%M%SZ}-{number:04x}"


def _kept(out: Path, folder: Path) -> Path:
    """A copy, in `folder`, of the publication that stands."""
    run_folder = current_run(out)
    assert run_folder is not None
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(run_folder, folder)
    return folder


def _place(made: Path, out: Path, number: int) -> None:
    """Let a copy of that publication be the one of that number, by the steps that end every publication."""
    before, (now, run_id) = current_run(out), _night(number)
    assert before is not None
    unfinished = out / RUNS / unfinished_name(run_id)
    shutil.copytree(made, unfinished)
    content = json.loads((unfinished / MANIFEST).read_bytes())
    (unfinished / MANIFEST).write_bytes(manifest_bytes({**content, "run_id": run_id, "published": now.isoformat()}))
    put_in_place(unfinished, out, run_id)
    remove_superseded(out / RUNS, {run_id, before.name}, now, Settings().keep_runs)


def _read_on(kind: str, out: Path, stop: Event, answers: multiprocessing.Queue[object]) -> None:
    query: Callable[[Path], dict[str, int]] = {"DuckDB": _with_duckdb, "pandas": _with_pandas}[kind]
    queries, mixed, runs, errors = 0, 0, set(), []
    while not stop.is_set():
        try:
            run = (out / "current").resolve(strict=True)
            rows = query(run)
            manifest = json.loads((run / "manifest.json").read_bytes())
        except Exception as error:  # whatever a reader meets is the finding
            errors.append(f"{kind}: {error}")
        else:
            mixed += rows != {name: manifest["tables"][name]["rows_published"] for name in READ}
            runs.add(manifest["run_id"])
        queries += 1
    answers.put((kind, queries, len(runs), errors, mixed))


def _with_duckdb(run: Path) -> dict[str, int]:
    counted = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM '{run}/{name}/**/*.parquet'" for name in READ)
    return dict(duckdb.connect().sql(counted).fetchall())


def _with_pandas(run: Path) -> dict[str, int]:
    return {name: len(pd.read_parquet(run / name)) for name in READ}


if __name__ == "__main__":
    main()
