"""Pages read by workers that hardly ever get a core: the same bytes as on a quiet machine, no page given up.

usage: python -m benchmarks.starved [--pages N] [--limit S] [--share X] [--scratch FOLDER]

The processes of a run, but for the driver, are stopped and let go on (SIGSTOP, SIGCONT): they compute for `share`
of the time, as where others want the cores: that starves them and costs this machine nothing. The limit of a page, in
seconds, must be more than it computes and less than it then takes by the clock. Exit code 1 if the tables differ.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.torture import processes_below, sample_inbox, tables

_TURN_S = 0.5


def main() -> None:
    """Print what became of each page, undisturbed and starved, and what differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--limit", type=float, default=10)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--scratch", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.scratch) as folder:
        scratch = Path(folder)
        sample_inbox(scratch, options.pages)
        (scratch / "id.key").write_bytes(b"one key for both runs of this benchmark")
        _run(scratch, "quiet", options.limit, 1.0)
        _run(scratch, "starved", options.limit, options.share)
        quiet, starved = (tables(scratch / name) for name in ("quiet", "starved"))
    differing = sorted(name for name in quiet.keys() | starved.keys() if quiet.get(name) != starved.get(name))
    print(f"other bytes in: {', '.join(differing) or 'nothing'}")
    sys.exit(1 if differing else 0)


def _run(scratch: Path, name: str, limit_s: float, share: float) -> None:
    command = [sys.executable, "cli.py", "run", str(scratch / "in"), "--out", str(scratch / name), "--allow-partial"]
    command += ["--id-key", str(scratch / "id.key")]
    run = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "DASAWISMA_PAGE_LIMIT_S": str(limit_s)},
    )
    while run.poll() is None:
        time.sleep(_TURN_S * share)
        if share < 1:
            below = processes_below(run.pid)[1:]
            _send(below, signal.SIGSTOP)
            time.sleep(_TURN_S * (1 - share))
            _send(below, signal.SIGCONT)
    print(f"{name}: exit code {run.returncode}")
    for log in (scratch / name / "work" / "log").glob("*.jsonl"):
        for event in map(json.loads, log.read_text().splitlines()):
            if event["event"] == "page":
                took = sum(event["seconds"].values())
                print(f"  picture {event['source']}: {event['refused'] or 'read'}, {took:.0f} s by the clock")


def _send(processes: list[int], what: signal.Signals) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, what)


if __name__ == "__main__":
    main()
