"""One run at a time."""

import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from pipeline.errors import LockedError, MachineError
from pipeline.run.kept.lock import is_held, locked


def hold(work: Path, calls: Connection) -> None:
    with locked(work):
        calls.send("held")
        calls.recv()


def test_the_lock_of_another_process_is_respected_and_ends_with_it(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    other = context.Process(target=hold, args=(tmp_path, theirs), daemon=True)
    other.start()
    assert ours.recv() == "held" and is_held(tmp_path)
    with pytest.raises(LockedError), locked(tmp_path):
        pass
    assert other.pid is not None
    os.kill(other.pid, signal.SIGKILL)
    other.join()
    assert not is_held(tmp_path) and not is_held(tmp_path / "nowhere")
    with locked(tmp_path):
        assert is_held(tmp_path)


def test_who_is_kept_out_is_told_of_the_log_of_who_is_at_work(tmp_path: Path) -> None:
    (tmp_path / "log").mkdir()
    for name in ("20260101T011500Z-aaaa", "20260102T011500Z-bbbb"):
        (tmp_path / "log" / f"{name}.jsonl").touch()
    with locked(tmp_path), pytest.raises(LockedError, match=r"20260102T011500Z-bbbb\.jsonl"), locked(tmp_path):
        pass


def test_a_place_that_cannot_be_locked_is_an_error_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError), locked(tmp_path / "file"):
        pass
