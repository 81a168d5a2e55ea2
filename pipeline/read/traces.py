"""What of a pale pen may be lost on its page: the least of strokes beside what is read, writing as pale as grain."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from pipeline.model import Crop
from pipeline.read.ink import Ink, least_contrast
from pipeline.read.pale_strokes import EDGE_PX, TRACE, Least, Paper, is_drawn, pale_strokes, paper_of

FAINTEST = Least(2.5, 2.5, 3.0, 30, 9)
"""What strokes beside ink are at least on a page whose pen is pale. With pale_strokes.TRACE, and specks hiding what
lies beside them, 22 of 4,120 written cells of 24 made pages were accepted wrong; so 12, and 15 right ones more wait."""
PALEST, CLEAR, FEWEST = 10, 1.4, 2
"""Of the cells with ink the palest are so many of a hundred; they are clear from so many times the least of ink on;
fewer cells tell nothing. Of 50 made pages on which no cell's writing is lost 34 are clear, of 53 on which some is 5."""


def with_traces(cells: Mapping[int, tuple[Crop, Ink]], typical: float) -> frozenset[int]:
    """Those of a page's cells that hold something hardly darker than paper, beside their ink, as large as writing.

    typical: as from typical_contrast, grey steps.
    """
    least = least_contrast(typical)
    papers = {at: paper for at, (_, ink) in cells.items() if (paper := paper_of(ink)) is not None}
    usual = float(np.median([paper.grain for paper in papers.values()] or [0.0]))
    found = frozenset[int]()
    for at, paper in papers.items():
        crop, ink = cells[at]
        # What is written in a cell is no grain of it.
        bare, strokes = replace(_without_specks(paper, ink), grain=usual), TRACE if ink.blank else FAINTEST
        pale = pale_strokes(crop.cell, ink, bare, least, usual, strokes)
        if pale is not None and pale.written and is_drawn(crop, ink, pale, strokes):
            found |= {at}
    return found


def reaches_limit(written: Collection[Ink], typical: float) -> bool:
    """Whether the palest writing of a page is hardly darker than ink is at least: then some may be paler, and lost.

    written: the ink of its cells that are not blank. typical: as from typical_contrast, grey steps.
    """
    strengths = [ink.contrast for ink in written]
    return len(strengths) >= FEWEST and float(np.percentile(strengths, PALEST)) < CLEAR * least_contrast(typical)


def _without_specks(paper: Paper, ink: Ink) -> Paper:
    """The paper with its specks no ink: beside ink nothing is looked for, and what is left of a pale digit are some."""
    if not ink.specks:
        return paper
    place = ink.cell.grown(-EDGE_PX, -EDGE_PX).slices(ink.dark.shape[1], ink.dark.shape[0])
    return replace(paper, dark=np.where(ink.mask(ink.specks)[place], np.uint8(0), paper.dark))
