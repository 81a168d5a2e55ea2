"""Two numbers in a cell of a table, `2 3`, read as one: the gap between them is wider than those within a number.

A hand may write so: where a page has such a gap behind most of its ones, it is none between numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise

from pipeline.read.ink import Ink
from pipeline.read.more_than_numbers import tall_pieces

_GAP = 0.45
"""So wide a gap stands between two numbers, in heights of the tallest piece: of 3,315 numbers of honest pages in forty
hands four have one, three of them of one hand; of 72 times two numbers in a cell the narrowest twentieth is at 0.47."""
_FEWEST, _HABIT = 4, 0.5
"""Where so many gaps of a page stand behind the same digit, and behind more than such a share of these, its hand writes
that digit so: one of two people's did, and 45 of 1,321 counts went to a person."""


def parted_numbers(numbers: Mapping[int, tuple[Ink, str]]) -> frozenset[int]:
    """The places of counts that are two numbers by the gap in them. numbers: ink and digits of those that were read in
    the tables of a page, by place."""
    behind: Counter[str] = Counter()
    before: dict[int, str] = {}
    for at, (ink, digits) in numbers.items():
        behind.update(first for first, _ in pairwise(digits))
        piece = piece_before_a_gap(ink)
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
