"""The row of a table in the making, which keeps value, blank, none, unreadable and unsure apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.evidence.marks import BLANK_IS_NO
from pipeline.evidence.pages import Page
from pipeline.model import Decision, FieldValue, State

T = TypeVar("T")


@dataclass(slots=True)
class Row:
    """A row of a table in the making: values by column, and why others are null.

    confidences: by column, of what was accepted and written. cells: by column, the reading it came from, for findings.
    """

    values: dict[str, object] = field(default_factory=dict)
    in_review: set[str] = field(default_factory=set)
    written_none: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)
    confidences: dict[str, float] = field(default_factory=dict)
    cells: dict[str, FieldValue] = field(default_factory=dict)

    def take(
        self, column: str, value: FieldValue | None, convert: Callable[[FieldValue], T | None], none: T | None = None
    ) -> T | None:
        """Fills `column` from a reading if it was accepted, and returns what stands there now.

        convert: what an accepted value says, null where it says nothing for this column. none: what a dash says,
        and a blank in a group of ticks of which another is marked.
        """
        found: T | None = None
        if value is not None:
            self.cells[column] = value
            if value.state is State.UNREADABLE:
                self.unreadable.add(column)
            elif value.decision is Decision.REVIEW:
                self.in_review.add(column)
            else:
                found = self._accepted(column, value, convert, none)
        if found is not None:
            self.values[column] = found
        else:
            self.values.setdefault(column, None)
        return found

    def _accepted(
        self, column: str, value: FieldValue, convert: Callable[[FieldValue], T | None], none: T | None
    ) -> T | None:
        if value.state is State.BLANK:
            return none if BLANK_IS_NO in value.evidence else None
        if value.state is State.STRUCK:
            return None
        self.confidences[column] = value.confidence
        if value.state is State.NONE:
            self.written_none.add(column)
            return none
        return convert(value)

    def drop(self, column: str) -> None:
        """Forgets a column: what was read there is not about this row."""
        for kept in (self.values, self.confidences, self.cells):
            kept.pop(column, None)
        for reasons in (self.in_review, self.written_none, self.unreadable):
            reasons.discard(column)

    def record(self) -> dict[str, object]:
        """The row with its lists and its confidence (least of the accepted values; null without any)."""
        return {
            **self.values,
            "confidence": min(self.confidences.values(), default=None),
            "in_review": sorted(self.in_review),
            "written_none": sorted(self.written_none),
            "unreadable": sorted(self.unreadable),
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two forms say different things about one column of a row. page, cell: what was left out; kept: the other page."""

    column: str
    page: Page
    cell: FieldValue | None
    kept: Page


def merged(rows: Iterable[tuple[Page, Row]]) -> tuple[Row, tuple[Conflict, ...]]:
    """One row out of several about the same thing, best source first, and what the others say differently.

    The first accepted value counts. A column that no source fills is in the lists of all that have it there.
    """
    result, conflicts = Row(), []
    origins: dict[str, Page] = {}
    sources = list(rows)
    for page, row in sources:
        for column, value in row.values.items():
            known = result.values.get(column)
            if known is None:
                result.values[column] = value
                origins[column] = page
                if value is not None or column not in result.cells:
                    result.cells.update({column: row.cells[column]} if column in row.cells else {})
                if column in row.confidences:
                    result.confidences[column] = row.confidences[column]
            elif value is not None and value != known and not isinstance(value, list):
                conflicts.append(Conflict(column, page, row.cells.get(column), origins[column]))
    for _, row in sources:
        result.in_review |= {column for column in row.in_review if result.values.get(column) is None}
        result.unreadable |= {column for column in row.unreadable if result.values.get(column) is None}
        result.written_none |= {column for column in row.written_none if not result.values.get(column)}
    # One column stands in one list: what a source could read, even as a dash, outranks what another could not.
    result.in_review -= result.written_none
    result.unreadable -= result.written_none | result.in_review
    return result, tuple(conflicts)
