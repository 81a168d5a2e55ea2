"""What a worker does with one page: load, read, and say what became of it; a page's own faults never leave it."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from pipeline.book_notes import BookNotes
from pipeline.codes import load_codes
from pipeline.errors import DasawismaError, MachineError
from pipeline.formfile import load_forms
from pipeline.model import PageFault
from pipeline.private_files import is_machine_error, machine_error
from pipeline.read.engine import build_engines
from pipeline.read.print_net import print_reader
from pipeline.refusals import fault
from pipeline.run.kept.codec import Pages, encode
from pipeline.run.kept.log import place
from pipeline.run.workers.page import Tools, read_picture
from pipeline.run.workers.pagetask import PageOutcome, PageTask
from pipeline.scan.load import load_page
from pipeline.settings import Settings


@dataclass(slots=True)
class _Stopwatch:
    """Times the stages of one page: told the name of each as it begins."""

    stage: str
    began: float
    seconds: dict[str, float]

    def begin(self, stage: str) -> None:
        now = time.monotonic()
        self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.began
        self.stage, self.began = stage, now


def build_tools(settings: Settings) -> Tools:
    """What a process needs to read pages, with every library kept to one thread.

    Raises MachineError where the model or Tesseract is missing, ConfigurationError for a wrong form file.
    """
    cv2.setNumThreads(1)
    cv2.ocl.setUseOpenCL(False)
    codes = load_codes()
    return Tools(load_forms(), codes, build_engines(codes), print_reader(), settings)


def perform(task: PageTask, tools: Tools) -> PageOutcome:
    """Reads the page of the task.

    An exception that the page causes becomes the fault `crashed`, which names where, and no more (an exception's text
    may hold what was read). Errors of the machine and of its configuration are raised; but where Tesseract failed on
    this page and reads another strip at once, it was the page.
    """
    watch = _Stopwatch("load", time.monotonic(), {})
    try:
        became = _read(task, tools, watch)
    except MachineError as error:
        if not _reads_print(tools):
            raise
        became = (_crashed(error),)
    except DasawismaError:
        raise
    except OSError as error:
        if is_machine_error(error):
            raise machine_error(error, Path(str(error.filename or tempfile.gettempdir()))) from error
        became = (_crashed(error),)
    except ImportError as error:
        raise MachineError(f"A Python package is broken or missing: {error}.") from error
    except Exception as error:
        became = (_crashed(error),)
    watch.begin("done")
    reasons = tuple(page.reason if isinstance(page, PageFault) else None for page in became)
    return PageOutcome(task.key, encode(task.key, *became), reasons, tuple(watch.seconds.items()))


def _read(task: PageTask, tools: Tools, watch: _Stopwatch) -> Pages:
    grey = load_page(Path(task.path), task.index, tools.settings)
    if isinstance(grey, PageFault):
        return (grey,)
    notes = BookNotes(forms=task.forms, editions=task.editions)
    handed_on = [grey]
    del grey  # read_picture lets it go when it has seen enough of it
    readings = read_picture(handed_on.pop(), tools, notes, watch.begin)
    return tuple(reading if isinstance(reading, PageFault) else reading.content for reading in readings)


def _reads_print(tools: Tools) -> bool:
    """Whether the reader of print is well: it reads a strip with one stroke on it."""
    strip = np.full((40, 400), 255, np.uint8)
    strip[8:32, 20:24] = 0
    try:
        tools.print_reader.read_strips((strip,))
    except MachineError:
        return False
    return True


def _crashed(error: Exception) -> PageFault:
    return fault("crashed", f"{type(error).__name__} at {place(error)}")
