"""A worker that dies, hangs or cannot start costs what it must and no more. Real processes, a stand-in for reading."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ConfigurationError, MachineError
from pipeline.model import PageContent, PageFault
from pipeline.run.kept.codec import decode, encode
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.run.workers.pool import MOST_OVERDUE, WorkerPool
from pipeline.run.workers.worker import THREAD_VARIABLES, Reader
from pipeline.settings import Settings

SETTINGS = Settings(page_limit_s=0.5)
"""Five seconds by the clock."""


def prepare(settings: Settings) -> Reader:
    return stand_in


def prepare_in_vain(settings: Settings) -> Reader:
    raise MachineError("The handwriting model is missing.")


def prepare_and_die(settings: Settings) -> Reader:
    os._exit(7)


def stand_in(task: PageTask) -> PageOutcome:
    """Does what the page's path says, then answers with facts of its process instead of readings."""
    match Path(task.path).name:
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "die once":
            if not Path(task.path).exists():
                Path(task.path).write_text("died")
                os.kill(os.getpid(), signal.SIGSEGV)
        case "hang":
            time.sleep(60)
        case "starve":
            subprocess.Popen(["sh", "-c", f"sleep 1.5; kill -CONT {os.getpid()}"])
            os.kill(os.getpid(), signal.SIGSTOP)
        case "endless":
            compute()
        case "endless but for the third" if task.index != 2:
            compute()
        case "wrong":
            raise ConfigurationError("A form file is wrong.")
    facts = {name: os.environ.get(name) for name in THREAD_VARIABLES}
    content = PageContent(str(os.getpid()), str(set(facts.values())), 1.0, "", 0, 0.0, 0.0, ())
    return PageOutcome(task.key, encode(task.key, content), (None,))


def compute() -> None:
    while True:
        pass


def tasks(*paths: str) -> list[PageTask]:
    return [PageTask(f"k{number}", path, 0) for number, path in enumerate(paths)]


def became(workers: int, given: list[PageTask]) -> dict[str, str]:
    """What became of each page: its refusal, or `read`."""
    found = {}
    for outcome in WorkerPool(workers, SETTINGS, prepare).outcomes(given):
        (page,) = decode(outcome.key, outcome.entry)
        assert (page.reason if isinstance(page, PageFault) else None,) == outcome.reasons
        assert outcome.key not in found
        found[outcome.key] = page.reason if isinstance(page, PageFault) else "read"
    return found


def test_every_page_has_one_outcome_and_libraries_have_one_thread() -> None:
    given = tasks(*"abcdef")
    contents = [decode(outcome.key, outcome.entry)[0] for outcome in WorkerPool(2, SETTINGS, prepare).outcomes(given)]
    assert len(contents) == 6
    assert {content.edition for content in contents if isinstance(content, PageContent)} == {"{'1'}"}
    processes = {content.form for content in contents if isinstance(content, PageContent)}
    assert 1 <= len(processes) <= 2 and str(os.getpid()) not in processes
    assert all(name not in os.environ or os.environ[name] for name in THREAD_VARIABLES)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_kills_its_worker_costs_itself_alone(workers: int) -> None:
    assert became(workers, tasks("a", "die", "b", "c")) == {"k0": "read", "k1": "crashed", "k2": "read", "k3": "read"}


def test_a_page_whose_worker_died_once_is_read_by_another(tmp_path: Path) -> None:
    assert became(1, tasks("a", str(tmp_path / "die once"), "b")) == {"k0": "read", "k1": "read", "k2": "read"}


@pytest.mark.parametrize("how", ["hang", "endless"])
def test_a_page_that_takes_too_long_is_given_up(how: str) -> None:
    assert became(1, tasks(how, "a")) == {"k0": "time_limit", "k1": "read"}


def test_a_page_that_a_busy_machine_lets_wait_is_read() -> None:
    """It gets no core for three times what it may compute."""
    assert became(1, tasks("starve", "a")) == {"k0": "read", "k1": "read"}


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_of_which_page_after_page_takes_too_long_holds_up_no_run(workers: int) -> None:
    book = [PageTask(f"k{number}", "endless", number) for number in range(9)]
    told = list(WorkerPool(workers, SETTINGS, prepare).outcomes([*book, PageTask("last", "a", 0)]))
    assert {outcome.key for outcome in told} == {task.key for task in book} | {"last"}
    tried = [outcome for outcome in told if outcome.tried]
    assert {outcome.reasons for outcome in tried if outcome.key != "last"} == {("time_limit",)}
    assert MOST_OVERDUE < len(tried) <= MOST_OVERDUE + workers
    assert {outcome.reasons for outcome in told if not outcome.tried} == {("time_limit",)}


def test_pages_behind_some_that_take_too_long_are_read() -> None:
    book = [PageTask(f"k{number}", "endless but for the third", number) for number in range(5)]
    told = list(WorkerPool(1, SETTINGS, prepare).outcomes(book))
    assert [outcome.reasons == (None,) for outcome in told] == [False, False, True, False, False]
    assert all(outcome.tried for outcome in told)


def test_errors_of_the_machine_and_its_configuration_end_the_run() -> None:
    with pytest.raises(ConfigurationError, match="form file"):
        became(1, tasks("a", "wrong", "b"))
    with pytest.raises(MachineError, match="model is missing"):
        list(WorkerPool(2, SETTINGS, prepare_in_vain).outcomes(tasks("a")))


def test_workers_that_never_start_end_the_run() -> None:
    with pytest.raises(MachineError, match="code 7"):
        list(WorkerPool(1, SETTINGS, prepare_and_die).outcomes(tasks("a")))


def test_workers_end_when_nobody_listens_any_more() -> None:
    pool = WorkerPool(2, replace(SETTINGS, page_limit_s=60), prepare)
    outcomes = pool.outcomes(tasks("a", "hang", "b", "hang"))
    (first,) = decode("k0", next(outcomes).entry)
    assert isinstance(first, PageContent)
    outcomes.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(first.form), 0)


def test_no_page_is_no_work() -> None:
    assert became(2, []) == {}


def prepare_real_imports(settings: Settings) -> Reader:
    import pipeline.run.workers.task

    heavy = [name for name in ("pandas", "pandera", "pyarrow") if sys.modules.get(name) is not None]
    facts = f"{pipeline.run.workers.task.__name__} {heavy}"
    return lambda task: PageOutcome(task.key, encode(task.key, PageFault("crashed", facts)), ("crashed",))


def test_a_worker_loads_no_table_library() -> None:
    (outcome,) = WorkerPool(1, replace(SETTINGS, page_limit_s=60), prepare_real_imports).outcomes(tasks("a"))
    assert decode("k0", outcome.entry) == (PageFault("crashed", "pipeline.run.workers.task []"),)


def prepare_hungry(settings: Settings) -> Reader:
    return lambda task: PageOutcome(task.key, encode(task.key, PageFault(str(len(bytearray(4 << 30))), "")), (None,))


def test_a_page_that_asks_for_all_memory_costs_itself() -> None:
    (outcome,) = WorkerPool(1, replace(SETTINGS, page_limit_s=60), prepare_hungry).outcomes(tasks("a"))
    assert outcome.reasons == ("crashed",)
