"""Registration numbers longer or shorter than those above and below: a stroke beside one is read as a 1 at its end, and
under fluid or a fold one loses its last digits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import Kind
from pipeline.model import State

LENGTH_APART = f"number:length:{Outcome.DISAGREES}"
"""Evidence of such a number."""
FEWEST, MOSTLY = 3, 0.6
"""So many of a column, and such a share of it, are equally long; of 126 columns of strangers with so many all were."""
NEXT = 10
"""A number so little above the one before may be longer by counting on: 10 below 9."""


def lengths_apart(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells of the table's columns for digit strings that are not as long as most of their column.

    chosen: candidates of all cells.
    """
    for column in sheet.form.columns:
        if column.field.kind is not Kind.DIGITS:
            continue
        cells = [cell for row in sheet.rows if (cell := sheet.in_row(row, column.field.name)) is not None]
        said = [(cell, value) for cell in cells if (value := _digits(chosen[cell])) is not None]
        lengths = Counter(len(value) for _, value in said)
        length, often = max(lengths.items(), key=lambda item: item[1], default=(0, 0))
        if often < max(FEWEST, MOSTLY * len(said)):
            continue
        for at, (cell, value) in enumerate(said):
            counted_on = at > 0 and 0 < int(value) - int(said[at - 1][1]) < NEXT
            if len(value) != length and not counted_on:
                yield cell


def _digits(candidate: Candidate) -> str | None:
    value = candidate.value if candidate.state is State.VALUE else None
    return value if value is not None and value.isdigit() and value.isascii() else None
