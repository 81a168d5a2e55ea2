"""Ties of the heads of a book: its pages name one village and, as a rule, one dasawisma and one year."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import partial
from itertools import groupby

from pipeline.areas import is_area_name
from pipeline.codes import word_key
from pipeline.evidence.belief import Candidate
from pipeline.evidence.joint import Outcome, SmallTie, Tie
from pipeline.evidence.linking import alike
from pipeline.evidence.pages import Page
from pipeline.evidence.pool import Pool
from pipeline.evidence.same import SameTie, equal
from pipeline.model import State

BOOK_YEAR = "book:year"
"""Evidence of a value that was resolved with the year of the book; with an outcome: a year beside the others."""

HEADS = ("year", "dasawisma", "rt", "rw", "dusun", "desa", "kecamatan", "kabupaten", "provinsi")

PARTS = ("dasawisma", "rt", "rw", "dusun")
"""Heads that the pages of one book may well say differently: one page of a folder is often of one group."""

NEAR = 2
"""Pages on either side that bear on a page's heads. More would make a slip that a writer repeats look like proof."""

WRONG_HEAD = 0.1
"""Share of neighbouring pages of a book that are of another village or year. A guess: books are bound by dasawisma."""

HEAD_CHANCE = 0.3
"""Share of misread heads that are misread alike on the next page: one hand wrote both (household_ties.NAME_CHANCE)."""


KNOWN = "area:known"
"""Check of the names of village, kecamatan, kabupaten and provinsi against the official list."""

WRONG_AREA = 0.1
"""Share of names that are written otherwise than on the official list (Bjn, Jatim, old spellings). A guess."""

AREA_CHANCE = {"desa": 0.3, "kecamatan": 0.1, "kabupaten": 0.03, "provinsi": 0.02}
"""Share of misread names that are official all the same: there are about 60,000 names of desa, 7,000 of kecamatan."""


def book_ties(pool: Pool, pages: Sequence[Page]) -> Iterator[Tie]:
    """The ties of the heads of each book. pages: by book and number."""
    for _, book in groupby(pages, key=lambda page: page.result.book_id):
        members = list(book)
        for field in HEADS:
            there = [(page, cell) for page in members if (cell := page.outside.get(field)) is not None]
            written = [(page, cell) for page, cell in there if cell.state is State.VALUE]
            if field in AREA_CHANCE:
                for page, cell in written:
                    known = partial(_official, field)
                    yield SmallTie(KNOWN, (pool.cell(page, cell),), known, WRONG_AREA, AREA_CHANCE[field])
            if len(written) > 1:
                cells = tuple(pool.cell(page, cell) for page, cell in written)
                yield SameTie(
                    f"book:{field}", cells, (_said,) * len(cells), WRONG_HEAD, HEAD_CHANCE, NEAR,
                    equal if field == "year" else _same_part if field in PARTS else _names,
                )  # fmt: skip


def _official(level: str, cells: tuple[Candidate, ...]) -> Outcome:
    if cells[0].state is not State.VALUE or not word_key(cells[0].value or ""):
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if is_area_name(level, cells[0].value or "") else Outcome.DISAGREES


def _said(candidate: Candidate) -> Hashable | None:
    return word_key(candidate.value or "") or None


def _same_part(one: Hashable, other: Hashable) -> Outcome:
    return Outcome.AGREES if one == other else Outcome.CANNOT_TELL


def _names(one: Hashable, other: Hashable) -> Outcome:
    """As written names are: alike ones are one name misread, which says nothing on its own."""
    if one == other:
        return Outcome.AGREES
    return Outcome.CANNOT_TELL if alike(str(one), str(other)) > 0 else Outcome.DISAGREES
