"""Rooms too narrow for what is written in them: something was taken for the end of one that is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.fields.places import Place
from pipeline.model import Cell, Doubt

NARROWEST_MM = 4.0
NARROWER, FEWEST_ALIKE = 0.6, 4
"""Of the usual width of so many fields before one unit (`orang`): they are printed alike, and of one that is narrower
what is written, run together with its dots and its unit, was taken for print."""


def doubted_without_room(cells: Sequence[Cell], places: Sequence[Place], px_per_mm: float) -> list[Cell]:
    """The cells, those doubted that are too narrow to write in, or far narrower than others before the same unit:
    something that is none was taken for the next label, or for print."""
    unit_of = {place.entry.field.name: place.entry.unit for place in places if place.entry.unit}
    widths: dict[str, list[float]] = {}
    for cell in cells:
        if cell.field.name in unit_of:
            widths.setdefault(unit_of[cell.field.name], []).append(cell.box.width)
    least = {unit: NARROWER * float(np.median(of)) for unit, of in widths.items() if len(of) >= FEWEST_ALIKE}
    return [
        cell.doubted(Doubt.PLACE)
        if cell.box.width < max(NARROWEST_MM * px_per_mm, least.get(unit_of.get(cell.field.name, ""), 0.0))
        else cell
        for cell in cells
    ]
