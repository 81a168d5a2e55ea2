"""Whether anything is accepted as what is not written there, on pages where right readings may land in wrong places.

usage: python -m benchmarks.silent [--pages N] [--seed N] [--kinds KIND ...] [--forms FORM ...] [--show]

Pages as benchmarks/silent_pages.py makes them, scanned, in printings of held-out faces, through the whole program but
for what needs several pages. Counted is, of all fields of the pages that are read, what is accepted, and what of that
is wrong: state, value or age is not that of the truth, or the truth has nothing there. The row `plain` is the measure:
what is wrong there is a misreading. Pale pens (benchmarks/pale_pens.py) are asked for by name.
"""

from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", OMP_THREAD_LIMIT="1")

import argparse
from collections import Counter

from benchmarks.pale_pens import PENS, make_pale_page
from benchmarks.silent_pages import KINDS, Truth, make_silent_page
from pipeline.book_notes import BookNotes
from pipeline.model import Decision, FieldValue, PageFault, State
from pipeline.run.evaluating.evaluate import normal
from pipeline.run.workers.page import read_picture
from pipeline.run.workers.task import build_tools
from pipeline.settings import Settings

HEAD = (
    "| kind | pages | read | refused as | fields | accepted % | of these wrong | written, accepted % | of these wrong |"
)


def main() -> None:
    """Print the table as Markdown, and with --show a line for every wrong value that was accepted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=12, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", choices=(*KINDS, *PENS), default=list(KINDS))
    parser.add_argument("--forms", nargs="*", default=[], help="forms, editions or keys; default: all")
    parser.add_argument("--show", action="store_true")
    said = parser.parse_args()
    tools = build_tools(Settings())
    forms = [form for form in tools.forms if not said.forms or {form.form, form.edition, form.key} & set(said.forms)]
    print(HEAD, "|" + "---|" * HEAD.count(" | ") + "---|", sep="\n")
    for kind in said.kinds:
        counts: Counter[str] = Counter()
        reasons: Counter[str] = Counter()
        for at in range(10 * said.pages):
            if counts["pages"] == said.pages:
                break
            seed = said.seed * 1000 + at
            make = make_pale_page if kind in PENS else make_silent_page
            page = make(forms[(seed * 7 + at) % len(forms)], kind, seed)
            if page is None:
                continue
            counts["pages"] += 1
            became = read_picture(page.image, tools, BookNotes())[0]
            if isinstance(became, PageFault):
                reasons[became.reason] += 1
                continue
            named = (became.content.form, became.content.edition)
            if named != (page.form.form, page.form.edition):
                reasons["other form"] += 1
                continue
            counts["read"] += 1
            name = f"{kind} {seed} {page.form.key}" if said.show else ""
            count_values(page.truth, became.content.values, counts, name)
        print(_line(kind, counts, reasons), flush=True)


def count_values(truth: Truth, values: tuple[FieldValue, ...], counts: Counter[str], name: str) -> None:
    """Adds to counts what of the values is accepted and what of that is wrong; with a name prints the wrong ones."""
    places = {part_and_field[:1] + part_and_field[2:] for part_and_field in truth}
    for value in values:
        place = (str(value.part), value.row, value.field)
        cell = truth.get(place)
        if cell is None and (str(value.part), value.field) not in places and value.row is None:
            continue  # This printing has no such field, and the truth says nothing of it.
        if cell is not None and cell["state"] == "any":
            continue
        written = cell is not None and cell["state"] != "blank"
        kinds = ("fields", "written") if written else ("fields",)
        accepted = value.decision is Decision.ACCEPTED
        right = _right(value, cell) if cell is not None else value.state is State.BLANK
        for kind in kinds:
            counts[kind] += 1
            counts[f"{kind} accepted"] += accepted
            counts[f"{kind} wrong"] += accepted and not right
        if name and accepted and not right:
            wanted = "nothing" if cell is None else (cell["value"] if cell["state"] == "value" else cell["state"])
            print(f"- {name} {place}: {wanted!r} accepted as {value.value or value.state!r}, {value.confidence:.4f}")


def _right(value: FieldValue, cell: object) -> bool:
    assert isinstance(cell, dict)
    state = cell["state"]
    wanted = normal(cell["value"]) if state in ("value", "ditto") else None
    return value.state == state and normal(value.value) == wanted and ("age" not in cell or value.age == cell["age"])


def _line(kind: str, counts: Counter[str], reasons: Counter[str]) -> str:
    refused = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "–"
    shares = [
        f"{counts[of]} | {100 * counts[f'{of} accepted'] / max(1, counts[of]):.1f} | {counts[f'{of} wrong']}"
        for of in ("fields", "written")
    ]
    first, second = shares
    return f"| {kind} | {counts['pages']} | {counts['read']} | {refused} | {first} | {second.partition(' | ')[2]} |"


if __name__ == "__main__":
    main()
