"""Who reads the pages: worker processes, or this process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.run.workers.pool import WorkerPool
from pipeline.run.workers.worker import page_reader
from pipeline.settings import Settings

IN_THIS_PROCESS = 0
"""Number of workers that means: none, read the pages here."""


class Executor(Protocol):
    """Reads pages, in any order; each task has exactly one outcome, unless an exception ends the run."""

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """The outcomes of `tasks` as they come. Raises MachineError or ConfigurationError from wherever they arose."""
        ...


class InThisProcess:
    """One page after another in the calling process, to debug or profile; a page that crashes it ends the run."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def outcomes(self, tasks: Sequence[PageTask]) -> Iterator[PageOutcome]:
        """See Executor."""
        read = page_reader(self._settings)
        for task in tasks:
            yield read(task)


def executor(workers: int, scheduler: str | None, settings: Settings) -> Executor:
    """The executor for these options: a Dask cluster if `scheduler` is its address, else processes, else this one.

    One worker is a process of its own, too: only so does a page that crashes its reader, or hangs, cost itself alone.
    """
    if scheduler is not None:
        from pipeline.run.workers.cluster import Cluster

        return Cluster(scheduler, settings)
    return InThisProcess(settings) if workers == IN_THIS_PROCESS else WorkerPool(workers, settings)
