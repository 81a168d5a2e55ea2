"""Pages read by the workers of a Dask cluster, over storage that all machines see. The only file that knows Dask."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import MachineError
from pipeline.run.kept.recipe import page_recipe
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.run.workers.pool import WorkerPool
from pipeline.run.workers.worker import Reader, give_back_freed_memory, keep_freed_memory, light, page_reader
from pipeline.settings import Settings
from pipeline.time_limits import clock_limit_s, computing_at_most

_TASKS_PER_THREAD = 3
_CONNECT_LIMIT_S = 30
_LOOK_EVERY_S = 5.0
_WITHOUT_WORKERS_S = 600.0
"""So long may a cluster have no worker at all before the run ends; Dask starts most that die anew, not all."""
_TICK_MS = 1000.0


class Cluster:
    """The workers of the Dask scheduler at `address`; they need the same dasawisma, and the inbox at the same path.

    A few tasks go out for each thread of the cluster, and another for each that comes back, so that memory stays
    flat. Dask blames every task that was with a worker when it died, and does not tell of what it died. So pages on
    which worker after worker dies (distributed.scheduler.allowed-failures) are set aside, and read at the end by a
    process of this machine, one after the other: what ends that is refused by the reason that a WorkerPool gives. A
    page that takes too long (see time_limits) ends its worker, too.
    """

    def __init__(self, address: str, settings: Settings, prepare: Callable[[Settings], Reader] = page_reader) -> None:
        self._address, self._settings, self._prepare = address, settings, prepare

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """See executors.Executor."""
        try:
            from distributed import Client, KilledWorker
        except ImportError as error:
            raise MachineError("--scheduler needs Dask; give: pip install 'dasawisma[cluster]'") from error
        try:
            client = Client(self._address, timeout=_CONNECT_LIMIT_S, set_as_default=False)
        except (OSError, ValueError) as error:
            raise MachineError(f"No Dask scheduler answers at {self._address}: {error}.") from error
        with client:
            try:
                client.wait_for_workers(1, timeout=_CONNECT_LIMIT_S)
            except TimeoutError as error:
                raise MachineError(
                    f"The Dask cluster at {self._address} has no worker; start some: dask worker ADDRESS"
                ) from error
            threads = sum(client.nthreads().values())
            recipe = page_recipe(self._settings)
            coming = iter(tasks)
            given: dict[Any, PageTask] = {}
            suspects: list[PageTask] = []

            def submit(task: PageTask) -> None:
                given_to = (task, self._settings, self._prepare, recipe, tempfile.gettempdir())
                given[client.submit(_read, *given_to, key=f"page-{task.key}")] = task

            for task in islice(coming, _TASKS_PER_THREAD * threads):
                submit(task)
            while given:
                for future in _done(client, given):
                    task, became = given.pop(future), _came_back(future)
                    if isinstance(became, KilledWorker):
                        suspects.append(task)
                    else:
                        yield became
                    for following in islice(coming, 1):
                        submit(following)
        yield from WorkerPool(1, self._settings, self._prepare).outcomes(suspects)


def _done(client: Any, futures: Iterable[Any]) -> list[Any]:
    """Those of the futures that are done, at least one. Raises MachineError where no worker is left to do them."""
    from distributed import wait

    until = time.monotonic() + _WITHOUT_WORKERS_S
    while True:
        with contextlib.suppress(TimeoutError), client.as_current(), _scheduler():
            return list(wait(list(futures), timeout=_LOOK_EVERY_S, return_when="FIRST_COMPLETED").done)
        if client.status == "running" and client.scheduler_info()["workers"]:
            until = time.monotonic() + _WITHOUT_WORKERS_S
        elif time.monotonic() > until:
            raise MachineError(
                f"Klaster Dask tidak punya pekerja lagi selama {_WITHOUT_WORKERS_S:g} detik. Jalankan `dask worker`,"
                f" lalu jalankan lagi; yang sudah terbaca tetap tersimpan. / The Dask cluster has had no worker for"
                f" {_WITHOUT_WORKERS_S:g} s. Start `dask worker` and run again; what was read is kept."
            )


def _came_back(future: Any) -> Any:
    """The page's outcome, or the KilledWorker that it came to. Raises what else the worker raised, and MachineError."""
    from distributed import KilledWorker

    try:
        with _scheduler():
            return future.result()
    except KilledWorker as killed:
        return killed


@contextlib.contextmanager
def _scheduler() -> Iterator[None]:
    """Raises MachineError where the scheduler is lost in the block."""
    try:
        yield
    except CancelledError as error:
        raise MachineError(
            "Penjadwal Dask hilang selagi membaca; jalankan lagi setelah menyala, yang sudah terbaca tetap tersimpan. /"
            " The Dask scheduler went away during the reading; run again when it is up, what was read is kept."
        ) from error


def _read(
    task: PageTask, settings: Settings, prepare: Callable[[Settings], Reader], recipe: str, temporary: str
) -> PageOutcome:
    """What a worker of the cluster does with a task; its reader is built at the first one.

    temporary: where the run keeps temporary files, swept at its end; a worker that sees that folder keeps them there.
    """
    if Path(temporary).is_dir():
        os.environ["TMPDIR"] = tempfile.tempdir = temporary
    elif tempfile.tempdir is not None and not Path(tempfile.tempdir).is_dir():
        os.environ.pop("TMPDIR", None)  # of an earlier run, gone since
        tempfile.tempdir = None
    read = _reader(settings, prepare, recipe)
    # A thread of C, which ends the process whatever holds Python's lock; it names places in the program and no text.
    faulthandler.dump_traceback_later(clock_limit_s(settings.page_limit_s), exit=True)
    try:
        with computing_at_most(settings.page_limit_s):
            return read(task)
    finally:
        faulthandler.cancel_dump_traceback_later()
        # Others' work may be next, and Dask counts what is held.
        give_back_freed_memory()


@lru_cache(maxsize=1)
def _reader(settings: Settings, prepare: Callable[[Settings], Reader], recipe: str) -> Reader:
    from distributed import get_worker

    if page_recipe(settings) != recipe:
        raise MachineError(
            "A worker of the cluster has another version of dasawisma, of its libraries or of Tesseract than this"
            " machine; install the same on all."
        )
    # Dask starts its workers with a limit (64 kB) from which on each block that is freed is given back and asked anew.
    keep_freed_memory()
    worker = get_worker()
    worker.loop.add_callback(_look_less_often, worker)
    with light():
        return prepare(settings)


def _look_less_often(worker: Any) -> None:
    """Let this worker of Dask keep no profile, and look once a second, not 50 times, whether its loop is held up.

    150 times a second they took Python's lock from the page, a tenth of a worker's time (benchmarks/README.md). What
    another version of Dask, or its settings, do without is passed over. To be called in the worker's loop.
    """
    looks = worker.periodic_callbacks
    if "profile" in looks:
        looks["profile"].stop()
    if "tick" in looks:
        looks["tick"].callback_time = _TICK_MS
