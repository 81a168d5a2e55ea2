"""Something read in a row in which nobody wrote: a stamp's arc looks like a 1, a stroke of the back like a dash; and
written rows without a name, which may be too pale to be seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import COUNT_KINDS, MARK_KINDS, Kind
from pipeline.model import State

EMPTY_ROW = f"row:empty:{Outcome.DISAGREES}"
"""Evidence of a count or a mark in a row without number and name that is blank but for a few of them."""
BEGINNING_LOST = f"row:begins:{Outcome.DISAGREES}"
"""Evidence of a name, or of a number where most rows have one, that is blank in a written row. Of 20 that were so on
made pages with pale cells 17 were written."""
SHORTEST_WORD, LIKELY = 3, 0.5
"""So many letters, likelier than not, were written; a stamp is read as fewer, or as nothing."""
NUMBER_AND_NAME = 2
"""The columns that a row begins with (contract)."""
MOST_WRITTEN = 0.2
"""Share of the other cells of such a row; a family of which the name was forgotten has more."""


def in_empty_rows(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The cells that are not blank in rows whose number and name are, and nearly all else.

    chosen: candidates of all cells.
    """
    names = [column.field.name for column in sheet.form.columns]
    for row in sheet.rows:
        first, there = (
            [cell for name in some if (cell := sheet.in_row(row, name)) is not None]
            for some in (names[:NUMBER_AND_NAME], names[NUMBER_AND_NAME:])
        )
        if len(first) < NUMBER_AND_NAME or any(chosen[cell].state is not State.BLANK for cell in first):
            continue
        written = [cell for cell in there if chosen[cell].state is not State.BLANK]
        worded = any(_is_word(sheet.fields[cell].kind, chosen[cell]) for cell in written)
        if not worded and len(written) <= MOST_WRITTEN * len(there):
            yield from written


def beginnings_lost(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """The names that are blank in written rows, and the numbers where more than half of these have one.

    chosen: as in in_empty_rows.
    """
    fields = [column.field for column in sheet.form.columns]
    rows = [
        row for row in sheet.rows if _is_written(sheet, row, [one.name for one in fields[NUMBER_AND_NAME:]], chosen)
    ]
    for field in fields[:NUMBER_AND_NAME]:
        cells = [cell for row in rows if (cell := sheet.in_row(row, field.name)) is not None]
        blank = [cell for cell in cells if chosen[cell].state is State.BLANK]
        if field.kind is Kind.NAME or (field.kind in COUNT_KINDS and 2 * len(blank) < len(cells)):
            yield from blank


def _is_written(sheet: Sheet, row: int, names: Sequence[str], chosen: Sequence[Candidate]) -> bool:
    """Whether more than a few of these cells of a row are not blank."""
    there = [cell for name in names if (cell := sheet.in_row(row, name)) is not None]
    return sum(chosen[cell].state is not State.BLANK for cell in there) > MOST_WRITTEN * len(there)


def _is_word(kind: Kind, candidate: Candidate) -> bool:
    if kind in COUNT_KINDS | MARK_KINDS:
        return False
    return len(candidate.value or "") >= SHORTEST_WORD and candidate.probability >= LIKELY
