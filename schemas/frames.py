"""Data frames with the registry's columns and dtypes, and the way from and to Arrow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from schemas.arrow import ARROW_TYPES, arrow_schema
from schemas.columns import LIST_TYPES, Column, TableSchema, Type
from schemas.registry import TABLES

DTYPES: dict[Type, Any] = {
    Type.STRING: pd.StringDtype("pyarrow", na_value=pd.NA),
    Type.INTEGER: pd.Int32Dtype(),
    Type.FLOAT: np.dtype("float64"),
    Type.BOOLEAN: pd.BooleanDtype(),
    Type.DATE: pd.ArrowDtype(ARROW_TYPES[Type.DATE]),
    Type.STRINGS: pd.ArrowDtype(ARROW_TYPES[Type.STRINGS]),
    Type.READINGS: pd.ArrowDtype(ARROW_TYPES[Type.READINGS]),
}
"""The pandas dtype of each type: integers and booleans with nulls stay integers and booleans."""

_PLAIN: dict[Type, frozenset[type]] = {
    Type.STRING: frozenset({str, type(None)}),
    Type.INTEGER: frozenset({int, type(None)}),
    Type.FLOAT: frozenset({float, int, type(None)}),
    Type.BOOLEAN: frozenset({bool, type(None)}),
    Type.DATE: frozenset({date, type(None)}),
    Type.STRINGS: frozenset({list, tuple}),
    Type.READINGS: frozenset({list, tuple}),
}
"""Types of values that pyarrow takes as they are or not at all."""

_UNFIT = (pa.ArrowException, TypeError, ValueError, OverflowError)


class Misfit(NamedTuple):
    """A value that is not of its column's type: position of the row, name of the column."""

    position: int
    column: str


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """The table made of `rows`; what a row leaves out is null, or the empty list.

    Values of a wrong type stay as they are, in an object column, for schemas.validate to find.
    ValueError if a row names a column that the table does not have.
    """
    schema, count = TABLES[name], 0
    values: dict[str, list[object]] = {column: [] for column in schema.names}
    for row in rows:  # one by one: all rows of a village as dicts take ten times what the table does
        if unknown := sorted(row.keys() - values.keys()):
            raise ValueError(f"Table {name} has no column {', '.join(unknown)}.")
        for column, kept in values.items():
            kept.append(row.get(column))
        count += 1
    data = {column.name: _series(column, values.pop(column.name)) for column in schema.columns}
    return pd.DataFrame(data, index=pd.RangeIndex(count))


def _series(column: Column, values: list[object]) -> pd.Series[Any]:
    if column.type in LIST_TYPES:
        values = [() if value is None else value for value in values]
    try:
        return pd.Series(from_arrow(column.type, _array(column.type, values)))
    except _UNFIT:
        return pd.Series(values, dtype=object)


def conform(name: str, table: pd.DataFrame) -> tuple[pd.DataFrame, tuple[Misfit, ...]]:
    """The table with the registry's column order and dtypes, rows numbered from 0, and the values that did not fit.

    A value that does not fit is null in the result. ValueError if columns are missing or unknown: a bug of whoever
    made the table, not a fault of a row.
    """
    schema = TABLES[name]
    _same_columns(schema, table)
    misfits: list[Misfit] = []
    data = {column.name: _conformed(column, table[column.name], misfits) for column in schema.columns}
    return pd.DataFrame(data, index=pd.RangeIndex(len(table))), tuple(misfits)


def _same_columns(schema: TableSchema, table: pd.DataFrame) -> None:
    missing = [name for name in schema.names if name not in table.columns]
    unknown = [str(name) for name in table.columns if name not in schema.names]
    if missing or unknown or table.columns.has_duplicates:
        raise ValueError(
            f"Table {schema.name} does not have the columns of its schema: missing {', '.join(missing) or 'none'}; "
            f"unknown {', '.join(unknown) or 'none'}."
        )


def _conformed(column: Column, series: pd.Series[Any], misfits: list[Misfit]) -> Any:
    if series.dtype == DTYPES[column.type]:
        return series.array
    try:
        array = _array(column.type, series)
    except _UNFIT:
        array = _one_by_one(column, list(series), misfits)
    return from_arrow(column.type, array)


def _array(kind: Type, values: pd.Series[Any] | list[object]) -> pa.Array:
    """All values at once. Raises one of _UNFIT where a value is not of the type, also where pyarrow would bend it."""
    array = pa.array(values, type=ARROW_TYPES[kind], from_pandas=True)
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    exact = not isinstance(values, list) and values.dtype in (DTYPES[kind], pd.StringDtype("pyarrow", na_value=np.nan))
    # One by one only where a value is of another type than most: this is asked for every cell of every page.
    unusual = not exact and not _PLAIN[kind].issuperset(map(type, values))
    if unusual and any(_would_be_bent(kind, value) for value in values):
        raise TypeError("a value of another type")
    return array


def _would_be_bent(kind: Type, value: object) -> bool:
    """Whether pyarrow takes the value for one of that type though it is not: True as 1, 2016.5 as 2016, a time as a
    day, bytes as a string, a string as the list of its letters."""
    match kind:
        case Type.INTEGER:
            return isinstance(value, bool | np.bool_) or (
                isinstance(value, float) and math.isfinite(value) and value % 1 != 0
            )
        case Type.FLOAT:
            return isinstance(value, bool | np.bool_)
        case Type.DATE:
            return isinstance(value, datetime) and not pd.isna(value) and value.time() != time()
        case Type.STRING:
            return isinstance(value, bytes)
        case Type.STRINGS | Type.READINGS:
            return isinstance(value, str | bytes)
    return False


def _one_by_one(column: Column, values: list[object], misfits: list[Misfit]) -> pa.Array:
    kept: list[object] = []
    for position, value in enumerate(values):
        fitting = value
        try:
            _array(column.type, [value])
        except _UNFIT:
            misfits.append(Misfit(position, column.name))
            fitting = None
        kept.append(fitting)
    return _array(column.type, kept)


def from_arrow(kind: Type, array: pa.Array | pa.ChunkedArray) -> Any:
    """The pandas array of that type with the values of `array`."""
    if kind is Type.FLOAT:
        return np.array(array.to_numpy(zero_copy_only=False) if isinstance(array, pa.Array) else array.to_numpy())
    return DTYPES[kind].__from_arrow__(array)


def to_arrow(name: str, table: pd.DataFrame) -> pa.Table:
    """The Arrow table of a conforming frame; pyarrow.ArrowException where it does not conform."""
    arrays = [pa.array(table[field.name], type=field.type, from_pandas=True, safe=True) for field in arrow_schema(name)]
    return pa.Table.from_arrays(arrays, schema=arrow_schema(name))
