"""Table `households`: one rumah tangga in one year, out of every page that speaks of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evidence.page_fields import read
from pipeline.tables.household_sources import HouseholdSource, household_sources
from pipeline.tables.identity import keyed_id, name_key
from pipeline.tables.linking import alike, alike_in_book, grouped, name_clusters
from pipeline.tables.places import Place
from pipeline.tables.records import Conflict, Page, Row, merged


@dataclass(frozen=True, slots=True, eq=False)
class Household:
    """One household: its id, where and when, what is said of it, best source first, and where sources differ."""

    household_id: str
    place: Place
    sources: tuple[HouseholdSource, ...]
    record: Row
    conflicts: tuple[Conflict, ...]


def households(pages: Sequence[Page], id_key: bytes) -> tuple[Household, ...]:
    """All households of all pages. Pages in any order give the same result, sorted by place and first source."""
    sources = sorted((s for page in pages for s in household_sources(page)), key=lambda source: source.order)
    areas: dict[tuple[str, int], list[HouseholdSource]] = {}
    for source in sources:
        place = source.page.place
        area = place.village_code or f"book:{source.page.result.book_id}"
        areas.setdefault((area, place.year or 0), []).append(source)
    found: list[Household] = []
    for (area, _), members in sorted(areas.items()):
        found += _of_area(area, members, id_key)
    return tuple(found)


def _of_area(area: str, sources: list[HouseholdSource], id_key: bytes) -> Iterable[Household]:
    names = _dasawisma_names(sources)
    clusters = name_clusters(names)
    by_group: dict[str, list[HouseholdSource]] = {}
    for source, name in zip(sources, names, strict=True):
        by_group.setdefault(clusters[name], []).append(source)
    for dasawisma, members in sorted(by_group.items()):
        seen: dict[str, int] = {}
        for group in grouped(members, _same_household):
            head = next((name_key(source.head) for source in group if source.head), "")
            if not head:
                first = group[0]
                head = f"page:{first.page.source}:{first.row}"
            seen[head] = seen.get(head, 0) + 1
            household_id = keyed_id(id_key, "household", area, dasawisma, head, str(seen[head]))
            record, conflicts = merged((source.page, source.record) for source in group)
            yield Household(household_id, group[0].page.place, tuple(group), record, conflicts)


def _dasawisma_names(sources: Sequence[HouseholdSource]) -> list[str]:
    """For each source, the key of its dasawisma as the pages of its book write it."""
    books: dict[str, list[str]] = {}
    for source in sources:
        books.setdefault(source.page.result.book_id, []).append(source.dasawisma)
    clusters = {book_id: name_clusters(names, alike_in_book) for book_id, names in books.items()}
    return [clusters[source.page.result.book_id][name_key(source.dasawisma)] for source in sources]


def _same_household(source: HouseholdSource, group: Sequence[HouseholdSource]) -> float:
    """How sure it is that a source is about the household of `group`, 0 to 100; 0: another one, or not sure.

    Two rows of one recap are two households; two sheets of one form are one household only if the second goes on
    where the first ends, or lists the same people (scanned twice, or filled twice).
    """
    if any(source.page is other.page or _rt_differs(source, other) for other in group):
        return 0.0
    alikeness = max(alike(source.head, other.head) for other in group)
    same_form = [other for other in group if other.page.form == source.page.form]
    if source.page.form in ("data-keluarga", "catatan-keluarga") and same_form:
        return alikeness if any(_continues(other, source) or _overlaps(other, source) for other in same_form) else 0.0
    if source.page.form == "rekap-dasawisma" and same_form:
        return alikeness if any(_same_scan(other, source) for other in same_form) else 0.0
    return alikeness


def _same_scan(one: HouseholdSource, other: HouseholdSource) -> bool:
    """Whether two rows are the same row of one scan that lies in the inbox twice."""
    left, right = one.page.result, other.page.result
    return left.source != right.source and left.sha256 == right.sha256 and one.row == other.row


def _rt_differs(one: HouseholdSource, other: HouseholdSource) -> bool:
    """Whether two sources name different RT, both for certain: a misread number must not part a household."""
    left, right = one.record.values.get("rt"), other.record.values.get("rt")
    return left is not None and right is not None and left != right


def _continues(first: HouseholdSource, second: HouseholdSource) -> bool:
    last = max((int(n) for f in first.members.values() if (n := read(f, "row_no")).isdecimal()), default=0)
    start = min((int(n) for f in second.members.values() if (n := read(f, "row_no")).isdecimal()), default=0)
    return last > 0 and start == last + 1


def _overlaps(first: HouseholdSource, second: HouseholdSource) -> bool:
    names = [read(fields, "name") for fields in second.members.values()]
    known = [read(fields, "name") for fields in first.members.values()]
    shared = sum(any(alike(name, other) > 0 for other in known) for name in names if name)
    return shared > 0 and 2 * shared >= max(len(names), len(known))


def household_row(household: Household, members_counted: int | None) -> dict[str, object]:
    """The row of table `households`. members_counted: from the forms that list people, null without any."""
    pages = sorted({source.page.order for source in household.sources})
    one = pages[0] if len(pages) == 1 else (None, None)
    return {
        **household.place.area,
        "book_id": one[0],
        "page_no": one[1],
        "household_id": household.household_id,
        **household.record.record(),
        "members_counted": members_counted,
        "sources": [f"{book_id}#{page_no}" for book_id, page_no in pages],
    }
