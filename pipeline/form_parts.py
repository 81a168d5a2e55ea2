"""From the tables of a form file to fields, entries, columns and checks, each held to the rules of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.codes import Codes
from pipeline.form import (
    EXTRA_TEXT,
    OPTION_KINDS,
    TEXT_EXTRA_KINDS,
    Check,
    CheckKind,
    Column,
    Entry,
    Field,
    Kind,
    PrintedOption,
    TotalRow,
)
from pipeline.form_table import FormTable

NUMBER_KINDS = frozenset({Kind.COUNT, Kind.TICK_OR_COUNT})
"""Kinds that arithmetic checks may name."""

_LENGTH = frozenset({Kind.DIGITS, Kind.DIGITS_OR_WORD})
_VALUES = frozenset({Kind.CODE, Kind.CODE_TEXT, Kind.DIGITS_OR_WORD, Kind.PRINTED})
_CODES = frozenset({Kind.CODE, Kind.CODE_TEXT, Kind.DIGITS_OR_WORD, Kind.MONTH})
_MAY_HAVE_CODES = frozenset({Kind.CHOICE, Kind.CHOICE_TEXT, Kind.TEXT})
"""Here the list only helps: codes of other systems for an option, likely words for a text, which stays as written."""
_EXTRA = TEXT_EXTRA_KINDS | {Kind.YES_NO_COUNT}


@dataclass(frozen=True, slots=True)
class Known:
    """What a form file may refer to: the code lists, and the field names of schemas/forms/fields.csv."""

    codes: Codes
    fields: frozenset[str]


def entry(table: FormTable, known: Known, numbered: bool) -> Entry:
    """A head field, or a numbered item; items alone have a number and may stand below the table."""
    field = _field(table, known)
    extra, label, unit = _extra(table, field, known)
    one = Entry(
        field=field,
        labels=table.texts("labels"),
        number=table.number("number") if numbered else None,
        group=table.optional_text("group"),
        extra=extra,
        extra_label=label,
        unit=unit or table.optional_text("unit"),
        optional=table.flag("optional") or False,
        after_table=(table.flag("after_table") or False) if numbered else False,
    )
    table.done()
    return one


def column(table: FormTable, known: Known, groups: Mapping[str, tuple[str, ...]]) -> Column:
    """A column of the table; `groups` holds the printed words of each group heading by its key in the file."""
    name = table.one_of("group", tuple(groups), required=False)
    field = _field(table, known)
    if field.kind in OPTION_KINDS:
        table.fail(f"a column cannot be of kind {field.kind}: it has no room for printed options", "kind")
    one = Column(
        field=field,
        number=table.number("number") or table.fail("'number' is missing"),
        headings=table.texts("headings"),
        groups=groups[name] if name else (),
    )
    table.done()
    return one


def check(table: FormTable, columns: tuple[Column, ...], numbers: frozenset[str], total: TotalRow) -> Check:
    """An arithmetic check between fields whose kind is a number.

    A column sum without `left` means every column of numbers but the first two, where the label JUMLAH stands.
    """
    kind = CheckKind(str(table.one_of("kind", tuple(CheckKind))))
    sums = kind is CheckKind.COLUMN_SUM
    if sums and total is TotalRow.NEVER:
        table.fail("a column sum needs a JUMLAH row, but 'total' is never", "kind")
    left = table.texts("left", required=not sums)
    if sums and not left:
        left = tuple(one.field.name for one in columns[2:] if one.field.kind in NUMBER_KINDS)
    right = () if sums else table.texts("right")
    if kind is CheckKind.AT_MOST and len(left) + len(right) > 2:
        table.fail("at_most compares one field with one", "left")
    one = Check(table.text("name"), kind, left, right, table.text("source"))
    table.done()
    for key, names in (("left", left), ("right", right)):
        for name in names:
            if name not in numbers:
                table.fail(f"check '{one.name}': '{name}' is no field of numbers on this form", key)
    return one


def _field(table: FormTable, known: Known) -> Field:
    name = table.text("field")
    if name not in known.fields:
        table.fail(f"field '{name}' is not in fields.csv; add it there with its meaning", "field")
    kind = Kind(str(table.one_of("kind", tuple(Kind))))
    for key, kinds in (("length", _LENGTH), ("values", _VALUES), ("options", OPTION_KINDS)):
        if key in table and kind not in kinds:
            table.fail(f"kind {kind} has no '{key}'", key)
    return Field(
        name=name,
        kind=kind,
        length=table.number("length"),
        values=table.texts("values", required=kind in _VALUES),
        codes=_codes(table, known, required=kind in _CODES, allowed=kind in _CODES | _MAY_HAVE_CODES),
        options=_options(table) if kind in OPTION_KINDS else (),
    )


def _codes(table: FormTable, known: Known, required: bool, allowed: bool) -> str | None:
    if "codes" in table and not allowed:
        table.fail("this kind has no 'codes'", "codes")
    return table.one_of("codes", tuple(known.codes.lists), required=required)


def _options(table: FormTable) -> tuple[PrintedOption, ...]:
    options = tuple(PrintedOption(words[0], words) for words in table.alternatives("options"))
    if len({one.value for one in options}) < max(2, len(options)):
        table.fail("'options' must be two or more different ones", "options")
    return options


def _extra(table: FormTable, field: Field, known: Known) -> tuple[Field | None, str | None, str | None]:
    """The writing beside the options, its label and its unit; a table `extra` may say more of it, if it exists."""
    if field.kind not in _EXTRA:
        return None, None, None
    counted = field.kind is Kind.YES_NO_COUNT
    said = table.table("extra")
    codes, label, unit = None, None, None
    if said is not None:
        codes = _codes(said, known, required=False, allowed=not counted)
        label, unit = said.optional_text("label"), said.optional_text("unit")
        said.done()
    name = field.name + ("_count" if counted else EXTRA_TEXT)
    return Field(name, Kind.COUNT if counted else Kind.TEXT, codes=codes), label, unit
