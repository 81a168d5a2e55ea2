"""Persons: the rows and sheets that speak of one person, put together within the household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.codes import Codes
from pipeline.evidence.identity import nik_date, nik_sex
from pipeline.evidence.joint import Outcome
from pipeline.evidence.page_fields import Fields, read
from pipeline.form import Form
from pipeline.model import FieldValue
from pipeline.tables import wording
from pipeline.tables.household_sources import HouseholdSource
from pipeline.tables.households import Household
from pipeline.tables.identity import keyed_id, name_key
from pipeline.tables.linking import ALIKE, alike, grouped
from pipeline.tables.places import Place
from pipeline.tables.records import Conflict, Page, Row, merged

ALIKE_WITH_DATE = 50.0
"""Least similarity of two readings of a name (0 to 100) of persons of one household with one whole birth date."""

ACTIVITY = "activity_"
"""Columns of catatan-keluarga, one per PKK activity, begin with this."""


@dataclass(frozen=True, slots=True, eq=False)
class PersonSource:
    """One writing about a person: a row of a household's sheet, or a sheet of their own (row null)."""

    household: HouseholdSource
    row: int | None
    fields: Fields
    record: Row

    @property
    def page(self) -> Page:
        """The page it stands on."""
        return self.household.page


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """One person: ids, where and when, what is said of them, best source first, and where sources differ.

    level: the reading of the highest level and the form it stands on, null if no form asks.
    """

    person_id: str
    household_id: str
    place: Place
    sources: tuple[PersonSource, ...]
    record: Row
    conflicts: tuple[Conflict, ...]
    level: tuple[FieldValue, str, str] | None


def persons(
    household: Household, forms: dict[tuple[str, str], Form], codes: Codes, id_key: bytes
) -> tuple[Person, ...]:
    """The persons of a household that its sheets list, in the order of the rows, then of their own sheets."""
    sources = [source for sheet in household.sources for source in _sources(sheet, forms, codes)]
    found: list[Person] = []
    seen: dict[str, int] = {}
    for group in grouped(sources, _same_person):
        name = next((name_key(n) for source in group if (n := read(source.fields, "name"))), "")
        if not name:
            name = f"page:{group[0].page.source}:{group[0].row}"
        seen[name] = seen.get(name, 0) + 1
        person_id = keyed_id(id_key, "person", household.household_id, name, str(seen[name]))
        record, conflicts = merged((source.page, source.record) for source in group)
        record.values["nik_check"] = nik_check(record)
        level = next(
            (
                (cell, s.page.form, s.page.edition)
                for s in group
                if (cell := s.record.cells.get("education")) is not None
            ),
            None,
        )
        found.append(Person(person_id, household.household_id, household.place, tuple(group), record, conflicts, level))
    return tuple(found)


def _sources(sheet: HouseholdSource, forms: dict[tuple[str, str], Form], codes: Codes) -> list[PersonSource]:
    if sheet.page.form == "data-warga":
        return [PersonSource(sheet, None, sheet.page.outside, _own_sheet(sheet.page.outside, codes))]
    return [PersonSource(sheet, row, fields, _listed(fields)) for row, fields in sheet.members.items()]


def _same_person(source: PersonSource, group: Sequence[PersonSource]) -> float:
    """How sure it is that a writing is about the person of `group`, 0 to 100.

    Sex and whole birth dates must not contradict; a name that is not written the same needs the same birth date, and
    with that, in one household, half the letters do (twins of the same sex differ in more).
    """
    if any(source.page is other.page for other in group):
        return 0.0
    score = 0.0
    for other in group:
        sexes = {wording.sex(f["sex"]) for f in (source.fields, other.fields) if "sex" in f} - {None}
        if len(sexes) == 2:
            return 0.0
        dates = [read(fields, "birth_date") for fields in (source.fields, other.fields)]
        same_date = len(dates[0]) == 10 and dates[0] == dates[1]
        least = ALIKE_WITH_DATE if same_date else ALIKE
        name = alike(read(source.fields, "name"), read(other.fields, "name"), least)
        if all(len(date) == 10 for date in dates) and not same_date and name < 100:
            return 0.0
        if name == 100 or same_date:
            score = max(score, name)
    return score


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
    """A tick, or words that name the activity; a `0` is no."""
    return cell.value is not None and cell.value != "0"


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
