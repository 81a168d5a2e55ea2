"""The Arrow schema of each table, derived from the registry."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache

import pyarrow as pa

from schemas.columns import Column, Type
from schemas.registry import TABLES

ARROW_TYPES: dict[Type, pa.DataType] = {
    Type.STRING: pa.string(),
    Type.INTEGER: pa.int32(),
    Type.FLOAT: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
    Type.DATE: pa.date32(),
    Type.STRINGS: pa.list_(pa.string()),
    Type.READINGS: pa.list_(pa.struct([("value", pa.string()), ("confidence", pa.float64())])),
}

_PANDAS_TYPES: dict[Type, tuple[str, str]] = {
    Type.INTEGER: ("int32", "Int32"),
    Type.BOOLEAN: ("bool", "boolean"),
}
"""Types that pandas.read_parquet would turn to floats or objects where there are nulls, unless told."""


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The schema of the table, all columns in order, nullable as declared. KeyError for an unknown table."""
    return _schema(TABLES[name].columns)


@cache
def file_schema(name: str) -> pa.Schema:
    """The schema of one file of the table: without `village_code` where the folder's name holds it."""
    table = TABLES[name]
    return _schema(column for column in table.columns if not (table.partitioned and column.name == "village_code"))


def _schema(columns: Iterable[Column]) -> pa.Schema:
    kept = tuple(columns)
    fields = [pa.field(column.name, ARROW_TYPES[column.type], nullable=column.nullable) for column in kept]
    return pa.schema(fields, metadata={"pandas": _pandas_metadata(kept)})


def _pandas_metadata(columns: tuple[Column, ...]) -> str:
    """What makes pandas.read_parquet give Int32 and boolean back, so that `year` never becomes 2016.0.

    Written here and not by pyarrow, whose own metadata names library versions. Strings are left out on purpose:
    they come back as pandas' default string type.
    """
    typed = [
        {
            "name": column.name,
            "field_name": column.name,
            "pandas_type": _PANDAS_TYPES[column.type][0],
            "numpy_type": _PANDAS_TYPES[column.type][1],
            "metadata": None,
        }
        for column in columns
        if column.type in _PANDAS_TYPES
    ]
    return json.dumps({"index_columns": [], "column_indexes": [], "columns": typed, "pandas_version": "3"})
