"""The long rulings of a page: those of its table, without lines to write on and strokes of letters."""

from __future__ import annotations

from pipeline.layout.glance import ink_of
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.model import PageImage

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
