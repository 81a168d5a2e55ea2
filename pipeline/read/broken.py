"""Writing that a scanner set to black and white left out, or of which it kept only pieces: paler than its limit.

No strokes are pale on such a page, and none tells of those that are gone: the page of a blue pen looks like an empty
form. What is left of others is broken; a copier's specks lie in blank cells, too.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

import cv2
import numpy as np

from pipeline.model import Alternative, State
from pipeline.read.ink import Ink

LEAST_PIECES = 6
"""So many pieces too small for writing lie in the cells that are written: fewer are dots and drops."""
LEAST_SHARE, OF_SPECKS = 0.2, 4.0
"""So many in the usual cell that is written, and so many times as many as specks in one that is not. Of pages of
strangers in black and white whole pens leave 0 to 0.2 in a cell, broken ones 0.4 to 2."""
SEEMS_EMPTY = 0.05
"""Of a page's cells: with no more written, nothing but the head or a stray dash may be left of what was."""
HAIR_PX, HAIR_SHARE, LEAST_HAIRS = 4.3, 0.1, 3
"""As thick as ink looks that is a pixel or two thick (300 dpi, at its thickest in a cell); in such a share of the cells
that are written, and in so many, a pen was at the limit, and below it elsewhere. Of whole pens, faxes among them, the
thinnest tenth is 4.6 and more; of pens of which much was gone 3.8 to 4.2 where few pieces lay about."""


def is_broken(written: Collection[Ink], blank: Collection[Ink]) -> bool:
    """Whether the writing of a page in black and white is so broken, or thin, that some may be gone, or none is there.

    written, blank: its cells with ink, and those without.
    """
    if len(written) <= SEEMS_EMPTY * (len(written) + len(blank)):
        return True
    if _hairs(written) >= max(LEAST_HAIRS, HAIR_SHARE * len(written)):
        return True
    pieces = sum(len(ink.specks) for ink in written)
    specked = sum(bool(ink.specks) for ink in blank) / len(blank) if blank else 0.0
    # Specks that fall where they will: so many are in a cell where so many cells have one.
    specks = -math.log(max(1.0 - specked, 1e-3))
    return pieces >= LEAST_PIECES and pieces / len(written) >= max(LEAST_SHARE, OF_SPECKS * specks)


def may_be_gone(read: Sequence[Alternative]) -> bool:
    """Whether on such a page a field may hold more than what was read there: all but values, whose own reading tells
    how well they are read. What is left of a letter looks like a dash or a ditto."""
    return not read or read[0].state is not State.VALUE


def _hairs(written: Collection[Ink]) -> int:
    """In how many cells no stroke is thicker than a hair line."""
    thick = (cv2.distanceTransform(ink.mask().astype(np.uint8), cv2.DIST_L2, 3) for ink in written)
    return sum(2 * float(away.max()) <= HAIR_PX for away in thick)
