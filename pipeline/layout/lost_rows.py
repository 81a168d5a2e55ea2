"""Whether a line between two rows of a table was not seen, or one was that is none, by what the form is ruled for."""

from __future__ import annotations

from dataclasses import replace

from pipeline.form import Form, Kind, TotalRow
from pipeline.layout.glance import Glance
from pipeline.layout.grid.lattice import begins_low, uneven

TALLEST_ROW_MM = 26.0
"""No form is ruled so wide: 6 to 14 mm are usual, and two written lines take no more than 20."""


def rows_lost(form: Form, glance: Glance) -> bool:
    """Whether the rows cannot be those of the form: uneven, taller than any, or not as many as it prints words for.

    Rows of printed words (activities) may differ in height, but each means what is printed there.
    """
    if not form.columns or glance.lattice is None:
        return False
    glance = without_total(form, glance)
    printed = [column.field.values for column in form.columns if column.field.kind is Kind.PRINTED]
    return any(len(words) != len(glance.rows) for words in printed) if printed else _uneven(glance)


def _uneven(glance: Glance) -> bool:
    """Whether a line between two rows was not seen, or one above is none: rows are ruled alike, and not so tall."""
    lattice, tallest = glance.lattice, TALLEST_ROW_MM * glance.page.px_per_mm
    tall = lattice is not None and any(lattice.height(band) > tallest for band in glance.rows)
    return tall or (lattice is not None and (uneven(lattice) or begins_low(lattice, glance.rows)))


def without_total(form: Form, glance: Glance) -> Glance:
    """The glance without a JUMLAH row where the form has none: a bar broken in the last row makes it look like one."""
    return replace(glance, total=False) if form.total is TotalRow.NEVER else glance
