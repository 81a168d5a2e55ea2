"""Which sheets and recap rows speak of one household (rumah tangga): sure links only, everything else stays apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evidence.linking import alike, alike_in_book, grouped, name_clusters, name_key
from pipeline.evidence.page_fields import Fields, read, written_row
from pipeline.evidence.pages import Page
from pipeline.model import Decision, State

SHEET_RANK = {"data-keluarga": 0, "catatan-keluarga": 1, "rekap-dasawisma": 2, "data-warga": 3}
"""Forms that speak of one household, the one closest to the household first: its values win over later ones."""

_LISTING = ("data-keluarga", "catatan-keluarga")
_CERTAIN = 101.0
"""Score of a link through the people listed, above that of any head's name (0 to 100)."""

_LEAST_SHARED = 2
"""People with the same name and birth date that make two lists speak of one rumah tangga; one may be chance."""


@dataclass(frozen=True, slots=True, eq=False)
class HouseholdWriting:
    """One writing about a household. row: printed row, null for a sheet. fields: that row's, or the sheet's heads.

    head, dasawisma: as read, `` if not. members: the rows that list a person, by printed row. rt: the RT that its page
    names for certain, else null.
    """

    page: Page
    row: int | None
    fields: Fields
    head: str
    dasawisma: str
    members: Mapping[int, Fields]
    rt: str | None

    @property
    def rank(self) -> int:
        """Place in SHEET_RANK."""
        return SHEET_RANK[self.page.form]

    @property
    def order(self) -> tuple[int, str, int, int]:
        """Sorts writings: closest to the household first, then by page and row."""
        return (self.rank, *self.page.order, -1 if self.row is None else self.row)


@dataclass(frozen=True, slots=True, eq=False)
class LinkedHousehold:
    """Writings about one household, best first. area: its village or book; dasawisma: key of the name."""

    area: str
    dasawisma: str
    writings: tuple[HouseholdWriting, ...]


def household_writings(page: Page) -> Iterator[HouseholdWriting]:
    """The writings about households on a page, in its order; none if its form is about something else, or nothing is
    written on it: an unused sheet at the end of a book, or one whose readings were erased.
    """
    dasawisma, rt = read(page.outside, "dasawisma"), _certain_rt(page)
    if page.form == "rekap-dasawisma":
        for row, fields in page.rows.items():
            if written_row(fields):
                yield HouseholdWriting(page, row, fields, read(fields, "head_name"), dasawisma, {}, rt)
    elif page.form in SHEET_RANK and (written_row(page.outside) or any(map(written_row, page.rows.values()))):
        members = {} if page.form == "data-warga" else dict(_member_rows(page))
        yield HouseholdWriting(page, None, page.outside, read(page.outside, "head_name"), dasawisma, members, rt)


def _certain_rt(page: Page) -> str | None:
    cell = page.outside.get("rt")
    return cell.value if cell is not None and cell.decision is Decision.ACCEPTED else None


def _member_rows(page: Page) -> Iterator[tuple[int, Fields]]:
    """Rows that list a person: more than a running number is written, and the name is not crossed out."""
    for row, fields in page.rows.items():
        name = fields.get("name")
        if written_row(fields) and (name is None or name.state is not State.STRUCK):
            yield row, fields


def linked_households(pages: Iterable[Page]) -> tuple[LinkedHousehold, ...]:
    """All households of all pages, by area, year, dasawisma and first writing. Pure; the order of pages is no matter.

    The area is the village, or the book where the village is not known.
    """
    writings = sorted((w for page in pages for w in household_writings(page)), key=lambda writing: writing.order)
    areas: dict[tuple[str, int], list[HouseholdWriting]] = {}
    for writing in writings:
        place = writing.page.place
        area = place.village_code or f"book:{writing.page.result.book_id}"
        areas.setdefault((area, place.year or 0), []).append(writing)
    return tuple(found for (area, _), members in sorted(areas.items()) for found in _of_area(area, members))


def _of_area(area: str, writings: list[HouseholdWriting]) -> Iterator[LinkedHousehold]:
    names = _dasawisma_names(writings)
    clusters = name_clusters(names)
    by_group: dict[str, list[HouseholdWriting]] = {}
    for writing, name in zip(writings, names, strict=True):
        by_group.setdefault(clusters[name], []).append(writing)
    for dasawisma, members in sorted(by_group.items()):
        for group in grouped(members, _same_household):
            yield LinkedHousehold(area, dasawisma, tuple(group))


def _dasawisma_names(writings: Sequence[HouseholdWriting]) -> list[str]:
    """For each writing, the key of its dasawisma as the pages of its book write it."""
    books: dict[str, list[str]] = {}
    for writing in writings:
        books.setdefault(writing.page.result.book_id, []).append(writing.dasawisma)
    clusters = {book_id: name_clusters(names, alike_in_book) for book_id, names in books.items()}
    return [clusters[writing.page.result.book_id][name_key(writing.dasawisma)] for writing in writings]


def _same_household(writing: HouseholdWriting, group: Sequence[HouseholdWriting]) -> float:
    """How sure it is that a writing is about the household of `group`, 0 to 101; 0: another one, or not sure.

    Two rows of one recap are two households. A sheet whose people another form lists under this household is of it
    whatever its own head is called: a rumah tangga may hold several keluarga, each with its own sheet (domain 1.8).
    Two sheets of one form are one household only if the second goes on where the first ends, or lists the same people
    (filled twice).
    """
    page, rt = writing.page, writing.rt
    for other in group:
        # Two that name their RT for certain, and other ones; one misread number must not part a household.
        if other.page is page or (rt is not None and other.rt is not None and other.rt != rt):
            return 0.0
    for other in group:
        if other.page.form != page.form and _shares_people(other, writing):
            return _CERTAIN
    alikeness = 0.0
    for other in group:
        alikeness = max(alikeness, alike(writing.head, other.head))
    if alikeness == 0.0:
        return 0.0
    same_form = [other for other in group if other.page.form == writing.page.form]
    if writing.page.form in _LISTING and same_form:
        return alikeness if any(_continues(other, writing) or _overlaps(other, writing) for other in same_form) else 0.0
    if writing.page.form == "rekap-dasawisma" and same_form:
        return 0.0
    return alikeness


def _shares_people(one: HouseholdWriting, other: HouseholdWriting) -> bool:
    """Whether at least two people, and half of the shorter list, stand on both with one name and one birth date."""
    if len(one.members) < _LEAST_SHARED or len(other.members) < _LEAST_SHARED:
        return False
    known = [(read(fields, "name"), read(fields, "birth_date")) for fields in one.members.values()]
    shared = 0
    for fields in other.members.values():
        name, born = read(fields, "name"), read(fields, "birth_date")
        shared += len(born) == len("2000-12-31") and any(born == b and alike(name, n) > 0 for n, b in known)
    return shared >= _LEAST_SHARED and 2 * shared >= min(len(one.members), len(other.members))


def _continues(first: HouseholdWriting, second: HouseholdWriting) -> bool:
    last = max((int(n) for f in first.members.values() if (n := read(f, "row_no")).isdecimal()), default=0)
    start = min((int(n) for f in second.members.values() if (n := read(f, "row_no")).isdecimal()), default=0)
    return last > 0 and start == last + 1


def _overlaps(first: HouseholdWriting, second: HouseholdWriting) -> bool:
    names = [read(fields, "name") for fields in second.members.values()]
    known = [read(fields, "name") for fields in first.members.values()]
    shared = sum(any(alike(name, other) > 0 for other in known) for name in names if name)
    return shared > 0 and 2 * shared >= max(len(names), len(known))
