"""Writing that may be one line or two: the ways to take it, and how likely it is two by what is read either way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.form import LIST_KINDS, Field, Kind
from pipeline.model import Crop
from pipeline.read.alphabet import Probabilities
from pipeline.read.decode import decode, join_lines
from pipeline.read.engine import Engines
from pipeline.read.ink import Ink
from pipeline.read.stacked import Lines, apart, two_lines
from pipeline.read.strips import as_read, text_lines

ONE_LINE_KINDS = frozenset({Kind.COUNT, Kind.YEAR, Kind.TICK_OR_COUNT, Kind.MARK, Kind.MONTH})
_OPEN = 0.01
"""Where it is no surer than this, the words of the field's list are asked."""


def line_ways(crop: Crop, ink: Ink) -> list[tuple[Ink, Lines]]:
    """The ink and its lines; a second time where one line may be two that touch."""
    if crop.cell.field.kind in ONE_LINE_KINDS:
        return [(ink, (ink.parts,))]
    lines = as_read([line for line in text_lines(ink) if line])
    second = apart(ink, crop.cell.field.kind) if len(lines) == 1 else None
    return [(ink, lines)] + ([second] if second else [])


def likely_two(field: Field, as_one: Sequence[Probabilities], as_two: Sequence[Probabilities], by: Engines) -> float:
    """How likely the second of two ways is, 0 to 1: by how sure either reading is, and of a list by its words.

    `Pelajar` is the same cut in two; of `Tidak` above `Tamat SD` both ways are words of the list, and the network is as
    sure of the lower line alone. No word makes one line of two: `Belum` above `Kawin`, badly written, is most like the
    latter.
    """
    two = two_lines(as_one[0], as_two)
    if field.kind not in LIST_KINDS or not _OPEN < two < 1 - _OPEN:
        return two
    words = (decode(field, join_lines(read), by.vocabulary(field), by.lexicon) for read in (as_one, as_two))
    (one, like_one), (other, like_other) = (found[0] if found else ("", 0.0) for found in words)
    if one == other:
        return 0.0
    return max(two, float(1 / (1 + (1 / two - 1) * np.exp(np.clip(like_one - like_other, -30, 30)))))
