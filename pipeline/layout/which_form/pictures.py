"""Pictures of something else than a page, which are not worth many looks."""

from __future__ import annotations

from pipeline.layout.glance import Glance

MOST_LINES, MOST_PIECES = 200, 500
"""Lines to write on and pieces of print that a page may have: of 84 copied, coarse and crumpled forms none had more
than 55 and 115, and one that lay on its side, its rulings broken, 402 pieces: a piece is a letter of its labels there.
A photograph has 220 to 390 lines, a picture of specks 600 pieces."""


def is_picture(glance: Glance) -> bool:
    """Whether the page has no table and is full of strokes among which nothing reads as print does, or has no word."""
    printed = glance.printed
    full = len(printed.lines) > MOST_LINES or len(printed.pieces) > MOST_PIECES
    wordless = not printed.pieces and not printed.writing
    return (full or wordless) and glance.lattice is None and not glance.reads_well
