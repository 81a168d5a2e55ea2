"""Table `members`: one person in one year."""

from __future__ import annotations

from datetime import date

from pipeline.tables.persons import Person

REFERENCE_MONTH_DAY = (7, 1)
"""1 July: the day by which school ages are counted (domain 2.3, Permendikbud 1/2021)."""

_COLUMNS = (
    "row_no", "name", "nik", "relation", "sex", "birth_place", "birth_date", "birth_date_precision", "age_written",
    "religion", "marital_status", "education", "occupation", "special_needs", "family_planning", "posyandu", "bkb",
    "savings", "cooperative", "activities", "nik_check",
)  # fmt: skip


def age_on_1_july(person: Person) -> int | None:
    """Age in years on 1 July of the book's year, from the birth date; else as written; null where neither tells.

    A birth date of which only the year is known counts from its first day, so the age may be a year too high.
    """
    born, year = person.record.values.get("birth_date"), person.place.year
    if isinstance(born, date) and year is not None:
        if born.year > year:
            return None
        before_birthday = (born.month, born.day) > REFERENCE_MONTH_DAY
        return max(0, year - born.year - before_birthday)
    written = person.record.values.get("age_written")
    return written if isinstance(written, int) else None


def member_row(person: Person) -> dict[str, object]:
    """The row of table `members`. Book and page are those of the only page that speaks of the person, else null."""
    record = person.record.record()
    pages = sorted({source.page.order for source in person.sources})
    known = {*_COLUMNS, "family_id", "confidence"}
    row: dict[str, object] = {column: record[column] for column in record if column in known}
    for reasons in ("in_review", "written_none", "unreadable"):
        listed = record[reasons]
        row[reasons] = [column for column in listed if column in known] if isinstance(listed, list) else []
    return {
        **person.place.area,
        "book_id": pages[0][0] if len(pages) == 1 else None,
        "page_no": pages[0][1] if len(pages) == 1 else None,
        "person_id": person.person_id,
        "household_id": person.household_id,
        **row,
        "age": age_on_1_july(person),
    }
