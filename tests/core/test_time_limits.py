"""Limits count what is computed: a program that computes on is ended, one that waits is given more time."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import time_limits
from pipeline.time_limits import OVERDUE, Answer, run_program


def test_a_program_says_all_that_it_has_to_say() -> None:
    assert run_program(["sh", "-c", "printf a; printf b >&2; exit 3"], 1) == Answer(3, b"a", "b")
    assert run_program(["sh", "-c", "head -c 3000000 /dev/zero"], 5) == Answer(0, bytes(3_000_000), "")
    assert run_program(["sh", "-c", "kill -SEGV $$"], 1) == Answer(-11, b"", "")


def test_a_program_that_computes_too_long_is_ended_and_one_that_waits_is_not() -> None:
    assert run_program(["sh", "-c", "while :; do :; done"], 1) is None
    assert run_program(["sh", "-c", "sleep 1.5; printf a"], 0.5) == Answer(0, b"a", "")


def test_a_program_that_waits_for_ever_is_ended_by_the_clock(tmp_path: Path) -> None:
    began = time.monotonic()
    assert run_program(["sh", "-c", f"echo $$ > {tmp_path / 'pid'}; exec sleep 60"], 0.1) is None
    assert 1 <= time.monotonic() - began < 30
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()


def test_a_program_does_not_outlive_an_interrupted_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        while not (tmp_path / "pid").exists():
            time.sleep(0.01)
        monkeypatch.undo()
        raise KeyboardInterrupt

    monkeypatch.setattr(time_limits.subprocess.Popen, "communicate", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run_program(["sh", "-c", f"echo $$ > {tmp_path / 'pid'}; while :; do :; done"], 60)
    assert not Path(f"/proc/{(tmp_path / 'pid').read_text().strip()}").exists()


def test_a_missing_program_is_an_error_of_the_system() -> None:
    with pytest.raises(FileNotFoundError):
        run_program(["dasawisma-no-such-program"], 1)


@pytest.mark.parametrize(
    ("block", "ends_with"),
    [("while True: pass", -OVERDUE), ("time.sleep(1)", 0), ("threading.Thread(target=spin).start()", -OVERDUE)],
)
def test_a_process_that_computes_too_long_ends_and_one_that_waits_does_not(block: str, ends_with: int) -> None:
    program = f"""
import threading, time
from pipeline.time_limits import computing_at_most
def spin():
    while True: pass
with computing_at_most(0.3):
    {block}
    time.sleep(5 if {ends_with} else 0)
sum(range(20_000_000))
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == ends_with
