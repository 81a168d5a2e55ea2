"""Persons: what the rows and sheets that speak of one person say, put together; and of which keluarga they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.codes import Codes
from pipeline.evidence.identity import nik_date, nik_sex
from pipeline.evidence.joint import Outcome
from pipeline.evidence.linking import name_clusters, name_key
from pipeline.evidence.meaning import denies
from pipeline.evidence.page_fields import Fields, read
from pipeline.evidence.persons import PersonWriting, linked_persons
from pipeline.evidence.places import Place
from pipeline.model import FieldValue
from pipeline.tables import wording
from pipeline.tables.households import Household
from pipeline.tables.identity import keyed_id
from pipeline.tables.records import Conflict, Row, merged

ACTIVITY = "activity_"
"""Columns of catatan-keluarga, one per PKK activity, begin with this."""


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One person: ids, where and when, what is said of them, best source first, and where sources differ.

    level: the reading of the highest level and the form it stands on, null if no form asks.
    """

    person_id: str
    household_id: str
    place: Place
    sources: tuple[PersonWriting, ...]
    record: Row
    conflicts: tuple[Conflict, ...]
    level: tuple[FieldValue, str, str] | None


def persons(household: Household, codes: Codes, id_key: bytes) -> tuple[Person, ...]:
    """The persons of a household that its sheets list, in the order of the rows, then of their own sheets."""
    found: list[Person] = []
    seen: dict[str, int] = {}
    family_of = _families(household)
    for group in linked_persons(household.sources):
        name = next((name_key(n) for writing in group if (n := read(writing.fields, "name"))), "")
        if not name:
            name = f"page:{group[0].page.source}:{group[0].row}"
        seen[name] = seen.get(name, 0) + 1
        person_id = keyed_id(id_key, "person", household.household_id, name, str(seen[name]))
        records = [(writing, _record(writing, codes)) for writing in group]
        record, conflicts = merged((writing.page, one) for writing, one in records)
        record.values["nik_check"] = nik_check(record)
        family = next((key for writing in group if (key := family_of(writing)) is not None), None)
        if family is not None:
            record.values["family_id"] = keyed_id(id_key, "family", household.household_id, family)
        level = next(
            (
                (cell, writing.page.form, writing.page.edition)
                for writing, one in records
                if (cell := one.cells.get("education")) is not None
            ),
            None,
        )
        found.append(Person(person_id, household.household_id, household.place, tuple(group), record, conflicts, level))
    return tuple(found)


def _families(household: Household) -> Callable[[PersonWriting], str | None]:
    """Which keluarga of the household a writing puts its person in; null where that cannot be told.

    Several sheets of catatan-keluarga with heads of different names are a keluarga each. Where the household is said
    to be one keluarga, everybody is of it. A sheet alone may list the people of several keluarga (domain 1.4, 1.8).
    """
    heads = [w.head for w in household.sources if w.page.form == "catatan-keluarga" and w.head]
    clusters = name_clusters(heads)
    if len(set(clusters.values())) > 1:
        return lambda writing: (
            clusters.get(name_key(writing.household.head)) if writing.page.form == "catatan-keluarga" else None
        )
    return lambda writing: "only" if household.record.values.get("families") == 1 else None


def _record(writing: PersonWriting, codes: Codes) -> Row:
    return _listed(writing.fields) if writing.row is not None else _own_sheet(writing.fields, codes)


def _basics(fields: Fields) -> Row:
    record = Row()
    record.take("name", fields.get("name"), wording.text)
    record.take("sex", fields.get("sex"), wording.sex)
    record.take("birth_place", fields.get("birth_place"), wording.text)
    _birth(fields.get("birth_date"), record)
    for column in ("religion", "marital_status", "education", "occupation", "special_needs"):
        record.take(column, fields.get(column), wording.text)
    return record


def _birth(cell: FieldValue | None, record: Row) -> None:
    record.take("birth_date", cell, wording.first_day)
    dated = record.values["birth_date"] is not None
    record.values["birth_date_precision"] = wording.date_precision(cell) if dated and cell is not None else None
    record.take("age_written", cell, lambda value: value.age)


def _listed(fields: Fields) -> Row:
    """A row of catatan-keluarga or data-keluarga."""
    record = _basics(fields)
    record.take("row_no", fields.get("row_no"), wording.whole)
    record.take("relation", fields.get("relation"), wording.text)
    activities = []
    for name, cell in fields.items():
        if name.startswith(ACTIVITY):
            part = Row()
            marked = part.take("activities", cell, _takes_part, False)
            record.in_review |= part.in_review
            record.unreadable |= part.unreadable
            if marked:
                activities.append(name.removeprefix(ACTIVITY))
                record.confidences["activities"] = min(record.confidences.get("activities", 1.0), cell.confidence)
    if activities:
        record.values["activities"] = sorted(activities)
    return record


def _takes_part(cell: FieldValue) -> bool | None:
    """A tick, or words that name the activity; a `0` is no, and so are words that say so."""
    return cell.value is not None and cell.value != "0" and not denies(cell.value)


def _own_sheet(fields: Fields, codes: Codes) -> Row:
    """A data-warga sheet."""
    record = _basics(fields)
    record.take("nik", fields.get("nik"), wording.digits)
    _option_with_text(record, "relation", fields, "Anggota Keluarga", codes)
    _option_with_text(record, "occupation", fields, "Lainnya", codes)
    for column in ("family_planning", "posyandu", "bkb", "savings", "cooperative", "early_childhood"):
        record.take(column, fields.get(column), wording.yes, False)
    record.take("learning_group", fields.get("learning_group"), wording.text)
    return record


def _option_with_text(record: Row, column: str, fields: Fields, open_option: str, codes: Codes) -> None:
    """The option marked; for the open one what is written beside it, in the words of the code list."""
    option, written = fields.get(column), fields.get(f"{column}_text")
    if record.take(column, option, wording.text) != open_option or written is None:
        return
    words = record.take(column, written, wording.text)
    if words is not None:
        record.values[column] = codes[column].canonical(words) or words if column in codes.lists else words
    elif column not in record.in_review | record.unreadable:
        record.values[column] = open_option


def nik_check(record: Row) -> str:
    """`disagrees` when the NIK contradicts birth date or sex, `agrees` when it fits one, else `absent`.

    Of what was read, accepted or not: a NIK that contradicts something is rarely accepted, and that is what to know.
    """
    nik, born, sex = (record.cells.get(column) for column in ("nik", "birth_date", "sex"))
    if nik is None or nik.value is None:
        return "absent"
    outcomes = {
        nik_date(nik.value, born.value if born is not None else None),
        nik_sex(nik.value, sex.value if sex is not None else None),
    }
    if Outcome.DISAGREES in outcomes:
        return "disagrees"
    return "agrees" if Outcome.AGREES in outcomes else "absent"
