"""Ditto marks repeat what stands above them in the column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.evidence.belief import Belief, Candidate
from pipeline.evidence.parse import Parsed
from pipeline.evidence.sheet import Sheet
from pipeline.model import Part, State


def pointing(sheet: Sheet, chosen: Sequence[Candidate]) -> dict[int, int]:
    """For every cell whose chosen candidate is a ditto: the cell in the row above, if the table has it.

    In ascending order of rows, so that a chain resolves from its top.
    """
    found = {}
    for (part, row, name), cell in sorted(sheet.index.items(), key=lambda item: item[0][1] or 0):
        if part is Part.TABLE and row is not None and chosen[cell].state is State.DITTO:
            above = sheet.in_row(row - 1, name)
            if above is not None:
                found[cell] = above
    return found


def resolved(sheet: Sheet) -> Sheet:
    """The sheet with every ditto candidate given value and age of the best reading above it, for the checks.

    A ditto under something that has no value stays without one.
    """
    beliefs = list(sheet.beliefs)
    for (part, row, name), cell in sorted(sheet.index.items(), key=lambda item: item[0][1] or 0):
        if part is not Part.TABLE or row is None:
            continue
        above = sheet.in_row(row - 1, name)
        if above is not None and any(candidate.state is State.DITTO for candidate in beliefs[cell].candidates):
            beliefs[cell] = _repeating(beliefs[cell], beliefs[above].candidates[beliefs[above].best])
    return replace(sheet, beliefs=tuple(beliefs))


def _repeating(belief: Belief, above: Candidate) -> Belief:
    repeated = repeat(above)
    return replace(
        belief,
        candidates=tuple(
            replace(candidate, parsed=repeated) if candidate.state is State.DITTO else candidate
            for candidate in belief.candidates
        ),
    )


def repeat(above: Candidate) -> Parsed:
    """What a ditto under `above` says: its value and age if it has any."""
    if above.state in (State.VALUE, State.DITTO):
        return Parsed(State.DITTO, above.value, above.parsed.age)
    return Parsed(State.DITTO)
