"""What a column and a table are: plain data, from which models, Arrow schemas and the dictionary are derived.

This file and the tables beside it import neither pandas nor pyarrow: form files are loaded from this package in
workers too, and a worker has no room for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Type(StrEnum):
    """Type of a column, as the dictionary prints it."""

    STRING = "string"
    INTEGER = "int32"
    FLOAT = "float64"
    BOOLEAN = "boolean"
    DATE = "date"
    STRINGS = "list<string>"
    READINGS = "list<struct<value: string, confidence: float64>>"


LIST_TYPES = frozenset({Type.STRINGS, Type.READINGS})
"""Lists are never null; nothing is the empty list."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of one table.

    low, high: least and greatest value allowed, both included. codes: the only words allowed (of a list: of its
    elements). vocabulary: name of the list in schemas/codes that the words come from; others may occur, as people
    wrote them. pattern: regular expression that the whole string matches. nullable: null is allowed and means what
    the description says. source: where on the forms it comes from.
    """

    name: str
    type: Type
    description: str
    unit: str | None = None
    nullable: bool = False
    low: float | None = None
    high: float | None = None
    codes: tuple[str, ...] = ()
    vocabulary: str | None = None
    pattern: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table of the contract.

    row: what one row stands for. key: the columns that make a row unique, nulls equal to each other; rows are
    sorted by it, nulls last. unique: false where two rows may be alike. partitioned: one folder per village, whose
    name alone holds `village_code`.
    """

    name: str
    row: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    partitioned: bool = False
    unique: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def text(
    name: str,
    description: str,
    *,
    nullable: bool = True,
    codes: tuple[str, ...] = (),
    vocabulary: str | None = None,
    pattern: str | None = None,
    source: str | None = None,
) -> Column:
    """A string column; null unless said otherwise, since what was not written or not accepted is null."""
    return Column(
        name,
        Type.STRING,
        description,
        nullable=nullable,
        codes=codes,
        vocabulary=vocabulary,
        pattern=pattern,
        source=source,
    )


def whole(
    name: str,
    description: str,
    *,
    unit: str | None = None,
    nullable: bool = True,
    low: int = 0,
    high: int | None = None,
    source: str | None = None,
) -> Column:
    """A whole number (32 bits), 0 or more unless said otherwise."""
    return Column(name, Type.INTEGER, description, unit, nullable, low, high, source=source)


def real(
    name: str,
    description: str,
    *,
    unit: str | None = None,
    nullable: bool = False,
    low: float | None = None,
    high: float | None = None,
) -> Column:
    """A floating-point number (64 bits)."""
    return Column(name, Type.FLOAT, description, unit, nullable, low, high)


def flag(name: str, description: str, *, nullable: bool = True, source: str | None = None) -> Column:
    """Yes or no; null is neither."""
    return Column(name, Type.BOOLEAN, description, nullable=nullable, source=source)


def day(name: str, description: str, *, source: str | None = None) -> Column:
    """A calendar day; null where it is not known."""
    return Column(name, Type.DATE, description, nullable=True, source=source)


def words(name: str, description: str, *, codes: tuple[str, ...] = (), source: str | None = None) -> Column:
    """A list of strings; empty where there are none."""
    return Column(name, Type.STRINGS, description, codes=codes, source=source)
