"""Table `recaps`: every count of every recap page as stated, beside what the level below adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.evidence.page_fields import Fields, amount_as_read, written_row
from pipeline.evidence.pages import Page
from pipeline.evidence.recap_levels import Recap, by_name, column_sum, counted_columns, recaps_below, sums_below
from pipeline.form import Form
from pipeline.model import FieldValue, State
from pipeline.tables import wording
from pipeline.tables.households import Household, HouseholdKey
from pipeline.tables.persons import Person
from pipeline.tables.records import Row

NAME_OF_ROW = ("head_name", "dasawisma", "rt", "rw", "dusun")
"""The column that names a row of a recap, by form: the first of these that its table has."""

LISTED_FLAGS = {
    "waste_place": "waste_place",
    "drainage": "drainage",
    "latrine": "latrine",
    "p4k_sticker": "p4k_sticker",
    "up2k": "up2k",
}
LISTED_ANSWERS = {
    "house_healthy": ("house_criteria", "healthy"),
    "house_unhealthy": ("house_criteria", "unhealthy"),
    "water_pdam": ("water_source", "pdam"),
    "water_well": ("water_source", "well"),
    "water_river": ("water_source", "river"),
    "water_other": ("water_source", "other"),
    "food_rice": ("staple_food", "rice"),
    "food_other": ("staple_food", "other"),
}
"""What a recap counts of a household, and where its own sheets say it."""


def recap_rows(
    pages: Sequence[Page],
    forms: Mapping[tuple[str, str], Form],
    households: Sequence[Household],
    persons: Mapping[HouseholdKey, Sequence[Person]],
) -> Iterator[dict[str, object]]:
    """One row per written count of the recap pages: its place, what is stated, what the level below adds up to."""
    by_row = {(source.page.order, source.row): household for household in households for source in household.sources}
    on_pages = [
        (page, Recap.of(page, form)) for page in pages if (form := forms[page.form, page.edition]).level is not None
    ]
    named = by_name([recap for _, recap in on_pages])
    for page, recap in on_pages:
        form = recap.form
        counted = counted_columns(form)
        naming = next((name for name in NAME_OF_ROW if any(c.field.name == name for c in form.columns)), None)
        for row, fields in page.rows.items():
            if not written_row(fields):
                continue
            below = sums_below(recap, fields, named)
            household = by_row.get((page.order, row))
            for column in counted:
                if form.level == "dasawisma":
                    river = "water_river" in counted
                    found = _of_household(column, household, persons, river) if household is not None else None
                else:
                    found = below.get(column)
                yield _row(page, form, row, naming, fields, column, found)
        for column in counted if page.total else ():
            yield _row(page, form, None, None, page.total, column, column_sum(page.fields, column))


def stated_and_counted(
    pages: Sequence[Page], forms: Mapping[tuple[str, str], Form], households: Sequence[Household]
) -> Iterator[tuple[Page, FieldValue, int, int]]:
    """Cells of recap rows whose count is not what the level below adds up to: page, cell, stated, counted.

    As read, whether accepted or not: what is in doubt may be wrong on the paper all the same. JUMLAH rows are checked
    on their own page.
    """
    recaps = [Recap.of(page, form) for page in pages if (form := forms[page.form, page.edition]).level is not None]
    named = by_name(recaps)
    by_row = {(source.page.order, source.row): household for household in households for source in household.sources}
    for recap in recaps:
        for row, fields in recap.page.rows.items():
            household = by_row.get((recap.page.order, row))
            if recap.form.level == "dasawisma":
                sums = _people_as_read(household) if household is not None else {}
            else:
                sums = sums_below(recap, fields, named, amount_as_read) if written_row(fields) else {}
            for column, counted in sums.items():
                cell = fields.get(column)
                stated = amount_as_read(cell) if cell is not None and cell.state is not State.BLANK else None
                if cell is not None and stated is not None and counted is not None and stated != counted:
                    yield recap.page, cell, stated, counted


def pages_below(
    pages: Sequence[Page], forms: Mapping[tuple[str, str], Form], households: Sequence[Household]
) -> dict[tuple[object, ...], tuple[str, ...]]:
    """The pages, BOOK_ID#PAGE_NO, that the row of a recap is counted from, by book, page number and row."""
    recaps = [Recap.of(page, form) for page in pages if (form := forms[page.form, page.edition]).level is not None]
    named = by_name(recaps)
    sheets = {
        (source.page.order, source.row): [sheet.page for sheet in household.sources if sheet.row is None]
        for household in households
        for source in household.sources
    }
    found: dict[tuple[object, ...], tuple[str, ...]] = {}
    for recap in recaps:
        for row, fields in recap.page.rows.items():
            if recap.form.level == "dasawisma":
                there = sheets.get((recap.page.order, row), [])
            else:
                there = [other.page for other in recaps_below(recap, fields, named)]
            found[(*recap.page.order, row)] = tuple(dict.fromkeys(page.source for page in there))
    return found


def _people_as_read(household: Household) -> dict[str, int | None]:
    """Men and women on the household's sheet; empty without one that lists all of them on one page."""
    for form in ("data-keluarga", "catatan-keluarga"):
        sheets = [source for source in household.sources if source.page.form == form]
        if len(sheets) == 1 and sheets[0].members and len(sheets[0].members) < len(sheets[0].page.rows):
            sexes = [wording.sex(fields["sex"]) for fields in sheets[0].members.values() if "sex" in fields]
            if None not in sexes and len(sexes) == len(sheets[0].members):
                return {"members_male": sexes.count("L"), "members_female": sexes.count("P")}
    return {}


def _row(
    page: Page, form: Form, row: int | None, naming: str | None, fields: Fields, column: str, counted: int | None
) -> dict[str, object]:
    record = Row()
    for name in ("dasawisma", "rt", "rw", "dusun"):
        record.take(name, page.outside.get(name), wording.text)
    record.take("stated", fields.get(column), wording.whole, 0)
    if naming is not None:
        record.take("name", fields.get(naming), wording.text)
    return {
        **page.place.area,
        "book_id": page.result.book_id,
        "page_no": page.result.page_no,
        "form": page.form,
        "edition": page.edition,
        "level": form.level,
        "row": row,
        "is_total": row is None,
        "column": column,
        "counted": counted,
        **record.record(),
    }


def _of_household(
    column: str, household: Household, persons: Mapping[HouseholdKey, Sequence[Person]], river: bool
) -> int | None:
    """What the household's own sheets say: people listed by sex, attributes as 0 or 1; null where they do not.

    river: the recap has a column for water from the river, which stands under `other` where it has none.
    """
    sheets = [
        (source, record)
        for source, record in zip(household.sources, household.records, strict=True)
        if source.row is None and source.page.form != "data-warga"
    ]
    listed = persons.get(household.key, ())
    if column in ("members_male", "members_female"):
        if not any(source.members for source, _ in sheets):
            return None
        sexes = [person.record.values.get("sex") for person in listed]
        return None if None in sexes else sexes.count("L" if column == "members_male" else "P")
    name, answer = LISTED_ANSWERS.get(column, (LISTED_FLAGS.get(column), True))
    said = [record.values.get(name) for _, record in sheets] if name is not None else []
    known = next((value for value in said if value is not None), None)
    if known == "river" and not river:
        known = "other"
    return None if known is None else int(known == answer)
