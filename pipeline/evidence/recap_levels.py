"""Which recap a row of a higher recap is about, and what it adds up to (domain 2.3: a 16b row is a 16a JUMLAH)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.areas import village
from pipeline.codes import word_key
from pipeline.evidence.page_fields import Fields, PageFields, accepted_amount, read, written_row
from pipeline.evidence.pages import Page
from pipeline.form import COUNT_KINDS, Form
from pipeline.model import FieldValue

NO_COUNTS = frozenset({"row_no", "rt", "rw"})
"""Numbers that name a row instead of counting something."""

LEVEL_BELOW = {"rt": "dasawisma", "rw": "rt", "dusun": "rw", "desa": "dusun"}
"""By the level of a recap: the level its rows are about, which is also the column that names them."""

_PARTS_OF_VILLAGE = ("rt", "rw", "dusun")


@dataclass(frozen=True, slots=True, eq=False)
class Recap:
    """A recap page. area: key of the desa's name, and year, which must be equal for two recaps to belong together."""

    page: Page
    form: Form
    area: tuple[object, ...]

    @classmethod
    def of(cls, page: Page, form: Form) -> Recap:
        """The recap on a page; desa and year as they are known of it (desa: the official name), else as read."""
        known = village(page.place.village_code) if page.place.village_code is not None else None
        desa = known.desa if known is not None else read(page.outside, "desa")
        return cls(page, form, (word_key(desa), str(page.place.year or read(page.outside, "year"))))


def counted_columns(form: Form) -> tuple[str, ...]:
    """The columns of a recap that count something."""
    names = (column.field.name for column in form.columns if column.field.kind in COUNT_KINDS)
    return tuple(name for name in names if name not in NO_COUNTS)


Amount = Callable[[FieldValue], int | None]

Named = Mapping[tuple[str, tuple[object, ...], str], Sequence[Recap]]
"""Recaps by level, place and the key of the name that the level's column gives them one level up."""


def by_name(recaps: Sequence[Recap]) -> Named:
    """The recaps in a form in which the ones below a row are found at once."""
    named: dict[tuple[str, tuple[object, ...], str], list[Recap]] = {}
    for recap in recaps:
        level = recap.form.level or ""
        named.setdefault((level, recap.area, word_key(read(recap.page.outside, level))), []).append(recap)
    return named


def recaps_below(recap: Recap, row: Fields, recaps: Named) -> list[Recap]:
    """The pages of the recap that a row is about: of the same area, one level down, of that name, of no other RT, RW
    or dusun. Empty where none is there, or where recaps of two books fit.
    """
    level = LEVEL_BELOW.get(recap.form.level or "")
    wanted = word_key(read(row, level)) if level is not None else ""
    if level is None or not wanted:
        return []
    fitting = [
        other
        for other in recaps.get((level, recap.area, wanted), ())
        if _one_village(other, recap)
        and all(_agrees(other, recap, name) for name in _PARTS_OF_VILLAGE if name != level)
    ]
    return fitting if len({other.page.result.book_id for other in fitting}) == 1 else []


def sums_below(recap: Recap, row: Fields, recaps: Named, amount: Amount = accepted_amount) -> dict[str, int | None]:
    """What the recap adds up to that a row is about, by column; null where a cell of it is in doubt.

    amount: what a cell counts for.
    """
    fitting = recaps_below(recap, row, recaps)
    columns = {name for other in fitting for name in counted_columns(other.form)}
    sums = {
        column: _sum([column_sum(other.page.fields, column, amount) for other in fitting]) for column in sorted(columns)
    }
    if fitting and fitting[0].form.level == "dasawisma":
        sums["households"] = sum(sum(map(written_row, other.page.rows.values())) for other in fitting)
    return sums


def column_sum(fields: PageFields, column: str, amount: Amount = accepted_amount) -> int | None:
    """Sum of a column over the rows of a page; null where a cell is in doubt."""
    return _sum([amount(row[column]) for row in fields.rows.values() if column in row])


def _sum(amounts: Sequence[int | None]) -> int | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known) if len(known) == len(amounts) else None


def _one_village(one: Recap, other: Recap) -> bool:
    """Whether two recaps are not known to be of villages of one name (there are two desa called Pacul)."""
    codes = {recap.page.place.village_code for recap in (one, other)} - {None}
    return len(codes) < 2


def _agrees(one: Recap, other: Recap, name: str) -> bool:
    """Whether two recaps do not name different parts of the village."""
    left, right = word_key(read(one.page.outside, name)), word_key(read(other.page.outside, name))
    return not left or not right or left == right
