"""The correction beside a digit that is crossed out: of `7 3`, the 7 struck, the 3 is what is meant.

Whether a digit is crossed out the network of struck_digits tells, which sees the whole number; here it is told which,
and what stands behind it is kept. What is struck is written first, and corrected on its right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from pipeline.read.ink import Ink, Part, around
from pipeline.read.parted_ink import parted_ink
from pipeline.read.struck import words_of
from pipeline.read.struck_digits import (
    GAP,
    SURELY,
    UNLIKELY,
    Telling,
    behind_crossed_digit,
    mask_of,
    reach_beyond_digit,
)

_LIKELY = 2.5
"""Log odds of the network from which a digit is taken for crossed out: below them a person sees the number. Of digits
that touch it must be sure: the bar of a 4 reaches the next one, too."""
_LINED = 0.1
"""In heights of the ink: so far a line runs beyond the first of several pieces; then less says that it is crossed out.
Of 158 other numbers in several pieces on pages by eight hands that were never trained with it took none."""
_NARROWEST = 0.9
"""Of the height: two digits are no narrower, and to look at every one alone takes 6 ms a page."""
_WHOLE = 0.97
"""A piece with this share of its ink on one side of the cut is not cut."""


def correction_of(ink: Ink, lines: Sequence[Sequence[Part]], telling: Telling) -> Ink | None:
    """The ink of what stands behind the crossed-out digit of a number; None where none is, or where it does not end.

    lines: the parts of the ink, line by line (text_lines). telling: the log odds of NumberNet.
    """
    box = ink.box()
    if len(lines) != 1 or box.width < _NARROWEST * box.height:
        return None
    pieces = words_of(lines[0], GAP)
    odds = telling(ink)
    if len(pieces) == 1:
        return _behind_line(ink, pieces[0], telling) if odds > SURELY else None
    lined = reach_beyond_digit(mask_of(ink, pieces[0])) >= _LINED and odds > UNLIKELY
    if not lined and odds <= _LIKELY:
        return None
    for at in range(1, len(pieces)):
        rest = replace(ink, parts=tuple(part for piece in pieces[at:] for part in piece))
        if telling(rest) <= UNLIKELY:
            return rest
    return None


def _behind_line(ink: Ink, piece: Sequence[Part], telling: Telling) -> Ink | None:
    """The ink behind the first digit of a piece whose line ends on the next: it is cut where that begins."""
    column = behind_crossed_digit(mask_of(ink, piece))
    if column is None:
        return None
    beyond = np.zeros(ink.labels.shape, bool)
    beyond[:, int(around(piece).left) + column :] = True
    parted, _, behind = parted_ink(ink, beyond, _WHOLE)
    rest = replace(parted, parts=behind)
    return rest if behind and telling(rest) <= UNLIKELY else None
