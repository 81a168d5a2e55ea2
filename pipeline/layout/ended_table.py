"""Whether a table ends on the sheet though no JUMLAH ends it: offices leave that row out, and sheets are cut off.

Where the sheet goes on below the closed table, with what is printed there, nothing of the table is missing.
"""

from __future__ import annotations

from pipeline.geometry import Box
from pipeline.layout.glance import Glance
from pipeline.layout.grid.covered import closed_below, goes_on_below
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.total_row import says_total
from pipeline.layout.grid.written_cells import NUMBER_AND_NAME, ink_inside, large_pieces
from pipeline.layout.print_reader import NO_PRINT, PrintReader

ROWS_BELOW = 1.5
"""Print so many rows below the last line leaves room for JUMLAH between them; nearer there must be two lines of it."""
NARROWEST_WORD_MM, LINE_MM = 5.0, 2.0


def ends_on_sheet(glance: Glance, reader: PrintReader) -> bool:
    """Whether a line closes the table, print stands well below it, and neither its last row nor that is JUMLAH."""
    lattice, scale = glance.lattice, glance.page.px_per_mm
    if lattice is None or glance.total or not glance.rows:
        return False
    grey = glance.page.grey
    if not closed_below(grey, lattice, scale) or goes_on_below(grey, lattice, scale):
        return False
    return (
        _goes_on(glance, lattice)
        and not _is_unnamed(glance, lattice)
        and not says_total(_below(glance, lattice, reader))
    )


def _goes_on(glance: Glance, lattice: Lattice) -> bool:
    """Whether the sheet goes on below the table: a line of print well below it, or two."""
    scale, last = glance.page.px_per_mm, lattice.box.bottom
    words = [piece for piece in glance.printed.pieces if piece.width >= NARROWEST_WORD_MM * scale]
    below = [piece.centre[1] - last for piece in words if piece.centre[1] > last + LINE_MM * scale]
    return bool(below) and max(below) > min(ROWS_BELOW * lattice.row_px, min(below) + LINE_MM * scale)


def _is_unnamed(glance: Glance, lattice: Lattice) -> bool:
    """Whether the last band has numbers, but does not say of what: it may be a JUMLAH whose label is lost."""
    written = [_written(glance, lattice.cell(lattice.bands - 1, column)) for column in range(lattice.columns)]
    return any(written) and not any(written[:NUMBER_AND_NAME])


def _written(glance: Glance, cell: Box) -> bool:
    scale = glance.page.px_per_mm
    return len(large_pieces(ink_inside(glance.cleaned, cell, scale), scale)) > 0


def _below(glance: Glance, lattice: Lattice, reader: PrintReader) -> str:
    """What stands where one more row would have its number and name."""
    first = lattice.cell(lattice.bands - 1, 0, min(NUMBER_AND_NAME, lattice.columns))
    row = Box(first.left, first.bottom, first.right, first.bottom + lattice.row_px)
    part = glance.cleaned[row.slices(glance.cleaned.shape[1], glance.cleaned.shape[0])]
    return reader.read_strips([part if part.size else NO_PRINT])[0].text
