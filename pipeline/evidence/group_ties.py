"""Ties between the rows of a recap that lists groups in order: Melati 1, Melati 2, Melati 3; RT 1, RT 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.codes import word_key
from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie
from pipeline.evidence.sheet import Sheet
from pipeline.model import State

RUNNING_GROUPS = "group:running"

FIELDS = ("dasawisma", "rt", "rw")

WRONG_ORDER = 0.3
"""Share of rows, rightly read, that are of the next group of the same name by its number, and yet in no order. A guess;
it only says what becomes of readings that nobody named, for rows in another order tell nothing."""

ORDER_CHANCE = 0.08
"""Share of misread groups that run on all the same: a wrong figure is one of nine others."""

_GROUP = re.compile(r"(.*?)\s*(\d{1,3})")


def group_ties(sheet: Sheet) -> Iterator[SmallTie]:
    """A tie for each two rows that follow on one another and name groups."""
    for field in FIELDS:
        for upper, lower in pairwise(sheet.written_in(field)):
            yield SmallTie(RUNNING_GROUPS, (upper, lower), _next_group, WRONG_ORDER, ORDER_CHANCE)


def _next_group(pair: tuple[Candidate, ...]) -> Outcome:
    """Whether the lower one is the next group of that name. Groups may stand in any order: else nothing is told."""
    upper, lower = _group(pair[0]), _group(pair[1])
    if upper is None or lower is None:
        return Outcome.CANNOT_TELL
    runs_on = upper[0] == lower[0] and lower[1] == upper[1] + 1
    return Outcome.AGREES if runs_on else Outcome.CANNOT_TELL


def _group(candidate: Candidate) -> tuple[str, int] | None:
    """The name and the number of a group; None without a number."""
    read = _GROUP.fullmatch((candidate.value or "").strip()) if candidate.state is State.VALUE else None
    return (word_key(read[1]), int(read[2])) if read is not None else None
