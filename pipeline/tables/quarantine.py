"""Table `quarantine`: rows that were kept out (`error`), and rows that hold a contradiction (`warning`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.model import FieldValue, Part
from pipeline.tables.findings import contradictions, same_nik, stated_against_counted
from pipeline.tables.households import Household
from pipeline.tables.mother_child import FORM as MOTHER_CHILD_FORM
from pipeline.tables.persons import Person
from pipeline.tables.records import Conflict, Page
from schemas.keys import key_text
from schemas.validate import Finding

Record = Mapping[str, object]


class Locator:
    """Finds the row of a table that a cell of a page went to."""

    def __init__(self, households: Sequence[Household], persons: Iterable[Person]) -> None:
        self._households = {(s.page.order, s.row): household for household in households for s in household.sources}
        self._persons = {(source.page.order, source.row): person for person in persons for source in person.sources}

    def row(self, page: Page, cell: FieldValue) -> tuple[str, str]:
        """Table and key text of the row that `cell` belongs to; `readings` where no other table has it."""
        if page.form.startswith("rekap-") and cell.part in (Part.TABLE, Part.TOTAL):
            own = {"is_total": cell.part is Part.TOTAL, "row": cell.row, "column": cell.field}
            return "recaps", key_text("recaps", {**_page(page), **own})
        if page.form == MOTHER_CHILD_FORM and cell.part is Part.TABLE:
            return "mother_child", key_text("mother_child", {**_page(page), "row": cell.row})
        person = self._persons.get((page.order, cell.row))
        if person is not None:
            return "members", person_key(person)
        household = self._households.get((page.order, None))
        if household is not None and cell.part is not Part.TABLE:
            return "households", household_key(household)
        own = {"part": str(cell.part), "row": cell.row, "field": cell.field}
        return "readings", key_text("readings", {**_page(page), **own})


def person_key(person: Person) -> str:
    """Key text of a person's row of members."""
    return key_text("members", {"person_id": person.person_id, "year": person.place.year})


def household_key(household: Household) -> str:
    """Key text of a household's row."""
    return key_text("households", {"household_id": household.household_id, "year": household.place.year})


def warnings(
    pages: Sequence[Page], households: Sequence[Household], persons: Sequence[Person], recaps: Sequence[Record],
    members: Sequence[Record],
) -> Iterator[dict[str, object]]:  # fmt: skip
    """All warnings: contradictions on pages, forms that differ, recaps against the level below, a NIK twice."""
    locator = Locator(households, persons)
    for page in pages:
        for found in contradictions(page):
            table, key = locator.row(page, found.cell)
            yield _row(page, table, key, found.cell.field, found.rule, found.message, found.cell)
    for household in households:
        yield from _conflicts("households", household_key(household), household.conflicts)
    for person in persons:
        yield from _conflicts("members", person_key(person), person.conflicts)
    for row in stated_against_counted(recaps):
        yield {
            **{name: row[name] for name in ("book_id", "page_no")},
            "table": "recaps",
            "key": key_text("recaps", row),
            "column": "stated",
            "rule": "recap:below",
            "severity": "warning",
            "message": f"Stated {row['stated']}, counted {row['counted']} from the level below; check both pages.",
        }
    for row in same_nik(members):
        yield {
            **{name: row.get(name) for name in ("book_id", "page_no")},
            "table": "members",
            "key": key_text("members", row),
            "column": "nik",
            "rule": "nik:unique",
            "severity": "warning",
            "message": "Another person has the same NIK in this year; check both.",
        }


def errors(findings: Iterable[Finding]) -> Iterator[dict[str, object]]:
    """The rows for what the schemas refused."""
    for finding in findings:
        yield finding._asdict()


def _conflicts(table: str, key: str, conflicts: Iterable[Conflict]) -> Iterator[dict[str, object]]:
    for conflict in conflicts:
        message = f"Two forms differ on `{conflict.column}`; the other one's counts, check both."
        yield _row(conflict.page, table, key, conflict.column, "forms:differ", message, conflict.cell)


def _page(page: Page) -> dict[str, object]:
    return {"book_id": page.result.book_id, "page_no": page.result.page_no}


def _row(
    page: Page, table: str, key: str, column: str, rule: str, message: str, cell: FieldValue | None
) -> dict[str, object]:
    row = {
        **_page(page),
        "table": table,
        "key": key,
        "column": column,
        "rule": rule,
        "severity": "warning",
        "message": message,
    }
    if cell is not None:
        row |= {
            "raw_text": cell.raw_text,
            "confidence": cell.confidence,
            "box_left": cell.box.left,
            "box_top": cell.box.top,
            "box_right": cell.box.right,
            "box_bottom": cell.box.bottom,
        }
    return row
