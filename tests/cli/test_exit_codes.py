"""Every exit code of the contract is reached, through the command line as a cron job calls it."""

import errno
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import cli
from pipeline.errors import ExitCode
from pipeline.run import driver, publishing
from pipeline.run.kept.lock import locked
from tests.run.stand_in_reader import StandIn, page_file
from tests.run.written_files import pdf, write_old

Call = Callable[..., int]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return write_old(tmp_path / "in", **{"1__jpg": page_file("family Ahmad"), "2__jpg": page_file("recap")})


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch) -> Call:
    """Calls the command line in this process, its pages read by a stand-in; returns the exit code."""
    monkeypatch.setattr(driver, "executor", lambda *options: StandIn())
    monkeypatch.setattr(driver, "page_recipe", lambda settings: "the recipe of pages")
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}

    def call(*arguments: object) -> int:
        monkeypatch.setattr(sys, "argv", ["dasawisma", *map(str, arguments)])
        try:
            cli.main()
        except SystemExit as ending:
            return int(ending.code or 0)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
        return 0

    return call


def test_0_done(call: Call, inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE
    assert "Nothing has changed" in capsys.readouterr().out


def test_1_a_bug(
    call: Call, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*given: object) -> object:
        raise ValueError("Ahmad")

    monkeypatch.setattr(publishing, "build_tables", broken)
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.BUG
    said = capsys.readouterr().err
    assert "bug" in said and "ValueError at run/publishing.py" in said and "Ahmad" not in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("run",),
        ("run", "in"),
        ("run", "in", "--out", "out", "--workers", "-1"),
        ("run", "in", "--out", "out", "--unknown"),
        ("unknown",),
        ("show", "no page at all"),
    ],
)
def test_2_usage(call: Call, arguments: tuple[str, ...]) -> None:
    assert call(*arguments) == ExitCode.USAGE


