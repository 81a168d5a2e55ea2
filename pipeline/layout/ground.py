"""A sheet on ground of its own brightness, whose outline is not seen: what lies beside its table is taken off.

The pattern of a cloth passes for print: bars of it left of an underlined title make a label of them, the title's lines
are lines to write on then, and its words writing.
"""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout.glance import look
from pipeline.layout.print_reader import PrintReader
from pipeline.model import PageImage

MARGIN_MM = 12.0
"""So far beyond its sides print of a table's sheet may begin; most begins where it does."""
LEAST_PIECES = 12
"""Of what passes for print out there; a sheet has its holes, and the dirt of its edges."""
PAPER = 255


def without_ground(page: PageImage, reader: PrintReader) -> PageImage | None:
    """The page with nothing beside its table but a margin; None without a table, or where little lies there."""
    glance = look(page, reader)
    if glance.lattice is None:
        return None
    margin = MARGIN_MM * page.px_per_mm
    left, right = round(glance.lattice.box.left - margin), round(glance.lattice.box.right + margin)
    if sum(piece.right < left or piece.left > right for piece in glance.printed.pieces) < LEAST_PIECES:
        return None
    grey = page.grey.copy()
    grey[:, : max(0, left)] = PAPER
    grey[:, max(0, right) :] = PAPER
    return replace(page, grey=grey)
