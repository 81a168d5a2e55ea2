"""Items missing at the end of a page: where several are, part of it is; beside one, print of another is near."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import Form
from pipeline.model import Cell, Doubt, Part

MOST_UNREAD = 2
"""So many labels in a row may be there and not read; on 200 whole, spoiled pages (benchmarks.finding) none was."""


def end_is_lost(form: Form, cells: Sequence[Cell]) -> bool:
    """Whether more items are missing at the form's end than labels can be unread."""
    return _missing(form, cells) > MOST_UNREAD


def beside_lost_end(form: Form, cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """The cells, those of the last item found doubted where the item after it was not: its print is near."""
    missing = _missing(form, cells)
    required = [entry for entry in form.items if not entry.optional]
    if not 0 < missing < len(required):
        return tuple(cells)
    last = required[-missing - 1]
    names = {last.field.name} | ({last.extra.name} if last.extra is not None else set())
    return tuple(
        cell.doubted(Doubt.PLACE) if cell.part is Part.ITEMS and cell.field.name in names else cell for cell in cells
    )


def _missing(form: Form, cells: Sequence[Cell]) -> int:
    """How many of the items that every printing has were not found after the last one that was."""
    found = {cell.field.name for cell in cells if cell.part is Part.ITEMS}
    missing = 0
    for entry in reversed(form.items):
        if entry.field.name in found:
            break
        missing += not entry.optional
    return missing
