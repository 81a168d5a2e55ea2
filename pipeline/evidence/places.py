"""Which village and year a page is about: from the page, else from the book, and book.toml above both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from pipeline.areas import find_villages, village
from pipeline.book_notes import BookNotes
from pipeline.evidence.dates import EARLIEST_BOOK, LATEST_BOOK
from pipeline.model import Decision, FieldValue, PageResult, State

T = TypeVar("T")

_ACCEPTED = frozenset({Decision.ACCEPTED})
_ANY = frozenset(Decision)

LEAST_FIT = 0.85
LEAST_LEAD = 0.05
"""A village is told by its names only if they fit this well, and the next best by this much less (0 to 1).

Names recur: there are two desa called Pacul (domain 2.4), and by the desa's name alone neither leads.
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when: Kemendagri's code, the BPS code and the year; null where they could not be told."""

    village_code: str | None = None
    bps_village_code: str | None = None
    year: int | None = None

    @property
    def area(self) -> dict[str, object]:
        """The columns that every table for analysts begins with."""
        return {"village_code": self.village_code, "bps_village_code": self.bps_village_code, "year": self.year}


def places(pages: Sequence[PageResult], notes: Mapping[str, BookNotes]) -> dict[tuple[str, int], Place]:
    """The place of every page that was read, by book_id and page_no.

    What book.toml states wins. Else the page's own accepted head counts; else what the pages of the book say, if all
    that say it agree: those accepted, and where none is, what was read on two pages or more. Where their years differ,
    a page between two of one year is of that year, too; where their villages do, it may be of any.
    """
    books: dict[str, list[PageResult]] = {}
    for page in pages:
        if page.content is not None:
            books.setdefault(page.book_id, []).append(page)
    found = {}
    for book_id, members in books.items():
        stated = notes.get(book_id, BookNotes())
        years = {page.page_no: page_year(page, _ACCEPTED) for page in members}
        villages = {page.page_no: page_village(page, _ACCEPTED) for page in members}
        book_year = _agreed(years.values(), [page_year(page, _ANY) for page in members])
        book_village = _agreed(villages.values(), [page_village(page, _ANY) for page in members])
        for page in members:
            code = stated.village_code or villages[page.page_no] or book_village
            year = stated.year or years[page.page_no] or book_year or _between(page.page_no, years)
            found[book_id, page.page_no] = Place(code, _bps_code(code), year)
    return found


def _agreed(accepted: Iterable[T | None], read: Sequence[T | None]) -> T | None:
    """What all that was accepted says; if nothing was, what all that was read says, from two pages on."""
    different = {one for one in accepted if one is not None}
    if different:
        return different.pop() if len(different) == 1 else None
    known = [one for one in read if one is not None]
    return known[0] if len(known) >= 2 and len(set(known)) == 1 else None


def _between(page_no: int, years: Mapping[int, int | None]) -> int | None:
    """The year of the nearest pages before and after that state one, where it is the same."""
    before = max((no for no, year in years.items() if year is not None and no < page_no), default=None)
    after = min((no for no, year in years.items() if year is not None and no > page_no), default=None)
    if before is None or after is None or years[before] != years[after]:
        return None
    return years[before]


def _bps_code(code: str | None) -> str | None:
    known = village(code) if code is not None else None
    return known.bps_code if known is not None else None


def page_year(page: PageResult, decisions: frozenset[Decision]) -> int | None:
    """The year in the page's head, if its decision is one of `decisions` and a book can be of that year."""
    value = _read(page, "year", decisions)
    known = value is not None and value.isdecimal() and EARLIEST_BOOK <= int(value) <= LATEST_BOOK
    return int(value) if value is not None and known else None


def page_village(page: PageResult, decisions: frozenset[Decision]) -> str | None:
    """Kemendagri's code of the village in the page's head, if one village alone fits its names.

    decisions: of the name of the desa; of the higher levels whatever was read helps to tell.
    """
    desa = _read(page, "desa", decisions)
    if desa is None:
        return None
    return _only_village(desa, *(_read(page, name, _ANY) for name in ("kecamatan", "kabupaten", "provinsi")))


@lru_cache(maxsize=4096)
def _only_village(desa: str, kecamatan: str | None, kabupaten: str | None, provinsi: str | None) -> str | None:
    """Pure: the official list does not change while the program runs."""
    fitting = find_villages(desa, kecamatan, kabupaten, provinsi)
    if not fitting or fitting[0].score < LEAST_FIT:
        return None
    rival = fitting[1].score if len(fitting) > 1 else 0.0
    return fitting[0].code if fitting[0].score - rival >= LEAST_LEAD else None


def _read(page: PageResult, name: str, decisions: frozenset[Decision]) -> str | None:
    for value in _heads(page):
        if value.field == name and value.state is State.VALUE and value.decision in decisions:
            return value.value
    return None


def _heads(page: PageResult) -> Iterable[FieldValue]:
    values = page.content.values if page.content is not None else ()
    return (value for value in values if not value.part.in_table)
