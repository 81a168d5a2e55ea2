"""Processor time of a cell, read among the others of its page as the product reads it, in one thread.

usage: python -m benchmarks.reading_speed [--writing ../shared/handwriting] [--cells N] [--rounds N]

Prints a Markdown table: of each group what the networks take for a cell (strips of one width at once), and all of
`read_cells`, ink, signs and decoding included; the least of the rounds. Goals: a count 1.5 ms, a name 10.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pipeline.run.workers.worker import THREAD_VARIABLES, keep_freed_memory

SPEED_GROUPS = {"counts": 300, "dates": 60, "names": 60, "NIK": 30, "education": 60}
"""Of each so many cells as one page has, in about."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--cells", type=int, default=0, help="of each group; else as many as a page has")
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    os.environ.update(dict.fromkeys(THREAD_VARIABLES, "1"))
    keep_freed_memory()
    # Only here, after the threads were limited, as in a worker.
    from benchmarks.reading_cells import Bed
    from pipeline.codes import load_codes
    from pipeline.read.engine import build_engines
    from pipeline.read.ink import find_ink, typical_contrast
    from pipeline.read.reader import read_cells
    from pipeline.read.strips import strips_of

    codes = load_codes()
    engines, bed = build_engines(codes), Bed(chosen.writing, codes)
    print("| | cells | reader ms | network of digits ms | all ms |\n|---|---|---|---|---|")
    for name, usual in SPEED_GROUPS.items():
        crops = [bed.draw(name, number).crop for number in range(chosen.cells or usual)]
        typical = typical_contrast(crops)
        inks = [find_ink(crop, typical) for crop in crops]
        strips = [
            strip
            for crop, ink in zip(crops, inks, strict=True)
            if ink.parts
            for strip in strips_of(crop, ink, (ink.parts,))
        ]
        times = [
            _least(partial(engines.recogniser.read, strips), chosen.rounds),
            _least(partial(engines.digits.read, strips), chosen.rounds),
            _least(partial(read_cells, crops, engines), chosen.rounds),
        ]
        print(
            f"| {name} | {len(crops)} | " + " | ".join(f"{1000 * t / len(crops):.2f}" for t in times) + " |", flush=True
        )


def _least(work: Callable[[], object], rounds: int) -> float:
    """Seconds of processor time."""
    took = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return min(took)


if __name__ == "__main__":
    main()
