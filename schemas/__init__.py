"""The one place where a column has name, type, unit, bounds, code list and description.

Form files and code lists live here as package data too and are loaded by workers, so importing this package pulls
in neither pandas nor pyarrow; the modules arrow, frames, models, validate and dictionary do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.columns import Column, TableSchema, Type
from schemas.registry import TABLES

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["TABLES", "Column", "TableSchema", "Type", "empty"]


def empty(name: str) -> pd.DataFrame:
    """The table without rows, with the right columns and dtypes (schemas.frames)."""
    from schemas.frames import frame  # here, so that a worker that asks for a form file is spared pandas

    return frame(name, ())
