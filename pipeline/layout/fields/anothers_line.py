"""Values read on a line that is level with another label: where one lost its colon, it may have taken the next one's.

A printing sets all labels as high above their lines; one that is off, beside another that is not, has a line too few.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.labels import Label
from pipeline.model import Cell, Doubt

LEAST_PLACES = 4
"""So many tell how high labels stand above their lines."""
OFF, LEVEL, ABOVE = 1.0, 0.5, 0.25
"""Of the letters' height: farther off is no line of the label's own, nearer is the other label's, and so far above its
middle a label has none."""
SAME_COLUMN_MM = 3.0


def doubted_on_anothers_line(
    cells: Sequence[Cell], places: Sequence[Place], labels: Sequence[Label], px_per_mm: float
) -> list[Cell]:
    """The cells, those of an entry doubted whose first line is as far below another label as lines usually are, or lies
    above the middle of its own, as the upper edge of a frame does of which no more was seen."""
    lined = [place for place in places if place.lines and place.label.cell is None]
    usual = float(np.median([place.lines[0].y - place.label.y for place in lined])) if lined else 0.0
    several = len(lined) >= LEAST_PLACES
    doubted = set()
    for place in lined:
        label, y = place.label, place.lines[0].y - usual
        others = [
            other
            for other in labels
            if other is not label and abs(other.value_left - label.value_left) < SAME_COLUMN_MM * px_per_mm
        ]
        off = several and abs(y - label.y) > OFF * label.height
        above = place.lines[0].y < label.y - ABOVE * label.height
        if above or (off and any(abs(y - other.y) < LEVEL * other.height for other in others)):
            doubted |= {place.entry.field.name, place.entry.extra.name if place.entry.extra is not None else ""}
    return [
        cell.doubted(Doubt.PLACE) if not cell.part.in_table and cell.field.name in doubted else cell for cell in cells
    ]
