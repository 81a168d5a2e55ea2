"""All tables for analysts from all page results: rebuilt in full, sorted by key, the same for any order of pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.book_notes import BookNotes
from pipeline.codes import Codes
from pipeline.evidence.across import counted_instead
from pipeline.evidence.pages import PageKey, page_of
from pipeline.evidence.places import places
from pipeline.form import Form
from pipeline.model import PageResult
from pipeline.settings import Settings
from pipeline.tables.households import household_row, households
from pipeline.tables.members import member_row
from pipeline.tables.mother_child import mother_child_rows
from pipeline.tables.persons import Person, persons
from pipeline.tables.quarantine import Paper, errors, warnings
from pipeline.tables.recaps import recap_rows
from pipeline.tables.schooling import schooling_row
from pipeline.tables.villages import village_household_rows, village_schooling_rows
from schemas.frames import frame, to_arrow
from schemas.validate import Finding, validate

_BATCH_ROWS = 4096


class _Tables:
    """Validated tables, and why rows are missing from them."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.frames: dict[str, pd.DataFrame] = {}
        self.findings = list(findings)

    def add(self, name: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Validates and keeps the table."""
        validated = validate(name, frame(name, rows))
        self.frames[name] = validated.rows
        self.findings += validated.findings

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """The good rows of a table that was added, for all as dicts would take ten times what it does."""
        for batch in to_arrow(name, self.frames[name]).to_batches(_BATCH_ROWS):
            yield from batch.to_pylist()


def build_tables(
    pages: Sequence[PageResult],
    notes: Mapping[str, BookNotes],
    forms: Sequence[Form],
    codes: Codes,
    id_key: bytes,
    settings: Settings,
    findings: Iterable[Finding],
) -> dict[str, pd.DataFrame]:
    """Every table of the contract but those of page_tables and data_dictionary, by name, validated, bad rows in
    `quarantine` instead.

    pages: after pipeline.evidence.across; of those that are there twice one alone is in the tables for analysts.
    notes: by book_id. findings: of page_tables, for `quarantine`. Raises KeyError for a page of a form not in `forms`.
    """
    ordered = sorted(pages, key=lambda page: (page.book_id, page.page_no))
    by_key = {(form.form, form.edition): form for form in forms}
    where = places(ordered, notes)
    everything = [page_of(page, where[page.book_id, page.page_no]) for page in ordered if page.content is not None]
    instead = {page.order: key for page in everything if (key := counted_instead(page.result)) is not None}
    read = [page for page in everything if page.order not in instead]
    again: dict[PageKey, list[PageKey]] = {}
    for other, key in instead.items():
        again.setdefault(key, []).append(other)
    homes = households(read, id_key, again)
    people = {home.key: persons(home, codes, id_key) for home in homes}
    everyone = [person for home in homes for person in people[home.key]]

    tables = _Tables(findings)
    tables.add("households", (household_row(home, _counted(people[home.key])) for home in homes))
    given = [member_row(person) for person in everyone]
    tables.add("members", given)
    pairs = zip(everyone, given, strict=True)
    tables.add("schooling", (schooling_row(person, row, by_key, codes) for person, row in pairs))
    members, least = list(tables.rows("members")), settings.min_cell
    tables.add("village_households", village_household_rows(list(tables.rows("households")), members, least))
    villages = list(tables.rows("village_households"))
    tables.add("village_schooling", village_schooling_rows(list(tables.rows("schooling")), villages, least))
    tables.add("recaps", recap_rows(read, by_key, homes, people))
    tables.add("mother_child", (row for page in read for row in mother_child_rows(page)))
    warned = warnings(Paper(everything, homes, everyone, by_key), tables.rows("recaps"), members)
    tables.add("quarantine", [*errors(tables.findings), *warned])
    return tables.frames


def _counted(people: Sequence[Person]) -> int | None:
    """How many persons the household's sheets list; null where only their own sheets speak of them."""
    listed = [person for person in people if any(source.row is not None for source in person.sources)]
    return len(listed) if listed else None
