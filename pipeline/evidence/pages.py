"""Pages as whatever looks at several of them sees them: the form, where and when, and the fields by place and name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.evidence.page_fields import Fields, PageFields, page_fields
from pipeline.evidence.places import Place
from pipeline.model import PageResult

PageKey = tuple[str, int]
"""Book and page number."""


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
    def order(self) -> PageKey:
        """Sorts pages."""
        return self.result.book_id, self.result.page_no


def page_of(result: PageResult, place: Place) -> Page:
    """The page of a result; ValueError if it was refused."""
    if result.content is None:
        raise ValueError("a refused page has no fields")
    return Page(result, result.content.form, result.content.edition, place, page_fields(result.content))
