"""Accepted unseen, or shown to a person."""

from __future__ import annotations

from pipeline.form import Kind
from pipeline.model import Decision, State
from pipeline.settings import Settings

SURE_BELOW_THRESHOLD = 1.0
"""How many times the accepted error a single cell may be in doubt.

At 1, no accepted cell is wrong with a higher probability than the owner accepts on average, whatever the other cells
are like: the only choice that holds without knowing how confidences are spread. A kind may get a larger one when its
spread has been measured.
"""

SLACK: dict[Kind, float] = {}
"""Measured exceptions from SURE_BELOW_THRESHOLD, by kind."""


def threshold(kind: Kind, settings: Settings) -> float:
    """The least confidence at which a cell of `kind` is accepted unseen, from the error that the owner accepts."""
    return max(0.0, 1.0 - SLACK.get(kind, SURE_BELOW_THRESHOLD) * settings.accepted_error)


def decide(kind: Kind, state: State, has_value: bool, confidence: float, settings: Settings) -> Decision:
    """What becomes of a cell. Unreadable cells, and writing without a value, always go to a person.

    has_value: the cell has a value or an age, or its state has none to give (blank, none, struck).
    """
    if state is State.UNREADABLE or (state in (State.VALUE, State.DITTO) and not has_value):
        return Decision.REVIEW
    return Decision.ACCEPTED if confidence >= threshold(kind, settings) else Decision.REVIEW
