"""What a form is: frozen types that the form files (schemas/forms/*.toml) are loaded into.

A form is topology, not millimetres: which titles, labels, options and columns are printed, in which order, and
what each may hold. Where they lie is found on the page (pipeline.layout).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field may hold; decides how it is decoded, parsed and checked (contract: values by kind)."""

    COUNT = "count"
    YEAR = "year"
    DIGITS = "digits"
    DIGITS_OR_WORD = "digits_or_word"
    DATE = "date"
    DATE_AGE = "date_age"
    MONTH = "month"
    CODE = "code"
    CODE_TEXT = "code_text"
    CHOICE = "choice"
    CHOICE_TEXT = "choice_text"
    YES_NO_TEXT = "yes_no_text"
    YES_NO_COUNT = "yes_no_count"
    MARK = "mark"
    MARK_TEXT = "mark_text"
    TICK_OR_COUNT = "tick_or_count"
    NAME = "name"
    TEXT = "text"
    PRINTED = "printed"


COUNT_KINDS = frozenset({Kind.COUNT, Kind.TICK_OR_COUNT, Kind.YES_NO_COUNT})
"""Kinds that hold how many there are."""

DATE_KINDS = frozenset({Kind.DATE, Kind.DATE_AGE})

LIST_KINDS = frozenset({Kind.CODE, Kind.CODE_TEXT})
"""Kinds whose words are on a list, closed or open."""

MARK_KINDS = frozenset({Kind.MARK, Kind.MARK_TEXT, Kind.TICK_OR_COUNT})
"""Kinds in which a tick or a cross may stand."""

OPTION_KINDS = frozenset({Kind.CHOICE, Kind.CHOICE_TEXT, Kind.YES_NO_TEXT, Kind.YES_NO_COUNT})
"""Kinds answered by marking one of several printed options."""

TEXT_EXTRA_KINDS = frozenset({Kind.CHOICE_TEXT, Kind.YES_NO_TEXT})
"""Option kinds with a free writing beside them: a field of its own, FIELD_text."""

EXTRA_TEXT = "_text"
"""How the names of those fields end."""


@dataclass(frozen=True, slots=True)
class PrintedOption:
    """One printed option: the value it stands for, and the words that printings use for it (first: the value)."""

    value: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked: its name in the tables and what may be written.

    name: as in the contract and ../forms/fields.csv. length: number of digits, for digits kinds. values: the words
    of the form's own list (code kinds), or the words allowed instead of digits. codes: name of the code list in
    schemas/codes that holds written variants. options: for the kinds in OPTION_KINDS.
    """

    name: str
    kind: Kind
    length: int | None = None
    values: tuple[str, ...] = ()
    codes: str | None = None
    options: tuple[PrintedOption, ...] = ()

    @property
    def read_as(self) -> Kind:
        """The kind that it is read as: free text for which a code list is named, as words of an open list."""
        return Kind.CODE_TEXT if self.kind is Kind.TEXT and self.codes else self.kind


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled field outside the table: a head field or a numbered item.

    labels: the words printed before the field, alternatives, first the usual one; `group` is printed before them
    (JUMLAH ANGGOTA KELUARGA Laki-laki). number: the printed item number, null in heads. extra: the writing beside
    the options, a field of its own (FIELD_text, FIELD_count), with `extra_label` printed before it. unit: printed
    after the writing (orang, buah). optional: only some printings have it. after_table: it stands below the table.
    """

    field: Field
    labels: tuple[str, ...]
    number: int | None = None
    group: str | None = None
    extra: Field | None = None
    extra_label: str | None = None
    unit: str | None = None
    optional: bool = False
    after_table: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: printed number, headings (alternatives, first the usual one) and the group above."""

    field: Field
    number: int
    headings: tuple[str, ...]
    groups: tuple[str, ...] = ()


class TotalRow(StrEnum):
    """Whether the table ends with a JUMLAH row."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"


class CheckKind(StrEnum):
    """Arithmetic that a row (or, for COLUMN_SUM, a column and its JUMLAH) should satisfy."""

    COLUMN_SUM = "column_sum"
    AT_MOST = "at_most"
    SUM_EQUALS = "sum_equals"


@dataclass(frozen=True, slots=True)
class Check:
    """One arithmetic check.

    AT_MOST: left[0] ≤ right[0]. SUM_EQUALS: sum(left) = sum(right). COLUMN_SUM: each of `left` adds up to JUMLAH.
    """

    name: str
    kind: CheckKind
    left: tuple[str, ...]
    right: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form in one edition.

    form, edition: verbatim as in the contract. titles: alternatives, each a tuple of printed lines. lampiran: numbers
    that may stand at the top right (III-15). level: of a recap, dasawisma, rt, rw, dusun or desa, else null.
    row_unit: person, household, dasawisma, rt, rw, dusun, activity or event. landscape: usual way of the paper,
    null when both are known.
    """

    form: str
    edition: str
    titles: tuple[tuple[str, ...], ...]
    lampiran: tuple[str, ...]
    heads: tuple[Entry, ...]
    items: tuple[Entry, ...]
    columns: tuple[Column, ...]
    total: TotalRow
    checks: tuple[Check, ...]
    level: str | None = None
    row_unit: str | None = None
    landscape: bool | None = None

    @property
    def key(self) -> str:
        """Form and edition in one string, for messages and settings: `catatan-keluarga III-15`."""
        return f"{self.form} {self.edition}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All that is written outside the table: the heads, then the items, each in the order of the form file."""
        return (*self.heads, *self.items)

    @property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of its fields by name, writings beside options too."""
        fields = [column.field for column in self.columns]
        for entry in self.entries:
            fields += [entry.field] if entry.extra is None else [entry.field, entry.extra]
        return {field.name: field.kind for field in fields}
