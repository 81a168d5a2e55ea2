"""Table `households`: one rumah tangga in one year, out of every page that speaks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.evidence.households import HouseholdWriting, LinkedHousehold, linked_households
from pipeline.evidence.linking import alike, name_key
from pipeline.evidence.pages import Page, PageKey
from pipeline.evidence.places import Place
from pipeline.tables.household_records import household_record
from pipeline.tables.identity import keyed_id
from pipeline.tables.records import Conflict, Row, merged

HouseholdKey = tuple[str, int | None]
"""household_id and year."""


@dataclass(frozen=True, slots=True, eq=False)
class Household:
    """One household: its id, where and when, what is said of it, best source first, and where sources differ.

    records: what each source says. again: the pages that are the same as one of its sources, and of which nothing else
    was taken.
    """

    household_id: str
    place: Place
    sources: tuple[HouseholdWriting, ...]
    records: tuple[Row, ...]
    record: Row
    conflicts: tuple[Conflict, ...]
    again: tuple[PageKey, ...] = ()

    @property
    def key(self) -> HouseholdKey:
        """What tells it from every other one: its id alone does not, for that is the same every year."""
        return self.household_id, self.place.year


def households(
    pages: Sequence[Page], id_key: bytes, again: Mapping[PageKey, Collection[PageKey]] | None = None
) -> tuple[Household, ...]:
    """All households of all pages. Pages in any order give the same result, sorted by place and first source.

    again: for a page, the pages that are the same once more.
    """
    found: list[Household] = []
    seen: dict[tuple[str, int, str, str], int] = {}
    for linked in linked_households(pages):
        place = linked.writings[0].page.place
        head = next((name_key(writing.head) for writing in linked.writings if writing.head), "")
        if not head:
            first = linked.writings[0]
            head = f"page:{first.page.source}:{first.row}"
        alike_heads = (linked.area, place.year or 0, linked.dasawisma, head)
        seen[alike_heads] = seen.get(alike_heads, 0) + 1
        parts = (linked.area, linked.dasawisma, head, str(seen[alike_heads]))
        household_id = keyed_id(id_key, "household", *parts)
        records = list(_records(linked))
        record, conflicts = merged(records)
        said = tuple(one for _, one in records)
        pages_of_it = {writing.page.order for writing in linked.writings}
        twice = sorted({other for page in pages_of_it for other in (again or {}).get(page, ())})
        found.append(Household(household_id, place, linked.writings, said, record, conflicts, tuple(twice)))
    return tuple(found)


def _records(linked: LinkedHousehold) -> Iterable[tuple[Page, Row]]:
    """What each writing says. The head of a sheet of one keluarga of several is not the household's (domain 1.8)."""
    main = next((writing.head for writing in linked.writings if writing.head), "")
    for writing in linked.writings:
        record = household_record(writing)
        if writing.row is None and writing.head and alike(writing.head, main) == 0:
            for column in ("head_name", "families"):
                record.drop(column)
        yield writing.page, record


def household_row(household: Household, members_counted: int | None) -> dict[str, object]:
    """The row of table `households`. members_counted: from the forms that list people, null without any."""
    pages = sorted({source.page.order for source in household.sources} | set(household.again))
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
