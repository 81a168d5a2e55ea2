"""Ctrl-C, SIGTERM or SIGHUP at random moments of a run, once or impatiently often: how it ends, and what it leaves.

usage: python -m benchmarks.interrupted [--times N] [--seed N] [--pages N] [--scratch FOLDER]

As benchmarks.torture, but that the driver is asked to end. It must end with 130, or with 0 where it had published, and
leave no process, no temporary file and nothing half made, at once and not only after the next run; a round must come to
the bytes of an undisturbed run. Before the program has begun to listen, the signal itself may end it. Exit code 1 if
anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.torture import Kill, Torture, half_made, processes_below, sample_inbox, still_there

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_MOST_MORE = 5
_ENDING_S = 120.0


class Interrupted(Torture):
    """A Torture that asks instead of killing. ended: how often runs that were asked ended with which code."""

    def __init__(self, inbox: Path, scratch: Path, seed: int) -> None:
        self.ended: Counter[int] = Counter()
        self._moments = random.Random(seed + 1)
        super().__init__([sys.executable, "cli.py", "run"], inbox, scratch, seed)

    def _kill(self, out: Path, kill: Kill) -> bool:
        run = self._start(out)
        self._wait_for(run, kill)
        alive = run.poll() is None
        group = processes_below(run.pid) if alive else []
        for _ in range(1 + self._moments.randint(0, _MOST_MORE) if alive else 0):
            with contextlib.suppress(ProcessLookupError):
                run.send_signal(self._moments.choice(_SIGNALS))
            time.sleep(self._moments.uniform(0, 0.2))
        try:
            _, said = run.communicate(timeout=_ENDING_S)
        except subprocess.TimeoutExpired:
            self.found.append(f"{kill}: it does not end")
            run.kill()
            _, said = run.communicate()
        if alive:
            self.ended[run.returncode] += 1
            self._judge_ending(out, kill, run.returncode, said)
            if left := still_there(group):
                self.found.append(f"{kill}: processes live on: {left}")
        return alive

    def _judge_ending(self, out: Path, kill: Kill, code: int, said: str) -> None:
        if code not in (0, 130) and (kill.stage or -code not in _SIGNALS):
            self.found.append(f"{kill}: it ended with {code}")
        if "Traceback" in said and kill.stage:
            self.found.append(f"{kill}: it said {said[-300:]!r}")
        if left := half_made(out):
            self.found.append(f"{kill}: left behind: {', '.join(path.name for path in left)}")


def main() -> None:
    """Print every request and every round, and what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--pages", type=int, default=1)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        runs = Interrupted(sample_inbox(Path(scratch), options.pages), Path(scratch), options.seed)
        for line in runs.go_on(options.times):
            print(line, flush=True)
    print(f"{runs.killed} times ({dict(runs.ended)} by exit code), {len(runs.found)} findings")
    sys.exit(1 if runs.found else 0)


if __name__ == "__main__":
    main()
