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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import cv2
import numpy as np

from benchmarks.finding_levels import LEVELS, MORE_LEVELS
from benchmarks.finding_pages import BenchPage, make_bench_pages, write_bench_page
from benchmarks.finding_peer import HOW_TO_INSTALL, Peer, PeerScore
from benchmarks.finding_report import report
from benchmarks.finding_scores import PageScore, score_page
from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.geometry import Box, PageMap, Step
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.layout.print_reader import PrintReader
from pipeline.model import Crop, PageFault
from pipeline.read.print_net import print_reader
from pipeline.refusals import fault
from pipeline.scan.load import load_page
from pipeline.scan.spread import split_spread, within
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings

Result = TypeVar("Result")
PEER = Path(".venv/img2table/bin/python")


def main() -> None:
    """Print the tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=24)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--levels", nargs="*", choices=LEVELS + MORE_LEVELS, default=list(LEVELS))
    parser.add_argument("--forms", nargs="*", default=[], help="forms, editions or keys; default: all")
    parser.add_argument("--ruled-items", action="store_true", help="forms with items alone, these in ruled tables")
    parser.add_argument("--peer", type=Path, default=PEER, help="a Python that has img2table")
    parser.add_argument("--keep", type=Path, help="keep pages, scores (scores.jsonl) and pictures of bad pages here")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    known = load_forms()
    forms = [form for form in known if not options.forms or {form.form, form.edition, form.key} & set(options.forms)]
    forms = [form for form in forms if form.items or not options.ruled_items]
    reader, peer = print_reader(), Peer(options.peer) if options.peer.exists() else None
    scores: list[PageScore] = []
    peers: list[PeerScore] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        for at in range(options.pages):
            seed, turn = options.seed * 10_000 + at, options.seed * options.pages + at
            level = options.levels[turn % len(options.levels)]
            able = [form for form in forms if not form.landscape] if level == "spread" else forms
            if not able:
                continue
            pages = make_bench_pages(able[turn % len(able)], level, seed, options.ruled_items)
            name = f"{seed}-{level}-{pages[0].form.key.replace(' ', '-').replace('/', '')}"
            file = write_bench_page(pages[0], folder, name)
            became, stages = find(file, known, reader)
            if len(became) != len(pages):
                became = [(PageFault("split", f"{len(pages)} pages taken for {len(became)}"), ())] * len(pages)
            stages = {stage: seconds / len(pages) for stage, seconds in stages.items()}
            some = [score_page(page, *one, stages) for page, one in zip(pages, became, strict=True)]
            scores += some
            if peer is not None and len(pages) == 1:
                peers.append(peer.score(pages[0], file))
            if options.keep is not None:
                _keep(folder, name, pages, became, some)
            else:
                file.unlink()
    if peer is not None:
        peer.close()
    print(report(scores, peers))
    if peer is None:
        print(HOW_TO_INSTALL)


Became = tuple[Found | PageFault, tuple[Crop, ...]]
"""What became of a page, and its crops."""


def find(file: Path, forms: tuple[Form, ...], reader: PrintReader) -> tuple[list[Became], dict[str, float]]:
    """What is found on the pages of a file's picture, and the seconds of one core that each stage took.

    The same way as pipeline.run.workers.page.read_picture goes, as far as the crops.
    """
    stages = Stages()
    try:
        grey = stages.timed("load", lambda: load_page(file, 0, Settings()))
        if isinstance(grey, PageFault):
            return [(grey, ())], stages.seconds
        halves = stages.timed("split", lambda: split_spread(grey))
        became = [_find_page(half, step, forms, reader, stages) for half, step in halves]
        if len(halves) > 1 and all(isinstance(found, PageFault) for found, _ in became):
            whole = _find_page(View(grey), None, forms, reader, stages)
            return ([whole] if isinstance(whole[0], Found) else became), stages.seconds
        return became, stages.seconds
    except Exception as error:
        return [(crash(error), ())], stages.seconds


def _find_page(view: View, step: Step | None, forms: tuple[Form, ...], reader: PrintReader, stages: Stages) -> Became:
    page = stages.timed("straighten", lambda: straighten(view, Settings()))
    if isinstance(page, PageFault):
        return page, ()
    led_back = page if step is None else within(page, step)
    found = stages.timed("layout", lambda: find_layout(led_back, forms, reader))
    return (found, stages.timed("cut", lambda: cut(found))) if isinstance(found, Found) else (found, ())


def crash(error: Exception) -> PageFault:
    """The exception as a fault, with the last place of the product that it passed."""
    places = traceback.extract_tb(error.__traceback__)
    place = next((one for one in reversed(places) if "pipeline" in Path(one.filename).parts), places[-1])
    return fault("crashed", f"{type(error).__name__} in {Path(place.filename).name}:{place.lineno}")


class Stages:
    """Times stages by the processor, so that other work on the machine does not count; child processes do."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def timed(self, stage: str, work: Callable[[], Result]) -> Result:
        """Does the work and keeps the seconds under the name of the stage."""
        before = os.times()
        result = work()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + sum(os.times()[:4]) - sum(before[:4])
        return result


def _keep(
    folder: Path, name: str, pages: Sequence[BenchPage], became: Sequence[Became], scores: Sequence[PageScore]
) -> None:
    """The scores as lines; where something is wrong, the picture with true boxes in green and found ones in red."""
    with (folder / "scores.jsonl").open("a", encoding="utf-8") as lines:
        for score in scores:
            lines.write(json.dumps({"name": name, **dataclasses.asdict(score), "corners_px": None}) + "\n")
    if not any(score.wrong or score.outcome != "read" for score in scores):
        return
    picture = cv2.cvtColor(pages[0].image, cv2.COLOR_GRAY2BGR)
    for page, (found, _) in zip(pages, became, strict=True):
        for place in page.places:
            _outline(picture, page.page_map, place.box, (0, 170, 0), 5)
        for cell in found.layout.cells if isinstance(found, Found) else ():
            _outline(picture, found.page.page_map, cell.box, (0, 0, 255), 2)
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    cv2.imwrite(str(folder / f"{name}-wrong.png"), half)


def _outline(picture: cv2.typing.MatLike, page_map: PageMap, box: Box, colour: tuple[int, int, int], wide: int) -> None:
    outline = np.rint(page_map.to_source(box.corners())).astype(np.int32)
    cv2.polylines(picture, [outline], True, colour, wide)


if __name__ == "__main__":
    main()
