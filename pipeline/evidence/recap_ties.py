"""Ties of recaps with what lies below them: the recap one level down, and the sheets of the households they list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from pipeline.evidence.arithmetic import WRONG_TOTAL, amount
from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie, SumTie, Tie
from pipeline.evidence.page_fields import Fields, written_row
from pipeline.evidence.pages import Page
from pipeline.evidence.pool import Pool
from pipeline.evidence.recap_levels import Recap, by_name, counted_columns, recaps_below
from pipeline.evidence.same import SameTie
from pipeline.form import Form
from pipeline.model import State

BELOW = "below"
"""Check of a recap's row against the rows of the recap that it is about."""

COPIED = "copied"
"""Check of a recap's row against the JUMLAH that it was copied from."""

SUM_CHANCE = 0.05
"""Share of misreadings that give the right sum all the same, as within a page (arithmetic.TOTAL_CHANCE)."""


def recap_ties(pool: Pool, pages: Sequence[Page], forms: Mapping[tuple[str, str], Form]) -> Iterator[Tie]:
    """The ties between recap pages of one village and year, in the order of `pages`."""
    recaps = [Recap.of(page, form) for page in pages if (form := forms[page.form, page.edition]).level is not None]
    named = by_name(recaps)
    for recap in recaps:
        for fields in recap.page.rows.values():
            below = recaps_below(recap, fields, named) if written_row(fields) else ()
            if below:
                yield from _row_ties(pool, recap, fields, below)


def _row_ties(pool: Pool, recap: Recap, fields: Fields, below: Sequence[Recap]) -> Iterator[Tie]:
    for column in counted_columns(recap.form):
        cell = fields.get(column)
        if cell is None or cell.state is State.BLANK:
            continue
        upper = pool.cell(recap.page, cell)
        if column == "households" and all(other.form.level == "dasawisma" for other in below):
            count = sum(sum(map(written_row, other.page.rows.values())) for other in below)
            yield SmallTie(BELOW, (upper,), partial(_is, count), WRONG_TOTAL, SUM_CHANCE)
            continue
        rows = [(o.page, row[column]) for o in below for row in o.page.rows.values() if column in row]
        if rows:
            parts = tuple(pool.cell(page, value) for page, value in rows)
            yield SumTie(BELOW, parts, (upper,), amount, amount, WRONG_TOTAL, SUM_CHANCE)
        totals = [(o.page, o.page.total[column]) for o in below if column in o.page.total]
        if len(below) == 1 and totals and totals[0][1].state is not State.BLANK:
            lower = pool.cell(*totals[0])
            yield SameTie(COPIED, (lower, upper), (amount, amount), WRONG_TOTAL, SUM_CHANCE)


def _is(count: int, cells: tuple[Candidate, ...]) -> Outcome:
    stated = amount(cells[0])
    if stated is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if stated == count else Outcome.DISAGREES
