"""Where the time of a page goes, stage by stage, and how much memory a worker and its Tesseract child hold together.

usage: python -m benchmarks.profile [PAGES...] [--rounds N] [--functions N]

Every stage of `pipeline.run.workers.page` is timed as processor time of the process and its children, one thread each,
beside the plain dump (`tesseract PAGE stdout --psm 6 -l ind`) of the same pages in the same minutes. Memory is PSS of
the process and all below it, sampled every 20 ms. --rounds: read the pages so often, to see that memory stays flat.
--functions: of cProfile's list, sorted by own time (this slows what it measures; the stages are timed without it).
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.memory import Peak
from pipeline.run.workers.worker import THREAD_VARIABLES, keep_freed_memory, keep_light

if TYPE_CHECKING:
    from pipeline.run.workers.page import Tools

SAMPLES = Path("samples/books/pacul-cempaka-2022")


class _Stages:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._stage, self._began = "", 0.0

    def begin(self, stage: str) -> None:
        now = _processor_s()
        self.seconds[self._stage] += now - self._began  # type: ignore[assignment]
        self._stage, self._began = stage, now


def main() -> None:
    """Print the stages as a Markdown table, then memory, then functions if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, nargs="*", default=sorted(SAMPLES.glob("*.jpg")))
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--functions", type=int, default=0)
    options = parser.parse_args()
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    keep_freed_memory()
    keep_light()
    # Only here, after the threads were limited, as in a worker.
    from pipeline.run.workers.task import build_tools
    from pipeline.settings import Settings

    tools, peak = build_tools(Settings()), Peak(itself=True)
    peak.start()
    _read(options.pages[0], tools, _Stages())  # what loads at the first page is no cost of a page
    stages, peaks = _Stages(), []
    for _ in range(options.rounds):
        peak.mb = 0.0
        for page in options.pages:
            _read(page, tools, stages)
        peaks.append(peak.mb)
        print(f"round {len(peaks)}: {peak.mb:.0f} MB", file=sys.stderr, flush=True)
    count = len(options.pages) * options.rounds
    stages.seconds.pop("")
    began = _processor_s()
    for page in options.pages:
        command = ["tesseract", str(page), "stdout", "--psm", "6", "-l", "ind"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    dump = (_processor_s() - began) / len(options.pages)
    whole = sum(stages.seconds.values()) / count
    print(f"{count} pages\n\n| stage | processor s a page | share % |\n|---|---|---|")
    for stage, seconds in stages.seconds.items():
        print(f"| {stage} | {seconds / count:.3f} | {100 * seconds / count / whole:.0f} |")
    print(f"| all | {whole:.3f} | 100 |\n| Tesseract dump | {dump:.3f} | {100 * dump / whole:.0f} |\n")
    print(f"peak of worker and child together, MB (PSS), by round: {', '.join(f'{mb:.0f}' for mb in peaks)}")
    if options.functions:
        with cProfile.Profile() as profile:
            for page in options.pages:
                _read(page, tools, _Stages())
        pstats.Stats(profile).sort_stats("tottime").print_stats(options.functions)


def _read(page: Path, tools: Tools, stages: _Stages) -> None:
    from pipeline.book_notes import BookNotes
    from pipeline.model import PageFault
    from pipeline.run.workers.page import read_picture
    from pipeline.scan.load import load_page

    stages.begin("load")
    grey = load_page(page, 0, tools.settings)
    if not isinstance(grey, PageFault):
        handed_on = [grey]
        del grey  # as a worker does
        read_picture(handed_on.pop(), tools, BookNotes(), stages.begin)
    stages.begin("")


def _processor_s() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
