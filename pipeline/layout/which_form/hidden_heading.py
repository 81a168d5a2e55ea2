"""A table's heading that cannot be seen: a copier made its grey ground black, and a row stands in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import cv2
import numpy as np

from pipeline.form import Column
from pipeline.layout.glance import Glance
from pipeline.layout.which_form.heading_words import heading_likeness, is_row
from pipeline.layout.which_form.identify import SAME_HEADING
from pipeline.layout.which_form.rows_in_heading import rows_in_heading
from pipeline.layout.words import plain

LEAST_COUNTED = 0.5
"""Share of the columns whose own number is read in a row of them: of a pale or copied one many are not read, and of a
row of writing hardly any says the number of its column."""
ROW_HIGH, LEAST_ROWS = 1.25, 2
"""Of a row's height: what is no taller may be a row. What is may be so many, one below the other."""


def row_for_heading(glance: Glance, headings: Mapping[int, str], columns: Sequence[Column]) -> bool:
    """Whether what was taken for the heading is a row of writing, which would be lost without a sign.

    headings: as read, by column. The band of column numbers below a hidden heading may stand for it.
    """
    if not headings or _count_up(headings):
        return False
    if is_row(headings):
        return True
    low = glance.lattice is not None and glance.lattice.height(0) <= ROW_HIGH * glance.lattice.row_px
    named = [at for at, text in headings.items() if heading_likeness(text, columns[at]) >= SAME_HEADING]
    # A row in pale ink may read as nothing, as well as a hidden heading does: neither can be told from the other.
    if named or glance.numbers or _on_panel(glance):
        return False
    return low or _holds_rows(glance)


def _holds_rows(glance: Glance) -> bool:
    """Whether rows are written in the first band, the heading above it and the lines between them not seen."""
    rows = 0 if glance.lattice is None else rows_in_heading(glance.lattice, glance.cleaned, glance.page.px_per_mm)
    return rows >= LEAST_ROWS


def _on_panel(glance: Glance) -> bool:
    """Whether the first band is a dark panel: nobody prints rows on one."""
    if glance.lattice is None:
        return False
    centre = glance.lattice.cell(0, 0, glance.lattice.columns).centre
    return any(cv2.pointPolygonTest(panel.astype(np.float32), centre, False) > 0 for panel in glance.page.panels)


def _count_up(headings: Mapping[int, str]) -> bool:
    counted = sum(plain(text) == str(at + 1) for at, text in headings.items())
    return counted >= LEAST_COUNTED * len(headings)
