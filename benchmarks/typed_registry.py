"""The places of the national forms, from the registry of fields."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """A field as a form has it."""

    form: str
    edition: str
    part: str
    number: str
    group: str
    heading: str
    field: str
    kind: str
    values: list[str]


def registry(file: Path) -> dict[tuple[str, str], list[Place]]:
    """Places in printed order by form and edition."""
    forms: dict[tuple[str, str], list[Place]] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = Place(row["form"], row["edition"], row["part"], row["no"], row["group"], row["heading"],
                          row["field"], row["kind"], [word for word in row["values"].split("|") if word])  # fmt: skip
            forms.setdefault((place.form, place.edition), []).append(place)
    return forms
