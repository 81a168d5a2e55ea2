"""What a page causes is its refusal; what the machine causes ends the run; neither tells what was read."""

import errno
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import MachineError
from pipeline.layout.print_reader import PrintedText
from pipeline.model import Grey, PageFault
from pipeline.run.kept.codec import decode
from pipeline.run.workers import task as tasks
from pipeline.run.workers.page import Tools
from pipeline.run.workers.pagetask import PageTask
from pipeline.settings import Settings
from tests.run.written_files import TEXT, write


class PrintReader:
    """Reads nothing; or cannot."""

    def __init__(self, well: bool) -> None:
        self._well = well

    def read_strips(self, strips: Sequence[Grey]) -> tuple[PrintedText, ...]:
        if not self._well:
            raise MachineError("Tesseract failed.")
        return ()


TOOLS = Tools((), None, None, PrintReader(well=False), Settings())  # type: ignore[arg-type]
TASK = PageTask("k", "page.jpg", 0)


def spoilt(error: Exception, monkeypatch: pytest.MonkeyPatch) -> PageFault:
    def fails(*given: object) -> object:
        raise error

    monkeypatch.setattr(tasks, "load_page", lambda *given: np.zeros((9, 9), np.uint8))
    monkeypatch.setattr(tasks, "read_picture", fails)
    outcome = tasks.perform(TASK, TOOLS)
    (became,) = decode("k", outcome.entry)
    assert isinstance(became, PageFault)
    assert outcome.reasons == (became.reason,) == ("crashed",)
    return became


@pytest.mark.parametrize(
    "error", [ValueError("Siti 3522137112600001"), IndexError("Siti"), MemoryError(), OSError("broken Siti")]
)
def test_an_exception_that_the_page_causes_refuses_it_and_tells_where_but_not_what(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    became = spoilt(error, monkeypatch)
    assert type(error).__name__ in became.message and "run/workers/task.py:" in became.message
    assert "Siti" not in became.message


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk is full"),
        (FileNotFoundError(errno.ENOENT, "No such file", "tesseract"), "tesseract"),
        (ImportError("libGL.so.1"), "libGL"),
        (MachineError("Tesseract is missing."), "Tesseract is missing"),
    ],
)
def test_an_error_of_the_machine_blames_no_page(error: Exception, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MachineError, match=says):
        spoilt(error, monkeypatch)


def test_a_page_on_which_tesseract_fails_costs_itself_where_tesseract_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "load_page", lambda *given: np.zeros((9, 9), np.uint8))

    def fails(*given: object) -> object:
        raise MachineError("Tesseract failed on the print of a page.")

    monkeypatch.setattr(tasks, "read_picture", fails)
    assert tasks.perform(TASK, replace(TOOLS, print_reader=PrintReader(well=True))).reasons == ("crashed",)
    with pytest.raises(MachineError):
        tasks.perform(TASK, TOOLS)


def test_a_file_that_is_no_page_is_refused_and_timed(tmp_path: Path) -> None:
    write(tmp_path, page__jpg=TEXT)
    outcome = tasks.perform(PageTask("k", str(tmp_path / "page.jpg"), 0), TOOLS)
    assert outcome.reasons == ("not_an_image",)
    assert [stage for stage, _ in outcome.seconds] == ["load"]
