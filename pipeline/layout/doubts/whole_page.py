"""Cells of a page that is faded in bands, or on which all print stands twice."""

from __future__ import annotations

from dataclasses import replace

from pipeline.layout.doubts.glares import doubted_under
from pipeline.layout.faded_print import faded_bands
from pipeline.model import Doubt, Grey, PageFault, PageImage, PageLayout
from pipeline.refusals import fault
from pipeline.scan.doubled import is_doubled

SURE_SCORE = 0.82
"""Of a page whose print stands there twice: its rulings do, too, and may make its table that of another form. One read
as another had 0.75, those read as what they are 0.88 and more."""


def as_a_whole(layout: PageLayout, page: PageImage, cleaned: Grey) -> PageLayout | PageFault:
    """The layout with the cells in faded bands doubted, and all where print stands twice (a 1 is read as 11);
    too_blurred where it does and the form is not known well. cleaned: the page without its rulings.
    """
    cells = doubted_under(layout.cells, faded_bands(page))
    if not is_doubled(cleaned, ruled=False):
        return replace(layout, cells=cells)
    if layout.match_score < SURE_SCORE:
        return fault("too_blurred", layout.key)
    return replace(layout, cells=tuple(cell.doubted(Doubt.TWICE) for cell in cells))
