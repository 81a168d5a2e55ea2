"""Publishes a run: written in full beside the current publication, checked, then swapped in by one rename."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.errors import GateError
from pipeline.private_files import flush, flush_tree, machine_error, make_folder, new_file, remove
from pipeline.publish import gate
from pipeline.publish.counts import Tally
from pipeline.publish.current_link import CURRENT, RUNS, current_run, require_own_link
from pipeline.publish.drop_causes import drop_causes
from pipeline.publish.manifest import manifest, manifest_bytes, rows_by_village
from pipeline.publish.manifest_file import MANIFEST, read_manifest
from pipeline.publish.report import REPORT, ReportCounts, report_html
from pipeline.publish.retention import remove_superseded, sweep, unfinished_name
from pipeline.publish.run_record import RunRecord
from pipeline.publish.tables_writer import TablesWriter
from pipeline.settings import Settings
from schemas import TABLES, empty
from schemas.dictionary import data_dictionary
from schemas.validate import ROWS_MADE, validate


@dataclass(frozen=True, slots=True, eq=False)
class Published:
    """A publication that was made: its folder, the rows of each table, and table `quarantine`."""

    folder: Path
    rows: Mapping[str, int]
    quarantine: pd.DataFrame


def publish(parts: Iterable[Mapping[str, pd.DataFrame]], out: Path, run: RunRecord, settings: Settings) -> Published:
    """Publish the tables of the contract as OUT/runs/RUN_ID and let OUT/current name it.

    parts: tables, each part holding whole books and whole villages (see TablesWriter); taken one by one, so that they
    need never be in memory together. The first names every table but data_dictionary, which is made here. GateError,
    with every reason, if they must not be published; MachineError if OUT cannot be written. In both cases, and when
    killed, OUT/current names what it named before. SplitError (tables_writer) where a village comes in two parts;
    another ValueError if a table is missing or the run id is the current one's: a bug of the caller.
    """
    require_own_link(out)
    previous = current_run(out)
    if previous is not None and previous.name == run.run_id:
        raise ValueError(f"run {run.run_id} is published already")
    before = _rows_before(previous, run)
    try:
        published = _write(parts, before, out, run, settings)
    except OSError as error:
        raise machine_error(error, out) from error
    kept = {run.run_id} | ({previous.name} if previous is not None else set())
    remove_superseded(out / RUNS, kept, run.now, settings.keep_runs)
    return published


def _rows_before(previous: Path | None, run: RunRecord) -> dict[str, dict[str, int]]:
    """Rows by table and village that must not fall; none where nothing is published, or a drop is accepted."""
    before = None if previous is None or run.accept_drop else read_manifest(previous)
    if previous is not None and before is None and not run.accept_drop:
        raise GateError(
            f"Manifest di {previous} tidak dapat dibaca, jadi tidak diketahui apakah desa kehilangan baris."
            f" Kembalikan, atau terbitkan dengan --accept-drop. / {previous} has no readable manifest, so it cannot"
            f" be told whether"
            " villages lost rows. Restore it, or publish with --accept-drop."
        )
    return rows_by_village(before)


def _write(
    parts: Iterable[Mapping[str, pd.DataFrame]],
    before: Mapping[str, Mapping[str, int]],
    out: Path,
    run: RunRecord,
    settings: Settings,
) -> Published:
    runs = make_folder(out / RUNS)
    sweep(runs)
    unfinished, finished = runs / unfinished_name(run.run_id), runs / run.run_id
    try:
        writer, tally, report = TablesWriter(make_folder(unfinished)), Tally(), ReportCounts()
        for part in itertools.chain(_all_named(parts), [{"data_dictionary": data_dictionary()}]):
            checked = _checked(part)
            tally.add(checked)
            report.add(checked)
            writer.add(checked)
            del part, checked  # else two parts are in memory while the next is built
        counts = tally.counts(run.pages_found)
        fell = gate.drop_reasons(counts, before, settings)
        previous = current_run(out)
        causes = drop_causes(previous, counts, run) if fell and previous is not None else ()
        gate.pass_gate((*gate.count_reasons(counts), *gate.failed_share_reasons(counts, settings), *causes, *fell))
        quarantine = next(iter(writer.whole("quarantine")), empty("quarantine"))
        files = writer.finish()
        gate.pass_gate(gate.file_reasons(unfinished, (file for written in files.values() for file in written)))
        content = manifest(run, settings, counts, files)
        _write_file(unfinished / MANIFEST, manifest_bytes(content))
        _write_file(unfinished / REPORT, report_html(report, content).encode("utf-8", errors="backslashreplace"))
        put_in_place(unfinished, out, run.run_id)
    except BaseException:
        remove(unfinished)
        if current_run(out) != finished.resolve():
            remove(finished)
        raise
    return Published(finished, {name: rows.published for name, rows in counts.tables.items()}, quarantine)


def _all_named(parts: Iterable[Mapping[str, pd.DataFrame]]) -> Iterator[Mapping[str, pd.DataFrame]]:
    named: set[str] = {"data_dictionary"}
    for part in parts:
        named |= set(part)
        yield part
        del part
    if named != set(TABLES):
        raise ValueError(f"tables missing or unknown: {', '.join(sorted(named ^ set(TABLES)))}")


def _checked(part: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The tables of a part as they will be written; GateError if they must not be."""
    validated = {name: validate(name, table) for name, table in part.items()}
    gate.pass_gate(gate.schema_reasons({name: result.findings for name, result in validated.items()}))
    checked = {name: result.rows for name, result in validated.items()}
    for name, table in checked.items():
        table.attrs[ROWS_MADE] = part[name].attrs.get(ROWS_MADE, len(part[name]))
    if "pages" in checked and "readings" in checked:
        gate.pass_gate(gate.trace_reasons(checked))
    return checked


def put_in_place(unfinished: Path, out: Path, run_id: str) -> None:
    """Make the folder of a publication that is written OUT/runs/RUN_ID, and let OUT/current name it."""
    flush_tree(unfinished)
    finished = out / RUNS / run_id
    remove(finished)  # left by a run of that id that was killed before its swap
    unfinished.rename(finished)
    flush(finished.parent)
    _swap(out, run_id)


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
