"""Rooms too narrow for what is written in them: something was taken for the end of one that is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.fields.places import Place
from pipeline.model import Cell, Doubt

NARROWEST_MM = 4.0
NARROWER, LOWER, FEWEST_ALIKE = 0.6, 0.75, 4
"""Of the usual width and height of so many fields before one unit (`orang`): they are printed alike, and of one that is
smaller what is written was taken for print, run together with its dots and its unit, or a thick dash."""

STROKE, AT_END_MM = 0.7, 0.3
"""So wide for its height at most a piece of print is a digit's stroke, and so near to a room's end it is taken for that
end: units are words."""


def doubted_without_room(cells: Sequence[Cell], places: Sequence[Place], px_per_mm: float) -> list[Cell]:
    """The cells, those doubted that are too narrow to write in, or far smaller than others before the same unit, or end
    at a stroke that is none: something that is none was taken for the next label, or for print."""
    unit_of = {place.entry.field.name: place.entry.unit for place in places if place.entry.unit}
    before_units = set(unit_of) | {place.entry.extra.name for place in places if place.entry.unit and place.entry.extra}
    sizes: dict[str, list[tuple[float, float]]] = {}
    for cell in cells:
        if cell.field.name in unit_of:
            sizes.setdefault(unit_of[cell.field.name], []).append((cell.box.width, cell.box.height))
    least = {unit: np.median(of, axis=0) * (NARROWER, LOWER) for unit, of in sizes.items() if len(of) >= FEWEST_ALIKE}
    narrowest = NARROWEST_MM * px_per_mm
    found = []
    for cell in cells:
        wide, tall = least.get(unit_of.get(cell.field.name, ""), (0.0, 0.0))
        small = cell.field.name in before_units and _ends_at_a_stroke(cell, px_per_mm)
        small |= cell.box.width < max(narrowest, wide) or cell.box.height < tall
        found.append(cell.doubted(Doubt.PLACE) if small else cell)
    return found


def _ends_at_a_stroke(cell: Cell, px_per_mm: float) -> bool:
    return any(
        piece.width <= STROKE * piece.height and abs(piece.left - cell.box.right) <= AT_END_MM * px_per_mm
        for piece in cell.print_boxes
    )
