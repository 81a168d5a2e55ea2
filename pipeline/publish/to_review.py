"""Which pages hold cells for a person to look at: counted, the fullest ones named with their fields; no cell text."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.publish.field_labels import field_labels

LISTED_PAGES = 200
"""Pages named, those with the most cells first; the rest are counted, and table `readings` has them all."""
LISTED_FIELDS = 12
"""Fields named of a page."""

TOTAL = "JUMLAH"
"""How the row of sums is called, on the paper and here."""


@dataclass(frozen=True, slots=True)
class FieldToReview:
    """A field of a page: what is printed beside it on the form (its name where the form is not known), its name in
    table `readings`, and the rows to look at, from 1, or TOTAL; none outside tables."""

    label: str
    name: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageToReview:
    """One page, `BOOK_ID#PAGE_NO`, how many of its cells are to review, and the first LISTED_FIELDS of their fields, in
    the order of the form. more: whether there are others."""

    page: str
    cells: int
    fields: tuple[FieldToReview, ...]
    more: bool


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
            fields = _fields(pages.get_group((book, page_no)))
            listed, more = fields[:LISTED_FIELDS], len(fields) > LISTED_FIELDS
            self._kept.append(PageToReview(f"{book}#{page_no}", int(cells), listed, more))
        self._kept = sorted(self._kept, key=lambda page: (-page.cells, page.page))[:LISTED_PAGES]

    @property
    def pages(self) -> tuple[PageToReview, ...]:
        """Those that are named, the fullest first."""
        return tuple(self._kept)

    @property
    def more(self) -> int:
        """How many pages with cells to review are not named."""
        return self._count - len(self._kept)


def _fields(cells: pd.DataFrame) -> tuple[FieldToReview, ...]:
    """The fields of these cells of one page, in the order of its form."""
    labels = field_labels(str(cells["form"].iloc[0]), str(cells["edition"].iloc[0]))
    order = {name: at for at, name in enumerate(labels)}
    rows: dict[str, list[tuple[int, str]]] = {}
    for part, row, field in cells[["part", "row", "field"]].itertuples(index=False, name=None):
        of = rows.setdefault(str(field), [])
        if not pd.isna(row):
            of.append((int(row), str(int(row) + 1)))
        elif part == "total":
            of.append((len(cells), TOTAL))
    return tuple(
        FieldToReview(labels.get(name, name), name, tuple(said for _, said in sorted(of)))
        for name, of in sorted(rows.items(), key=lambda one: (order.get(one[0], len(order)), one[0]))
    )
