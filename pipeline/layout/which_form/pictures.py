"""Pictures of something else than a page, which are not worth many looks."""

from __future__ import annotations

from pipeline.layout.glance import Glance

MOST_LINES, MOST_PIECES = 200, 400
"""Lines to write on and pieces of print that a page may have: of 84 copied, coarse and crumpled forms none had more
than 55 and 115; a photograph has 220 to 390 lines, a picture of specks 600 pieces."""


def is_picture(glance: Glance) -> bool:
    """Whether the page is full of strokes that make no table, among which nothing reads as print does."""
    full = len(glance.printed.lines) > MOST_LINES or len(glance.printed.pieces) > MOST_PIECES
    return full and glance.lattice is None and not glance.reads_well
