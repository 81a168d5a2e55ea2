"""Recaps against what lies below them: the recap one level down, and the sheets of the households they list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.codes import word_key
from pipeline.evidence.arithmetic import amount_of
from pipeline.evidence.joint import Outcome
from pipeline.evidence.page_fields import Fields, PageFields, page_fields, read, written_row
from pipeline.evidence.recap_levels import Recap, by_name, counted_columns, sums_below
from pipeline.form import Form
from pipeline.model import Decision, FieldValue, PageResult, Part

BELOW = "below"
"""Check of a recap's row against the recap that it is about."""

MEMBERS = "members"
"""Check of the members counted on a dasawisma's recap against the rows of the household's sheet."""

HOUSEHOLD_SHEETS = frozenset({"catatan-keluarga", "data-keluarga"})

Place = tuple[str, int, Part, int | None, str]
"""Book, page number, part, row and name of a field."""


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    result: PageResult
    form: Form
    fields: PageFields
    year: int | None

    def place(self, cell: FieldValue) -> Place:
        return self.result.book_id, self.result.page_no, cell.part, cell.row, cell.field


def between_pages(
    pages: Sequence[PageResult], forms: Mapping[tuple[str, str], Form], years: Mapping[tuple[str, int], int | None]
) -> dict[Place, tuple[str, ...]]:
    """Evidence to add to fields of recaps, by place. years: of each page by book and page number."""
    there = [
        _Read(page, form, page_fields(page.content), years[page.book_id, page.page_no])
        for page in sorted(pages, key=lambda page: (page.book_id, page.page_no))
        if page.content is not None and (form := forms.get((page.content.form, page.content.edition))) is not None
    ]
    found: dict[Place, tuple[str, ...]] = {}
    for place, entry in (*_below(there), *_members(there)):
        found[place] = (*found.get(place, ()), entry)
    return found


def _below(pages: Sequence[_Read]) -> Iterator[tuple[Place, str]]:
    recaps = [
        (
            page,
            Recap(
                page.result.book_id, page.form, page.fields, (word_key(read(page.fields.outside, "desa")), page.year)
            ),
        )
        for page in pages
        if page.form.level is not None
    ]
    named = by_name([recap for _, recap in recaps])
    for page, recap in recaps:
        for fields in page.fields.rows.values():
            sums = sums_below(recap, fields, named) if written_row(fields) else {}
            for column in counted_columns(page.form) if sums else ():
                if column in sums and column in fields:
                    yield page.place(fields[column]), f"{BELOW}:{_outcome(fields[column], sums[column])}"


def _members(pages: Sequence[_Read]) -> Iterator[tuple[Place, str]]:
    sheets: dict[tuple[str, int | None, str, str], list[_Read]] = {}
    for page in pages:
        if page.form.form in HOUSEHOLD_SHEETS:
            sheets.setdefault(_household(page, page.fields.outside), []).append(page)
    for page in pages:
        if page.form.level != "dasawisma":
            continue
        for fields in page.fields.rows.values():
            listed = sheets.get(_household(page, fields), []) if read(fields, "head_name") else []
            # Several sheets of one household may be the same twice or go on overleaf: then nothing is compared.
            if len(listed) != 1:
                continue
            for column, sex in (("members_male", "L"), ("members_female", "P")):
                cell = fields.get(column)
                if cell is not None:
                    yield page.place(cell), f"{MEMBERS}:{_outcome(cell, _count(listed[0].fields, sex))}"


def _household(page: _Read, fields: Fields) -> tuple[str, int | None, str, str]:
    dasawisma = word_key(read(page.fields.outside, "dasawisma"))
    return page.result.book_id, page.year, dasawisma, word_key(read(fields, "head_name"))


def _count(sheet: PageFields, sex: str) -> int | None:
    """People of that sex on a sheet; null where a sex is in doubt, or the table is full and may go on overleaf."""
    rows = [fields for fields in sheet.rows.values() if written_row(fields)]
    sexes = [fields["sex"] for fields in rows if "sex" in fields]
    sure = all(cell.decision is Decision.ACCEPTED and cell.value in ("L", "P") for cell in sexes)
    if not rows or len(rows) == len(sheet.rows) or len(sexes) < len(rows) or not sure:
        return None
    return sum(cell.value == sex for cell in sexes)


def _outcome(cell: FieldValue, counted: int | None) -> Outcome:
    stated = amount_of(cell.state, cell.value)
    if stated is None or counted is None:
        return Outcome.CANNOT_TELL
    return Outcome.AGREES if stated == counted else Outcome.DISAGREES
