"""Table `recaps`: every count of every recap page as stated, beside what the level below adds up to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.evidence.arithmetic import amount_of
from pipeline.form import Form, Kind
from pipeline.model import Decision, State
from pipeline.tables import wording
from pipeline.tables.household_sources import read
from pipeline.tables.households import Household
from pipeline.tables.identity import name_key
from pipeline.tables.persons import Person
from pipeline.tables.records import Fields, Page, Row

NAME_OF_ROW = ("head_name", "dasawisma", "rt", "rw", "dusun")
"""The column that names a row of a recap, by form: the first of these that its table has."""

COUNT_KINDS = frozenset({Kind.COUNT, Kind.TICK_OR_COUNT})
NO_COUNTS = frozenset({"row_no", "rt", "rw"})
"""Numbers that name a row instead of counting something."""

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
    persons: Mapping[str, Sequence[Person]],
) -> Iterator[dict[str, object]]:
    """One row per written count of the recap pages: its place, what is stated, what the level below adds up to."""
    by_row = {(source.page.order, source.row): household for household in households for source in household.sources}
    recaps = [page for page in pages if forms[page.form, page.edition].level is not None]
    for page in recaps:
        form = forms[page.form, page.edition]
        counted = [column.field.name for column in form.columns if column.field.kind in COUNT_KINDS]
        counted = [name for name in counted if name not in NO_COUNTS]
        naming = next((name for name in NAME_OF_ROW if any(c.field.name == name for c in form.columns)), None)
        for row, fields in page.rows.items():
            if not any(cell.state is not State.BLANK for name, cell in fields.items() if name != "row_no"):
                continue
            below = _below(page, form, fields, recaps, forms)
            household = by_row.get((page.order, row))
            for column in counted:
                if form.level == "dasawisma":
                    found = _of_household(column, household, persons) if household is not None else None
                else:
                    found = below.get(column)
                yield _row(page, form, row, naming, fields, column, found)
        for column in counted if page.total else ():
            yield _row(page, form, None, None, page.total, column, _column_sum(page, column))


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


def _column_sum(page: Page, column: str) -> int | None:
    """Sum of a column over the rows of the page; null where a cell is in doubt."""
    total = 0
    for fields in page.rows.values():
        cell = fields.get(column)
        if cell is None:
            continue
        if cell.decision is Decision.REVIEW:
            return None
        found = amount_of(cell.state, cell.value)
        if found is None:
            return None
        total += found
    return total


def _of_household(column: str, household: Household, persons: Mapping[str, Sequence[Person]]) -> int | None:
    """What the household's own sheets say: people listed by sex, attributes as 0 or 1; null where they do not."""
    sheets = [source for source in household.sources if source.row is None and source.page.form != "data-warga"]
    listed = persons.get(household.household_id, ())
    if column in ("members_male", "members_female"):
        if not any(source.members for source in sheets):
            return None
        sexes = [person.record.values.get("sex") for person in listed]
        return None if None in sexes else sexes.count("L" if column == "members_male" else "P")
    name, answer = LISTED_ANSWERS.get(column, (LISTED_FLAGS.get(column), True))
    said = [source.record.values.get(name) for source in sheets] if name is not None else []
    known = next((value for value in said if value is not None), None)
    return None if known is None else int(known == answer)


def _below(
    page: Page, form: Form, fields: Fields, recaps: Sequence[Page], forms: Mapping[tuple[str, str], Form]
) -> dict[str, int | None]:
    """Column sums of the recap that this row is about: of the same village and year, one level down, same name.

    Its pages may be several; empty where none is there, or where two different recaps fit.
    """
    naming = {"rt": ("dasawisma",), "rw": ("rt",), "dusun": ("rw",), "desa": ("dusun",)}.get(form.level or "", ())
    level = naming[0] if naming else None
    wanted = [name_key(read(fields, name)) for name in naming]
    if level is None or not all(wanted):
        return {}
    fitting = []
    for other in recaps:
        same_place = other.place == page.place and forms[other.form, other.edition].level == level
        same_name = [name_key(read(other.outside, name)) for name in naming] == wanted
        higher = all(_agrees(other, page, name) for name in ("rt", "rw", "dusun") if name not in naming)
        if same_place and same_name and higher:
            fitting.append(other)
    if not fitting or any(other.result.book_id != fitting[0].result.book_id for other in fitting):
        return {}
    columns = {column.field.name for other in fitting for column in forms[other.form, other.edition].columns}
    sums: dict[str, int | None] = {column: _sum_of_pages(fitting, column) for column in columns}
    if level == "dasawisma":
        sums["households"] = sum(_households_on(other) for other in fitting)
    return sums


def _agrees(other: Page, page: Page, name: str) -> bool:
    """Whether two pages do not name different parts of the village."""
    left, right = name_key(read(other.outside, name)), name_key(read(page.outside, name))
    return not left or not right or left == right


def _sum_of_pages(pages: Sequence[Page], column: str) -> int | None:
    sums = [_column_sum(page, column) for page in pages]
    known = [found for found in sums if found is not None]
    return sum(known) if len(known) == len(sums) else None


def _households_on(page: Page) -> int:
    return sum(
        any(cell.state is not State.BLANK for name, cell in fields.items() if name != "row_no")
        for fields in page.rows.values()
    )
