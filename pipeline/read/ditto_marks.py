"""Ditto marks between two dashes, `—''—`: how Indonesian clerks mostly write "same as above" in a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.form import COUNT_KINDS
from pipeline.geometry import Box
from pipeline.model import Alternative, Crop, Part, State
from pipeline.read.ink import Ink
from pipeline.read.ink_quality import ink_quality
from pipeline.read.raw import MARKS_NAME, Raw
from pipeline.read.shapes import strokes_across

_LEVEL, _LOW = 1.3, 0.75
"""A dash is so much wider than high at least, and so high at most, in heights of the strokes between."""
_UPRIGHT, _ALIKE = 1.1, 0.55
"""The strokes between are so much higher than wide, and the lower one is so high, of the other."""
_TOGETHER, _APART = 1.0, 2.5
"""How far apart the two strokes stand at most, and the dashes from them, in the same heights."""
_BESIDE = 0.35
"""How far above or below the strokes the middle of a dash may lie, in the same heights."""
_ACROSS = np.array([0.12, 0.3, 0.5, 0.7, 0.88])
"""At these heights two strokes that touch are two; a nought is one at its top and foot."""
_DITTO, _NONE = 0.997, 0.001
"""Shares of what such marks are; of 879 cells with ink in tables of strangers 13 looked so, all of them ditto marks."""


def dashed_dittos(crops: Sequence[Crop], inks: Mapping[int, Ink], typical: float) -> dict[int, Raw]:
    """The readings of cells of the table, but counts, in which such marks stand, by the place of their crop.

    inks: of cells that are not blank. typical: as from typical_contrast, grey steps.
    """
    shares = Alternative(State.DITTO, None, _DITTO), Alternative(State.NONE, None, _NONE)
    return {
        at: Raw(shares, MARKS_NAME, quality=ink_quality(ink, typical))
        for at, ink in inks.items()
        if crops[at].cell.part is Part.TABLE and crops[at].cell.field.kind not in COUNT_KINDS and are_dashed_dittos(ink)
    }


def are_dashed_dittos(ink: Ink) -> bool:
    """Whether the ink is two upright strokes beside each other, which may touch, with a dash on either side, and no
    more."""
    parts = sorted(ink.parts, key=lambda part: part.box.left)
    if not 3 <= len(parts) <= 4:
        return False
    before, behind, strokes = parts[0].box, parts[-1].box, [part.box for part in parts[1:-1]]
    two = _are_two(*strokes) if len(strokes) == 2 else _is_double(strokes[0], ink.labels == parts[1].number)
    tall = max(box.height for box in strokes)
    top, bottom = min(box.top for box in strokes) - _BESIDE * tall, max(box.bottom for box in strokes) + _BESIDE * tall
    dashes = all(
        box.width >= _LEVEL * box.height and box.height <= _LOW * tall and top < box.centre[1] < bottom
        for box in (before, behind)
    )
    near = max(strokes[0].left - before.right, behind.left - strokes[-1].right) <= _APART * tall
    return two and dashes and near


def _are_two(one: Box, other: Box) -> bool:
    """Whether these are strokes alike, side by side."""
    tall = max(one.height, other.height)
    return (
        all(box.height >= _UPRIGHT * box.width for box in (one, other))
        and min(one.height, other.height) >= _ALIKE * tall
        and other.left - one.right <= _TOGETHER * tall
    )


def _is_double(box: Box, piece: NDArray[np.bool_]) -> bool:
    """Whether a piece, no wider than high, is two strokes that touch: at every height two stand beside each other, or
    at all but one."""
    rows = np.clip(np.rint(box.top + _ACROSS * (box.height - 1)), 0, len(piece) - 1).astype(np.int64)
    two = np.count_nonzero(strokes_across(piece[rows]) == 2)
    return bool(box.width <= box.height and two >= len(rows) - 1)
