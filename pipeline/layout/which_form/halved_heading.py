"""A heading that a fold or crease cuts in two: its lower half would be the table's first row, and every row one off.

A printing without column numbers has nothing between heading and rows that would tell, but the print itself does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.form import Column
from pipeline.geometry import Box
from pipeline.layout.glance import Glance
from pipeline.layout.grid.lattice import Lattice
from pipeline.layout.grid.lattice_changes import without_lines
from pipeline.layout.which_form.heading_words import heading_likeness
from pipeline.layout.which_form.headings import ReadsHeadings
from pipeline.layout.which_form.identify import SAME_HEADING
from pipeline.model import Grey

ENOUGH = 0.6
"""Share of the headings that are read rightly where they are whole, at least: a guess."""
MORE = 2
"""So many more are read rightly where the two halves are one, at least."""
ALIKE = 0.3
"""By so much in all they are more alike to the form's, where nothing stands in what would be the first row."""
LEAST_BANDS = 4
NUMBER_AND_NAME = 2
"""The columns that nobody leaves blank in a row that is used; their headings seldom reach down to the rows."""
WRITTEN_MM2, EDGE_MM, INK = 0.5, 0.8, 170
"""What is written covers so much at least, so far from the rulings, and is so dark."""
RESTORED_MM = 0.6
"""Beside the line, and the bars: what is taken off with a ruling is no broader."""


def with_whole_heading(glance: Glance, columns: Sequence[Column], read: ReadsHeadings) -> Glance:
    """The page with the line through its heading taken for a fold, where headings only then say what the form's do.

    columns: of the form that the page seems to be, as many as its table has. read: as of heading_reader.
    """
    lattice = glance.lattice
    if lattice is None or glance.numbers or len(columns) != lattice.columns or lattice.bands < LEAST_BANDS:
        return glance
    named, alike = _named(glance, columns, read)
    left_out = first_left_out(glance)
    if named >= ENOUGH * len(columns) and not left_out:
        return glance
    whole = replace(glance, lattice=without_lines(lattice, 1, 2), cleaned=_with_print(glance, lattice))
    then, then_alike = _named(whole, columns, read)
    more = then_alike > alike + ALIKE if left_out else then >= named + MORE
    return whole if more and then >= ENOUGH * len(columns) else glance


def first_left_out(glance: Glance) -> bool:
    """Whether the first row has no number and name, but the second: nobody begins there, so the first may be none."""
    lattice, rows = glance.lattice, glance.rows
    if lattice is None or glance.numbers or len(rows) < LEAST_BANDS:
        return False
    first, second = (_written(glance, lattice, band) for band in rows[:2])
    return not any(first) and all(second)


def _written(glance: Glance, lattice: Lattice, band: int) -> list[bool]:
    """Whether something is written in the first columns of the band, number and name, by its ink inside the rulings."""
    least = WRITTEN_MM2 * glance.page.px_per_mm**2
    edge = EDGE_MM * glance.page.px_per_mm
    cells = (lattice.cell(band, column).grown(-edge) for column in range(NUMBER_AND_NAME))
    parts = (glance.cleaned[cell.slices(glance.cleaned.shape[1], glance.cleaned.shape[0])] for cell in cells)
    return [int(np.count_nonzero(part < INK)) >= least for part in parts]


def _with_print(glance: Glance, lattice: Lattice) -> Grey:
    """The page without rulings, but with what lies on that line, which was taken off with it: the middle of letters."""
    line, cleaned = lattice.lines[1], glance.cleaned.copy()
    beside = RESTORED_MM * glance.page.px_per_mm
    for column in range(lattice.columns):
        cell = lattice.cell(0, column).grown(-beside)
        place = Box(cell.left, line.reach[0] - beside, cell.right, line.reach[1] + beside).slices(
            cleaned.shape[1], cleaned.shape[0]
        )
        cleaned[place] = glance.page.grey[place]
    return cleaned


def _named(glance: Glance, columns: Sequence[Column], read: ReadsHeadings) -> tuple[int, float]:
    """How many columns have the form's headings, and how alike they are in all; read the better way up."""
    most = (0, 0.0)
    for downwards in (False, True):
        texts = read(glance, tuple(range(len(columns))), downwards)
        alike = [heading_likeness(texts[at].text, column) for at, column in enumerate(columns)]
        most = max(most, (sum(one >= SAME_HEADING for one in alike), sum(alike)))
        if most[0] >= ENOUGH * len(columns):
            break
    return most
