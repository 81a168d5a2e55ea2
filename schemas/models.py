"""The pandera model of each table, derived from the registry."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pandera

from schemas.columns import LIST_TYPES, Column, Type
from schemas.frames import DTYPES
from schemas.registry import TABLES

NOT_NULL = "not_nullable"
"""pandera's own name for a null where none may be."""


@cache
def model(name: str, *, unique_key: bool = True) -> pandera.DataFrameSchema:
    """The model of the table: types, nulls, bounds, code lists, patterns, order of columns, and its unique key.

    The checks' `error` texts are the rule codes of table `quarantine`: `bounds`, `codes`, `pattern`, `finite`.
    """
    schema = TABLES[name]
    return pandera.DataFrameSchema(
        {column.name: _column(column) for column in schema.columns},
        strict=True,
        ordered=True,
        name=name,
        description=f"One row: {schema.row}.",
        unique=list(schema.key) if unique_key and schema.unique else None,
        report_duplicates="exclude_first",
    )


def _column(column: Column) -> pandera.Column:
    return pandera.Column(
        DTYPES[column.type],
        checks=_checks(column),
        nullable=column.nullable,
        title=column.name,
        description=column.description,
        metadata={"unit": column.unit, "source": column.source, "vocabulary": column.vocabulary},
    )


def _checks(column: Column) -> list[pandera.Check]:
    checks: list[pandera.Check] = []
    if column.type is Type.FLOAT:
        checks.append(pandera.Check(np.isfinite, error="finite"))
    if column.low is not None:
        checks.append(pandera.Check.ge(column.low, error="bounds"))
    if column.high is not None:
        checks.append(pandera.Check.le(column.high, error="bounds"))
    if column.codes and column.type in LIST_TYPES:
        allowed = frozenset(column.codes)
        checks.append(pandera.Check(lambda values: values.map(lambda value: allowed.issuperset(value)), error="codes"))
    elif column.codes:
        checks.append(pandera.Check.isin([str(code) for code in column.codes], error="codes"))
    if column.pattern is not None:
        checks.append(pandera.Check(_matches(column.pattern), error="pattern"))
    return checks


def _matches(pattern: str) -> Any:
    def whole_string_matches(values: pd.Series[Any]) -> pd.Series[bool]:
        return values.str.fullmatch(pattern)

    return whole_string_matches
