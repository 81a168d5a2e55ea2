"""Which writings are about the same household or person: sure links only, everything else stays apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from rapidfuzz.fuzz import ratio

from pipeline.tables.identity import name_key

T = TypeVar("T")

ALIKE = 85.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of two readings of one name: one letter in seven may differ."""

_DIGITS = re.compile(r"\d+")


def alike(one: str, other: str) -> float:
    """Similarity of two names, 0 to 100; 0 below ALIKE, when a number in them differs, or when one is not known."""
    left, right = name_key(one), name_key(other)
    if not left or not right or _DIGITS.findall(left) != _DIGITS.findall(right):
        return 0.0
    if left == right:
        return 100.0
    found = ratio(left, right)
    return found if found >= ALIKE else 0.0


def name_clusters(names: Iterable[str]) -> dict[str, str]:
    """For each name key, the key that stands for its cluster: the most frequent of the alike ones, then the first.

    Names that no pair of the cluster's own key resembles keep apart; the empty name stands for itself.
    """
    counts = Counter(name_key(name) for name in names)
    ordered = sorted(counts, key=lambda key: (-counts[key], key))
    heads: list[str] = []
    cluster = {}
    for key in ordered:
        best = max(heads, key=lambda head: (alike(key, head), -heads.index(head)), default=None)
        if best is not None and alike(key, best) > 0:
            cluster[key] = best
        else:
            heads.append(key)
            cluster[key] = key
    return cluster


def grouped(items: Sequence[T], match: Callable[[T, Sequence[T]], float]) -> list[list[T]]:
    """Items put together, in their order: each joins the group that `match` scores best, if one is clearly best.

    match: score of an item against a group, 0 when they cannot be the same. Two groups with the same best score leave
    the item on its own: a doubtful link is none.
    """
    groups: list[list[T]] = []
    for item in items:
        scores = sorted(((match(item, group), -index) for index, group in enumerate(groups)), reverse=True)
        if scores and scores[0][0] > 0 and (len(scores) == 1 or scores[1][0] < scores[0][0]):
            groups[-scores[0][1]].append(item)
        else:
            groups.append([item])
    return groups
