"""Errors of reading, and errors on the paper, planted in invented villages: what becomes of them.

usage: python -m benchmarks.evidence_errors [--villages N] [--misread N] [--seed N] [--share SHARE]

Misreadings: of a perfect reading, SHARE of the written cells are replaced by likely misreadings. Printed: how many that
a check covers are put right or sent to review, how many right cells are changed. Errors on the paper: what is written
contradicts something else and is read right, with the doubts of the real reader. Printed: how many values are
`corrected` (none may), how many cells of those pages are accepted as something else than is written, and how many
errors are reported in quarantine.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from benchmarks.evidence_reader import read_right, read_wrong
from benchmarks.evidence_scores import percent
from benchmarks.evidence_villages import Key, Written, box, village
from benchmarks.paper_errors import plant_errors
from pipeline.codes import Codes, load_codes
from pipeline.evidence.across import across
from pipeline.evidence.judge import judge
from pipeline.evidence.parse import parse
from pipeline.form import OPTION_KINDS, Form
from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.model import Cell, Decision, FieldValue, PageContent, PageResult, Reading, State
from pipeline.settings import Settings
from pipeline.tables.build import build_tables
from pipeline.tables.page_tables import page_tables

Place = tuple[str, int, Key]
ID_KEY = b"benchmark benchmark benchmark 32"


@dataclass(slots=True)
class Misread:
    """What became of the misread cells of all villages, and of the others. covered: a check could tell."""

    covered: int = 0
    doubted: int = 0
    right_again: int = 0
    in_review: int = 0
    bare: int = 0
    bare_seen: int = 0
    others: int = 0
    changed: int = 0


def main() -> int:
    """Print both tables as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--villages", type=int, default=60, help="with errors on the paper")
    parser.add_argument("--misread", type=int, default=20, help="villages with errors of reading")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--share", type=float, default=0.05)
    said = parser.parse_args()
    codes, forms = load_codes(), load_forms()
    misread = Misread()
    planted: Counter[tuple[str, str]] = Counter()
    for seed in range(said.seed, said.seed + said.misread):
        add_misread(misread, seed, said.share, forms, codes)
    print_misread(misread)
    for seed in range(said.seed, said.seed + said.villages):
        planted.update(paper_outcomes(seed, forms, codes))
    print_planted(planted)
    return 0


def add_misread(found: Misread, seed: int, share: float, forms: Sequence[Form], codes: Codes) -> None:
    """Count what becomes of the misread cells of one village."""
    pages = village(seed)
    rng = random.Random(f"misread:{seed}")
    written = [(page, key) for page in pages for key, said in page.answers.items() if said.state == "value"]
    spoiled = {(page.book_id, page.page_no, key) for page, key in written if rng.random() < share}
    perfect = weighed(pages, forms, codes, seed, frozenset())
    alone = weighed(pages, forms, codes, seed, spoiled, checks=False)
    read = weighed(pages, forms, codes, seed, spoiled)
    for place, right in perfect.items():
        value = read[place]
        same = (value.state, value.value, value.age) == (right.state, right.value, right.age)
        review = value.decision is Decision.REVIEW
        if place not in spoiled:
            found.others += 1
            found.changed += not same
        elif covered(right):
            found.covered += 1
            found.doubted += alone[place].decision is Decision.REVIEW
            found.right_again += same
            found.in_review += review and not same
        else:
            found.bare += 1
            found.bare_seen += same or review


def covered(value: FieldValue) -> bool:
    """Whether a check could tell something about the cell when everything was read right."""
    return any(entry.endswith((":agrees", ":disagrees")) for entry in value.evidence)


def weighed(
    pages: Sequence[Written], forms: Sequence[Form], codes: Codes, seed: int, spoiled: frozenset[Place] | set[Place],
    checks: bool = True,
) -> dict[Place, FieldValue]:  # fmt: skip
    """The field values of a village by place; without `checks` as the reader alone has them."""
    results = judged(pages, codes, seed, spoiled, checks)
    if checks:
        results = list(across(results, {}, forms, codes, Settings()))
    return {
        (result.book_id, result.page_no, (value.part, value.row, value.field)): value
        for result in results
        for value in (result.content.values if result.content is not None else ())
    }


