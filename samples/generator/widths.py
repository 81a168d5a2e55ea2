"""How wide a printer sets the columns of a table."""

from __future__ import annotations

import random

from pipeline.form import Column, Kind
from samples.generator.printing import Printing

KIND_MM = {
    Kind.COUNT: 9.0, Kind.TICK_OR_COUNT: 9.0, Kind.MARK: 9.0, Kind.MARK_TEXT: 12.0, Kind.YEAR: 13.0,
    Kind.DIGITS: 22.0, Kind.DIGITS_OR_WORD: 36.0, Kind.DATE: 22.0, Kind.DATE_AGE: 26.0, Kind.MONTH: 22.0,
    Kind.CODE: 20.0, Kind.CODE_TEXT: 22.0, Kind.NAME: 42.0, Kind.TEXT: 24.0, Kind.PRINTED: 62.0,
}  # fmt: skip
FIELD_MM = {"row_no": 8.0, "sex": 9.0, "birth_place": 26.0, "active": 20.0, "note": 22.0}
LEAST_MM = 6.2
NARROW_MM = 13.5
"""Columns narrower than this share one width in most printings, and have their headings turned."""


def column_widths_mm(columns: tuple[Column, ...], printing: Printing, total_mm: float) -> list[float]:
    """Widths in the form's order, adding up to `total_mm`. Alike narrow columns of one group are alike or nearly so."""
    rng = random.Random(f"{printing.seed}:widths")
    uneven = rng.choice((0.0, 0.0, 0.12))
    generous = rng.uniform(0.85, 1.3)
    wanted = []
    for column in columns:
        usual = FIELD_MM.get(column.field.name, KIND_MM.get(column.field.kind, 20.0))
        if usual <= NARROW_MM:
            wanted.append(usual * (1 + rng.uniform(-uneven, uneven)))
        else:
            wanted.append(usual * generous * rng.uniform(0.85, 1.25))
    scale = total_mm / sum(wanted)
    widths = [max(LEAST_MM, width * scale) for width in wanted]
    spare = sum(widths) - total_mm
    wide = [i for i, width in enumerate(widths) if width > LEAST_MM * 1.6]
    room = sum(widths[i] - LEAST_MM for i in wide)
    for i in wide:
        widths[i] -= spare * (widths[i] - LEAST_MM) / room
    return widths
