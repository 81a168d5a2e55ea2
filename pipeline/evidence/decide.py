"""Accepted unseen, or shown to a person.

Of the cells of one kind the surest are accepted, as many as keep their mean doubt within the error that the owner of
the data accepts. Where confidences are calibrated, the expected share of wrong values among accepted cells is that
mean, so it holds for whatever cells are decided together (a page by itself, then its book) and for any collection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.form import Kind
from pipeline.model import Decision, State
from pipeline.settings import Settings

MOST_DOUBT = 5.0
"""How many times the accepted error a single accepted cell may be in doubt, however sure its neighbours are.

Sure cells must not carry a doubtful one far: at 5 times the default of 0.003 none below 0.985 is accepted.
"""

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Judged:
    """What decides about one cell. usable: nothing else speaks for a person to look at it."""

    kind: Kind
    state: State
    confidence: float
    usable: bool


def usable(state: State, has_value: bool) -> bool:
    """Whether a cell may be accepted at all: not if it is unreadable, nor if writing has neither value nor age.

    Nor if all of it is crossed out: that is rare, and what a stray line made look so is a value lost in silence.
    """
    if state in (State.UNREADABLE, State.STRUCK):
        return False
    return has_value or state not in (State.VALUE, State.DITTO)


def decide(cells: Sequence[Judged], settings: Settings) -> tuple[Decision, ...]:
    """What becomes of cells that are decided together, in their order. Blank ones are judged apart from written."""
    groups: dict[tuple[Kind, bool], list[int]] = {}
    for index, cell in enumerate(cells):
        if cell.usable:
            groups.setdefault((cell.kind, cell.state is State.BLANK), []).append(index)
    accepted: set[int] = set()
    for group in groups.values():
        group.sort(key=lambda index: (-cells[index].confidence, index))
        doubt = 0.0
        for taken, index in enumerate(group, start=1):
            own = 1.0 - cells[index].confidence
            doubt += own
            if doubt > taken * settings.accepted_error + _ROUNDING:
                break
            if own > MOST_DOUBT * settings.accepted_error + _ROUNDING:
                break
            accepted.add(index)
    return tuple(Decision.ACCEPTED if index in accepted else Decision.REVIEW for index in range(len(cells)))
