"""Columns that hold words of another column's list: a printer exchanged them, whatever their headings look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.codes import Codes
from pipeline.evidence.parse import parse
from pipeline.form import LIST_KINDS, Field, Form
from pipeline.model import Doubt, Part, Reading, State

LEAST_CELLS, SHARE = 2, 0.5
"""So many of the written cells of a column, at least, hold words of one other column."""


def with_foreign_words(form: Form, readings: Sequence[Reading], codes: Codes) -> tuple[Reading, ...]:
    """The readings of a page, those of columns that hold another column's words in doubt, and those of that column."""
    lists = [column.field for column in form.columns if column.field.kind in LIST_KINDS and column.field.values]
    doubted: set[str] = set()
    for own in lists:
        written = [text for one in readings if one.cell.field.name == own.name and (text := _written(one)) is not None]
        votes = Counter(name for text in written if (name := _other_list(text, own, lists, codes)) is not None)
        for name, count in votes.most_common(1):
            if count >= max(LEAST_CELLS, SHARE * len(written)):
                doubted |= {own.name, name}
    return tuple(
        replace(one, cell=one.cell.doubted(Doubt.HEADING))
        if one.cell.part is Part.TABLE and one.cell.field.name in doubted
        else one
        for one in readings
    )


def _written(reading: Reading) -> str | None:
    """What a cell of the table most likely says."""
    best = reading.alternatives[0] if reading.alternatives else None
    return best.text if best is not None and best.state is State.VALUE and reading.cell.part is Part.TABLE else None


def _other_list(text: str, own: Field, lists: Sequence[Field], codes: Codes) -> str | None:
    """The one other column on whose list a word is that is not on its own column's."""
    if _listed(text, own, codes):
        return None
    others = [field.name for field in lists if field is not own and _listed(text, field, codes)]
    return others[0] if len(others) == 1 else None


def _listed(text: str, field: Field, codes: Codes) -> bool:
    return parse(field, State.VALUE, text, codes, None).value in field.values
