"""Runs on a disk that becomes full in the middle: OUT on a tmpfs with only so much room, then with more.

usage: python -m benchmarks.full_disk [--scratch FOLDER]      (mounts; so as root, or under `unshare -rm`)

One page is published. Then a JPEG and a PDF come, and the run that reads them has FREE bytes: from none to what it
needs. Where that is too little it must end with 5, `current` must be the old publication to the byte, and the next
run, with room, must come to the bytes of a run that always had it, with nothing half made left. Exit code 1 if
anything was found.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.page_files import page_files
from benchmarks.torture import half_made, tables
from pipeline.errors import ExitCode

BOOK = Path("samples/books/pacul-cempaka-2022")
FREE = (0, 1 << 14, 1 << 16, 1 << 17, 1 << 18, 1 << 19, 1 << 20, 1 << 22, 1 << 24)
_ROOM = "1g"


def main() -> None:
    """Print a row of a Markdown table for each size, then what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    found: list[str] = []
    print("| free bytes | exit code | current | next run |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        scratch = Path(folder)
        (scratch / "id.key").write_bytes(b"one key for all runs of this benchmark")
        _let_come(scratch, "jpg", 0)
        _run(scratch, scratch / "before")
        _let_come(scratch, "jpg", 1)
        _let_come(scratch, "pdf", 2)
        shutil.copytree(scratch / "before", scratch / "wanted", symlinks=True)
        _run(scratch, scratch / "wanted")
        old, wanted = tables(scratch / "before"), tables(scratch / "wanted")
        for free in FREE:
            with _disk(scratch / "disk") as disk:
                shutil.copytree(scratch / "before", disk / "out", symlinks=True)
                _resize(disk, shutil.disk_usage(disk).used + free)
                code = _run(scratch, disk / "out")
                stands = {str(old): "the old one", str(wanted): "the new one"}.get(str(tables(disk / "out")), "neither")
                _resize(disk, _ROOM)
                after = _run(scratch, disk / "out")
                same = after == 0 and tables(disk / "out") == wanted and not half_made(disk / "out")
            print(
                f"| {free} | {code} | {stands} | {'as if nothing had been' if same else 'not the same'} |", flush=True
            )
            right = (code, stands) in ((ExitCode.MACHINE, "the old one"), (0, "the new one"))
            found += [] if right and same else [f"{free} bytes: exit code {code}, {stands}, next {after}"]
    print("\n".join((*found, f"{len(FREE)} sizes, {len(found)} findings")))
    sys.exit(1 if found else 0)


def _let_come(scratch: Path, kind: str, page: int) -> None:
    folder = scratch / "in" / BOOK.name
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(BOOK / "book.toml", folder)
    (folder / f"{page}.{kind}").write_bytes(page_files(sorted(BOOK.glob("*.jpg"))[page])[kind])


@contextmanager
def _disk(at: Path) -> Iterator[Path]:
    at.mkdir(exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(at)], check=True)
    try:
        yield at
    finally:
        subprocess.run(["umount", str(at)], check=True)


def _resize(disk: Path, size: int | str) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", str(disk)], check=True)


def _run(scratch: Path, out: Path) -> int:
    command = [sys.executable, "cli.py", "run", str(scratch / "in"), "--out", str(out), "--allow-partial"]
    command += ["--id-key", str(scratch / "id.key")]
    return subprocess.run(command, capture_output=True, check=False).returncode


if __name__ == "__main__":
    main()
