"""The long rulings of a page, those of its table; and others drawn like them where they are missing."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Points
from pipeline.layout.glance import ink_of
from pipeline.layout.grid.lattice import find_lattice
from pipeline.layout.lines.faint_rulings import with_faint
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.model import Grey, PageImage

LONG = 0.3
"""Of the longest line: shorter ones are no rulings of the table."""
DRAWN_INK = 40
"""Grey of a ruling that is drawn where one is missing."""


def long_rulings(page: PageImage) -> tuple[list[Ruling], list[Ruling]]:
    """The long lines and bars of the page, from top to bottom and from left to right."""
    ink = ink_of(page.grey)
    ways = horizontal_rulings(ink, page.px_per_mm), vertical_rulings(ink, page.px_per_mm)
    longest = [max((ruling.length for ruling in rulings), default=0.0) for rulings in ways]
    lines, bars = (
        [ruling for ruling in rulings if ruling.length > LONG * most]
        for rulings, most in zip(ways, longest, strict=True)
    )
    return lines, bars


def faint_table(page: PageImage) -> tuple[list[Ruling], list[Ruling]]:
    """The lines and bars of the largest table of the page, pale ones, too; none without a table."""
    ink, scale = ink_of(page.grey), page.px_per_mm
    inks = with_faint(page.grey, ink, scale, across=True), with_faint(page.grey, ink, scale, across=False)
    lattice = find_lattice(horizontal_rulings(inks[0], scale), vertical_rulings(inks[1], scale), scale, inks)
    return ([], []) if lattice is None else (list(lattice.lines), list(lattice.bars))


def draw_ruling(grey: Grey, points: Points, like: Sequence[Ruling]) -> None:
    """Draws a line through the points as thick as those."""
    thick = max(1, round(float(np.median([ruling.weight_px for ruling in like]))))
    cv2.polylines(grey, [points.round().astype(np.int32)], False, (DRAWN_INK,), thick)
