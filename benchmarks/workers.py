"""One worker, two, and a Dask cluster of two on the same pages: time, memory, and whether the results are the same.

usage: python -m benchmarks.workers [--pages N] [--scratch FOLDER] [--without-dask]

The sample pages are copied until there are N, each with other bytes behind its end. What is timed is the reading phase,
workers' start included. Speed-up is by the clock, and means little where others use the machine: `others` is the share
of all cores that they took meanwhile. Memory is the most that one worker and its Tesseract held together (PSS). Exit
code 1 where results differ.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.memory import Peak
from pipeline.run.workers.executors import Executor
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.run.workers.pool import WorkerPool
from pipeline.settings import Settings

_LOOK_EVERY_S = 0.5
"""Looks at memory more often than that took a quarter of a core."""
PAGES = sorted(Path("samples/books").glob("*/*.jpg"))


def main() -> None:
    """Print a row of a Markdown table for each way to read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--scratch", type=Path)
    parser.add_argument("--without-dask", action="store_true")
    options = parser.parse_args()
    ways: dict[str, Executor] = {f"{count} worker{'s'[: count - 1]}": WorkerPool(count, Settings()) for count in (1, 2)}
    if not options.without_dask:
        ways["Dask, 2 workers"] = _LocalDask()
    print("| way | pages | seconds a page | speed-up | processor s a page | others % | peak MB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    peak = Peak(itself=False, every_s=_LOOK_EVERY_S)
    peak.start()
    first_s, results = 0.0, set()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        tasks = list(_tasks(Path(scratch), options.pages))
        for name, executor in ways.items():
            peak.mb, began, mine, all_busy = 0.0, time.monotonic(), _processor_s(), _busy_s()
            entries = {outcome.key: outcome.entry for outcome in executor.outcomes(tasks)}
            seconds, spent = time.monotonic() - began, _processor_s() - mine
            others = (_busy_s() - all_busy - spent) / seconds / (os.cpu_count() or 1)
            first_s = first_s or seconds
            results.add(hashlib.sha256(b"".join(entry for _, entry in sorted(entries.items()))).hexdigest())
            print(
                f"| {name} | {len(entries)} | {seconds / len(tasks):.2f} | {first_s / seconds:.2f} |"
                f" {spent / len(tasks):.2f} | {100 * max(0.0, others):.0f} | {peak.mb:.0f} |",
                flush=True,
            )
    print("\nthe results are", "the same" if len(results) == 1 else "not the same")
    sys.exit(0 if len(results) == 1 else 1)


class _LocalDask:
    """An Executor: Dask's own cluster on this machine, made for the run and ended with it."""

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """See pipeline.run.workers.executors.Executor."""
        from distributed import LocalCluster

        from pipeline.run.workers.cluster import Cluster

        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
            yield from Cluster(cluster.scheduler_address, Settings()).outcomes(tasks)


def _tasks(folder: Path, count: int) -> Iterator[PageTask]:
    for number in range(count):
        path = folder / f"{number:04d}.jpg"
        path.write_bytes(PAGES[number % len(PAGES)].read_bytes() + f"\n{number}".encode())
        yield PageTask(f"{number:064x}", str(path), 0)


def _processor_s() -> float:
    """Of this process and of those that it started and that have ended."""
    return sum(os.times()[:4])


def _busy_s() -> float:
    """Processor seconds of the whole machine, idle and waiting ones left out."""
    fields = [int(field) for field in Path("/proc/stat").read_text().splitlines()[0].split()[1:]]
    return (sum(fields[:3]) + sum(fields[5:8])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
