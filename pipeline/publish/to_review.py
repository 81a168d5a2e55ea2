"""Which pages hold cells for a person to look at: counted, the fullest ones named with their fields; no cell text."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

LISTED_PAGES = 200
"""Pages named, those with the most cells first; the rest are counted, and table `readings` has them all."""
LISTED_FIELDS = 12
"""Fields named of a page."""


@dataclass(frozen=True, slots=True)
class PageToReview:
    """One page, `BOOK_ID#PAGE_NO`, how many of its cells are to review, and the first of them by field and row."""

    page: str
    cells: int
    fields: tuple[str, ...]


class PagesToReview:
    """Keeps the LISTED_PAGES pages with the most cells to review of all parts that were added, and counts the rest."""

    def __init__(self) -> None:
        self._kept: list[PageToReview] = []
        self._count = 0

    def add(self, readings: pd.DataFrame) -> None:
        """Count these readings, all of them to review, in too. A page's readings must not come in two parts."""
        pages = readings.groupby(["book_id", "page_no"], sort=True, observed=True)
        sizes = pages.size().reset_index(name="cells")
        self._count += len(sizes)
        fullest = sizes.sort_values("cells", ascending=False, kind="stable").head(LISTED_PAGES)
        for book, page_no, cells in fullest.itertuples(index=False, name=None):
            first = pages.get_group((book, page_no)).head(LISTED_FIELDS)
            fields = tuple(
                str(field) if pd.isna(row) else f"{field} ({int(row) + 1})"
                for field, row in first[["field", "row"]].itertuples(index=False, name=None)
            )
            self._kept.append(PageToReview(f"{book}#{page_no}", int(cells), fields))
        self._kept = sorted(self._kept, key=lambda page: (-page.cells, page.page))[:LISTED_PAGES]

    @property
    def pages(self) -> tuple[PageToReview, ...]:
        """Those that are named, the fullest first."""
        return tuple(self._kept)

    @property
    def more(self) -> int:
        """How many pages with cells to review are not named."""
        return self._count - len(self._kept)
