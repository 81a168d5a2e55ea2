"""SIGKILL at random moments of a run, again and again: the end must be the bytes of a run that nobody disturbed.

usage: python -m benchmarks.torture [--kills N] [--seed N] [--pages N] [--scratch FOLDER]

Each round takes a fresh OUT, kills one to four runs on it, and lets the next one end. A kill picks a stage of the run
and a moment of it, and hits the driver alone (as the memory killer does) or all its processes (as a power cut does).
After each, the temporary folder that the environment names must be empty; after a round, the tables must be the same
to the byte, nothing half made may lie under OUT, and no process may be left. Exit code 1 if anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

STAGES = ("", "Melihat kotak masuk", "Membaca", "Menyusun dan menerbitkan tabel")
"""How what a run says on stderr as a stage begins starts; the first begins with the process."""

MOST_IN_A_ROW = 4
_DYING_S = 20.0


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill: in which stage, how long after its start, and of all processes or of the driver alone."""

    stage: int
    after_s: float
    everything: bool

    def __str__(self) -> str:
        where = STAGES[self.stage] or "start"
        return f"{where!r} + {self.after_s:.3f} s, {'all processes' if self.everything else 'driver alone'}"


class Torture:
    """Runs of `command INBOX --out OUT --id-key KEY` that are killed. command: `dasawisma run` or what stands for it.

    found: what was not as it must be. killed: kills that met a run alive.
    """

    def __init__(self, command: Sequence[str], inbox: Path, scratch: Path, seed: int) -> None:
        self._command, self._inbox, self._scratch = command, inbox, scratch
        self._random = random.Random(seed)
        self._temporary = scratch / "tmp"
        self._temporary.mkdir(mode=0o700)
        (scratch / "id.key").write_bytes(b"a key for this torture alone, 32 bytes")
        self.found: list[str] = []
        self.killed = 0
        self._lasted_s = self._undisturbed(scratch / "undisturbed")
        self._wanted = tables(scratch / "undisturbed")

    def go_on(self, kills: int) -> Iterator[str]:
        """Kill that many runs; a line on each kill and each round as they come."""
        rounds = 0
        while self.killed < kills:
            rounds += 1
            out = self._scratch / f"round-{rounds}"
            for _ in range(min(self._random.randint(1, MOST_IN_A_ROW), kills - self.killed)):
                stage = self._random.randrange(len(STAGES))
                kill = Kill(stage, self._random.uniform(0, self._lasted_s[stage]), self._random.random() < 0.5)
                alive = self._kill(out, kill)
                self.killed += alive
                yield f"kill {self.killed}: {kill}" + ("" if alive else " (the run had ended)")
                self._expect_nothing_in_temporary(f"after kill {self.killed}")
                if not alive:
                    break  # another run would find nothing new
            self._undisturbed(out)
            self._judge(out, f"round {rounds}")
            yield f"round {rounds}: {'as undisturbed' if not self.found else '; '.join(self.found)}"
            shutil.rmtree(out)

    def _start(self, out: Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*self._command, str(self._inbox), "--out", str(out), "--id-key", str(self._scratch / "id.key")],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(self._temporary)},
        )

    def _undisturbed(self, out: Path) -> list[float]:
        """Let a run end; how long each stage lasted."""
        run = self._start(out)
        assert run.stderr is not None
        began = [time.monotonic()]
        for line in run.stderr:
            if len(began) < len(STAGES) and line.startswith(STAGES[len(began)]):
                began.append(time.monotonic())
        if run.wait() not in (0, 6):
            self.found.append(f"a run that nobody disturbed ended with {run.returncode}")
        began += [time.monotonic()] * (len(STAGES) + 1 - len(began))
        return [end - start for start, end in itertools.pairwise(began)]

    def _kill(self, out: Path, kill: Kill) -> bool:
        """Whether the run was alive when it was killed."""
        run = self._start(out)
        self._wait_for(run, kill)
        assert run.stderr is not None
        alive = run.poll() is None
        group = processes_below(run.pid) if alive else []
        for process in group if kill.everything else [run.pid] if alive else []:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        run.wait()
        run.stderr.close()
        if left := still_there(group):
            self.found.append(f"processes live on after the driver's death: {left}")
        return alive

    def _wait_for(self, run: subprocess.Popen[str], kill: Kill) -> None:
        """Until the moment of the kill."""
        assert run.stderr is not None
        if kill.stage:
            next((line for line in run.stderr if line.startswith(STAGES[kill.stage])), None)
        time.sleep(kill.after_s)

    def _judge(self, out: Path, where: str) -> None:
        made, wanted = tables(out), self._wanted
        differing = sorted(name for name in made.keys() | wanted.keys() if made.get(name) != wanted.get(name))
        if differing:
            self.found.append(f"{where}: other bytes in {', '.join(differing)}")
        if left := half_made(out):
            self.found.append(f"{where}: left behind: {', '.join(path.name for path in left)}")
        self._expect_nothing_in_temporary(where)

    def _expect_nothing_in_temporary(self, where: str) -> None:
        if left := sorted(path.name for path in self._temporary.rglob("*")):
            self.found.append(f"{where}: left in the temporary folder: {', '.join(left)}")


def sample_inbox(scratch: Path, pages: int) -> Path:
    """A new inbox with so many pages of a sample book."""
    book = Path("samples/books/pacul-cempaka-2022")
    folder = scratch / "in" / book.name
    folder.mkdir(parents=True)
    for path in (book / "book.toml", *sorted(book.glob("*.jpg"))[:pages]):
        shutil.copy2(path, folder)
    return folder.parent


def half_made(out: Path) -> list[Path]:
    """What lies under OUT that a run that ended would have made whole or removed."""
    left = [path for path in (out / "work" / "tmp").rglob("*") if path.is_file()]
    return left + [path for path in out.rglob(".*") if path not in left]


def tables(out: Path) -> dict[str, str]:
    """Hash of every Parquet file of the publication, by its path in it."""
    current = (out / "current").resolve()
    return {
        str(path.relative_to(current)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(current.rglob("*.parquet"))
    }


def processes_below(pid: int) -> list[int]:
    """The process and all that it started, directly or not."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            parents.setdefault(int(parent), []).append(int(folder.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def still_there(processes: Sequence[int]) -> list[int]:
    """Which of these processes do not end; a worker is told of its driver's death by the kernel, and takes a moment."""
    until = time.monotonic() + _DYING_S
    while living := [pid for pid in processes if _lives(pid)]:
        if time.monotonic() > until:
            return living
        time.sleep(0.02)
    return []


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def main() -> None:
    """Print every kill and every round, and what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        inbox = sample_inbox(Path(scratch), options.pages)
        print(f"seed {options.seed}, {options.pages} pages, {options.kills} kills", flush=True)
        torture = Torture([sys.executable, "cli.py", "run"], inbox, Path(scratch), options.seed)
        for line in torture.go_on(options.kills):
            print(line, flush=True)
    print(f"{torture.killed} kills, {len(torture.found)} findings")
    sys.exit(1 if torture.found else 0)


if __name__ == "__main__":
    main()
