"""Counts that belong together: columns and their JUMLAH, the form's row checks, running numbers, head counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie, SumTie, Tie
from pipeline.evidence.sheet import Sheet
from pipeline.form import Check, CheckKind
from pipeline.model import State

WRONG_TOTAL = 0.05
"""Share of totals that writers get wrong. No source measures it for these books; 1 in 20 is a cautious guess."""

TOTAL_CHANCE = 0.05
"""Share of misreadings that give the right sum all the same (two that cancel out, or a cell that counts as 0)."""

LONE_CHANCE = 0.6
"""The same where one number alone stands above its total: who misreads the one misreads the other, which the same hand
wrote (3 of 3 in books of hands that the reader did not know, benchmarks.evidence_books)."""

WRONG_INEQUALITY = 0.02
INEQUALITY_CHANCE = 0.7
"""Most misreadings keep a ≤ b: a digit misread is as often too small as too large, and b is usually far larger."""

ROW_CONTRADICTED = f"count:row:{Outcome.DISAGREES}"
"""Evidence of the counts of a row of which one is larger than what it is a part of, or that do not add up."""
AS_ELSEWHERE = 2
"""So many times as many rows of a page add up as do not, where one that does not is misread: some writers count other
things than the form's maker. Of some 150 accepted numbers of strangers and offices that contradict their row 4 were
misread (37 as 3, 76 as 16), a hundred times as many as of others."""

RUNNING = "running"
WRONG_RUNNING = 0.02
RUNNING_CHANCE = 0.05

EVENTS = {
    "mothers_pregnant": ("mother_status", "HAMIL"),
    "mothers_delivered": ("mother_status", "MELAHIRKAN"),
    "mothers_postpartum": ("mother_status", "NIFAS"),
    "mothers_died": ("deceased_status", "IBU"),
    "babies_died": ("deceased_status", "BAYI"),
    "toddlers_died": ("deceased_status", "BALITA"),
}
"""Counts printed under CATATAN on ibu-bayi: the column and the word that they count (domain 1.6)."""

_NOTHING = frozenset({State.BLANK, State.NONE, State.STRUCK})
"""Nothing is counted there: left out, a dash, or crossed out with nothing in its place."""


def amount_of(state: State, value: str | None) -> int | None:
    """What a cell counts for: its number, 0 when nothing stands there, null when it cannot be read."""
    if state in _NOTHING:
        return 0
    if value == "true":
        return 1
    return int(value) if value is not None and value.isascii() and value.isdecimal() else None


def amount(candidate: Candidate) -> int | None:
    """What a candidate counts for (amount_of)."""
    return amount_of(candidate.state, candidate.value)


def arithmetic_ties(sheet: Sheet) -> Iterator[Tie]:
    """The ties of all counts on the page: the form's checks, running numbers, head counts."""
    for check in sheet.form.checks:
        if check.kind is CheckKind.COLUMN_SUM:
            yield from _column_sums(sheet, check)
        else:
            yield from _row_checks(sheet, check)
    yield from _running_numbers(sheet)
    yield from _head_counts(sheet)
    yield from _event_counts(sheet)


def totalled_columns(sheet: Sheet) -> Iterator[tuple[tuple[int, ...], int]]:
    """The cells of each column that a JUMLAH adds up and the one of its JUMLAH, where a JUMLAH is written."""
    for check in sheet.form.checks:
        if check.kind is CheckKind.COLUMN_SUM:
            yield from _totalled(sheet, check)


def counted(parts: Sequence[int], whole: int, chosen: Sequence[Candidate]) -> tuple[list[int], int] | None:
    """What the cells of such a column count for, and its JUMLAH; null where one of them cannot be read. chosen: the
    chosen candidates of all cells."""
    stated, amounts = amount(chosen[whole]), [amount(chosen[cell]) for cell in parts]
    known = [one for one in amounts if one is not None]
    return (known, stated) if stated is not None and len(known) == len(amounts) else None


