"""Pages read by the workers of a Dask cluster, over storage that all machines see. The only file that knows Dask."""

from __future__ import annotations

import faulthandler
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.errors import MachineError
from pipeline.refusals import fault
from pipeline.run.codec import encode
from pipeline.run.pagetask import PageOutcome, PageTask
from pipeline.run.recipe import page_recipe
from pipeline.run.worker import Reader, light, page_reader
from pipeline.settings import Settings
from pipeline.time_limits import clock_limit_s, computing_at_most

_TASKS_PER_THREAD = 3
_CONNECT_LIMIT_S = 30


class Cluster:
    """The workers of the Dask scheduler at `address`; they need the same dasawisma, and the inbox at the same path.

    A few tasks go out for each thread of the cluster, and another for each that comes back, so that memory stays
    flat. Dask blames every task that was with a worker when it died, so pages on which worker after worker dies
    (distributed.scheduler.allowed-failures) are set aside and tried alone at the end; what kills workers even then is
    refused as `crashed`. A page that takes too long (see time_limits) ends its worker, too.
    """

    def __init__(self, address: str, settings: Settings, prepare: Callable[[Settings], Reader] = page_reader) -> None:
        self._address, self._settings, self._prepare = address, settings, prepare

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """See executors.Executor."""
        try:
            from distributed import Client, KilledWorker, as_completed
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

            def submit(task: PageTask, name: str = "page") -> Any:
                given_to = (task, self._settings, self._prepare, recipe, tempfile.gettempdir())
                future = client.submit(_read, *given_to, key=f"{name}-{task.key}")
                given[future] = task
                return future

            done = as_completed(
                [submit(task) for task in islice(coming, _TASKS_PER_THREAD * threads)], loop=client.loop
            )
            for future in done:
                task, trouble = given.pop(future), future.exception()
                if isinstance(trouble, KilledWorker):
                    suspects.append(task)
                elif trouble is not None:
                    raise trouble
                else:
                    yield future.result()
                for following in islice(coming, 1):
                    done.add(submit(following))
            for task in suspects:
                try:
                    yield submit(task, "alone").result()
                except KilledWorker:
                    why = f"its workers died, or computed longer than {self._settings.page_limit_s:g} s"
                    yield PageOutcome(task.key, encode(task.key, fault("crashed", why)), ("crashed",))


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


@lru_cache(maxsize=1)
def _reader(settings: Settings, prepare: Callable[[Settings], Reader], recipe: str) -> Reader:
    if page_recipe(settings) != recipe:
        raise MachineError(
            "A worker of the cluster has another version of dasawisma, of its libraries or of Tesseract than this"
            " machine; install the same on all."
        )
    with light():
        return prepare(settings)
