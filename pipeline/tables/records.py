"""Pages as the tables see them, and the row that keeps value, blank, none, unreadable and unsure apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pipeline.evidence.marks import BLANK_IS_NO
from pipeline.evidence.page_fields import Fields, PageFields, page_fields
from pipeline.model import Decision, FieldValue, PageResult, State
from pipeline.tables.places import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A page that was read: its form, where and when, and its fields."""

    result: PageResult
    form: str
    edition: str
    place: Place
    fields: PageFields

    @property
    def outside(self) -> Fields:
        """Heads and items."""
        return self.fields.outside

    @property
    def rows(self) -> Mapping[int, Fields]:
        """Rows of the table, by printed row."""
        return self.fields.rows

    @property
    def total(self) -> Fields:
        """The JUMLAH row."""
        return self.fields.total

    @property
    def source(self) -> str:
        """How `sources` names it: book_id#page_no."""
        return f"{self.result.book_id}#{self.result.page_no}"

    @property
    def order(self) -> tuple[str, int]:
        """Sorts pages."""
        return self.result.book_id, self.result.page_no


def page_of(result: PageResult, place: Place) -> Page:
    """The page of a result; ValueError if it was refused."""
    if result.content is None:
        raise ValueError("a refused page has no fields")
    return Page(result, result.content.form, result.content.edition, place, page_fields(result.content))


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
    """Two forms say different things about one column of a row: the reading that was left out."""

    column: str
    page: Page
    cell: FieldValue | None


def merged(rows: Iterable[tuple[Page, Row]]) -> tuple[Row, tuple[Conflict, ...]]:
    """One row out of several about the same thing, best source first, and what the others say differently.

    The first accepted value counts. A column that no source fills is in the lists of all that have it there.
    """
    result, conflicts = Row(), []
    sources = list(rows)
    for page, row in sources:
        for column, value in row.values.items():
            known = result.values.get(column)
            if known is None:
                result.values[column] = value
                if value is not None or column not in result.cells:
                    result.cells.update({column: row.cells[column]} if column in row.cells else {})
                if column in row.confidences:
                    result.confidences[column] = row.confidences[column]
            elif value is not None and value != known and not isinstance(value, list):
                conflicts.append(Conflict(column, page, row.cells.get(column)))
    for _, row in sources:
        result.in_review |= {column for column in row.in_review if result.values.get(column) is None}
        result.unreadable |= {column for column in row.unreadable if result.values.get(column) is None}
        result.written_none |= {column for column in row.written_none if not result.values.get(column)}
    # One column stands in one list: what a source could read, even as a dash, outranks what another could not.
    result.in_review -= result.written_none
    result.unreadable -= result.written_none | result.in_review
    return result, tuple(conflicts)
