"""Registration numbers longer or shorter than those above and below: a stroke beside one is read as a 1 at its end, and
under fluid or a fold one loses its last digits. And counts with a nought before them where others have none: a slash
behind a nought is read as a 1, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import COUNT_KINDS, Kind
from pipeline.model import State

LENGTH_APART = f"number:length:{Outcome.DISAGREES}"
"""Evidence of such a number."""
FEWEST, MOSTLY = 3, 0.6
"""So many of a column, and such a share of it, are equally long; of 126 columns of strangers with so many all were."""
NEXT = 10
"""A number so little above the one before may be longer by counting on: 10 below 9."""


PADDED = 0.5
"""Such a share of the counts of one digit has a nought before it where a hand writes so. On seven sets of strangers'
pages none was read so, on four of offices' 16, all misread and in review."""
ROW_NUMBER = "row_no"


def lengths_apart(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells of the table's columns for digit strings that are not as long as most of their column, and those of
    counts with a nought before them, unlike most of the table. chosen: candidates of all cells."""
    yield from _with_noughts(sheet, chosen)
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


def _with_noughts(sheet: Sheet, chosen: Sequence[Candidate]) -> list[int]:
    columns = [one.field.name for one in sheet.form.columns if one.field.kind in COUNT_KINDS]
    names = [name for name in columns if name != ROW_NUMBER]
    cells = [sheet.in_row(row, name) for row in sheet.rows for name in names] + [sheet.in_total(name) for name in names]
    counts = {cell: (chosen[cell].raw or "").strip(" .") for cell in cells if cell is not None}
    padded = [cell for cell, raw in counts.items() if raw.isdecimal() and len(raw) > 1 and raw[0] == "0"]
    all_small = len(padded) + sum(len(raw) == 1 and raw in "123456789" for raw in counts.values())
    return padded if all_small < FEWEST or len(padded) < PADDED * all_small else []


def _digits(candidate: Candidate) -> str | None:
    value = candidate.value if candidate.state is State.VALUE else None
    return value if value is not None and value.isdigit() and value.isascii() else None