def contradicted_rows(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells of such rows. chosen: the chosen candidates of all cells."""
    for check in sheet.form.checks:
        if check.kind is CheckKind.COLUMN_SUM:
            continue
        rows = [(tie.cells, set(tie.outcomes(chosen).values())) for tie in _row_checks(sheet, check)]
        wrong = [cells for cells, outcome in rows if outcome == {Outcome.DISAGREES}]
        right = sum(outcome == {Outcome.AGREES} for _, outcome in rows)
        if check.kind is CheckKind.AT_MOST or right >= AS_ELSEWHERE * len(wrong):
            yield from (cell for cells in wrong for cell in cells if sheet.written(cell))


def _totalled(sheet: Sheet, check: Check) -> Iterator[tuple[tuple[int, ...], int]]:
    for name in check.left:
        whole = sheet.in_total(name)
        parts = tuple(cell for row in sheet.rows if (cell := sheet.in_row(row, name)) is not None)
        if whole is not None and parts and sheet.written(whole):
            yield parts, whole


def _column_sums(sheet: Sheet, check: Check) -> Iterator[Tie]:
    for parts, whole in _totalled(sheet, check):
        lone = sum(amount(sheet.best(cell)) != 0 for cell in parts) == 1
        chance = LONE_CHANCE if lone else TOTAL_CHANCE
        yield SumTie(check.name, parts, (whole,), amount, amount, WRONG_TOTAL, chance)


def _row_checks(sheet: Sheet, check: Check) -> Iterator[Tie]:
    for scope in sheet.scopes():
        left = [scope(name) for name in check.left]
        right = [scope(name) for name in check.right]
        cells = [cell for cell in left + right if cell is not None]
        if len(cells) < len(left) + len(right):
            continue
        if not any(sheet.written(cell) for cell in cells[: len(left)]) or not any(
            sheet.written(cell) for cell in cells[len(left) :]
        ):
            continue
        if check.kind is CheckKind.AT_MOST:
            yield SmallTie(check.name, tuple(cells), _at_most, WRONG_INEQUALITY, INEQUALITY_CHANCE)
        else:
            parts, wholes = tuple(cells[: len(left)]), tuple(cells[len(left) :])
            yield SumTie(check.name, parts, wholes, amount, amount, WRONG_TOTAL, TOTAL_CHANCE)


def _at_most(pair: tuple[Candidate, ...]) -> Outcome:
    less, more = amount(pair[0]), amount(pair[-1])
    if less is None or more is None or State.BLANK in (pair[0].state, pair[-1].state):
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if less <= more else Outcome.DISAGREES


def _running_numbers(sheet: Sheet) -> Iterator[Tie]:
    for upper, lower in pairwise(sheet.written_in("row_no")):
        yield SmallTie(RUNNING, (upper, lower), _next_number, WRONG_RUNNING, RUNNING_CHANCE)


def _next_number(pair: tuple[Candidate, ...]) -> Outcome:
    upper, lower = amount(pair[0]), amount(pair[1])
    if upper is None or lower is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if lower == upper + 1 else Outcome.DISAGREES


def _head_counts(sheet: Sheet) -> Iterator[Tie]:
    """The head's number of men and women against the rows of the table, unless it may go on on another page."""
    rows = [row for row in sheet.rows if sheet.written(sheet.in_row(row, "name"))]
    if not rows or len(rows) == len(sheet.rows):
        return
    sexes = tuple(cell for row in rows if (cell := sheet.in_row(row, "sex")) is not None)
    for name, counts in (("members_male", counts_male), ("members_female", counts_female)):
        whole = sheet.outside(name)
        if whole is not None and sexes and sheet.written(whole):
            yield SumTie(f"head_count:{name}", sexes, (whole,), counts, amount, WRONG_TOTAL, TOTAL_CHANCE)


def _event_counts(sheet: Sheet) -> Iterator[Tie]:
    """The counts below the table of ibu-bayi against its rows, unless these may go on on another page."""
    rows = [row for row in sheet.rows if any(sheet.written(sheet.in_row(row, f)) for f, _ in EVENTS.values())]
    if not rows or len(rows) == len(sheet.rows):
        return
    for name, (field, word) in EVENTS.items():
        whole = sheet.outside(name)
        cells = tuple(cell for row in rows if (cell := sheet.in_row(row, field)) is not None)
        if whole is not None and cells and sheet.written(whole):
            yield SumTie(
                f"events:{name}", cells, (whole,), partial(_counts_word, word), amount, WRONG_TOTAL, TOTAL_CHANCE
            )


def _counts_word(word: str, candidate: Candidate) -> int | None:
    return None if candidate.state is State.UNREADABLE else int(candidate.value == word)


def counts_male(candidate: Candidate) -> int | None:
    """1 for a man or boy, 0 for a woman or girl, null where the sex cannot be read."""
    return int(candidate.value == "L") if candidate.value in ("L", "P") else None


def counts_female(candidate: Candidate) -> int | None:
    """1 for a woman or girl, 0 for a man or boy, null where the sex cannot be read."""
    return int(candidate.value == "P") if candidate.value in ("L", "P") else None
