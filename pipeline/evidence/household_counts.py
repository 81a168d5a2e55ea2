"""Checks of counts that are of one household: no house holds more people than two digits misread as one number say.

`2`, a crossed-out 6 before it, reads 62; where the sheet has no sum to tell otherwise, its size alone does.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.evidence.arithmetic import amount
from pipeline.evidence.belief import Candidate
from pipeline.evidence.household_ties import COUNTS
from pipeline.evidence.joint import Outcome, SmallTie
from pipeline.evidence.sheet import Sheet
from pipeline.model import Part

HOUSEHOLD_COUNT = "count:household"

MOST = 20
"""Of anything that is counted of one household. A guess: larger ones are rarer by far than a digit misread as two."""

WRONG_COUNT = 0.001
"""Share of counts, rightly read, that are larger. A guess."""

COUNT_CHANCE = 0.9
"""Share of misread ones that are no larger: a digit is taken for another far more often than for two. A guess."""

FIELDS = (*COUNTS, "toddlers", "toddlers_male", "toddlers_female")
_OF_ROWS = "rekap-dasawisma"
"""The form whose rows are households; other forms with these fields outside their table are of one."""


def household_count_ties(sheet: Sheet) -> Iterator[SmallTie]:
    """A tie for each count of one household on the page that may be larger."""
    for (part, _, name), cell in sheet.index.items():
        own = sheet.form.form == _OF_ROWS if part is Part.TABLE else not part.in_table
        if own and name in FIELDS and any(map(_is_large, sheet.beliefs[cell].candidates)):
            yield SmallTie(HOUSEHOLD_COUNT, (cell,), _compared, WRONG_COUNT, COUNT_CHANCE)


def _compared(cells: tuple[Candidate, ...]) -> Outcome:
    """That a count is small tells nothing that is worth keeping."""
    return Outcome.DISAGREES if _is_large(cells[0]) else Outcome.CANNOT_TELL


def _is_large(candidate: Candidate) -> bool:
    count = amount(candidate)
    return count is not None and count > MOST
