"""One digit of a number crossed out, and the correction beside it: `7 3`, the 7 struck, reads 73.

Digits are too narrow for the network that tells struck words (strike_net), and the line may end on the next digit, so
that both are one piece of ink. A network of its own looks at the whole number (number_net), and where a level line runs
through a whole digit and beyond it to either side that tells it as well. No digit's own strokes do: the bar of a 4
alone comes near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from pipeline.read.ink import Ink, Mask, Part, around
from pipeline.read.struck import best_line, words_of
from pipeline.scan.pieces import runs

_FAR, _NEAR = 0.3, 0.1
"""The chance that a digit is crossed out where the line runs beyond it far, or a little: the flags of two 1 that touch
do that too, and where the sums agree with what is read such a number may stand."""
_REACH, _REACH_FAR, _REACH_OF_4 = 0.05, 0.12, 0.2
"""Of the height of the ink, so far the line runs beyond the digit on both sides; in a number that has a 4, whose bar
does so too, it must run the farthest."""
SURELY, UNLIKELY = 3.5, -1.0
"""Log odds of the network, where half of all numbers have a struck digit: from which it tells so alone, and to
which a line that runs beyond a digit says nothing. Of 160 numbers corrected in this way in ten hands 150
are told, and of 3,753 other numbers of two digits or more 6; by the line alone it were 130 and 14."""
_RATHER = 1.0
"""From these odds on a number is doubted: 72 of 83 that were corrected on fresh pages, in hands never seen, are above,
and 14 of 1,057 others."""
_COVERED = 0.9
"""Of a digit's width, so much has the line through it."""
_LEAST_TALL = 0.4
"""Of the height of the ink: what remains of a digit without the line through it, above and below, is as tall."""
_WIDE, _SHARE = 1.2, 0.6
"""Wider than so many times its height it may be two digits, and the line is looked for in this share at either end."""
_SMALLEST_PX = (8, 6)
GAP = 0.12
"""Of their height: so much room parts pieces of a number."""

Telling = Callable[[Ink], float]
"""Log odds that one of the digits of a number is crossed out, where half of all numbers have one (NumberNet)."""


def struck_digit_doubt(ink: Ink, lines: Sequence[Sequence[Part]], number: str, telling: Telling) -> float:
    """The chance that the number read, of several digits, has one that is crossed out; 0 where nothing says so.

    lines: the parts of the ink, line by line (text_lines). telling: the log odds of NumberNet.
    """
    if len(number) < 2:
        return 0.0
    odds = telling(ink)
    if odds <= UNLIKELY:
        return 0.0
    if odds > SURELY:
        return _FAR
    pieces = [piece for line in lines for piece in words_of(line, GAP)]
    reach = max((reach_beyond_digit(mask_of(ink, piece)) for piece in pieces), default=0.0)
    if reach >= _REACH_FAR and "4" not in number:
        return _FAR
    near = reach >= (_REACH_OF_4 if "4" in number else _REACH)
    return _NEAR if near or odds > _RATHER else 0.0


def reach_beyond_digit(mask: Mask) -> float:
    """How far, in heights of the ink, a level line through a digit runs beyond it on the side where it is shorter.

    mask: the ink of one or more digits that touch, nothing around them.
    """
    return max((digit.reach for digit in _crossed(mask)), default=0.0)


def behind_crossed_digit(mask: Mask) -> int | None:
    """The column where the next digit begins, behind the first one if a line runs through that; None where none does.

    mask: as for reach_beyond_digit.
    """
    first = [digit for digit in _crossed(mask) if digit.first and digit.following is not None]
    return max(first, key=lambda digit: digit.reach).following if first else None


@dataclass(frozen=True, slots=True)
class _Crossed:
    """A digit that a line runs through. reach: how far beyond it, where that is shorter, in heights of the ink. first:
    whether it is the first. following: the column where the next digit begins, None behind the last."""

    reach: float
    first: bool
    following: int | None


def _crossed(mask: Mask) -> list[_Crossed]:
    """The digits of a piece of ink that the best lines of its whole, and of either end of a wide one, run through."""
    height, width = mask.shape
    if height < _SMALLEST_PX[0] or width < _SMALLEST_PX[1] or mask.all():  # a solid block has no strokes
        return []
    spans = [(0, width)]
    if width > _WIDE * height:
        part = int(_SHARE * width)
        spans += [(0, part), (width - part, width)]
    away = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)[mask]
    half_pen = int(max(1.0, float(np.percentile(away, 75)))) + 1
    return [digit for span in spans for digit in _crossed_by_line(mask, span, half_pen)]


def _crossed_by_line(mask: Mask, span: tuple[int, int], half_pen: int) -> Iterator[_Crossed]:
    """The same for the best line in a span of columns, followed over all of them."""
    height, width = mask.shape
    columns = np.arange(width)
    seen = best_line(mask[:, span[0] : span[1]]).rows
    slope = (seen[-1] - seen[0]) / max(1, len(seen) - 1)
    rows = np.clip(np.round(seen[0] + slope * (columns - span[0])).astype(np.int64), 0, height - 1)
    on_line = np.any([mask[np.clip(rows + off, 0, height - 1), columns] for off in (-1, 0, 1)], axis=0)
    rest = mask.copy()
    for off in range(-half_pen - 1, half_pen + 2):
        rest[np.clip(rows + off, 0, height - 1), columns] = False
    tall = np.asarray(rest.any(axis=0), dtype=np.bool_)
    digits = [(left, right) for left, right in _runs(tall) if _rows_of(rest[:, left:right]) > _LEAST_TALL * height]
    ends = [0, *(edge for digit in digits for edge in digit), width]
    for at, (left, right) in enumerate(digits):
        own, above = rest[:, left:right], np.arange(height)[:, None] < rows[left:right]
        if (own & above).any() and (own & ~above).any() and on_line[left:right].mean() >= _COVERED:
            before = _length(on_line[ends[2 * at] : left][::-1])
            behind = _length(on_line[right : ends[2 * at + 3]])
            following = digits[at + 1][0] if at + 1 < len(digits) else None
            yield _Crossed(min(before, behind) / height, at == 0, following)


def mask_of(ink: Ink, piece: Sequence[Part]) -> Mask:
    """The ink of some of its parts, nothing around them."""
    rows, columns = around(piece).slices(ink.labels.shape[1], ink.labels.shape[0])
    return ink.mask(piece)[rows, columns]


def _runs(inked: Mask) -> list[tuple[int, int]]:
    """First and last column, excluded, of what stands together; a gap of one column parts nothing."""
    joined: list[tuple[int, int]] = []
    for left, right in runs(inked):
        if joined and left - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined


def _rows_of(mask: Mask) -> int:
    return int(np.count_nonzero(mask.any(axis=1)))


def _length(inked: Mask) -> int:
    """How many of the first columns have ink without a gap."""
    return int(np.argmin(np.append(inked, False)))
