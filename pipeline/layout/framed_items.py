"""Items printed in a table of their own: number, label and value side by side, a ruled row each.

No form's table has so few columns. Its rulings hide the labels from whoever looks for a list of them; without them the
page is a list, and they say better than anything else where the writing of each item belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.geometry import Box
from pipeline.layout.erase import erased, lattice_stripes
from pipeline.layout.glance import Glance
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.lines.net import DOUBLE_LINES_MM, DOUBLE_MM, twins
from pipeline.layout.lines.rulings import vertical_rulings
from pipeline.model import Cell, Doubt, PageImage, Part

MOST_COLUMNS = 4
"""A number, a label, its colon and a value."""
LEAST_WITHIN = 0.6
"""Of its height, so much of a place to write lies in one row."""
INSIDE_MM = 0.4
"""So far from the bar before it a value begins."""


def frame_of(glance: Glance) -> Lattice | None:
    """The table that the page's items may stand in, None where there is none of so few columns."""
    lattice = glance.lattice
    return lattice if lattice is not None and lattice.columns <= MOST_COLUMNS else None


def without_frame(glance: Glance, frame: Lattice) -> PageImage:
    """The page without the rulings of that table, of double ones both lines."""
    page = glance.page
    lines = twins(glance.horizontals, frame.lines, page.px_per_mm, DOUBLE_LINES_MM)
    bars = twins(vertical_rulings(glance.ink, page.px_per_mm), frame.bars, page.px_per_mm, DOUBLE_MM)
    across, down = lattice_stripes(frame, (lines, bars))
    return replace(page, grey=erased(page.grey, glance.ink, across, down))


def within_frame(cells: Sequence[Cell], frame: Lattice, px_per_mm: float) -> tuple[Cell, ...]:
    """The cells, those of items begun behind the bar before the values, and doubted where they lie across two rows."""
    values = [frame.cell(band, frame.columns - 1) for band in range(frame.bands)]
    return tuple(_in_its_row(cell, values, px_per_mm) if cell.part is Part.ITEMS else cell for cell in cells)


def _in_its_row(cell: Cell, values: Sequence[Box], px_per_mm: float) -> Cell:
    """values: where those of each row are written."""
    box = cell.box
    row = max(values, key=lambda one: min(one.bottom, box.bottom) - max(one.top, box.top))
    start = row.left + INSIDE_MM * px_per_mm
    if box.left < start < box.right:
        cell = replace(cell, box=Box(start, box.top, box.right, box.bottom))
    inside = min(row.bottom, box.bottom) - max(row.top, box.top)
    return cell if inside >= LEAST_WITHIN * box.height else cell.doubted(Doubt.PLACE)
