"""Page numbers: an open book in one picture is two pages, and moves on the numbers of all that follow in its book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.model import PageFault, PageResult
from pipeline.run.kept.codec import Pages
from pipeline.run.plan import PlannedPage, refused_name


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it goes into the tables, the picture that shows it, and which of its pages it is (from 0)."""

    planned: PlannedPage
    half: int
    result: PageResult

    @property
    def name(self) -> str:
        """By what it is known again as the same refused page."""
        return refused_name(self.planned, self.half)


def numbered(pages: Iterable[PlannedPage], became: Mapping[str, Pages]) -> Iterator[ReadPage]:
    """Every page of these pictures, numbered. pages: of each book all, in order. became: by key of the work store.

    A picture that nothing is known of counts as one page and is left out.
    """
    more: Counter[str] = Counter()
    for page in pages:
        found = (page.refused,) if page.refused is not None else became.get(page.key, ())
        for half, one in enumerate(found):
            content, fault = (None, one) if isinstance(one, PageFault) else (one, None)
            page_no = page.page_no + more[page.book_id] + half
            result = PageResult(page.book_id, page.source, page_no, page.sha256, content, fault)
            yield ReadPage(page, half, result)
        more[page.book_id] += max(0, len(found) - 1)
