"""From the words on the forms to the words of the tables."""

from __future__ import annotations

from datetime import date

from pipeline.codes import Codes
from pipeline.evidence import meaning
from pipeline.evidence.dates import precision
from pipeline.form import Form
from pipeline.model import FieldValue

_ZERO = "0"
"""Written where there is nothing to say (domain 1.8: BAT's rule), so it is no word, date or name."""


def text(cell: FieldValue) -> str | None:
    """The value as text; a `0` is no text."""
    return cell.value if cell.value != _ZERO else None


def whole(cell: FieldValue) -> int | None:
    """The value as a whole number that fits 32 bits; ticks count 1."""
    if cell.value == "true":
        return 1
    value = cell.value
    fits = value is not None and value.isascii() and value.isdecimal() and len(value) <= 9
    return int(value) if value is not None and fits else None


def number_text(cell: FieldValue) -> str | None:
    """RT and RW: the number without leading zeros, as text."""
    return text(cell)


def digits(cell: FieldValue) -> str | None:
    """A number of digits, not the words (`sudah`) or the `0` that may stand in its place."""
    return cell.value if cell.value is not None and cell.value.isdecimal() and cell.value != _ZERO else None


def yes(cell: FieldValue) -> bool | None:
    """Yes or no; a count of one or more is yes."""
    return meaning.yes_of(cell.value)


def house_criteria(cell: FieldValue) -> str | None:
    """`healthy` or `unhealthy`."""
    return meaning.house_of(cell.value)


def water_source(cell: FieldValue) -> str | None:
    """`pdam`, `well`, `river` or `other`."""
    return meaning.water_of(cell.value)


def staple_food(cell: FieldValue) -> str | None:
    """`rice` or `other`."""
    return meaning.food_of(cell.value)


def sex(cell: FieldValue) -> str | None:
    """`L` or `P`."""
    return meaning.sex_of(cell.value)


def first_day(cell: FieldValue) -> date | None:
    """The date; the first day of what is written where day or month are not."""
    iso = cell.value
    if iso is None or len(iso) not in (4, 7, 10):
        return None
    return date.fromisoformat(iso + "-01-01"[: 10 - len(iso)] if len(iso) == 4 else iso + "-01"[: 10 - len(iso)])


def date_precision(cell: FieldValue) -> str | None:
    """What of the date is known: `day`, `month`, `year`; null where there is none."""
    iso = cell.value
    return precision(iso) if iso is not None and len(iso) in (4, 7, 10) else None


def written_code(cell: FieldValue, form: Form, codes: Codes, system: str) -> int | None:
    """The code of another system for what was written; null where the writing does not tell."""
    column = next((column for column in form.columns if column.field.name == cell.field), None)
    entry = next((item for item in form.entries if item.field.name == cell.field), None)
    chosen = column.field if column is not None else entry.field if entry is not None else None
    if chosen is None or chosen.codes is None or chosen.codes not in codes.lists:
        return None
    listed = codes.lists[chosen.codes]
    for written in (cell.raw_text, cell.value):
        if written is not None:
            found = listed.code(written, system)
            return int(found) if found is not None else None
    return None
