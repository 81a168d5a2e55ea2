"""A run that is killed at, or finds the disk full from, each single change that it makes on the disk.

usage: python -m benchmarks.every_step {kill,full} [--every N] [--scratch FOLDER]

One page is published; a second one, read already, is in the work store. What follows, the run that publishes both, is
stopped at its first change of the disk (benchmarks/stopped_at.py), then anew at its second, and so on to its last, as
random moments cannot: the swap takes a thousandth of a second. Each time `current` must name the old publication or
the new one, whole; a full disk must end the run with 5; and the next run must come to the same bytes as one that nobody
stopped, with nothing half made left. Exit code 1 if anything was found.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.stopped_at import NOT_REACHED
from benchmarks.torture import half_made, tables
from pipeline.errors import ExitCode

BOOK = Path("samples/books/pacul-cempaka-2022")
KILLED = -9


class Steps:
    """Runs of `python -m MODULE INBOX --out OUT --id-key KEY` on one state of OUT, each stopped at another change.

    module: of `dasawisma run` or what stands for it, with words that come before INBOX. more: what comes into the inbox
    after the first publication. found: what was not as it must be. stood: which publication stood how often.
    """

    def __init__(self, module: Sequence[str], inbox: Path, more: Sequence[Path], scratch: Path) -> None:
        self._module, self._inbox, self._scratch = module, inbox, scratch
        (scratch / "id.key").write_bytes(b"a key for these steps alone, 32 bytes.")
        self.found: list[str] = []
        self.stood: Counter[str] = Counter()
        before = scratch / "before"
        self._expect_done(before)
        for path in more:
            shutil.copy2(path, inbox)
        shutil.copytree(before, scratch / "wanted", symlinks=True)
        self._expect_done(scratch / "wanted")
        self._old, self._wanted = tables(before), tables(scratch / "wanted")
        shutil.copytree(scratch / "wanted" / "work" / "pages", before / "work" / "pages", dirs_exist_ok=True)

    def _expect_done(self, out: Path) -> None:
        code, told = self._run(out)
        if code not in (0, ExitCode.NEW_REFUSALS):
            raise RuntimeError(f"a run that nobody stopped ended with {code}: {told[-400:]}")

    def go_on(self, how: str, every: int = 1) -> Iterator[str]:
        """Stop a run at each `every`-th change; a line on each."""
        at = 0
        while True:
            out = self._scratch / f"{how}-{at}"
            shutil.copytree(self._scratch / "before", out, symlinks=True)
            code, told = self._run(out, how, at)
            stopped = NOT_REACHED not in told
            if stopped:
                yield f"change {at}: {self._judge(out, f'{how} at change {at}', code, KILLED if how == 'kill' else 5)}"
            shutil.rmtree(out)
            if not stopped:
                return
            at += every

    def _judge(self, out: Path, where: str, code: int, wanted_code: int) -> str:
        found = []
        now = tables(out)
        name = {str(self._old): "the old one", str(self._wanted): "the new one"}.get(str(now), "neither")
        self.stood[name] += 1
        if code != wanted_code:
            found.append(f"it ended with {code}")
        if name == "neither":
            found.append("current is neither the old publication nor the new one")
        if (after := self._run(out)[0]) not in (0, ExitCode.NEW_REFUSALS):
            found.append(f"the next run ended with {after}")
        if tables(out) != self._wanted:
            found.append("the next run came to other bytes")
        if left := half_made(out):
            found.append(f"left behind: {', '.join(path.name for path in left)}")
        self.found += [f"{where}: {one}" for one in found]
        return "; ".join(found) or f"{name} stood, then as if nobody had stopped it"

    def _run(self, out: Path, how: str = "", at: int = 0) -> tuple[int, str]:
        """The exit code, and what it said on stderr."""
        stop = ["benchmarks.stopped_at", how, str(at), str(out)] if how else []
        command = [sys.executable, *(["-m", *stop] if stop else ["-m"]), *self._module, str(self._inbox)]
        command += ["--out", str(out), "--id-key", str(self._scratch / "id.key")]
        done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode == ExitCode.BUG:
            self.found.append(f"a bug: {done.stderr[-400:]}")
        return done.returncode, done.stderr


def main() -> None:
    """Print every stop, and what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("how", choices=("kill", "full"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        inbox = Path(scratch) / "in" / BOOK.name
        inbox.mkdir(parents=True)
        first, second = sorted(BOOK.glob("*.jpg"))[:2]
        for path in (BOOK / "book.toml", first):
            shutil.copy2(path, inbox)
        steps = Steps(["cli", "run", "--allow-partial"], inbox, [second], Path(scratch))
        for line in steps.go_on(options.how, options.every):
            print(line, flush=True)
    print(f"{steps.stood.total()} stops ({dict(steps.stood)}), {len(steps.found)} findings")
    sys.exit(1 if steps.found else 0)


if __name__ == "__main__":
    main()
