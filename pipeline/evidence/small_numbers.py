"""Checks of numbers that are small: counts of one household, and which RT and RW of its village a page is of.

`2`, a crossed-out 6 before it, reads 62; where the sheet has no sum to tell otherwise, its size alone does.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from pipeline.evidence.arithmetic import amount
from pipeline.evidence.belief import Candidate
from pipeline.evidence.household_ties import COUNTS
from pipeline.evidence.joint import Outcome, SmallTie
from pipeline.evidence.sheet import Sheet
from pipeline.model import Part, State

HOUSEHOLD_COUNT, VILLAGE_NUMBER = "count:household", "number:village"

MOST = 20
"""Of anything that is counted of one household. A guess: larger ones are rarer by far than a digit misread as two."""

WRONG_COUNT = 0.001
"""Share of counts, rightly read, that are larger. A guess."""

COUNT_CHANCE = 0.9
"""Share of misread ones that are no larger: a digit is taken for another far more often than for two. A guess."""

MOST_OF_VILLAGE = {"rt": 90, "rw": 40}
"""Numbers up to which a village has RT and RW, from 1 on. A guess; `05` read as 85 was accepted, and `01` in a pen that
skipped as 0."""

FIELDS = (*COUNTS, "toddlers", "toddlers_male", "toddlers_female")
_OF_ROWS = "rekap-dasawisma"
"""The form whose rows are households; other forms with these fields outside their table are of one."""


def small_number_ties(sheet: Sheet) -> Iterator[SmallTie]:
    """A tie for each count of one household on the page, and each number of an RT or RW, that may be too large or 0."""
    for (part, _, name), cell in sheet.index.items():
        own = sheet.form.form == _OF_ROWS if part is Part.TABLE else not part.in_table
        most = MOST if own and name in FIELDS else MOST_OF_VILLAGE.get(name)
        rule, least = (VILLAGE_NUMBER, 1) if name in MOST_OF_VILLAGE else (HOUSEHOLD_COUNT, 0)
        if most is not None and any(_is_odd(least, most, one) for one in sheet.beliefs[cell].candidates):
            yield SmallTie(rule, (cell,), partial(_compared, least, most), WRONG_COUNT, COUNT_CHANCE)


def _compared(least: int, most: int, cells: tuple[Candidate, ...]) -> Outcome:
    """That a count is small tells nothing that is worth keeping."""
    return Outcome.DISAGREES if _is_odd(least, most, cells[0]) else Outcome.CANNOT_TELL


def _is_odd(least: int, most: int, candidate: Candidate) -> bool:
    count = amount(candidate) if candidate.state is State.VALUE else None
    return count is not None and not least <= count <= most