def judged(
    pages: Sequence[Written], codes: Codes, seed: int, spoiled: frozenset[Place] | set[Place], checks: bool = True
) -> list[PageResult]:
    """The pages as a reader with the real one's doubts reads them, right but for the spoiled cells, and judged."""
    results = []
    for page in pages:
        readings = []
        for at, (key, field) in enumerate(page.fields.items()):
            rng = random.Random(f"read:{seed}:{page.book_id}:{page.page_no}:{key}")
            read = read_wrong if (page.book_id, page.page_no, key) in spoiled else read_right
            cell = Cell(key[0], key[1], field, box(at))
            readings.append(Reading(cell, read(field, page.answers[key], codes, rng), 1.0, "made up 1"))
        values = judge(page.form, readings, codes, PageMap(), Settings(), None if checks else lambda sheet: ())
        content = PageContent(page.form.form, page.form.edition, 1.0, "", 0, 0.0, 0.0, values)
        source = f"{page.book_id}/{page.page_no:03d}.jpg"
        results.append(PageResult(page.book_id, source, page.page_no, source, content, None))
    return results


def paper_outcomes(seed: int, forms: Sequence[Form], codes: Codes) -> Counter[tuple[str, str]]:
    """What becomes of the errors planted on the paper of one village, by rule: planted, corrected, reported..."""
    pages = village(seed)
    plant_errors(pages, random.Random(f"paper:{seed}"))
    results = across(judged(pages, codes, seed, frozenset()), {}, forms, codes, Settings())
    tables = build_tables(results, {}, forms, codes, ID_KEY, Settings(), page_tables(results)[1])
    quarantine = tables["quarantine"].dropna(subset=["book_id", "page_no"])
    found = _places(quarantine)
    with_numbers = _places(quarantine[quarantine["message"].str.contains("Stated .*counted ")])
    values = {
        (result.book_id, result.page_no, (v.part, v.row, v.field)): v
        for result in results for v in (result.content.values if result.content is not None else ())
    }  # fmt: skip
    outcome: Counter[tuple[str, str]] = Counter()
    for page in pages:
        for key, rule in page.planted.items():
            value = values[page.book_id, page.page_no, key]
            same = as_written(page, key, value, codes)
            place = (page.book_id, page.page_no, rule)
            outcome[rule, "planted"] += 1
            outcome[rule, "corrected"] += not same
            outcome[rule, "accepted otherwise"] += sum(
                one.decision is Decision.ACCEPTED and not as_written(page, other, one, codes)
                for other in page.fields
                if (one := values.get((page.book_id, page.page_no, other))) is not None
            )
            outcome[rule, "reported"] += place in found
            outcome[rule, "with both numbers"] += place in with_numbers
            outcome[rule, "accepted as written"] += same and value.decision is Decision.ACCEPTED
    return outcome


def as_written(page: Written, key: Key, value: FieldValue, codes: Codes) -> bool:
    """Whether a field says what is written in it."""
    said, field = page.answers[key], page.fields[key]
    text = str(said.value) if field.kind in OPTION_KINDS else said.written
    wanted = parse(field, State(said.state), text, codes, None)
    return (value.state, value.value) == (wanted.state, wanted.value)


def _places(quarantine: pd.DataFrame) -> set[tuple[str, int, str]]:
    """Page and rule of each finding."""
    return {(str(b), int(p), str(r)) for b, p, r in quarantine[["book_id", "page_no", "rule"]].to_numpy()}


def print_misread(found: Misread) -> None:
    """The table of misreadings."""
    caught = found.right_again + found.in_review
    print("| misread cells | share % |")
    print("|---|---|")
    print(f"| that a check covers | {found.covered} cells |")
    print(f"| of these in review by the reader's own doubt | {percent(found.doubted, found.covered)} |")
    print(f"| put right by evidence | {percent(found.right_again, found.covered)} |")
    print(f"| wrong, and in review | {percent(found.in_review, found.covered)} |")
    print(f"| put right or in review | {percent(caught, found.covered)} |")
    print(f"| without a check: in review | {percent(found.bare_seen, found.bare)} of {found.bare} |")
    changed = f"{found.changed} of {found.others}: {percent(found.changed, found.others)}"
    print(f"| right cells that were changed | {changed} |\n")


def print_planted(found: Counter[tuple[str, str]]) -> None:
    """The table of errors on the paper."""
    heads = ("corrected", "accepted otherwise", "reported", "with both numbers", "accepted as written")
    print(f"| rule | planted | {' | '.join(heads)} |")
    print("|---|---|---|---|---|---|---|")
    rules = sorted({rule for rule, _ in found})
    for rule in [*rules, "all"]:
        of = sum(found[one, "planted"] for one in rules if rule in ("all", one))
        shown = [sum(found[one, head] for one in rules if rule in ("all", one)) for head in heads]
        cells = [str(n) if head in heads[:2] else percent(n, of) for head, n in zip(heads, shown, strict=True)]
        print(f"| {rule} | {of} | {' | '.join(cells)} |")


if __name__ == "__main__":
    sys.exit(main())
