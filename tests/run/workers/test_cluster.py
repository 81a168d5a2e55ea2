"""The same task on a Dask cluster gives the same outcomes; a page that kills its workers costs itself."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dask
import pytest
from distributed import Client, LocalCluster, Worker

from pipeline.errors import MachineError
from pipeline.model import PageContent, PageFault
from pipeline.run.kept.codec import decode, encode
from pipeline.run.workers.cluster import Cluster
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.run.workers.worker import Reader
from pipeline.settings import Settings

SETTINGS = Settings()


def prepare(settings: Settings) -> Reader:
    time.sleep(1)  # as long as the real one takes at least; Dask starts none anew that dies before it is known
    return stand_in


def prepare_in_vain(settings: Settings) -> Reader:
    raise MachineError("The handwriting model is missing.")


def prepare_pytesseract(settings: Settings) -> Reader:
    import pytesseract  # noqa: F401

    return answer_pandas


def answer_pandas(task: PageTask) -> PageOutcome:
    loaded = "pandas" in sys.modules
    import pandas  # noqa: F401 - others may still want it

    return PageOutcome(task.key, encode(task.key, PageFault("crashed", f"pandas {loaded}")), (None,))


def stand_in(task: PageTask) -> PageOutcome:
    if Path(task.path).name == "temporary":
        content = PageContent(tempfile.gettempdir(), "", 1.0, "", 0, 0.0, 0.0, ())
        return PageOutcome(task.key, encode(task.key, content), (None,))
    if Path(task.path).name == "hang":
        time.sleep(3600)
    if Path(task.path).name == "starve":
        subprocess.Popen(["sh", "-c", f"sleep 1; kill -CONT {os.getpid()}"])
        os.kill(os.getpid(), signal.SIGSTOP)
    while Path(task.path).name == "endless":
        pass
    if Path(task.path).name == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    content = PageContent(str(os.getpid()), "", 1.0, "", 0, 0.0, 0.0, ())
    return PageOutcome(task.key, encode(task.key, content), (None,))


@pytest.fixture
def address(local: LocalCluster) -> str:
    return str(local.scheduler_address)


@pytest.fixture
def local() -> Iterator[LocalCluster]:
    quiet = {"distributed.scheduler.allowed-failures": 0, "logging.distributed": "critical"}
    with (
        dask.config.set(quiet),
        LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
    ):
        yield cluster


def test_every_page_has_one_outcome_and_a_deadly_one_costs_itself(address: str) -> None:
    tasks = [PageTask(f"k{number}", "die" if number == 4 else "page", 0) for number in range(9)]
    outcomes = list(Cluster(address, SETTINGS, prepare).outcomes(tasks))
    became = {outcome.key: decode(outcome.key, outcome.entry)[0] for outcome in outcomes}
    assert len(outcomes) == 9
    refused = {key: page.reason for key, page in became.items() if isinstance(page, PageFault)}
    assert refused == {"k4": "crashed"}


def test_a_page_that_takes_too_long_is_given_up(address: str) -> None:
    tasks = [PageTask(name, name, 0) for name in ("hang", "endless", "starve", "page")]
    outcomes = Cluster(address, replace(SETTINGS, page_limit_s=0.25), prepare).outcomes(tasks)
    became = {outcome.key: outcome.reasons for outcome in outcomes}
    assert became == {"hang": ("time_limit",), "endless": ("time_limit",), "starve": (None,), "page": (None,)}


@pytest.mark.parametrize(("lost", "told"), [("workers", "has had no worker"), ("scheduler", "went away")])
def test_a_cluster_that_is_gone_in_the_middle_ends_the_run(
    local: LocalCluster, address: str, monkeypatch: pytest.MonkeyPatch, lost: str, told: str
) -> None:
    monkeypatch.setattr("pipeline.run.workers.cluster._LOOK_EVERY_S", 0.2)
    monkeypatch.setattr("pipeline.run.workers.cluster._WITHOUT_WORKERS_S", 1)
    local.scheduler.allowed_failures = 3  # as Dask has it: no page is blamed for one loss
    outcomes = Cluster(address, SETTINGS, prepare).outcomes([PageTask("k", "page", 0), PageTask("l", "hang", 0)])
    assert next(outcomes).key == "k"
    if lost == "workers":
        local.scale(0)
    else:
        local.close()
    with pytest.raises(MachineError, match=told):
        list(outcomes)


def test_workers_keep_temporary_files_where_the_run_sweeps_them(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    used = []
    for folder in ("first", "second"):
        (tmp_path / folder).mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / folder))
        (outcome,) = Cluster(address, SETTINGS, prepare).outcomes([PageTask(folder, "temporary", 0)])
        (page,) = decode(folder, outcome.entry)
        assert isinstance(page, PageContent)
        used.append(Path(page.form).name)
    assert used == ["first", "second"]


def test_a_worker_loads_no_table_library_and_others_still_can(address: str) -> None:
    (outcome,) = Cluster(address, SETTINGS, prepare_pytesseract).outcomes([PageTask("k", "page", 0)])
    assert decode("k", outcome.entry) == (PageFault("crashed", "pandas False"),)


def test_dask_does_not_look_at_a_worker_all_the_time_while_it_reads(address: str) -> None:
    def profiles_and_ticks(dask_worker: Worker) -> tuple[bool, float]:
        looks = dask_worker.periodic_callbacks
        return looks["profile"].is_running(), looks["tick"].callback_time

    with Client(address, set_as_default=False) as client:
        assert [*client.run(profiles_and_ticks).values()] == [(True, 20)]
        list(Cluster(address, SETTINGS, prepare).outcomes([PageTask("k", "page", 0)]))
        assert [*client.run(profiles_and_ticks).values()] == [(False, 1000)]


def test_an_error_of_a_machine_ends_the_run(address: str) -> None:
    with pytest.raises(MachineError, match="model is missing"):
        list(Cluster(address, SETTINGS, prepare_in_vain).outcomes([PageTask("k", "page", 0)]))


def test_another_version_on_a_worker_ends_the_run(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.workers.cluster.page_recipe", lambda settings: "mine")
    with pytest.raises(MachineError, match="another version"):
        list(Cluster(address, SETTINGS, prepare).outcomes([PageTask("k", "page", 0)]))


def test_without_a_scheduler_or_dask_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.run.workers.cluster._CONNECT_LIMIT_S", 1)
    with pytest.raises(MachineError, match="No Dask scheduler answers"):
        list(Cluster("tcp://127.0.0.1:9", SETTINGS, prepare).outcomes([]))
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MachineError, match=r"pip install 'dasawisma\[cluster\]'"):
        list(Cluster("tcp://127.0.0.1:9", SETTINGS, prepare).outcomes([]))
