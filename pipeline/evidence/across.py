"""Evidence between pages: what the pages of a book and of a village say together, and pages that are there twice.

The second pure step, over the results of all pages. Cells of several pages that ought to agree choose among their
readings jointly, as the cells of one page did before (joint); every outcome is written into their evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.book_notes import BookNotes
from pipeline.codes import Codes
from pipeline.evidence.address_ties import address_ties
from pipeline.evidence.book_decisions import decided
from pipeline.evidence.book_ties import book_ties
from pipeline.evidence.book_year import dated
from pipeline.evidence.duplicates import changed_on_paper, places_in_files, same_pages
from pipeline.evidence.group_numbers import doubtful_groups
from pipeline.evidence.hands import known_hands
from pipeline.evidence.household_ties import household_ties
from pipeline.evidence.households import linked_households
from pipeline.evidence.joint import Outcome, Tie
from pipeline.evidence.name_hands import doubtful_names
from pipeline.evidence.pages import Page, PageKey, page_of
from pipeline.evidence.person_ties import person_ties
from pipeline.evidence.persons import linked_persons
from pipeline.evidence.places import places
from pipeline.evidence.pool import CellKey, Pool, cell_key
from pipeline.evidence.recap_ties import recap_ties
from pipeline.evidence.resettle import resettled
from pipeline.form import Form
from pipeline.model import FieldValue, PageResult
from pipeline.settings import Settings

REPEATED_PAGE = "page:duplicate"
"""The rule that a page is another one once more; `quarantine` has one row of it for each such page."""

DUPLICATE = f"{REPEATED_PAGE}:{Outcome.DISAGREES}"
"""At the first cell of a page that is another one once more."""

SAME_AS = "page:same_as:"
"""Beside it, the page that counts in its place, BOOK#PAGE, and `agrees`."""


def across(
    pages: Sequence[PageResult],
    notes: Mapping[str, BookNotes],
    forms: Sequence[Form],
    codes: Codes,
    settings: Settings,
) -> tuple[PageResult, ...]:
    """The pages with the evidence between them, in the order given. Pure; the order of pages changes no page.

    notes: by book_id; a year that book.toml states is the book's. A page that is another one once more bears on
    nothing: it is the same ink, and would confirm itself.
    """
    by_key = {(form.form, form.edition): form for form in forms}
    resolved = dated(pages, notes, by_key)
    where = places(resolved, notes)
    read = [page_of(page, where[page.book_id, page.page_no]) for page in resolved if page.content is not None]
    known = sorted((page for page in read if (page.form, page.edition) in by_key), key=lambda page: page.order)
    stated = {book for book, note in notes.items() if note.year is not None}
    again = same_pages(known, by_key, places_in_files(pages), stated)
    changed = known_hands(known, by_key, again)
    touched = {order for order, *_ in changed}
    known = [_as_written(page, changed) if page.order in touched else page for page in known]
    pool = Pool()
    ties = list(_ties(pool, [page for page in known if page.order not in again], by_key, codes))
    weighed = changed | pool.weighed(ties)
    weighed |= doubtful_names(known, weighed, again)
    weighed |= doubtful_groups(known, weighed)
    weighed |= changed_on_paper(known, weighed, again)
    settled = decided([resettled(page, weighed) for page in resolved], by_key, again, settings)
    return tuple(_marked(page, again.get((page.book_id, page.page_no))) for page in settled)


def _ties(pool: Pool, pages: Sequence[Page], forms: Mapping[tuple[str, str], Form], codes: Codes) -> Iterator[Tie]:
    """All ties between pages, in an order that does not depend on that of the pages: the larger groups first."""
    yield from book_ties(pool, pages)
    yield from address_ties(pool, pages)
    for household in linked_households(pages):
        yield from household_ties(pool, household)
        for person in linked_persons(household.writings):
            yield from person_ties(pool, person, codes)
    yield from recap_ties(pool, pages, forms)


def _as_written(page: Page, changed: Mapping[CellKey, FieldValue]) -> Page:
    """The page with its fields out of `changed`."""
    content = page.result.content
    if content is None:
        return page
    values = tuple(changed.get(cell_key(page.order, value), value) for value in content.values)
    return page_of(replace(page.result, content=replace(content, values=values)), page.place)


def _marked(page: PageResult, counts: PageKey | None) -> PageResult:
    """The page, if it is another one once more, with that said at its first cell."""
    content = page.content
    if content is None or counts is None or not content.values:
        return page
    same_as = f"{SAME_AS}{counts[0]}#{counts[1]}:{Outcome.AGREES}"
    first = replace(content.values[0], evidence=(*content.values[0].evidence, DUPLICATE, same_as))
    return replace(page, content=replace(content, values=(first, *content.values[1:])))


def counted_instead(page: PageResult) -> PageKey | None:
    """Book and number of the page that counts instead of this one, if it is that one once more (after `across`)."""
    content = page.content
    for entry in content.values[0].evidence if content is not None and content.values else ():
        if entry.startswith(SAME_AS):
            book_id, _, page_no = entry.removeprefix(SAME_AS).rpartition(":")[0].rpartition("#")
            return book_id, int(page_no)
    return None
