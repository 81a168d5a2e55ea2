"""Ticks and crosses: one sign on a page means yes; where both stand, one of them may mean no."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie, Tie
from pipeline.evidence.sheet import Sheet
from pipeline.form import MARK_KINDS
from pipeline.model import State
from pipeline.read.raw import SIGNS

EXCLUSIVE = (
    ("baby_male", "baby_female"),
    ("certificate_yes", "certificate_no"),
    ("deceased_male", "deceased_female"),
)
"""Columns of ibu-bayi of which one at most is marked in a row."""

WRONG_PAIR = 0.01
PAIR_CHANCE = 0.5


def mixed_signs(sheet: Sheet, chosen: Sequence[Candidate], doubtful: Collection[int] = ()) -> tuple[int, ...]:
    """The marked cells of a page on which both ticks and crosses stand, in the readings' order; none if one sign does.

    A page with one sign says nothing; with both, people may mean yes and no (contract: then review). doubtful: cells
    that a person sees as it is; what a stamp or a staple looks like there is no sign of the other kind.
    """
    marked = [
        (cell, candidate.raw)
        for cell, candidate in enumerate(chosen)
        if sheet.fields[cell].kind in MARK_KINDS and candidate.state is State.VALUE and candidate.raw in SIGNS
    ]
    signs = {sign for cell, sign in marked if cell not in doubtful}
    return tuple(cell for cell, _ in marked) if len(signs) == 2 else ()


BLANK_IS_NO = "group:blank_is_no"
"""Evidence of a blank cell of a group of tick columns in a row where another one is marked (contract)."""


def blanks_that_are_no(sheet: Sheet, chosen: Sequence[Candidate]) -> tuple[int, ...]:
    """The blank cells that mean no: of tick columns under one heading, in a row where another of them is marked."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for column in sheet.form.columns:
        if column.groups and column.field.kind in MARK_KINDS:
            groups.setdefault(column.groups, []).append(column.field.name)
    found = []
    for row in sheet.rows:
        for names in groups.values():
            cells = [cell for name in names if (cell := sheet.in_row(row, name)) is not None]
            if any(chosen[cell].state is State.VALUE and chosen[cell].value != "0" for cell in cells):
                found += [cell for cell in cells if chosen[cell].state is State.BLANK]
    return tuple(found)


def mark_ties(sheet: Sheet) -> Iterator[Tie]:
    """The ties of columns that exclude each other."""
    for row in sheet.rows:
        for names in EXCLUSIVE:
            pair = tuple(cell for name in names if (cell := sheet.in_row(row, name)) is not None)
            if len(pair) == 2 and any(sheet.written(cell) for cell in pair):
                yield SmallTie(f"one_of:{names[0]}", pair, _one_at_most, WRONG_PAIR, PAIR_CHANCE)


def _one_at_most(pair: tuple[Candidate, ...]) -> Outcome:
    both = all(candidate.value == "true" for candidate in pair)
    if any(candidate.state is State.UNREADABLE for candidate in pair):
        return Outcome.CANNOT_TELL
    return Outcome.DISAGREES if both else Outcome.AGREES
