"""Real pages all the way: read by worker processes, published, killed, read again, with bad files beside them."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import pytest

from tests.run.written_files import TEXT, pdf, write_old

ROOT = Path(__file__).parents[2]
BOOKS = ROOT / "samples" / "books"
BAD = {
    "bad/1-empty.jpg": "empty_file",
    "bad/2-truncated.jpg": "broken_file",
    "bad/3-text.jpg": "not_an_image",
    "bad/locked.pdf": "encrypted",
}


@dataclass(frozen=True)
class Ran:
    """A run that has ended: its exit code, its JSON, its OUT, and what it told people."""

    code: int
    summary: Mapping[str, Any]
    out: Path
    told: str


def command(inbox: Path, out: Path, *options: str) -> list[str]:
    cli, key = str(ROOT / "cli.py"), str(inbox.parent / "key")
    return [sys.executable, cli, "run", str(inbox), "--out", str(out), "--id-key", key, "--json", *options]


def run(inbox: Path, out: Path, *options: str) -> Ran:
    done = subprocess.run(command(inbox, out, *options), capture_output=True, text=True, check=False)
    assert done.returncode in (0, 6), done.stderr
    return Ran(done.returncode, json.loads(done.stdout), out, done.stderr)


def parquet(out: Path) -> dict[str, bytes]:
    folder = (out / "current").resolve()
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.parquet"))}


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages of all three sample books, and files that are no pages beside them."""
    inbox = tmp_path_factory.mktemp("run") / "in"
    (inbox.parent / "key").write_bytes(b"0123456789abcdef0123456789abcdef")
    jpegs = inbox / "pacul-cempaka-2022"
    jpegs.mkdir(parents=True)
    for name in ("001.jpg", "002.jpg", "book.toml"):
        shutil.copy2(BOOKS / jpegs.name / name, jpegs / name)
    shutil.copy2(BOOKS / "sidobandung-rekap-2016.tif", inbox)
    book = "sidobandung-melati-2016.pdf"
    subprocess.run(["pdfseparate", "-f", "1", "-l", "1", str(BOOKS / book), str(inbox / book)], check=True)
    whole = (jpegs / "001.jpg").read_bytes()
    files = {"1-empty__jpg": b"", "2-truncated__jpg": whole[: len(whole) // 2], "3-text__jpg": TEXT}
    write_old(inbox / "bad", **files, locked__pdf=pdf(encrypted=True), notes__txt=TEXT, Thumbs__db=b"\0")
    return inbox


@pytest.fixture(scope="module")
def first(inbox: Path) -> Ran:
    return run(inbox, inbox.parent / "first")


def test_good_books_are_published_and_bad_files_are_refused_rows(first: Ran) -> None:
    assert first.code == 6
    refused = {refusal["source"]: refusal["reason"] for refusal in first.summary["refusals"]}
    assert refused == BAD
    assert first.summary["pages_found"] == 6 + len(BAD) and first.summary["pages_read"] == 6
    assert first.summary["rows"]["members"] > 0 and first.summary["rows"]["recaps"] > 0
    assert "exit code 6" in first.told


def test_what_was_read_is_near_the_truth(first: Ran) -> None:
    pages = [json.loads(line) for line in (ROOT / "samples" / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    read = [page for page in pages if (first.out.parent / "in" / page["file"]).exists()]
    read = [page for page in read if not page["file"].endswith(".pdf") or page["page"] == 1]
    assert len(read) == 6
    truth = first.out.parent / "truth.jsonl"
    truth.write_text("".join(json.dumps(page) + "\n" for page in read), encoding="utf-8")
    evaluate = [sys.executable, str(ROOT / "cli.py"), "evaluate", str(first.out), str(truth), "--json"]
    scores = json.loads(subprocess.run(evaluate, capture_output=True, check=True).stdout)
    assert scores["wrong_form_pages"] == 0
    assert scores["all_written"]["found"] > 0.95
    assert scores["groups"]["counts"]["right"] > 0.8
    assert scores["blank"]["right"] > 0.95


def test_two_workers_give_the_same_bytes(first: Ran, inbox: Path) -> None:
    assert parquet(run(inbox, inbox.parent / "second", "--workers", "2").out) == parquet(first.out)


def test_a_killed_run_goes_on_and_ends_with_the_same_bytes(first: Ran, inbox: Path) -> None:
    out = inbox.parent / "killed"
    process = subprocess.Popen(command(inbox, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 120
    while len(list(out.glob("work/pages/*/*.json.gz"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    kept = len(list(out.glob("work/pages/*/*.json.gz")))
    assert not (out / "current").exists() and kept >= 5
    again = run(inbox, out)
    assert again.summary["pictures"]["read_now"] <= 9 - kept
    assert parquet(out) == parquet(first.out)
    assert not (out / "work" / "tmp").exists()


def test_the_page_can_be_shown_with_what_was_found(first: Ran) -> None:
    picture = first.out.parent / "page.png"
    show = [sys.executable, str(ROOT / "cli.py"), "show", "pacul-cempaka-2022#1", "--out", str(first.out)]
    done = subprocess.run([*show, "--to", str(picture), "--json"], capture_output=True, check=True)
    assert [page["status"] for page in json.loads(done.stdout)["pages"]] == ["read"]
    drawn = cv2.imread(str(picture))
    assert drawn is not None and (drawn == (60, 140, 0)).all(axis=2).sum() > 1000
