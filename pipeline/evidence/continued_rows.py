"""Rows that hold nothing but a word, below one that holds one in the same column: it may be the end of that one.

Who has no more room for a long name or occupation goes on in the next row, which is none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.evidence.belief import Candidate
from pipeline.evidence.empty_rows import SHORTEST_WORD
from pipeline.evidence.joint import Outcome
from pipeline.evidence.sheet import Sheet
from pipeline.form import LIST_KINDS, Kind
from pipeline.model import State

CONTINUED = f"row:continued:{Outcome.DISAGREES}"
"""Evidence of both words. Of 4,124 written rows of strangers one was so, and one of its two words sure."""
_WORDS = LIST_KINDS | {Kind.NAME, Kind.TEXT, Kind.CODE_TEXT}
_NUMBER = "row_no"
_OTHERS = 3
"""So many other cells of the row above are written: of a list of one column nothing is told."""


def continuations(sheet: Sheet, chosen: Sequence[Candidate]) -> Iterator[int]:
    """Those words, and the ones above them. chosen: candidates of all cells."""
    names = [column.field.name for column in sheet.form.columns if column.field.name != _NUMBER]
    written = {
        row: [
            cell
            for name in names
            if (cell := sheet.in_row(row, name)) is not None and chosen[cell].state is not State.BLANK
        ]
        for row in sheet.rows
    }
    for row, cells in written.items():
        if len(cells) != 1 or len(written.get(row - 1, ())) <= _OTHERS:
            continue
        above = sheet.in_row(row - 1, sheet.fields[cells[0]].name)
        if above is not None and all(_is_word(sheet, cell, chosen) for cell in (cells[0], above)):
            yield from (cells[0], above)


def _is_word(sheet: Sheet, cell: int, chosen: Sequence[Candidate]) -> bool:
    return sheet.fields[cell].kind in _WORDS and len(chosen[cell].value or "") >= SHORTEST_WORD
