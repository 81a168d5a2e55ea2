"""The places of items in ruled tables: whatever stands in the cell beside the label is its own."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import Entry
from pipeline.geometry import Box
from pipeline.layout.fields.places import Place
from pipeline.layout.labelling.framed_labels import in_reading_order
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.print_lines import PrintLines

INSIDE_MM = 0.4
"""So far from the rulings round it a value is written."""


def framed_places(
    labels: Sequence[Label], entry_of: Sequence[Entry | None], extras: frozenset[int], inside: PrintLines
) -> tuple[Place, ...]:
    """A place for every label in a table that names an entry. extras: as in find_places. inside: print of tables."""
    places = []
    for label, entry in zip(labels, entry_of, strict=True):
        cell = label.cell
        if cell is None or entry is None:
            continue
        own = [labels[at] for at in sorted(extras) if cell.contains(*labels[at].box.centre)]
        introducing = {piece for extra in own for piece in extra.pieces}
        places.append(
            Place(
                entry,
                label,
                cell.right,
                in_reading_order([box for box in inside.boxes if cell.contains(*box.centre)]),
                tuple(line for line in inside.lines if cell.contains((line.left + line.right) / 2, line.y - 1)),
                tuple(piece for piece in inside.pieces if cell.contains(*piece.centre) and piece not in introducing),
                own[0] if entry.extra_label and own else None,
            )
        )
    return tuple(places)


def in_its_cell(box: Box, cell: Box, unit: bool, px_per_mm: float) -> Box:
    """The cell a value is written in, but for its rulings; where a unit follows, as far as `box` goes."""
    inner = cell.grown(-INSIDE_MM * px_per_mm)
    return Box(inner.left, inner.top, min(inner.right, box.right) if unit else inner.right, inner.bottom)
