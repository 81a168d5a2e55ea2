"""Cells of a page that is faded in bands, or on which all print stands twice."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.layout.doubts.glares import doubted_under
from pipeline.layout.faded_print import faded_bands
from pipeline.model import Cell, Doubt, Grey, PageImage
from pipeline.scan.doubled import is_doubled


def doubted_as_a_whole(cells: Sequence[Cell], page: PageImage, cleaned: Grey) -> tuple[Cell, ...]:
    """The cells of the page, those in faded bands doubted, and all where its print stands twice: a 1 is read as 11.

    cleaned: the page without its rulings.
    """
    doubted = doubted_under(cells, faded_bands(page))
    return tuple(cell.doubted(Doubt.TWICE) for cell in doubted) if is_doubled(cleaned, ruled=False) else doubted
