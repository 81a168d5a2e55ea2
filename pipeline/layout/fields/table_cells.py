"""The cells of a table: one for every column of every printed data row, and those of the JUMLAH row."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.form import COUNT_KINDS, Form, Kind
from pipeline.layout.doubts.between_rows import between_rows
from pipeline.layout.doubts.cancelled_rows import cancelled_rows
from pipeline.layout.doubts.column_lines import Columns, column_lines
from pipeline.layout.doubts.hidden_rulings import hidden_cells
from pipeline.layout.doubts.long_strokes import long_strokes
from pipeline.layout.doubts.oblique_lines import oblique_cells
from pipeline.layout.doubts.on_rulings import on_rulings
from pipeline.layout.doubts.over_bars import over_bars
from pipeline.layout.doubts.over_lines import over_lines
from pipeline.layout.doubts.overlaid import overlaid_cells
from pipeline.layout.doubts.repeated_strips import repeated_strips
from pipeline.layout.doubts.row_below import row_below
from pipeline.layout.doubts.shone_through import shone_through
from pipeline.layout.doubts.slanting_lines import slanting_cells
from pipeline.layout.doubts.stacked_numbers import two_numbers
from pipeline.layout.doubts.streaked_bars import beside_streaks
from pipeline.layout.doubts.struck_headings import struck_headings
from pipeline.layout.glance import Glance
from pipeline.layout.grid.coarse_ink import coarse_ink
from pipeline.layout.grid.covered import covered_cells
from pipeline.layout.grid.stray_lines import stray_lines
from pipeline.layout.grid.struck_columns import struck_cells
from pipeline.layout.grid.struck_rows import struck_bands
from pipeline.layout.lines.row_heights import OddRows, odd_rows
from pipeline.layout.which_form.column_order import Placed
from pipeline.layout.which_form.halved_heading import first_left_out
from pipeline.model import Cell, Doubt, Line, Part

TOTAL_LABEL_COLUMNS = 2
"""The JUMLAH label stands in NO and NAME (contract)."""
ROW_NUMBER = "row_no"
INSIDE_MM = 1.5
"""So far inside the table's sides a straight line ends that a pen drew in it."""
REPEATED = frozenset({Kind.CODE, Kind.CODE_TEXT, Kind.NAME, Kind.TEXT})
"""Kinds of which a line below a value says that it is repeated; in a column of counts it is as likely a 1."""


def table_cells(glance: Glance, form: Form, columns: Sequence[Placed]) -> tuple[Cell, ...]:
    """The cells row by row, columns in the form's order; empty without a lattice.

    columns: which of the form's columns each of the lattice's is. Columns whose content is printed give no cell.
    """
    lattice = glance.lattice
    if lattice is None:
        return ()
    scale = glance.page.px_per_mm
    covered = covered_cells(glance.page.grey, lattice, scale) | hidden_cells(glance.page.grey, lattice, scale)
    stray = stray_lines(glance.cleaned, lattice, scale)
    whole = coarse_ink(glance.cleaned, lattice)
    ink = stray.taken_off(whole)
    penned = long_strokes(ink, lattice, scale) | oblique_cells(ink, lattice, scale)
    penned |= stray.inside(lattice.box, INSIDE_MM * scale).cells(lattice, scale)
    cancelled = cancelled_rows(whole, lattice, scale)
    penned |= slanting_cells(lattice, glance.horizontals, scale) | cancelled.crossed
    crossed = penned | struck_cells(lattice) | stray.cells(lattice, scale)
    overlaid = crossed | overlaid_cells(ink, lattice, scale) | beside_streaks(glance.ink, lattice, scale)
    printed = any(column.field.kind is Kind.PRINTED for column in form.columns)
    lines = (
        {} if printed else column_lines(whole, lattice, glance.rows, (crossed, penned), _of_words(form, columns), scale)
    )
    through = shone_through(glance.cleaned, lattice, scale)
    along = on_rulings(glance.page.grey, lattice, scale)
    rows = (*glance.rows, *((lattice.bands - 1,) if glance.total else ()))
    counted = {at for at, column in enumerate(columns) if form.columns[column.column].field.kind in COUNT_KINDS}
    across = over_bars(glance.cleaned, lattice, rows, counted, scale)
    between = over_lines(glance.cleaned, lattice, rows, counted, scale)
    struck = struck_bands(lattice)
    renamed = struck_headings(glance.cleaned, lattice, [column.alike for column in columns], scale)
    left_out = first_left_out(glance)
    off_rows = between_rows(glance.cleaned, lattice, rows, scale)
    repeated = repeated_strips(glance.cleaned, lattice)
    odd = OddRows() if printed else odd_rows([lattice.height(band) for band in glance.rows])
    placed = sorted((one.column, index, one.sure) for index, one in enumerate(columns))
    cells = []
    for row, band in enumerate(rows):
        total = row == len(glance.rows)
        for column, index, sure in placed:
            field = form.columns[column].field
            if field.kind is Kind.PRINTED or (total and min(column, index) < TOTAL_LABEL_COLUMNS):
                continue
            box = lattice.cell(band, index)
            folded = any(box.top < float(fold.at(box.centre[0])) < box.bottom for fold in lattice.folds)
            folded |= any(box.left < float(fold.at(box.centre[1])) < box.right for fold in lattice.upright_folds)
            line = lines.get((band, index))
            if line is not Line.EMPTY and field.kind not in REPEATED:
                line = None
            doubts = {
                Doubt.COVERED: (band, index) in covered,
                Doubt.OVERLAID: (line is None and (band, index) in overlaid) or band in struck,
                Doubt.THROUGH: (band, index) in through,
                Doubt.CANCELLED: (band, index) in cancelled.between,
                Doubt.ON_RULING: (band, index) in across or along.doubts((band, index), field, glance.cleaned, box),
                Doubt.HEADING: not sure or index in renamed,
                Doubt.FOLDED: folded or row in odd.touched,
                Doubt.STACKED: two_numbers(glance.cleaned, box, field.kind, scale),
                Doubt.BETWEEN: band in off_rows.bands or (band, index) in between | off_rows.cells,
                Doubt.TWICE: band in repeated,
                Doubt.ROW_PLACE: not total and (row >= odd.after or left_out),
            }
            cells.append(
                Cell(
                    Part.TOTAL if total else Part.TABLE,
                    None if total else row,
                    field,
                    box,
                    doubts=tuple(doubt for doubt, there in doubts.items() if there),
                    line=line,
                )
            )
    if cells and not form.items and row_below(glance.cleaned, lattice, scale):
        last = next(at for at, cell in enumerate(cells) if cell.row == cells[-1].row)
        cells[last] = cells[last].doubted(Doubt.BELOW)
    return tuple(cells)


def _of_words(form: Form, columns: Sequence[Placed]) -> Columns:
    fields = {index: form.columns[one.column].field for index, one in enumerate(columns)}
    of_words = {
        at for at, field in fields.items() if field.kind in REPEATED and min(map(len, field.values), default=2) > 1
    }
    return Columns({at for at, field in fields.items() if field.name == ROW_NUMBER}, of_words)
