"""Labels missing at the end of a page: where several are, part of it is; beside one, print of another is near."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import Form
from pipeline.layout.which_form.identify import Match
from pipeline.model import Cell, Doubt, Part

MOST_UNREAD = 2
"""So many labels in a row may be there and not read; on 200 whole, spoiled pages (benchmarks.finding) none was."""

LEAST_READ, READ_SHARE, DENSE = 4, 0.35, 0.75
"""Labels of a form that are read of a part of it, at least, that share of all, and of those in that part."""


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


def missing_ends(match: Match) -> tuple[str, ...]:
    """Those of top and bottom at which part of the page is missing: of the form's labels many were read, nearly all
    between the first and the last that were, and several before or after them were not."""
    named = {id(entry) for entry in match.entry_of if entry is not None}
    flags = [id(entry) in named for entry in match.form.entries if not entry.optional]
    read = [at for at, flag in enumerate(flags) if flag]
    if len(read) < max(LEAST_READ, READ_SHARE * len(flags)) or len(read) < DENSE * (read[-1] - read[0] + 1):
        return ()
    before, after = read[0], len(flags) - 1 - read[-1]
    return tuple(side for side, lost in (("top", before), ("bottom", after)) if lost > MOST_UNREAD)


def _missing(form: Form, cells: Sequence[Cell]) -> int:
    """How many of the items that every printing has were not found after the last one that was."""
    found = {cell.field.name for cell in cells if cell.part is Part.ITEMS}
    missing = 0
    for entry in reversed(form.items):
        if entry.field.name in found:
            break
        missing += not entry.optional
    return missing
