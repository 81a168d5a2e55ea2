"""A publication is whole or it is not there; `current` moves in one rename."""

import errno
import json
import os
import resource
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Never

import pandas as pd
import pytest

from pipeline.errors import ExitCode, GateError, MachineError
from pipeline.publish import publication
from pipeline.publish.current_link import current_run
from pipeline.publish.publication import publish
from pipeline.publish.read_back import load_table
from pipeline.publish.run_record import RunRecord
from pipeline.publish.tables_writer import TablesWriter
from pipeline.settings import Settings
from schemas import TABLES

Tables = dict[str, pd.DataFrame]
MakeRun = Callable[..., RunRecord]
SETTINGS = Settings()


def everything(out: Path) -> dict[str, bytes | str]:
    """Every file and link below `out`, by path."""
    found: dict[str, bytes | str] = {}
    for path in sorted(out.rglob("*")):
        if path.is_symlink():
            found[str(path)] = str(path.readlink())
        elif path.is_file():
            found[str(path)] = path.read_bytes()
    return found


def test_current_names_the_run_and_the_run_holds_everything(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    folder = publish([tables], tmp_path / "out", run(), SETTINGS).folder
    assert folder == tmp_path / "out" / "runs" / "run-1"
    assert current_run(tmp_path / "out") == folder
    assert (tmp_path / "out" / "current").readlink() == Path("runs/run-1")
    assert {path.name for path in folder.iterdir()} == {*TABLES, "manifest.json", "report.html"}
    assert len(load_table(folder, "members")) == 90
    assert len(load_table(folder, "data_dictionary")) == sum(len(table.columns) for table in TABLES.values())


def test_everything_is_private_whatever_the_umask(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    before = os.umask(0o022)
    try:
        publish([tables], tmp_path / "out", run(), SETTINGS)
    finally:
        os.umask(before)
    for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")]:
        if not path.is_symlink():
            assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_same_tables_make_the_same_parquet_in_every_run(
    tables: Tables, tmp_path: Path, run: MakeRun, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    first = publish([tables], tmp_path, run("run-1"), SETTINGS).folder
    shuffled = {name: table.sample(frac=1, random_state=3) for name, table in tables.items()}
    second = publish([shuffled], tmp_path, run("run-2", hours=1), SETTINGS).folder
    assert contents(first) == contents(second)


def test_a_run_may_replace_what_a_killed_run_of_its_name_left(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    for left in ("run-1", ".run-0.part", ".run-1.part"):
        (tmp_path / "runs" / left / "members").mkdir(parents=True)
        (tmp_path / "runs" / left / "members" / "half.parquet").write_bytes(b"PAR1")
    (tmp_path / ".current.part").symlink_to("runs/run-1")
    folder = publish([tables], tmp_path, run(), SETTINGS).folder
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == ["run-1"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["current", "runs"]
    assert len(load_table(folder, "members")) == 90


def test_publishing_the_current_run_again_is_a_bug(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    publish([tables], tmp_path, run(), SETTINGS)
    before = everything(tmp_path)
    with pytest.raises(ValueError, match="published already"):
        publish([tables], tmp_path, run(), SETTINGS)
    assert everything(tmp_path) == before


def test_a_missing_table_is_a_bug(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    del tables["recaps"]
    with pytest.raises(ValueError, match="recaps"):
        publish([tables], tmp_path, run(), SETTINGS)


@pytest.mark.parametrize("step", ["TablesWriter", "manifest_bytes", "report_html", "_swap"])
@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt(), RuntimeError("bug")])
def test_a_failure_at_any_step_leaves_the_last_publication_and_nothing_else(
    step: str, failure: BaseException, tables: Tables, tmp_path: Path, run: MakeRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([tables], tmp_path, run("run-1"), SETTINGS)
    before, calls = everything(tmp_path), []

    def fails(*arguments: object) -> object:
        calls.append(step)
        if step == "TablesWriter":
            return FailingWriter(*arguments)
        raise failure

    class FailingWriter(TablesWriter):
        def finish(self) -> Never:
            raise failure

    monkeypatch.setattr(publication, step, fails)
    expected = MachineError if isinstance(failure, OSError) else type(failure)
    with pytest.raises(expected):
        publish([tables], tmp_path, run("run-2", hours=30), SETTINGS)
    assert calls and everything(tmp_path) == before
    assert [path.name for path in (tmp_path / "runs").iterdir()] == ["run-1"]


def test_a_kill_between_writing_and_swap_leaves_the_last_publication_and_the_next_run_goes_on(
    tables: Tables, tmp_path: Path, run: MakeRun, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    first = publish([tables], tmp_path, run("run-1"), SETTINGS).folder
    child = os.fork()
    if child == 0:
        publication._swap = lambda out, run_id: os._exit(9)  # dies as by SIGKILL: no clean-up runs
        publish([tables], tmp_path, run("run-2", hours=1), SETTINGS)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert current_run(tmp_path) == first
    third = publish([tables], tmp_path, run("run-3", hours=2), SETTINGS).folder
    assert current_run(tmp_path) == third and contents(third) == contents(first)


def test_a_disk_that_takes_no_more_bytes_is_a_machine_error(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    publish([tables], tmp_path, run("run-1"), SETTINGS)
    before = everything(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, hard))
    try:
        with pytest.raises(MachineError) as caught:
            publish([tables], tmp_path, run("run-2", hours=1), SETTINGS)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert caught.value.exit_code == ExitCode.MACHINE
    assert everything(tmp_path) == before


@pytest.mark.parametrize("blocked", ["out", "out/runs"])
def test_a_file_where_a_folder_should_be_is_a_machine_error(
    blocked: str, tables: Tables, tmp_path: Path, run: MakeRun
) -> None:
    (tmp_path / blocked).parent.mkdir(exist_ok=True)
    (tmp_path / blocked).write_text("in the way")
    with pytest.raises(MachineError, match="cannot be written"):
        publish([tables], tmp_path / "out", run(), SETTINGS)
    assert (tmp_path / blocked).read_text() == "in the way"


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_a_current_that_is_no_link_is_left_alone(kind: str, tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    current = tmp_path / "current"
    current.write_text("mine") if kind == "file" else current.mkdir()
    with pytest.raises(MachineError, match="in the way"):
        publish([tables], tmp_path, run(), SETTINGS)
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


@pytest.mark.parametrize("target", ["current", "/etc", "work/pages", "runs", "."])
def test_a_link_that_does_not_lead_into_runs_is_left_alone(
    target: str, tables: Tables, tmp_path: Path, run: MakeRun
) -> None:
    current = tmp_path / "current"
    current.symlink_to(target)
    with pytest.raises(MachineError, match=r"in the way: it leads to .*rm "):
        publish([tables], tmp_path, run(), SETTINGS)
    assert current_run(tmp_path) is None
    assert str(current.readlink()) == target and [path.name for path in tmp_path.iterdir()] == ["current"]


def test_a_reader_that_resolved_current_once_reads_one_run_through_swaps(
    tables: Tables, tmp_path: Path, run: MakeRun
) -> None:
    first = publish([tables], tmp_path, run("run-0"), Settings(keep_runs=0)).folder
    resolved = current_run(tmp_path)
    assert resolved == first
    publish([tables], tmp_path, run("run-1", hours=25), Settings(keep_runs=0))
    assert len(load_table(resolved, "members")) == 90


def test_a_refused_gate_leaves_the_last_publication(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    publish([tables], tmp_path, run("run-1"), SETTINGS)
    before = everything(tmp_path)
    fewer = {**tables, "members": tables["members"].head(30)}
    fewer["members"].attrs.clear()
    with pytest.raises(GateError, match=r"members 35\.22\.15\.2002: 30 -> 0") as caught:
        publish([fewer], tmp_path, run("run-2", hours=1), SETTINGS)
    assert caught.value.exit_code == ExitCode.GATE
    assert everything(tmp_path) == before
    accepted = publish([fewer], tmp_path, run("run-3", hours=2, accept_drop=True), SETTINGS).folder
    assert current_run(tmp_path) == accepted


def test_a_current_without_a_manifest_is_not_judged_by_silence(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    first = publish([tables], tmp_path, run("run-1"), SETTINGS).folder
    (first / "manifest.json").unlink()
    with pytest.raises(GateError, match="no readable manifest"):
        publish([tables], tmp_path, run("run-2", hours=1), SETTINGS)
    assert current_run(tmp_path) == first
    publish([tables], tmp_path, run("run-2", hours=1, accept_drop=True), SETTINGS)


def test_old_runs_go_by_the_rule(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    (tmp_path / "runs" / "somebody-elses").mkdir(parents=True)
    for day in range(5):
        publish([tables], tmp_path, run(f"run-{day}", hours=25 * day), Settings(keep_runs=2))
    left = sorted(path.name for path in (tmp_path / "runs").iterdir())
    assert left == ["run-1", "run-2", "run-3", "run-4", "somebody-elses"]
    manifest = json.loads((tmp_path / "current" / "manifest.json").read_text())
    assert manifest["run_id"] == "run-4"


def test_parts_make_the_same_bytes_as_the_whole_in_any_order(
    tables: Tables, tmp_path: Path, run: MakeRun, contents: Callable[[Path], dict[str, bytes]]
) -> None:
    second = {name: table.copy() for name, table in tables.items()}
    for name in ("readings", "pages"):
        second[name]["book_id"] = "balen/mawar"
    both = {name: pd.concat([tables[name], second[name]], ignore_index=True) for name in ("readings", "pages")}
    whole = {**tables, **both}
    parts = [
        {**{name: table[table["village_code"] == village] if TABLES[name].partitioned else table.head(0)
            for name, table in tables.items()}, **{name: part[name] for name in ("readings", "pages")}}
        for village, part in (("35.22.15.2002", tables), ("35.22.13.2001", second))
    ]  # fmt: skip
    rest = {name: table[table["village_code"].isna()] for name, table in tables.items() if TABLES[name].partitioned}
    parts.append(
        {**{name: table.head(0) for name, table in tables.items()}, **rest, "quarantine": tables["quarantine"]}
    )
    for part in (*parts, whole):
        for table in part.values():
            table.attrs.clear()
    expected = contents(publish([whole], tmp_path / "a", run(pages_found=20), SETTINGS).folder)
    assert contents(publish(parts, tmp_path / "b", run(pages_found=20), SETTINGS).folder) == expected
    assert contents(publish(parts[::-1], tmp_path / "c", run(pages_found=20), SETTINGS).folder) == expected


def test_a_village_in_two_parts_is_a_bug(tables: Tables, tmp_path: Path, run: MakeRun) -> None:
    with pytest.raises(ValueError, match="two parts"):
        publish([tables, {"households": tables["households"]}], tmp_path, run(), SETTINGS)
