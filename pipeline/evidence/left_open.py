"""Rooms to write in behind the last option of a list (`Lainnya ....`, `Anggota Keluarga ....`) that seem blank, though
it was chosen: who chooses it says there what is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import Kind
from pipeline.model import State

LEFT_OPEN = f"word:left_open:{Outcome.DISAGREES}"
"""Evidence of such a room."""


def left_open(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The blank rooms of entries whose last option is chosen. chosen: the chosen candidates of all cells.

    On 700 pages of strangers and offices three such rooms were read as blank, and all held writing: below the options,
    or behind a ring that took its beginning in. Of `Ya / Tidak ....` the last says no, and the room is for the other.
    """
    for entry in sheet.form.entries:
        if entry.field.kind is Kind.CHOICE_TEXT and entry.extra is not None and entry.field.options:
            option, room = sheet.outside(entry.field.name), sheet.outside(entry.extra.name)
            last = option is not None and chosen[option].value == entry.field.options[-1].value
            if last and room is not None and chosen[room].state is State.BLANK:
                yield room
