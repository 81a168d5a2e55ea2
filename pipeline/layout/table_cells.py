"""The cells of a table: one for every column of every printed data row, and those of the JUMLAH row."""

from __future__ import annotations

from pipeline.form import Form, Kind
from pipeline.layout.covered import covered_cells
from pipeline.layout.glance import Glance
from pipeline.model import Cell, Part

TOTAL_LABEL_COLUMNS = 2
"""The JUMLAH label stands in NO and NAME (contract)."""


def table_cells(glance: Glance, form: Form) -> tuple[Cell, ...]:
    """The cells row by row, columns in the form's order; empty without a lattice.

    The lattice must have the form's number of columns. Columns whose content is printed give no cell.
    """
    lattice = glance.lattice
    if lattice is None:
        return ()
    covered = covered_cells(glance.page.grey, lattice, glance.page.px_per_mm)
    last = lattice.bands - 1
    cells = [
        Cell(Part.TABLE, row, column.field, lattice.cell(band, index), covered=(band, index) in covered)
        for row, band in enumerate(glance.rows)
        for index, column in enumerate(form.columns)
        if column.field.kind is not Kind.PRINTED
    ]
    if glance.total:
        cells += [
            Cell(Part.TOTAL, None, column.field, lattice.cell(last, index), covered=(last, index) in covered)
            for index, column in enumerate(form.columns)
            if index >= TOTAL_LABEL_COLUMNS and column.field.kind is not Kind.PRINTED
        ]
    return tuple(cells)
