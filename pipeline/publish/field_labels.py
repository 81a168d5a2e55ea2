"""What is printed on the forms beside or above each field: a person finds it on the paper, whatever its name here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from pipeline.form import Form
from pipeline.formfile import load_forms

SHORT = 2
"""A heading of so few letters (L, P) says nothing without the one above its group."""


@cache
def field_labels(form: str, edition: str) -> Mapping[str, str]:
    """The usual printed label of every field of a form, by field name, in the order of the form; empty where the form
    is not known."""
    found = next((one for one in load_forms() if (one.form, one.edition) == (form, edition)), None)
    return {} if found is None else _labels(found)


def _labels(form: Form) -> dict[str, str]:
    headings = Counter(column.headings[0] for column in form.columns)
    told: dict[str, str] = {}
    for entry in form.entries:
        told[entry.field.name] = _under(entry.group, entry.labels[0])
        if entry.extra is not None:
            told[entry.extra.name] = _under(entry.labels[0], entry.extra_label or "…")
    for column in form.columns:
        heading = column.headings[0]
        alone = headings[heading] == 1 and len(heading) > SHORT
        told[column.field.name] = heading if alone or not column.groups else _under(column.groups[0], heading)
    return told


def _under(above: str | None, label: str) -> str:
    return f"{above}: {label}" if above else label
