"""The field values of a page by place and name, for what looks at whole pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import Decision, FieldValue, PageContent, Part, State

Fields = Mapping[str, FieldValue]
"""Field values by field name."""


_SAYS_NOTHING = frozenset({State.BLANK, State.NONE, State.STRUCK})


@dataclass(frozen=True, slots=True, eq=False)
class PageFields:
    """outside: heads and items. rows: of the table, by printed row, ascending. total: the JUMLAH row, empty if none."""

    outside: Fields
    rows: Mapping[int, Fields]
    total: Fields


def page_fields(content: PageContent) -> PageFields:
    """The fields of a page that was read."""
    outside: dict[str, FieldValue] = {}
    rows: dict[int, dict[str, FieldValue]] = {}
    total: dict[str, FieldValue] = {}
    for value in content.values:
        if value.part is Part.TABLE and value.row is not None:
            rows.setdefault(value.row, {})[value.field] = value
        elif value.part is Part.TOTAL:
            total[value.field] = value
        else:
            outside.setdefault(value.field, value)
    return PageFields(outside, dict(sorted(rows.items())), total)


def read(fields: Fields, name: str) -> str:
    """What was read in a field, accepted or not; `` if nothing or `0`. For linking only, never for a table."""
    cell = fields.get(name)
    return cell.value if cell is not None and cell.value is not None and cell.value != "0" else ""


def written_row(fields: Fields) -> bool:
    """Whether a row says more than a running number.

    Dashes, or a long stroke through the rows that nobody needed, which is read as dashes where it crosses cells, and
    what is crossed out, list nobody.
    """
    return any(cell.state not in _SAYS_NOTHING for name, cell in fields.items() if name != "row_no")


def accepted_amount(cell: FieldValue | None) -> int | None:
    """What a cell counts for; null where it is in doubt. A cell that the form lacks counts nothing."""
    return amount_as_read(cell) if cell is None or cell.decision is Decision.ACCEPTED else None


def amount_as_read(cell: FieldValue | None) -> int | None:
    """What a cell counts for, accepted or not; null where it cannot be read."""
    if cell is None or cell.state in (State.NONE, State.STRUCK, State.BLANK):
        return 0
    if cell.value == "true":
        return 1
    return int(cell.value) if cell.value is not None and cell.value.isascii() and cell.value.isdecimal() else None
