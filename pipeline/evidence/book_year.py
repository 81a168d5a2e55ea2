"""The year of a book, and two-digit years of dates read as of it where their own page names none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.book_notes import BookNotes
from pipeline.evidence.book_ties import BOOK_YEAR
from pipeline.evidence.parse_dates import parse_date
from pipeline.form import Form, Kind
from pipeline.model import Decision, FieldValue, PageResult, Part, State


def dated(
    pages: Sequence[PageResult], notes: Mapping[str, BookNotes], forms: Mapping[tuple[str, str], Form]
) -> list[PageResult]:
    """The pages, those without a year of their own with their two-digit years resolved as of their book's."""
    years: dict[str, set[int]] = {}
    for page in pages:
        if (year := stated_year(page)) is not None:
            years.setdefault(page.book_id, set()).add(year)
    return [_dated(page, _book_year(years.get(page.book_id, ()), notes, page.book_id), forms) for page in pages]


def stated_year(page: PageResult) -> int | None:
    """The year that the head of a page states, if it was accepted."""
    for value in page.content.values if page.content is not None else ():
        if value.part is Part.HEAD and value.field == "year" and value.state is State.VALUE:
            known = value.decision is Decision.ACCEPTED and value.value is not None and len(value.value) == 4
            return int(value.value) if known and value.value is not None else None
    return None


def _book_year(years: Iterable[int], notes: Mapping[str, BookNotes], book_id: str) -> int | None:
    """The year of a book: what book.toml states, else what all its pages that say so state."""
    stated, found = notes.get(book_id, BookNotes()).year, set(years)
    return stated if stated is not None else found.pop() if len(found) == 1 else None


def _dated(page: PageResult, year: int | None, forms: Mapping[tuple[str, str], Form]) -> PageResult:
    content = page.content
    form = forms.get((content.form, content.edition)) if content is not None else None
    if content is None or form is None or year is None or stated_year(page) is not None:
        return page
    kinds = form.kinds
    values = [
        _resolved(value, year, kinds[value.field] is Kind.DATE_AGE)
        if kinds.get(value.field) in (Kind.DATE, Kind.DATE_AGE)
        else value
        for value in content.values
    ]
    return replace(page, content=replace(content, values=tuple(values)))


def _resolved(value: FieldValue, year: int, with_age: bool) -> FieldValue:
    """The date, and its other readings, with a two-digit year read as of the book's, where that makes a difference."""
    others = tuple(
        replace(other, value=found) if (found := _as_of(other.raw_text, other.value, year, with_age)) else other
        for other in value.alternatives
    )
    value = replace(value, alternatives=others)
    found = _as_of(value.raw_text, value.value, year, with_age) if value.state is State.VALUE else None
    return value if found is None else replace(value, value=found, evidence=(*value.evidence, BOOK_YEAR))


def _as_of(raw: str | None, iso: str | None, year: int, with_age: bool) -> str | None:
    """The date as of the book's year, if it is another one then."""
    if raw is None or iso is None:
        return None
    alone = parse_date(raw, None, with_age)
    known = parse_date(raw, year, with_age)
    if alone is None or known is None or alone.iso != iso or known.iso == alone.iso:
        return None
    return known.iso
