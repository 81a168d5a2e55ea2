"""The pages of an inbox as the tables see them, village by village, with where they lie: what `erase` looks through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.codes import load_codes
from pipeline.evidence.across import counted_instead
from pipeline.evidence.pages import Page, PageKey, page_of
from pipeline.evidence.places import places
from pipeline.formfile import load_forms
from pipeline.run.kept.store import Store
from pipeline.run.numbering import ReadPage
from pipeline.run.plan import Plan
from pipeline.run.publishing import weighed
from pipeline.run.reading import look_over
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Village:
    """Pages that are weighed together: as they lie on pictures, and as the tables see them.

    again: for a page that counts, those that are the same once more.
    """

    pictures: dict[PageKey, ReadPage]
    pages: tuple[Page, ...]
    again: dict[PageKey, list[PageKey]]

    def once(self) -> tuple[Page, ...]:
        """The pages without those that are there once more."""
        extra = {key for keys in self.again.values() for key in keys}
        return tuple(page for page in self.pages if page.order not in extra)

    def copies(self, key: PageKey) -> tuple[PageKey, ...]:
        """A page and all that are the same, the one that counts first."""
        counts = next((page for page, others in self.again.items() if key in others), key)
        return counts, *self.again.get(counts, ())

    def picture(self, key: PageKey) -> tuple[str, int, int]:
        """Where a page lies: hash of its file, index of the picture in it, and which of the picture's pages it is."""
        page = self.pictures[key]
        return page.planned.sha256, page.planned.index, page.half


def villages(plan: Plan, store: Store, settings: Settings) -> Iterator[Village]:
    """The pages of `plan` that have results, in groups that are weighed together."""
    forms, codes = load_forms(), load_codes()
    results, unread = look_over(plan, store, forms)
    missing = {page.key for page in unread}
    for books in results.groups:
        notes = {book: plan.notes[book] for book in books}
        there = [page for page in plan.pages if page.book_id in notes and page.key not in missing]
        numbered, pages = weighed(there, notes, store, forms, codes, settings)
        where = places(pages, notes)
        again: dict[PageKey, list[PageKey]] = {}
        for page in pages:
            if (key := counted_instead(page)) is not None:
                again.setdefault(key, []).append((page.book_id, page.page_no))
        seen = tuple(page_of(p, where[p.book_id, p.page_no]) for p in pages if p.content is not None)
        yield Village({(page.result.book_id, page.result.page_no): page for page in numbered}, seen, again)
