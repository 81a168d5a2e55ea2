"""Two numbers in a cell of a table, `2 3`, or `1.2`, read as one: the gap between them is wider than those within a
number, or a dot stands there. In lines to write on dots are left of these.

A hand may write so: where a page has such a gap behind most of its ones, it is none between numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from pipeline.geometry import Box
from pipeline.read.ink import Ink
from pipeline.read.more_than_numbers import tall_pieces

_GAP = 0.45
"""So wide a gap stands between two numbers, in heights of the tallest piece: of 3,315 numbers of honest pages in forty
hands four have one, three of them of one hand; of 72 times two numbers in a cell the narrowest twentieth is at 0.47."""
_DOT, _DOT_LONGER, _DOT_UP, _DOT_DOWN = (0.05, 0.3), 2.0, 0.35, 0.3
"""Least and greatest length of a dot, and how many times as long as wide it is at most, and so far above and below the
feet of the digits it begins and ends, in heights of the tallest piece. Of 3,815 numbers of honest pages two have one,
for specks; of 23 `1.2` that were read as 12 most."""
_OF_THOUSANDS = 3
"""So many digits stand behind a dot that parts thousands."""
_FEWEST, _HABIT = 4, 0.5
"""Where so many gaps or dots of a page stand behind the same digit, and behind more than such a share of these, its
hand writes that digit so: one of two people's did, and 45 of 1,321 counts went to a person."""


def parted_numbers(numbers: Mapping[int, tuple[Ink, str]]) -> frozenset[int]:
    """The places of counts that are two numbers by the gap or dot in them. numbers: ink and digits of those that were
    read in the tables of a page, by place."""
    behind: Counter[str] = Counter()
    before: dict[int, str] = {}
    for at, (ink, digits) in numbers.items():
        behind.update(first for first, _ in pairwise(digits))
        piece = piece_before_a_gap(ink)
        piece = piece_before_a_dot(ink) if piece is None else piece
        if piece is not None:
            # Of digits that touch, or in pieces, it is not known behind which the gap stands.
            before[at] = digits[piece] if len(tall_pieces(ink)[1]) == len(digits) else ""
    told = Counter(before.values())
    own = {one for one, many in told.items() if one and many >= _FEWEST and many > _HABIT * behind[one]}
    return frozenset(at for at, one in before.items() if one not in own)


def piece_before_a_gap(ink: Ink) -> int | None:
    """Which of the pieces as high as digits, from left to right, stands before so wide a gap; None where none does."""
    tallest, tall = tall_pieces(ink)
    reach = [max(box.right for box in tall[: at + 1]) for at in range(len(tall))]
    gaps = [box.left - before >= _GAP * tallest for box, before in zip(tall[1:], reach, strict=False)]
    return gaps.index(True) if any(gaps) else None


def piece_before_a_dot(ink: Ink) -> int | None:
    """The same of a dot at the feet of two of them: `1.2`. The dot of `1.000` parts thousands."""
    tallest, tall = tall_pieces(ink)
    dots = [part.box for part in (*ink.parts, *ink.specks) if _is_dot(part.box, tallest)]
    for at, (one, other) in enumerate(pairwise(tall)):
        feet = max(one.bottom, other.bottom)
        between = [dot for dot in dots if one.right <= dot.centre[0] <= other.left]
        low = any(dot.top > feet - _DOT_UP * tallest and dot.bottom < feet + _DOT_DOWN * tallest for dot in between)
        if low and len(tall) - at - 1 != _OF_THOUSANDS:
            return at
    return None


def _is_dot(box: Box, tallest: float) -> bool:
    short, long = sorted((box.width, box.height))
    return _DOT[0] * tallest <= long <= min(_DOT[1] * tallest, _DOT_LONGER * short)