@pytest.mark.parametrize(
    "arguments", [("run", "", "--out", "out"), ("run", "in", "--out", ""), ("run", "in", "--out="), ("status", "")]
)
def test_2_a_variable_that_was_not_set_is_not_this_folder(
    call: Call, arguments: tuple[str, ...], inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(inbox.parent)
    assert call(*arguments) == ExitCode.USAGE
    assert [path.name for path in inbox.parent.iterdir()] == ["in"]


def test_2_out_is_the_inbox(call: Call, inbox: Path) -> None:
    assert call("run", inbox, "--out", inbox) == ExitCode.USAGE


def test_3_a_configuration_file_is_wrong(
    call: Call, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASAWISMA_MIN_CELLS", "5")
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.CONFIGURATION
    monkeypatch.delenv("DASAWISMA_MIN_CELLS")
    assert call("run", inbox, "--out", tmp_path / "out", "--settings", tmp_path / "none") == ExitCode.CONFIGURATION
    assert call("run", inbox, "--out", tmp_path / "out", "--id-key", tmp_path / "none") == ExitCode.CONFIGURATION
    write_old(inbox, book__toml=b"\nyaer = 2019\n")
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.CONFIGURATION
    assert "book.toml, baris / line 2: kunci `yaer` tidak dikenal / unknown key" in capsys.readouterr().err
    write_old(tmp_path / "forms", broken__toml=b"form = 3\n")
    assert call("forms", "check", tmp_path / "forms") == ExitCode.CONFIGURATION


def test_4_the_input_is_missing(call: Call, inbox: Path, tmp_path: Path) -> None:
    assert call("run", tmp_path / "nowhere", "--out", tmp_path / "out") == ExitCode.INPUT
    assert not (tmp_path / "out").exists()
    assert call("run", inbox / "1.jpg", "--out", tmp_path / "out") == ExitCode.INPUT
    assert call("status", tmp_path / "nowhere") == ExitCode.INPUT
    assert call("evaluate", tmp_path / "nowhere", tmp_path / "truth.jsonl") == ExitCode.INPUT


def test_5_this_machine_lacks_something(
    call: Call, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_old(tmp_path, file=b"")
    assert call("run", inbox, "--out", tmp_path / "file" / "out") == ExitCode.MACHINE
    monkeypatch.setenv("PATH", str(tmp_path))
    assert call("doctor") == ExitCode.MACHINE
    assert "sudo apt-get install -y tesseract-ocr" in capsys.readouterr().out


def test_5_what_was_published_cannot_be_read(
    call: Call, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE

    def no_right(out: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(out / "current"))

    monkeypatch.setattr("pipeline.run.status.status", no_right)
    assert call("status", tmp_path / "out") == ExitCode.MACHINE
    assert f"{tmp_path / 'out' / 'current'} cannot be read: Permission denied" in capsys.readouterr().err


def test_5_a_run_without_tesseract_blames_no_page(inbox: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "cli.py"), "run", str(inbox), "--out", str(tmp_path / "out")]
    done = subprocess.run(command, env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert done.returncode == ExitCode.MACHINE
    assert "apt-get install -y tesseract-ocr" in done.stderr
    assert not list((tmp_path / "out" / "work" / "pages").rglob("*.gz"))


def test_6_newly_refused(call: Call, inbox: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_old(inbox, **{"3__jpg": page_file("refuse blank_page")})
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.NEW_REFUSALS
    assert "Halaman kosong" in capsys.readouterr().out
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE
    assert call("run", inbox, "--out", tmp_path / "new", "--allow-partial") == ExitCode.DONE


def test_7_the_gate(call: Call, inbox: Path, tmp_path: Path) -> None:
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE
    before = (tmp_path / "out" / "current").resolve()
    shutil.rmtree(inbox)
    inbox.mkdir()
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.GATE
    assert (tmp_path / "out" / "current").resolve() == before
    assert call("run", inbox, "--out", tmp_path / "out", "--accept-drop") == ExitCode.DONE


def test_8_another_run_holds_the_lock(call: Call, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "out" / "work").mkdir(parents=True)
    with locked(tmp_path / "out" / "work"):
        assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.LOCKED
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE


def test_130_interrupted_keeps_what_was_read(
    call: Call, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopping, reader = page_file("stop"), StandIn()
    write_old(inbox, **{"3__jpg": stopping})
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.INTERRUPTED
    write_old(inbox, **{"3__jpg": page_file("family Karto")})
    monkeypatch.setattr(driver, "executor", lambda *options: reader)
    assert call("run", inbox, "--out", tmp_path / "out") == ExitCode.DONE
    assert reader.asked == ["3.jpg"]


@pytest.mark.parametrize("arguments", [("run", "nowhere", "--out", "out"), ("run", ".", "--out", "."), ("status", "x")])
def test_errors_are_one_json_document_too(
    call: Call, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code = call(*arguments, "--json")
    shown = capsys.readouterr()
    assert json.loads(shown.out)["exit_code"] == code
    assert json.loads(shown.out)["error"] in shown.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_interrupt_a_real_run(inbox: Path, tmp_path: Path, number: signal.Signals) -> None:
    write_old(inbox, z__pdf=pdf())
    begun = _endless_pdftoppm(tmp_path / "bin")
    command = [sys.executable, str(ROOT / "cli.py"), "run", str(inbox), "--out", str(tmp_path / "out")]
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    # A shell starts what it puts in the background deaf to SIGINT, the tests among it: a run started so stays deaf.
    deaf = signal.signal(number, signal.SIG_DFL)
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, "PATH": path})
    finally:
        signal.signal(number, deaf)
    with begun.open("rb", buffering=0) as pipe:  # opens as the program for the last page begins
        assert pipe.readline() == b"begun\n"
        while process.poll() is None:  # impatiently
            process.send_signal(number)
            time.sleep(0.001)
        _, said = process.communicate(timeout=60)
        assert process.returncode == ExitCode.INTERRUPTED
        assert "finished pages are kept" in said
        assert select.select([pipe], [], [], 60)[0] and pipe.read() == b"", "pdftoppm lives on"
    assert len(list((tmp_path / "out" / "work" / "pages").rglob("*.gz"))) == 2
    assert not (tmp_path / "out" / "work" / "tmp").exists()


def _endless_pdftoppm(folder: Path) -> Path:
    """Put a pdftoppm that never ends into `folder`; returns a pipe that it opens, writes to and keeps."""
    folder.mkdir()
    begun = folder / "begun"
    os.mkfifo(begun)
    program = folder / "pdftoppm"
    real = shutil.which("pdftoppm")
    program.write_text(
        f'#!/bin/sh\n[ "$1" = -v ] && exec {real} -v\nexec 3> {begun}\necho begun >&3\nexec tail -f /dev/null\n'
    )
    program.chmod(0o700)
    return begun
