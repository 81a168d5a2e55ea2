"""Numbers whose digits stand apart: each piece of ink is judged by itself, beside the reading of the whole line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from pipeline.read.ink import Ink, Part

MOST_DIGITS = 20
_LEAST_HEIGHT = 0.45
"""A piece lower than this share of the highest is no digit: a period, a comma, a speck."""
_SAME_DIGIT = 0.5
"""Pieces that overlap by this share of the narrower one's width are one digit (the hat of a 5)."""
_LOG_LEAST = float(np.log(2e-3))
_LOG_TOUCHING = -1.0
"""Log prior that digits touch, where a piece looks like no one digit."""
_LOG_BROKEN = -4.0
"""Log chance that a piece is only part of a digit."""


def digit_groups(ink: Ink) -> tuple[Ink, ...]:
    """The ink of each digit, from left to right; empty when the pieces cannot be single digits."""
    tallest = max((part.box.height for part in ink.parts), default=0.0)
    groups: list[list[Part]] = []
    for part in ink.parts:
        if part.box.height < _LEAST_HEIGHT * tallest and not _inside_last(groups, part):
            continue
        if groups and _overlap(groups[-1], part) >= _SAME_DIGIT:
            groups[-1].append(part)
        else:
            groups.append([part])
    if not 2 <= len(groups) <= MOST_DIGITS:
        return ()
    if any(max(p.box.right for p in g) - min(p.box.left for p in g) > 1.6 * tallest for g in groups):
        return ()
    return tuple(replace(ink, parts=tuple(group)) for group in groups)


def log_apart(text: str, digits: NDArray[np.float64]) -> float:
    """Log probability of `text` by its pieces. digits: (n, 11), per piece the share of each digit and of none."""
    if len(text) > len(digits):
        return _LOG_TOUCHING + float(np.log(1 - np.prod(1 - np.clip(digits[:, 10], 0.02, 0.98))))
    if len(text) < len(digits):
        return _LOG_BROKEN * (len(digits) - len(text))
    each = [max(_LOG_LEAST, float(np.log(max(row[int(digit)], 1e-9)))) for row, digit in zip(digits, text, strict=True)]
    return sum(each)


def likely_texts(digits: NDArray[np.float64], most: int = 8) -> list[str]:
    """The likeliest strings by the pieces (as in log_apart), the most doubtful pieces read second best too."""
    digits = digits[:, :10]
    order = np.argsort(-digits, axis=1)
    doubt = np.take_along_axis(digits, order, axis=1)
    unsure = set(np.argsort(doubt[:, 0] - doubt[:, 1])[: int(np.log2(most))].tolist())
    choices = [[row[0], row[1]] if at in unsure else [row[0]] for at, row in enumerate(order.tolist())]
    return ["".join(map(str, chosen)) for chosen in product(*choices)]


def _inside_last(groups: Sequence[Sequence[Part]], part: Part) -> bool:
    return bool(groups) and _overlap(groups[-1], part) >= _SAME_DIGIT


def _overlap(group: Sequence[Part], part: Part) -> float:
    left, right = min(p.box.left for p in group), max(p.box.right for p in group)
    shared = min(right, part.box.right) - max(left, part.box.left)
    return max(0.0, shared) / max(1.0, min(right - left, part.box.width))
