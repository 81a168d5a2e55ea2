"""Pictures of something else than a page, which are not worth many looks."""

from __future__ import annotations

from pipeline.layout.glance import Glance

MOST_LINES = 200
"""Lines to write on that a page may have: of 60 copied, coarse and crumpled forms none had more than 55, a photograph
has 220 to 390."""


def is_picture(glance: Glance) -> bool:
    """Whether the page is full of lines that make no table, among which nothing reads as print does."""
    return glance.lattice is None and len(glance.printed.lines) > MOST_LINES and not glance.reads_well
