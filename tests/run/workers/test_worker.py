"""A worker process takes memory once for all pages, and keeps none while it waits."""

import multiprocessing
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.run.workers.worker import READY, serve
from pipeline.settings import Settings

ROOT = Path(__file__).parents[3]

START = """
import resource
import numpy as np
from pipeline.run.workers.worker import give_back_freed_memory, keep_freed_memory
def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
"""
TAKEN_AGAIN = """
def taken(): # pages of memory that the machine had to hand out
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        np.ones(2 << 20, np.uint8)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before
taken()
print(taken())
"""
HELD = """
blocks = [np.ones(2 << 20, np.uint8) for _ in range(40)]
last = np.ones(2 << 20, np.uint8)
before = resident()
del blocks
freed = before - resident()
give_back_freed_memory()
print(freed >> 20, before - resident() >> 20)
"""


def said(program: str) -> list[int]:
    """What the program prints in a process of its own, in which, as in Dask's workers, freed memory goes at once."""
    command = [sys.executable, "-c", START + program]
    environment = {**os.environ, "MALLOC_TRIM_THRESHOLD_": "65536"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [int(number) for number in done.stdout.split()]


def test_freed_blocks_serve_the_next_ones() -> None:
    (with_it,), (without,) = said("keep_freed_memory()" + TAKEN_AGAIN), said(TAKEN_AGAIN)
    assert with_it < 512 < 20 * 512 <= without


def test_what_is_freed_between_blocks_that_stay_goes_back_when_asked() -> None:
    freed, given_back = said("keep_freed_memory()" + HELD)
    assert freed < 8
    assert given_back >= 72


def prepared(_: Settings) -> Any:
    """A reader that says how many megabytes are held when it begins and when it has freed 80 between others."""
    last: list[Any] = []

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20

    def read(blocks: int) -> tuple[int, int]:
        before = resident()
        taken = [np.ones(2 << 20, np.uint8) for _ in range(blocks)]
        last.append(np.ones(2 << 20, np.uint8))
        del taken
        return before, resident()

    return read


def test_a_worker_gives_back_what_it_holds_when_it_waits() -> None:
    context = multiprocessing.get_context("spawn")
    calls, theirs = context.Pipe()
    worker = context.Process(target=serve, args=(theirs, prepared, Settings(), os.getpid()))
    worker.start()
    theirs.close()
    assert calls.recv() == READY
    calls.send(40)
    calls.send(0)
    began, kept = calls.recv()
    assert kept >= began + 72
    assert calls.recv()[0] >= kept - 8  # it did not wait for this one
    time.sleep(1.5)
    calls.send(0)
    assert calls.recv()[0] <= kept - 64
    calls.close()
    worker.join(10)
    assert worker.exitcode == 0
