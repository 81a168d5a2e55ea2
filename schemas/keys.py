"""Keys of rows as text, as table `quarantine` names them, and the order of rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from schemas.registry import TABLES

SEPARATOR = "|"


def key_text(name: str, row: Mapping[str, object]) -> str:
    """The key of one row: its key columns joined by `|`, nulls empty, booleans `true` and `false`."""
    return SEPARATOR.join(_text(row.get(column)) for column in TABLES[name].key)


def key_texts(name: str, table: pd.DataFrame) -> list[str]:
    """The key of every row of the table, in its order."""
    columns = [[_text(value) for value in table[column]] for column in TABLES[name].key]
    return [SEPARATOR.join(parts) for parts in zip(*columns, strict=True)]


def _text(value: Any) -> str:
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def in_order(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """The rows sorted by key, nulls last, and by village first where villages are folders; each keeps its index label.

    Rows of equal key come in an order that depends on their content alone, never on the order given.
    """
    schema = TABLES[name]
    by = list(dict.fromkeys(["village_code", *schema.key] if schema.partitioned else schema.key))
    keys = table[by].reset_index(drop=True).sort_values(by, na_position="last", kind="stable")
    positions = keys.index.to_numpy()
    # What is sorted already, as most of what is published, is not copied.
    ordered = table if (positions == np.arange(len(table))).all() else table.iloc[positions]
    twice = keys.duplicated(by, keep=False).to_numpy()
    if not twice.any():
        return ordered
    content = np.full(len(ordered), "", dtype=object)
    content[twice] = _contents(ordered[twice])
    return (
        ordered.assign(_content=content)
        .sort_values([*by, "_content"], na_position="last", kind="stable")
        .drop(columns="_content")
    )


def _contents(rows: pd.DataFrame) -> list[str]:
    columns = [pa.array(rows[column], from_pandas=True).to_pylist() for column in rows.columns]
    return [repr(values) for values in zip(*columns, strict=True)]
