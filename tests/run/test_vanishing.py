"""The inbox vanishes, or a file in it is replaced, at each access of a run: nothing false is published or kept."""

import hashlib
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import DasawismaError, ExitCode, GateError
from pipeline.model import PageFault
from pipeline.refusals import unreadable
from pipeline.run import driver, publishing
from pipeline.run import plan as planning
from pipeline.run.driver import RunOptions, run
from pipeline.run.kept.codec import encode
from pipeline.run.kept.published import Made
from pipeline.run.reading import Results
from pipeline.run.session import Session
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.scan import pdf as poppler
from pipeline.settings import Settings
from tests.run.stand_in_reader import Silent, StandIn, page_file
from tests.run.written_files import pdf, write_old

_OTHER = page_file("refuse too_dark")
Became = set[tuple[str, str, str]]
"""Source, hash of its content, and what came of it."""


def unmount(inbox: Path, path: Path) -> None:
    inbox.rename(inbox.with_name("moved"))
    inbox.mkdir()


def take(inbox: Path, path: Path) -> None:
    if path.is_file():
        path.unlink()


def replace(inbox: Path, path: Path) -> None:
    if path.is_file():
        path.with_name("other").write_bytes(_OTHER)
        os.utime(path.with_name("other"), (1, 1))  # older than what it takes the place of
        path.with_name("other").replace(path)


def cut(inbox: Path, path: Path) -> None:
    if path.is_file():
        os.truncate(path, 5)


def pipe(inbox: Path, path: Path) -> None:
    if path.is_file():
        path.unlink()
        os.mkfifo(path)


def lead_out(inbox: Path, path: Path) -> None:
    if path.is_file():
        path.unlink()
        path.symlink_to(inbox.with_name("secret.jpg"))


class Accesses:
    """Counts what a run opens or lists in the inbox, and does `happens` just before the one that is numbered `at`."""

    def __init__(self, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self._inbox, self._at, self.count = inbox, -1, 0
        self._happens: Callable[[Path, Path], None] = take
        for module, name, which in (
            (io, "open", 0),
            (os, "open", 0),
            (os, "scandir", 0),
            (poppler, "run_program", 0),
        ):
            monkeypatch.setattr(module, name, self._told(getattr(module, name), which))

    def disturb(self, at: int, happens: Callable[[Path, Path], None]) -> None:
        self._at, self.count, self._happens = at, 0, happens

    def _told(self, does: Callable[..., Any], which: int) -> Callable[..., Any]:
        def told(*arguments: Any, **named: Any) -> Any:
            first = arguments[which]
            # poppler is told the file that is open, as a link in /dev/fd to where it lies
            given = Path(first[-1]).resolve() if isinstance(first, list) else first
            path = Path() if isinstance(given, int) else Path(given)
            if path.is_relative_to(self._inbox):
                self.count += 1
                if self.count - 1 == self._at:
                    self._happens(self._inbox, path)
            return does(*arguments, **named)

        return told


class Reader(StandIn):
    """As the real one, it refuses a page whose file it cannot read."""

    def outcomes(self, tasks: Any) -> Iterator[PageOutcome]:
        for task in tasks:
            try:
                yield from super().outcomes([task])
            except OSError as error:
                yield self._refused(task, unreadable(error))

    def _refused(self, task: PageTask, fault: PageFault) -> PageOutcome:
        return PageOutcome(task.key, encode(task.key, fault), (fault.reason,))


def fill(inbox: Path) -> None:
    for folder in (inbox, inbox.with_name("moved")):
        shutil.rmtree(folder, ignore_errors=True)
    write_old(inbox / "melati", **{"1__jpg": page_file("family Ahmad")})
    write_old(inbox / "mawar", **{"two__pdf": pdf(2)})
    (inbox / "mawar" / "book.toml").write_text("year = 2019\n")


@pytest.mark.parametrize("happens", [unmount, take, replace, cut, lead_out, pipe])
def test_the_next_run_is_as_if_nothing_had_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, happens: Callable[[Path, Path], None]
) -> None:
    became: Became = set()

    def publish(found: Results, key: bytes, recipe: str, accept_drop: bool, session: Session) -> Made:
        """In place of tables, which take a second: what would go into them."""
        if not found.pages:
            raise GateError("all rows are gone")
        became.clear()
        for page in found.pages:
            result = page.result
            became.add((result.source, result.sha256, result.fault.reason if result.fault else "read"))
        folder = session.workspace.out / "runs" / session.run_id
        folder.mkdir(parents=True)
        (folder / "manifest.json").write_text('{"published": "2026-01-01T00:00:00+00:00", "tables": {}}')
        session.workspace.current.unlink(missing_ok=True)
        session.workspace.current.symlink_to(folder)
        return Made({}, {}, {})

    monkeypatch.setattr(publishing, "publish_results", publish)
    monkeypatch.setattr(driver, "page_recipe", lambda settings: "the recipe of pages")
    monkeypatch.setattr(driver, "table_recipe", lambda settings: "the recipe of tables")
    monkeypatch.setattr(planning, "SETTLE_S", 0.0)
    (tmp_path / "key").write_bytes(b"0123456789abcdef0123456789abcdef")
    (tmp_path / "secret.jpg").write_bytes(page_file("family Secret"))
    inbox = tmp_path / "in"
    accesses = Accesses(inbox, monkeypatch)

    def go(out: Path) -> ExitCode:
        try:
            options = RunOptions(inbox, out, Settings(), id_key=tmp_path / "key")
            return ExitCode(run(options, Silent(), Reader()).exit_code)
        except DasawismaError as error:
            return error.exit_code

    fill(inbox)
    assert go(tmp_path / "wanted") == ExitCode.DONE
    wanted, at = set(became), 0
    true = {(sha256, what) for _, sha256, what in wanted} | {(hashlib.sha256(_OTHER).hexdigest(), "too_dark")}
    while True:
        fill(inbox)
        out = tmp_path / f"out-{at}"
        accesses.disturb(at, happens)
        code, stands = go(out), (out / "current").exists()
        if accesses.count <= at:
            break
        assert code in (ExitCode.DONE, ExitCode.CONFIGURATION, ExitCode.INPUT, ExitCode.GATE)
        assert stands == (code == ExitCode.DONE), f"access {at}"
        if stands:
            told = {(sha256, what) for _, sha256, what in became if what not in ("broken_file", "unreadable_file")}
            assert told <= true, f"access {at}"
        accesses.disturb(-1, happens)
        fill(inbox)
        assert go(out) == ExitCode.DONE
        assert became == wanted, f"access {at}"
        at += 1
    assert at >= 10
