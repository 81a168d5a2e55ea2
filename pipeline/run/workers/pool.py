"""Worker processes of which each may die or hang without costing more than its page."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from multiprocessing.connection import wait

from pipeline.errors import DasawismaError, MachineError
from pipeline.refusals import fault
from pipeline.run.kept.codec import encode
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.run.workers.worker import THREAD_VARIABLES, Reader, page_reader, serve
from pipeline.settings import Settings
from pipeline.time_limits import OVERDUE, clock_limit_s

_MAX_LOST_STARTS = 3
_START_LIMIT_S = 1200.0
"""By the clock: a worker computes 3 s to get ready, and the machine may be very busy."""
_LONGEST_WAIT_S = 5.0

MOST_OVERDUE = 3
"""Pages of a file that may take too long in a row; its others wait for later runs, for each may cost as much."""


class _Worker:
    """One worker process: what it has to do, and until when. task: None while it starts or idles."""

    def __init__(self, prepare: Callable[[Settings], Reader], settings: Settings) -> None:
        context = multiprocessing.get_context("spawn")
        self.calls, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs, prepare, settings, os.getpid()), daemon=True)
        self.process.start()
        theirs.close()
        self.ready = False
        self.task: PageTask | None = None
        self.deadline_s = time.monotonic() + _START_LIMIT_S

    def give(self, task: PageTask, limit_s: float) -> None:
        """Let it read that page, for at most so long."""
        self.task, self.deadline_s = task, time.monotonic() + limit_s
        with contextlib.suppress(OSError):  # one that has died is found by its closed pipe
            self.calls.send(task)

    def answer(self) -> object:
        """What it sent; None if it has died."""
        try:
            return self.calls.recv()
        except (EOFError, OSError):
            return None

    def kill(self) -> None:
        """End it at once, with whatever program it had started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self.process.pid is not None and os.getpgid(self.process.pid) == self.process.pid:
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.calls.close()


class WorkerPool:
    """`workers` processes (spawned, one thread each), each with one page at a time.

    A worker that dies has its page tried once more by a fresh one; if that dies too, the page is refused as `crashed`.
    A page that takes too long (see worker.serve and time_limits) is refused as `time_limit`; so are, without a try,
    those that follow MOST_OVERDUE such pages of one file. prepare: builds a worker's reader.
    """

    def __init__(self, workers: int, settings: Settings, prepare: Callable[[Settings], Reader] = page_reader) -> None:
        self._count, self._settings, self._prepare = workers, settings, prepare
        self._workers: list[_Worker] = []
        self._waiting: deque[PageTask] = deque()
        self._tried: set[str] = set()
        self._overdue: Counter[str] = Counter()
        self._lost_starts = 0

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """See executors.Executor. The workers end when the iterator ends or is closed."""
        self._waiting.extend(tasks)
        try:
            with _single_threaded():
                while self._waiting or any(worker.task for worker in self._workers):
                    yield from self._put_off()
                    self._staff()
                    yield from self._listen()
        finally:
            for worker in self._workers:
                worker.kill()
            self._workers.clear()

    def _put_off(self) -> Iterator[PageOutcome]:
        """Refuse the next pages if those before them in their file took too long."""
        while self._waiting and self._overdue[self._waiting[0].path] >= MOST_OVERDUE:
            why = f"not tried: {MOST_OVERDUE} pages of its file took too long"
            yield replace(_refused(self._waiting.popleft(), "time_limit", why), tried=False)

    def _staff(self) -> None:
        """Give every idle worker a page, and start as many workers as there is work for."""
        for worker in self._workers:
            if worker.ready and worker.task is None and self._waiting:
                worker.give(self._waiting.popleft(), clock_limit_s(self._settings.page_limit_s))
        busy = sum(worker.task is not None for worker in self._workers)
        while len(self._workers) < min(self._count, busy + len(self._waiting)):
            self._workers.append(_Worker(self._prepare, self._settings))

    def _listen(self) -> Iterator[PageOutcome]:
        """Wait until a worker says something, dies, or is overdue."""
        first_s = min(worker.deadline_s for worker in self._workers) - time.monotonic()
        speaking = wait([worker.calls for worker in self._workers], timeout=min(max(first_s, 0.0), _LONGEST_WAIT_S))
        for worker in [worker for worker in self._workers if worker.calls in speaking]:
            answer = worker.answer()
            if isinstance(answer, DasawismaError):
                raise answer
            if isinstance(answer, PageOutcome):
                assert worker.task is not None
                late = "time_limit" in answer.reasons  # a program that it started was given up
                self._overdue[worker.task.path] = self._overdue[worker.task.path] + 1 if late else 0
                worker.task = None
                worker.deadline_s = float("inf")
                yield answer
            elif answer is None:
                yield from self._bury(worker)
            else:
                worker.ready, self._lost_starts = True, 0
        for worker in [worker for worker in self._workers if worker.deadline_s <= time.monotonic()]:
            self._dismiss(worker)
            if worker.task is None:
                self._count_lost_start("it did not get ready in time")
            else:
                waited_s = clock_limit_s(self._settings.page_limit_s)
                yield self._too_long(worker.task, f"{waited_s:g} s, of which it waited for most")

    def _bury(self, worker: _Worker) -> Iterator[PageOutcome]:
        """What follows from a worker's death: its page is refused for its time, tried again, or refused as crashed."""
        self._dismiss(worker)
        task = worker.task
        if task is None:
            self._count_lost_start(f"it ended with code {worker.process.exitcode}")
        elif worker.process.exitcode == -OVERDUE:
            yield self._too_long(task, f"{self._settings.page_limit_s:g} s of computing")
        elif task.key in self._tried:
            yield _refused(task, "crashed", f"exit code {worker.process.exitcode}")
        else:
            self._tried.add(task.key)
            self._waiting.appendleft(task)

    def _too_long(self, task: PageTask, why: str) -> PageOutcome:
        self._overdue[task.path] += 1
        return _refused(task, "time_limit", why)

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.kill()

    def _count_lost_start(self, why: str) -> None:
        self._lost_starts += 1
        if self._lost_starts >= _MAX_LOST_STARTS:
            raise MachineError(
                f"Tidak ada proses pembaca yang dapat dimulai: {why}. Jalankan `dasawisma doctor`. / No worker process"
                f" starts on this machine: {why}. Ask `dasawisma doctor`."
            )


def _refused(task: PageTask, reason: str, detail: str) -> PageOutcome:
    return PageOutcome(task.key, encode(task.key, fault(reason, detail)), (reason,))


@contextlib.contextmanager
def _single_threaded() -> Iterator[None]:
    """Workers started in this block find the variables that keep their libraries to one thread."""
    before = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
