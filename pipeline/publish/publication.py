"""Publishes a run: written in full beside the current publication, checked, then swapped in by one rename."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from pipeline.errors import GateError, MachineError
from pipeline.publish import gate
from pipeline.publish.counts import Counts, count
from pipeline.publish.manifest import MANIFEST, manifest, manifest_bytes, read_manifest, rows_by_village
from pipeline.publish.parquet import write_table
from pipeline.publish.private_files import flush, flush_tree, machine_error, make_folder, new_file, remove
from pipeline.publish.read_back import CURRENT, RUNS, current_run
from pipeline.publish.report import REPORT, report_html
from pipeline.publish.retention import remove_superseded, sweep, unfinished_name
from pipeline.publish.run_record import RunRecord
from pipeline.settings import Settings
from schemas import TABLES
from schemas.dictionary import data_dictionary
from schemas.validate import ROWS_MADE, validate


def publish(tables: Mapping[str, pd.DataFrame], out: Path, run: RunRecord, settings: Settings) -> Path:
    """Publish all tables of the contract as OUT/runs/RUN_ID, let OUT/current name it, and return that folder.

    tables: every table but data_dictionary, which is made here. GateError, with every reason, if they must not be
    published; MachineError if OUT cannot be written. In both cases, and when killed, OUT/current names what it
    named before. ValueError if a table is missing or the run id is the current one's: a bug of the caller.
    """
    if (out / CURRENT).exists() and not (out / CURRENT).is_symlink():
        raise MachineError(f"{out / CURRENT} is in the way: it is no link that this program made. Move it away.")
    previous = current_run(out)
    if previous is not None and previous.name == run.run_id:
        raise ValueError(f"run {run.run_id} is published already")
    checked, counts = _checked(tables, previous, run, settings)
    try:
        folder = _write(checked, counts, out, run, settings)
    except OSError as error:
        raise machine_error(error, out) from error
    kept = {run.run_id} | ({previous.name} if previous is not None else set())
    remove_superseded(out / RUNS, kept, run.now, settings.keep_runs)
    return folder


def _checked(
    tables: Mapping[str, pd.DataFrame], previous: Path | None, run: RunRecord, settings: Settings
) -> tuple[dict[str, pd.DataFrame], Counts]:
    """The tables as they will be written, and their counts; GateError if they must not be."""
    given = {**tables, "data_dictionary": data_dictionary()}
    if set(given) != set(TABLES):
        raise ValueError(f"tables missing or unknown: {', '.join(sorted(set(given) ^ set(TABLES)))}")
    validated = {name: validate(name, given[name]) for name in TABLES}
    gate.pass_gate(gate.schema_reasons({name: result.findings for name, result in validated.items()}))
    checked = {name: result.rows for name, result in validated.items()}
    for name, table in checked.items():
        table.attrs[ROWS_MADE] = given[name].attrs.get(ROWS_MADE, len(given[name]))
    counts = count(checked, run.pages_found)
    before = None if previous is None or run.accept_drop else read_manifest(previous)
    if previous is not None and before is None and not run.accept_drop:
        raise GateError(
            f"{previous} has no readable manifest, so it cannot be told whether villages lost rows. "
            "Restore it, or publish with --accept-drop."
        )
    gate.pass_gate(
        (
            *gate.count_reasons(counts, checked),
            *gate.failed_share_reasons(counts, settings),
            *gate.drop_reasons(counts, rows_by_village(before), settings),
        )
    )
    return checked, counts


def _write(tables: Mapping[str, pd.DataFrame], counts: Counts, out: Path, run: RunRecord, settings: Settings) -> Path:
    runs = make_folder(out / RUNS)
    sweep(runs)
    unfinished, finished = runs / unfinished_name(run.run_id), runs / run.run_id
    try:
        make_folder(unfinished)
        files = {name: write_table(name, table, unfinished) for name, table in tables.items()}
        gate.pass_gate(gate.file_reasons(unfinished, (file for written in files.values() for file in written)))
        content = manifest(run, settings, counts, files)
        _write_file(unfinished / MANIFEST, manifest_bytes(content))
        _write_file(unfinished / REPORT, report_html(tables, content).encode("utf-8", errors="backslashreplace"))
        flush_tree(unfinished)
        remove(finished)  # left by a run of that id that was killed before its swap
        unfinished.rename(finished)
        flush(runs)
        _swap(out, run.run_id)
    except BaseException:
        remove(unfinished)
        if current_run(out) != finished.resolve():
            remove(finished)
        raise
    return finished


def _swap(out: Path, run_id: str) -> None:
    """Let OUT/current name the run, in one rename: a reader sees the old publication or the new one."""
    waiting = out / f".{CURRENT}.part"
    waiting.unlink(missing_ok=True)
    waiting.symlink_to(Path(RUNS) / run_id)
    waiting.replace(out / CURRENT)
    flush(out)


def _write_file(path: Path, content: bytes) -> None:
    with new_file(path) as file:
        file.write(content)
