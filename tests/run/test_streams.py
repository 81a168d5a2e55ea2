"""A command does its work whatever its caller did with its streams, and says where its answer could not be written."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from tests.run.written_files import write_old

ROOT = Path(__file__).parents[2]


def ended(streams: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """What a command came to in a shell, its streams as said there."""
    words = shlex.join([sys.executable, str(ROOT / "cli.py"), *map(str, arguments)])
    return subprocess.run(["sh", "-c", f"{words} {streams}"], capture_output=True, text=True)


@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", ">&-", "2>&-"])
def test_closed_streams_are_no_numbers_for_its_files(tmp_path: Path, streams: str) -> None:
    """A run ended with 1, for the worker's pipe was its stdout."""
    inbox, out = write_old(tmp_path / "in", **{"1__jpg": b""}), tmp_path / "out"
    assert ended(streams, "run", inbox, "--out", out).returncode == ExitCode.NEW_REFUSALS
    assert (out / "current" / "report.html").is_file()
    assert ended(streams, "run", inbox, "--out", out).returncode == ExitCode.DONE


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_an_answer_that_cannot_be_written_is_not_blamed_on_out(as_json: list[str]) -> None:
    done = ended(">/dev/full", "forms", "list", *as_json)
    assert done.returncode == ExitCode.MACHINE
    assert "could not be written on stdout" in done.stderr and "OUT/current" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_document_is_answered_though_nobody_can_be_told() -> None:
    done = ended("2>/dev/full", "forms", "list", "--json")
    assert done.returncode == ExitCode.DONE and done.stdout.startswith("[")
