"""The data dictionary, derived from the registry and from what was measured."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from importlib import resources

import pandas as pd

from pipeline.errors import ConfigurationError
from schemas.columns import Column
from schemas.frames import frame
from schemas.registry import TABLES

MEASURED = "measured_error.csv"
"""In schemas/calibration: table, column, measured_error, measured_error_low, measured_error_high, measured_on."""


def data_dictionary(measured: str | None = None) -> pd.DataFrame:
    """Table `data_dictionary`: a row per column of every table, in the contract's order.

    measured: text of the CSV of measured errors; by default the packaged one, if there is one.
    ConfigurationError if it is malformed or names a column that does not exist.
    """
    errors = _measured(_packaged() if measured is None else measured)
    return frame(
        "data_dictionary",
        [
            {**_described(table.name, column), **errors.get((table.name, column.name), {})}
            for table in TABLES.values()
            for column in table.columns
        ],
    )


def _described(table: str, column: Column) -> dict[str, object]:
    codes = "|".join(column.codes) or (f"schemas/codes/{column.vocabulary}.csv" if column.vocabulary else None)
    return {
        "table": table,
        "column": column.name,
        "type": str(column.type),
        "unit": column.unit,
        "description": column.description,
        "source": column.source,
        "codes": codes,
    }


def _packaged() -> str:
    file = resources.files("schemas") / "calibration" / MEASURED
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _measured(text: str) -> Mapping[tuple[str, str], dict[str, object]]:
    errors: dict[tuple[str, str], dict[str, object]] = {}
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        where = f"schemas/calibration/{MEASURED}, line {reader.line_num}"
        try:
            table, column = row["table"], row["column"]
            if column not in TABLES[table].names:
                raise KeyError(column)
            numbers = ("measured_error", "measured_error_low", "measured_error_high")
            errors[table, column] = {
                **{name: float(row[name]) for name in numbers},
                "measured_on": row["measured_on"],
            }
        except KeyError as error:
            raise ConfigurationError(f"{where}: there is no {error}.") from error
        except (TypeError, ValueError) as error:
            raise ConfigurationError(f"{where}: a measured error is no number.") from error
    return errors
