"""Whether a line between two rows of a table was not seen, or one was that is none, by what the form is ruled for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.form import Form, Kind, TotalRow
from pipeline.layout.ended_table import ends_on_sheet
from pipeline.layout.glance import Glance
from pipeline.layout.grid.lattice import Lattice, begins_low
from pipeline.layout.grid.written_cells import LEAST_MM, NUMBER_AND_NAME, ink_inside, large_pieces
from pipeline.layout.print_reader import PrintReader
from pipeline.layout.which_form.rows_in_heading import rows_in_heading
from pipeline.model import Cell, Grey, PageFault, Part
from pipeline.refusals import fault
from pipeline.scan.grey_levels import with_dark_strokes
from pipeline.scan.pieces import runs

TALLEST_ROW_MM = 26.0
"""No form is ruled so wide: 6 to 14 mm are usual, and two written lines take no more than 20."""
IN_HEADING = 3
"""So many rows that stand in the heading are told; fewer tells the running number of the first that does not."""
OVER = 0.08
"""Of a row's height: so far over its middle writing of its upper half may reach, and that of its lower half."""
LIKE_LOWEST, OF_LOWEST = 0.1, 1 / 3
"""Bands are as low as the lowest that differ by so much of its height; if so many of all are, rows are ruled so. A fold
makes two low ones of one."""
LEAST_DOUBLED, MOSTLY_DOUBLED = 3, 0.5
"""So many rows, and such a share of them, hold two numbers where every other line between rows was not seen."""
FEW_ROWS = 2
"""No form is ruled for so few: of a table without lines between its rows the whole is one, and the rows written in it
one below the other are told by numbers and names that stand so."""
MOST_TWICE = 2
"""So many columns but those of number and name may hold two pieces one above the other."""


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
    """Whether a line between two rows was not seen, or every other one, or one above is none: rows are ruled alike, and
    not so tall."""
    lattice, tallest = glance.lattice, TALLEST_ROW_MM * glance.page.px_per_mm
    if lattice is None:
        return False
    tall = any(lattice.height(band) > tallest for band in glance.rows)
    scale = glance.page.px_per_mm
    two = any(_holds_two(lattice, band, glance.cleaned, scale) for band in two_high(lattice) if band in glance.rows)
    above = lattice.height(0) > IN_HEADING * lattice.row_px
    above = above and rows_in_heading(lattice, glance.cleaned, scale) >= IN_HEADING
    doubled = sum(_times_written(lattice, band, 0, glance.cleaned, scale) == 2 for band in glance.rows)
    every_other = doubled >= max(LEAST_DOUBLED, MOSTLY_DOUBLED * len(glance.rows))
    alone = len(glance.rows) <= FEW_ROWS and any(
        all(_lines_in(lattice, band, column, glance.cleaned, scale) > 1 for column in range(NUMBER_AND_NAME))
        for band in glance.rows
    )
    return tall or two or above or every_other or alone or begins_low(lattice, glance.rows)


def two_high(lattice: Lattice) -> tuple[int, ...]:
    """The bands as tall as two or more of their neighbours: a line between was not seen, as rows are ruled alike.

    JUMLAH may have a height of its own.
    """
    heights = np.array([lattice.height(band) for band in range(1, lattice.bands - 1)])
    if not len(heights):
        return ()
    all_rows = np.append(heights, lattice.height(lattice.bands - 1))
    low = all_rows < (1 + LIKE_LOWEST) * all_rows.min()
    if len(heights) < 3:
        # Of few rows the last band, a row or JUMLAH, tells best how high they are ruled.
        usual = lattice.height(lattice.bands - 1)
    elif np.count_nonzero(low) >= max(2, OF_LOWEST * len(all_rows)):
        # Where most lines of a dotted table are lost the usual height is of two rows.
        usual = float(np.median(all_rows[low]))
    else:
        usual = float(np.median(heights))
    tall = heights / usual
    odd = (tall > 1.75) & (np.abs(tall - np.round(tall)) < 0.2)
    return tuple(at + 1 for at in np.flatnonzero(odd).tolist())


def _holds_two(lattice: Lattice, band: int, cleaned: Grey, px_per_mm: float) -> bool:
    """Whether two rows are written in a band as tall as two, or none is seen to be; one ruled so holds one.

    The first band may be that of column numbers, which were not read.
    """
    # A pencil may be paler than print.
    cleaned = with_dark_strokes(cleaned, *lattice.cell(band, 0, lattice.columns).slices(*cleaned.shape[::-1]))
    times = [_times_written(lattice, band, column, cleaned, px_per_mm) for column in range(lattice.columns)]
    first = times[:NUMBER_AND_NAME]
    return (band > 1 and not any(first)) or 2 in first or times.count(2) > MOST_TWICE


def _times_written(lattice: Lattice, band: int, column: int, cleaned: Grey, px_per_mm: float) -> int:
    """How often something is written in a cell: 0, 1, or 2 where that is in the upper half and in the lower."""
    ink = ink_inside(cleaned, lattice.cell(band, column), px_per_mm)
    _, top, _, high = large_pieces(ink, px_per_mm).T
    middle, over = len(ink) / 2, OVER * len(ink)
    upper, lower = top + high <= middle + over, top >= middle - over
    return int(len(top) > 0) + int(upper.any() and lower.any())


def _lines_in(lattice: Lattice, band: int, column: int, cleaned: Grey, px_per_mm: float) -> int:
    """How many lines of writing stand in a cell, one below the other."""
    inked = ink_inside(cleaned, lattice.cell(band, column), px_per_mm).any(axis=1)
    return sum(end - start >= LEAST_MM * px_per_mm for start, end in runs(np.asarray(inked)))


def without_total(form: Form, glance: Glance) -> Glance:
    """The glance without a JUMLAH row where the form has none: a bar broken in the last row makes it look like one."""
    return replace(glance, total=False) if form.total is TotalRow.NEVER else glance


def lost_table(form: Form, cells: Sequence[Cell], glance: Glance, reader: PrintReader) -> PageFault | None:
    """A table without rows, or without the JUMLAH row that always ends it: part of the sheet is missing on the scan.

    Half a table read in silence would be rows of families lost. On a sheet that goes on below it JUMLAH was left out.
    """
    parts = {cell.part for cell in cells}
    if form.columns and Part.TABLE not in parts:
        return fault("lattice_lost", form.key)
    if form.total is TotalRow.ALWAYS and Part.TOTAL not in parts and not ends_on_sheet(glance, reader):
        return fault("cut_off", f"{form.key}: JUMLAH")
    return None
