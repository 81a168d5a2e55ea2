"""How well pages and cells are found, and how fast, on generated pages with known boxes; img2table beside it.

usage: python -m benchmarks.finding [--pages N] [--seed N] [--levels LEVEL ...] [--peer PYTHON] [--keep FOLDER]

Printings and damage are drawn wider than those of samples/. All forms and levels take turns. What counts as right:
- A table cell: its box, led back through the page's own map to the file and from there to the flat page that was
  drawn, overlaps the true cell of the lattice by 0.8 (shared area over joined area). Upright boxes in the file would
  flatter skewed pages: both grow by the same corners. Cells of refused pages count as not found.
- Heads and items have no lattice; how high a writing area reaches above its dotted line is a convention. So beside
  the overlap stands what matters for reading: 0.9 of the ink's box lies inside the box, and inside the crop.
- A field with options: every option is found, its check box with an overlap of 0.5, or, where none is printed, its
  words with 0.3 (a circle round them counts as part of them).
Seconds are of one core, child processes included, from opening the file to the last crop, model of print included.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_THREAD_LIMIT="1")

import argparse
import dataclasses
import json
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from benchmarks.finding_pages import LEVELS, BenchPage, make_bench_page, write_bench_page
from benchmarks.finding_peer import HOW_TO_INSTALL, Peer, PeerScore
from benchmarks.finding_report import report
from benchmarks.finding_scores import PageScore, score_page
from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.layout.print_reader import PrintReader
from pipeline.model import Crop, PageFault
from pipeline.read.tesseract import tesseract
from pipeline.refusals import fault
from pipeline.scan.load import load_page
from pipeline.scan.straighten import straighten
from pipeline.settings import Settings

Result = TypeVar("Result")
PEER = Path(".venv/img2table/bin/python")


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--levels", nargs="*", choices=LEVELS, default=list(LEVELS))
    parser.add_argument("--forms", nargs="*", default=[], help="forms, editions or keys; default: all")
    parser.add_argument("--peer", type=Path, default=PEER, help="a Python that has img2table")
    parser.add_argument("--keep", type=Path, help="keep pages, scores (scores.jsonl) and pictures of bad pages here")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    known = load_forms()
    forms = [form for form in known if not options.forms or {form.form, form.edition, form.key} & set(options.forms)]
    reader, peer = tesseract(), Peer(options.peer) if options.peer.exists() else None
    scores: list[PageScore] = []
    peers: list[PeerScore] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        for at in range(options.pages):
            seed, turn = options.seed * 10_000 + at, options.seed * options.pages + at
            page = make_bench_page(forms[turn % len(forms)], options.levels[turn % len(options.levels)], seed)
            name = f"{seed}-{page.level}-{page.form.key.replace(' ', '-').replace('/', '')}"
            file = write_bench_page(page, folder, name)
            found, crops, stages = find(file, known, reader)
            scores.append(score_page(page, found, crops, stages))
            if peer is not None:
                peers.append(peer.score(page, file))
            if options.keep is not None:
                _keep(folder, name, page, found, scores[-1])
            else:
                file.unlink()
    if peer is not None:
        peer.close()
    print(report(scores, peers))
    if not peers:
        print(HOW_TO_INSTALL)


def find(
    file: Path, forms: tuple[Form, ...], reader: PrintReader
) -> tuple[Found | PageFault, tuple[Crop, ...], dict[str, float]]:
    """What is found on the page, its crops, and the seconds of one core that each stage took."""
    settings, stages = Settings(), Stages()
    crops: tuple[Crop, ...] = ()
    try:
        page = stages.timed("load", lambda: load_page(file, 0, settings))
        if isinstance(page, PageFault):
            return page, crops, stages.seconds
        straight = stages.timed("straighten", lambda: straighten(page, settings))
        if isinstance(straight, PageFault):
            return straight, crops, stages.seconds
        found = stages.timed("layout", lambda: find_layout(straight, forms, reader))
        if isinstance(found, Found):
            crops = stages.timed("cut", lambda: cut(found))
    except Exception as error:
        return crash(error), (), stages.seconds
    return found, crops, stages.seconds


def crash(error: Exception) -> PageFault:
    """The exception as a fault, with the place that raised it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return fault("crashed", f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}")


class Stages:
    """Times stages by the processor, so that other work on the machine does not count; child processes do."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, stage: str, work: Callable[[], Result]) -> Result:
        """Does the work and keeps the seconds under the name of the stage."""
        before = os.times()
        result = work()
        self.seconds[stage] = sum(os.times()[:4]) - sum(before[:4])
        return result


def _keep(folder: Path, name: str, page: BenchPage, found: Found | PageFault, score: PageScore) -> None:
    """The score as a line; where something is wrong, the page with true boxes in green and found ones in red."""
    with (folder / "scores.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"name": name, **dataclasses.asdict(score), "corners_px": None}) + "\n")
    if not score.wrong and score.outcome == "read":
        return
    picture = cv2.cvtColor(page.image, cv2.COLOR_GRAY2BGR)
    for place in page.places:
        outline = page.page_map.to_source(place.box.corners())
        cv2.polylines(picture, [np.rint(outline).astype(np.int32)], True, (0, 170, 0), 5)
    for cell in found.layout.cells if isinstance(found, Found) else ():
        outline = found.page.page_map.to_source(cell.box.corners())  # type: ignore[union-attr]
        cv2.polylines(picture, [np.rint(outline).astype(np.int32)], True, (0, 0, 255), 2)
    cv2.imwrite(
        str(folder / f"{name}-wrong.png"), cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    )


if __name__ == "__main__":
    main()
