"""What becomes of fields that their writers corrected, and of the fields beside them.

usage: python -m benchmarks.corrections [--pages N] [--seed N] [--kinds KIND ...] [--writing FOLDER | --hands FOLDER]
       [--show]

Pages of benchmarks/corrected_pages.py in hands held out (of --hands, as benchmarks.letter_fonts makes them), scanned,
copied or photographed, through the whole program but for what needs several pages. Of corrected fields: how many are
right, have what is right among their readings, are accepted, and are accepted wrong. A field with two values is never
right. Of all others: how many are accepted, and how many of these are wrong; the rows `plain` and `counts_plain` are
the measure, pages without corrections.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_THREAD_LIMIT="1")

import argparse
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import cv2

from benchmarks.corrected_pages import KINDS, CorrectedPage, make_corrected_page
from benchmarks.evidence_books import unseen_hands
from pipeline.book_notes import BookNotes
from pipeline.model import Decision, FieldValue, PageFault, State
from pipeline.run.evaluating.evaluate import normal
from pipeline.run.workers.page import read_picture
from pipeline.run.workers.task import build_tools
from pipeline.settings import Settings

HEAD = (
    "| kind | pages | read | corrected | right | or among the others | accepted | of these wrong | other fields "
    "| accepted % | of these wrong |"
)
_JPEG = 85
"""Quality of the scans."""


def main() -> None:
    """Print the table as Markdown, and with --show a line for every wrong value that was accepted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=10, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", choices=KINDS, default=list(KINDS))
    parser.add_argument("--writing", type=Path, default=Path("../shared/handwriting"))
    parser.add_argument("--hands", type=Path, default=None, help="a folder of fonts to write with")
    parser.add_argument("--show", action="store_true")
    said = parser.parse_args()
    hands = unseen_hands(said.writing) if said.hands is None else tuple(sorted(said.hands.glob("*.ttf")))
    tools = build_tools(Settings())
    print(HEAD, "|" + "---|" * (HEAD.count("|") - 1), sep="\n")
    every: Counter[str] = Counter()
    for kind in said.kinds:
        counts: Counter[str] = Counter()
        for at in range(said.pages):
            seed = 100_000 * said.seed + 1000 * KINDS.index(kind) + at
            page = make_corrected_page(tools.forms, kind, seed, hands)
            counts["pages"] += 1
            scan = cv2.imencode(".jpg", page.image, [cv2.IMWRITE_JPEG_QUALITY, _JPEG])[1]
            became = read_picture(cv2.imdecode(scan, cv2.IMREAD_GRAYSCALE), tools, BookNotes())[0]
            if isinstance(became, PageFault) or became.content.form != page.form.form:
                continue
            counts["read"] += 1
            name = f"{kind} {seed} {page.form.key} {page.hand}" if said.show else ""
            count_fields(page, became.content.values, counts, name)
        every += counts
        print(_line(kind, counts), flush=True)
    print(_line("all", every))


def count_fields(page: CorrectedPage, values: Iterable[FieldValue], counts: Counter[str], name: str = "") -> None:
    """Adds to `counts` what became of the fields of a page; with a name prints what was accepted wrong."""
    for value in values:
        place = (str(value.part), value.row, value.field)
        cell = page.truth.get(place)
        if cell is None:
            continue
        right, accepted = is_right(value, cell), value.decision is Decision.ACCEPTED
        of = "corrected" if place in page.first else "other"
        counts[of] += 1
        counts[f"{of} right"] += right
        counts[f"{of} among"] += right or _among(value, cell)
        counts[f"{of} accepted"] += accepted
        counts[f"{of} wrong"] += accepted and not right
        if name and accepted and not right:
            was = f", first {page.first[place]!r}" if place in page.first else ""
            got = value.value if value.state is State.VALUE else value.state
            print(f"- {name} {place}: {cell['written']!r}{was}, accepted as {got!r}, {value.confidence:.4f}")


def is_right(value: FieldValue, cell: Mapping[str, Any]) -> bool:
    """Whether a value says what the truth says that the cell holds; a ditto may be what stands above."""
    if cell["state"] in ("value", "ditto"):
        same = value.state in (State.VALUE, cell["state"]) and normal(value.value) == normal(cell["value"])
        return same and value.age == cell["age"]
    return value.state == cell["state"]


def _among(value: FieldValue, cell: Mapping[str, Any]) -> bool:
    return cell["state"] == "value" and normal(cell["value"]) in {normal(one.value) for one in value.alternatives}


def _line(kind: str, counts: Counter[str]) -> str:
    of_corrected = [counts[f"corrected{what}"] for what in ("", " right", " among", " accepted", " wrong")]
    share = f"{100 * counts['other accepted'] / max(1, counts['other']):.1f}"
    cells = [kind, counts["pages"], counts["read"], *of_corrected, counts["other"], share, counts["other wrong"]]
    return f"| {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    main()
