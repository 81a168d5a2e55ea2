"""The fields of the national forms, as the registry shared/forms/fields.csv lists them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Field:
    """One row of the registry; `values` is empty where any value may stand."""

    form: str
    edition: str
    part: str
    number: str
    group: str
    heading: str
    field: str
    kind: str
    values: list[str]


def fields(file: Path) -> dict[tuple[str, str], list[Field]]:
    """The fields of each form and edition, in printed order."""
    found: dict[tuple[str, str], list[Field]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(list(lines)[1:]):
            place = Field(*row[:8], [word for word in row[8].split("|") if word])
            found.setdefault((place.form, place.edition), []).append(place)
    return found
