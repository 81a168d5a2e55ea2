"""Numbers with a sign by which their writer leaves them open: `?`, `5?`, `-3`, `>5`, read as 7, 57, 3 and 5."""

from __future__ import annotations

import numpy as np

from pipeline.geometry import Box
from pipeline.read.ink import Ink, Part

_TALL = 0.6
"""Least height of a digit, in heights of the tallest piece; all that follow are in heights of the digit."""
_LIKE_HOOKS = frozenset("79")
"""Digits that a question mark is read as; under others a dot is a speck."""
_DOT, _DOT_LONGER = (0.06, 0.3), 2.0
"""Least and greatest length of a dot, and how many times as long as wide it is at most."""
_DOT_BELOW, _UNDER_FOOT = (-0.05, 0.5), 0.3
"""How far below a hook its dot begins, and how far aside of the hook's foot its middle lies."""
_SIGN_WIDE, _SIGN_HIGH, _FLAT = (0.12, 0.8), 0.3, 1.3
"""Width of a small sign, its greatest height, and how many times as wide as high it is at least."""
_MIDDLE, _SIGN_NEAR = (0.3, 0.85), 0.6
"""Between these parts of the digit's height from its top a sign lies, and so near beside it. The bars of 5 and 7, where
they stand apart, lie higher."""


def is_signed(ink: Ink, number: str) -> bool:
    """Whether a dot stands under the foot of the last digit of the number that was read, as of a question mark, or a
    short level stroke beside one of them. Of 2,804 numbers on pages without signs four seem so, for specks of copiers.
    """
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    tall = [part for part in ink.parts if part.box.height >= _TALL * tallest]
    small = [part.box for part in ink.parts if part.box.height < _TALL * tallest]
    if any(_is_sign(box, [part.box for part in tall]) for box in small):
        return True
    last = max(tall, key=lambda part: part.box.right, default=None)
    return last is not None and number[-1:] in _LIKE_HOOKS and any(_is_dot_of(box, last, ink) for box in small)


def _is_dot_of(box: Box, hook: Part, ink: Ink) -> bool:
    """Whether it is the dot below a hook, as of a question mark."""
    high = hook.box.height
    short, long = sorted((box.width, box.height))
    round_dot = _DOT[0] * high <= long <= min(_DOT[1] * high, _DOT_LONGER * short)
    below = _DOT_BELOW[0] * high <= box.top - hook.box.bottom <= _DOT_BELOW[1] * high
    return round_dot and below and abs(box.centre[0] - _foot(hook, ink)) <= _UNDER_FOOT * high


def _foot(part: Part, ink: Ink) -> float:
    """Where its lowest pixels lie, column of the crop."""
    row = ink.labels[int(part.box.bottom) - 1]
    return float(np.flatnonzero(row == part.number).mean())


def _is_sign(box: Box, digits: list[Box]) -> bool:
    """Whether a small flat piece stands beside digits at half their height, over or under none of them."""
    if any(min(box.right, digit.right) > max(box.left, digit.left) for digit in digits):
        return False
    return any(
        _SIGN_WIDE[0] * digit.height <= box.width <= _SIGN_WIDE[1] * digit.height
        and box.height <= min(_SIGN_HIGH * digit.height, box.width / _FLAT)
        and _MIDDLE[0] <= (box.centre[1] - digit.top) / digit.height <= _MIDDLE[1]
        and max(box.left - digit.right, digit.left - box.right) <= _SIGN_NEAR * digit.height
        for digit in digits
    )
