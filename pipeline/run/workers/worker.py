"""The life of a worker process: build the tools once, then one page after another until the driver hangs up."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from pipeline.errors import DasawismaError
from pipeline.private_files import leave_no_core
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.settings import Settings
from pipeline.time_limits import computing_at_most

Reader = Callable[[PageTask], PageOutcome]
"""Reads one page; raises only errors of the machine or its configuration."""

THREAD_VARIABLES = (
    "OMP_NUM_THREADS",
    "OMP_THREAD_LIMIT",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
"""Set to 1 before a worker starts: processes times threads would fight over the cores."""

MEMORY_BYTES = 3 << 30
"""Most that a worker may hold. A page of 144 million pixels, near the largest allowed, takes 2 GB; an A4 0.3 GB."""

READY = "ready"
_IDLE_S = 0.5
"""A worker that has waited so long for a task is idle: the next one comes within some milliseconds."""
_PR_SET_PDEATHSIG = 1
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD = -1, -3
"""Of mallopt (malloc.h)."""
_LARGEST_KEPT_BYTES, _KEPT_BYTES = 32 << 20, 128 << 20
"""Of one block: more than a picture of an A4 at 300 dpi takes (8.7 MB), and the most that mallopt takes for it. Of all
that is freed at the end of the heap, as eight such pictures are that one step made."""


def page_reader(settings: Settings) -> Reader:
    """The reader of this process, its engines built. Raises MachineError or ConfigurationError where that fails."""
    # Only here: heavy imports belong to whoever reads pages, after its threads were limited.
    from pipeline.run.workers.task import build_tools, perform

    tools = build_tools(settings)
    return lambda task: perform(task, tools)


def serve(calls: Connection, prepare: Callable[[Settings], Reader], settings: Settings, driver: int) -> None:
    """Answers READY once the reader stands, then a PageOutcome for each PageTask that comes over `calls`.

    prepare: builds the reader, `page_reader`. An error of the machine or its configuration is sent instead of an
    outcome, and ends the worker; so does, by time_limits.OVERDUE, a page that computes longer than
    settings.page_limit_s. driver: process id of the driver; when that dies, so does the worker.
    """
    _stand_alone(driver)
    leave_no_core()
    _limit_memory()
    keep_freed_memory()
    keep_light()
    try:
        read = prepare(settings)
        calls.send(READY)
        while True:
            if not calls.poll(_IDLE_S):
                give_back_freed_memory()
            task = calls.recv()
            with computing_at_most(settings.page_limit_s):
                outcome = read(task)
            calls.send(outcome)
    except DasawismaError as error:
        calls.send(error)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _stand_alone(driver: int) -> None:
    """Its own session, so that Ctrl-C at the terminal reaches the driver alone and a kill reaches Tesseract too."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.setsid()
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != driver:
            os._exit(0)


def _limit_memory() -> None:
    """Let what a page asks for beyond any honest page fail, in this process and in the programs that it starts."""
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))


def keep_freed_memory() -> None:
    """Let blocks that are freed serve the next ones, where the C library is glibc, until they are given back.

    A page takes and frees some thirty pictures of itself: given back and asked anew each time, their memory cost a
    tenth of a page's time, given back behind each page still three hundredths.
    """
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.mallopt(_M_MMAP_THRESHOLD, _LARGEST_KEPT_BYTES)
        library.mallopt(_M_TRIM_THRESHOLD, _KEPT_BYTES)


def give_back_freed_memory() -> None:
    """Give what is freed back to the machine, wherever it lies, where the C library is glibc.

    Pages of changing size leave holes between blocks: a worker held 120 MB that it did not use (benchmarks/README.md).
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def keep_light() -> None:
    """Keep table libraries out of this process: pytesseract imports pandas if it can, 75 MB that no page needs."""
    sys.modules.setdefault("pandas", None)  # type: ignore[arg-type]


@contextlib.contextmanager
def light() -> Iterator[None]:
    """The same for what is imported in this block alone, in a process that is not ours."""
    keep_light()
    try:
        yield
    finally:
        if sys.modules["pandas"] is None:
            del sys.modules["pandas"]
