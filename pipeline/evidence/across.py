"""Evidence between pages: what the pages of a book say together, and pages that lie in the inbox twice.

Every outcome is written into `evidence` of the readings that it bears on. Values change only where a two-digit year
was resolved without a year on the page and the book has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.evidence.between import Place, between_pages
from pipeline.evidence.joint import Outcome
from pipeline.evidence.parse_dates import parse_date
from pipeline.form import Form, Kind
from pipeline.model import BookNotes, Decision, FieldValue, PageResult, Part, State

BOOK_YEAR = "book:year"
"""Evidence of a value that was resolved with the year of the book; with an outcome: a year beside the others."""

DUPLICATE = f"page:duplicate:{Outcome.DISAGREES}"


def across(
    pages: Sequence[PageResult], notes: Mapping[str, BookNotes], forms: Sequence[Form]
) -> tuple[PageResult, ...]:
    """The pages with the evidence between them, in the order given. Pure; the order of pages changes no page.

    notes: by book_id; a year that book.toml states is the book's. forms: for the kinds of the fields.
    """
    by_key = {(form.form, form.edition): form for form in forms}
    stated = {page.book_id: _book_years(pages, page.book_id) for page in pages}
    twice = _duplicates(pages)
    dated = [
        _dated(page, stated[page.book_id], _book_year(stated[page.book_id], notes, page.book_id), by_key)
        for page in pages
    ]
    years = {
        (page.book_id, page.page_no): page_year(page) or _book_year(stated[page.book_id], notes, page.book_id)
        for page in pages
    }
    between = between_pages(dated, by_key, years)
    return tuple(_with_evidence(page, between, (page.book_id, page.page_no) in twice) for page in dated)


def _book_years(pages: Sequence[PageResult], book_id: str) -> Counter[int]:
    """How many pages of the book state each year, accepted ones alone."""
    years = (page_year(page) for page in pages if page.book_id == book_id)
    return Counter(year for year in years if year is not None)


def page_year(page: PageResult) -> int | None:
    """The year that the head of a page states, if it was accepted."""
    for value in page.content.values if page.content is not None else ():
        if value.part is Part.HEAD and value.field == "year" and value.state is State.VALUE:
            known = value.decision is Decision.ACCEPTED and value.value is not None and len(value.value) == 4
            return int(value.value) if known and value.value is not None else None
    return None


def _duplicates(pages: Sequence[PageResult]) -> frozenset[tuple[str, int]]:
    """Book and number of the pages that lie in the inbox more than once, all but the first in that order.

    Files of several pages share one hash, so the readings must be the same too, and the files different ones.
    """
    by_hash: dict[str, list[PageResult]] = {}
    for page in pages:
        if page.content is not None:
            by_hash.setdefault(page.sha256, []).append(page)
    found = set()
    for alike in by_hash.values():
        if len({page.source for page in alike}) < 2:
            continue
        alike.sort(key=lambda page: (page.book_id, page.page_no))
        for index, page in enumerate(alike):
            if any(page.content == other.content and page.source != other.source for other in alike[:index]):
                found.add((page.book_id, page.page_no))
    return frozenset(found)


def _book_year(years: Counter[int], notes: Mapping[str, BookNotes], book_id: str) -> int | None:
    """The year of a book: what book.toml states, else what all its pages that say so state."""
    stated = notes.get(book_id, BookNotes()).year
    return stated if stated is not None else next(iter(years)) if len(years) == 1 else None


def _dated(
    page: PageResult, years: Counter[int], book_year: int | None, forms: Mapping[tuple[str, str], Form]
) -> PageResult:
    """The page with its year compared with the book's, and two-digit years resolved where it has none of its own."""
    content = page.content
    form = forms.get((content.form, content.edition)) if content is not None else None
    if content is None or form is None:
        return page
    own = page_year(page)
    kinds = _kinds(form)
    values = []
    for value in content.values:
        kind = kinds.get(value.field)
        if own is not None and value.part is Part.HEAD and value.field == "year" and sum(years.values()) > 1:
            outcome = Outcome.AGREES if len(years) == 1 else Outcome.DISAGREES
            value = replace(value, evidence=(*value.evidence, f"{BOOK_YEAR}:{outcome}"))
        elif own is None and book_year is not None and kind in (Kind.DATE, Kind.DATE_AGE):
            value = _resolved(value, book_year, kind is Kind.DATE_AGE)
        values.append(value)
    return replace(page, content=replace(content, values=tuple(values)))


def _kinds(form: Form) -> dict[str, Kind]:
    fields = (*(entry.field for entry in (*form.heads, *form.items)), *(column.field for column in form.columns))
    return {field.name: field.kind for field in fields}


def _with_evidence(page: PageResult, between: Mapping[Place, tuple[str, ...]], duplicate: bool) -> PageResult:
    content = page.content
    if content is None:
        return page
    values = []
    for position, value in enumerate(content.values):
        added = between.get((page.book_id, page.page_no, value.part, value.row, value.field), ())
        added += (DUPLICATE,) if duplicate and position == 0 else ()
        values.append(replace(value, evidence=(*value.evidence, *added)) if added else value)
    return replace(page, content=replace(content, values=tuple(values)))


def _resolved(value: FieldValue, year: int, with_age: bool) -> FieldValue:
    """The date with its two-digit year read as of the book's year, where that makes a difference."""
    if value.state is not State.VALUE or value.raw_text is None or value.value is None:
        return value
    alone = parse_date(value.raw_text, None, with_age)
    known = parse_date(value.raw_text, year, with_age)
    if alone is None or known is None or alone.iso != value.value or known.iso in (None, alone.iso):
        return value
    return replace(value, value=known.iso, evidence=(*value.evidence, BOOK_YEAR))
