"""Pages that are no form: how many are accepted as one (none may be), which exceptions occur, how long they take.

usage: python -m benchmarks.not_forms [--pages N] [--seed N] [--kinds KIND ...] [--keep FOLDER]

Every kind takes its turn, as it is or as a scanner, a copier or a phone shows it, also turned and upside down.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_THREAD_LIMIT="1")

import argparse
import random
import signal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

import cv2
import numpy as np

from benchmarks import not_form_pictures, not_form_tables, not_form_texts
from benchmarks.finding import Stages, crash
from pipeline.form import Form
from pipeline.formfile import load_forms
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.layout.print_reader import PrintReader
from pipeline.model import Grey, PageFault
from pipeline.read.print_net import print_reader
from pipeline.scan.spread import split_spread
from pipeline.scan.straighten import straighten
from pipeline.settings import Settings
from samples.generator.damage import draw_damage, spoil

KINDS: dict[str, Callable[[random.Random], Grey]] = {
    maker.__name__: maker
    for maker in (
        not_form_texts.letter, not_form_texts.other_office, not_form_texts.book_page, not_form_texts.cover,
        not_form_texts.instructions, not_form_texts.receipt, not_form_texts.handwritten, not_form_texts.notebook,
        not_form_tables.ruled_table, not_form_tables.empty_grid, not_form_tables.sister_form,
        not_form_tables.same_columns, not_form_tables.half_page, not_form_tables.calendar, not_form_tables.crossword,
        not_form_pictures.blank, not_form_pictures.noise, not_form_pictures.photograph, not_form_pictures.drawing,
        not_form_pictures.chart_of_land, not_form_pictures.squared, not_form_pictures.odd_shape,
    )
}  # fmt: skip
BAD = ("accepted", "crashed", "too slow")
SMALLEST_SPOILED_PX = 600
LIMIT_S = 20.0
"""A page is given up after so many seconds of the processor; none may take more than 10."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a page. answer: a refusal code, or one of BAD; detail says more."""

    kind: str
    seed: int
    level: str
    answer: str
    detail: str
    seconds: float


def main() -> None:
    """Print the table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=308)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", choices=sorted(KINDS), default=list(KINDS))
    parser.add_argument("--keep", type=Path, help="keep pictures of pages accepted, crashed or slow here")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    forms, reader = load_forms(), print_reader()
    outcomes = []
    for at in range(options.pages):
        kind, seed = options.kinds[at % len(options.kinds)], options.seed * 10_000 + at
        page, level = draw(kind, seed)
        outcomes.append(judge(page, kind, seed, level, forms, reader))
        bad = outcomes[-1].answer in BAD
        if bad and options.keep is not None:
            options.keep.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(options.keep / f"{seed}-{kind}-{level}.png"), page)
    _report(outcomes)


def draw(kind: str, seed: int) -> tuple[Grey, str]:
    """The page of that kind and seed, and the damage it has."""
    rng = random.Random(f"not a form:{kind}:{seed}")
    page = KINDS[kind](rng)
    level = rng.choice(("clean", "clean", "scan", "scan", "copy", "phone", "turned", "upside down"))
    if min(page.shape) < SMALLEST_SPOILED_PX or level == "clean":
        return page, "clean"
    damage = draw_damage(seed, "scan" if level == "upside down" else level)
    if level == "upside down":
        damage = replace(damage, quarter_turns=2)
    return spoil(page, damage)[0], level


def judge(page: Grey, kind: str, seed: int, level: str, forms: tuple[Form, ...], reader: PrintReader) -> Outcome:
    """What the program makes of the page."""
    found: Found | PageFault
    stages = Stages()
    try:
        found = stages.timed("page", lambda: _find(page, forms, reader))
    except TooSlowError as error:
        return Outcome(kind, seed, level, "too slow", crash(error).message.rpartition(" [")[2].rstrip("]"), LIMIT_S)
    except Exception as error:
        return Outcome(kind, seed, level, "crashed", crash(error).message.rpartition(" [")[2].rstrip("]"), 0.0)
    seconds = stages.seconds["page"]
    if isinstance(found, PageFault):
        return Outcome(kind, seed, level, found.reason, found.message.rpartition(" [")[2].rstrip("]"), seconds)
    layout = found.layout
    told = f"{layout.form} {layout.edition}, score {layout.match_score:.2f}, {len(layout.cells)} cells"
    return Outcome(kind, seed, level, "accepted", told, seconds)


class TooSlowError(Exception):
    """The page's time is up."""


def _find(page: Grey, forms: tuple[Form, ...], reader: PrintReader) -> Found | PageFault:
    def up(signum: int, frame: FrameType | None) -> None:
        raise TooSlowError

    signal.signal(signal.SIGPROF, up)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    try:
        faults = []
        for half, _ in split_spread(page):
            straight = straighten(half, Settings())
            found = straight if isinstance(straight, PageFault) else find_layout(straight, forms, reader)
            if isinstance(found, Found):
                cut(found)
                return found
            faults.append(found)
        return faults[0]
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _report(outcomes: list[Outcome]) -> None:
    answers = [answer for answer, _ in Counter(outcome.answer for outcome in outcomes).most_common()]
    print("| kind | pages | " + " | ".join(answers) + " | seconds of one core, median / max |")
    print("|---" * (len(answers) + 3) + "|")
    for kind in (*dict.fromkeys(outcome.kind for outcome in outcomes), "all"):
        some = [outcome for outcome in outcomes if kind in (outcome.kind, "all")]
        counts = [str(sum(outcome.answer == answer for outcome in some)) for answer in answers]
        seconds = [outcome.seconds for outcome in some]
        print(f"| {kind} | {len(some)} | " + " | ".join(counts) + f" | {np.median(seconds):.2f} / {max(seconds):.2f} |")
    print()
    for outcome in outcomes:
        if outcome.answer in BAD:
            print(f"- {outcome.answer}: {outcome.kind}, seed {outcome.seed}, {outcome.level}: {outcome.detail}")


if __name__ == "__main__":
    main()
