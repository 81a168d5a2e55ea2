"""Which writings are about the same household or person: sure links only, everything else stays apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TypeVar

from rapidfuzz.fuzz import ratio

from pipeline.codes import word_key

T = TypeVar("T")

ALIKE = 85.0
"""Least similarity (rapidfuzz ratio, 0 to 100) of two readings of one name: one letter in seven may differ."""

_DIGITS = re.compile(r"\d+")


def name_key(name: str) -> str:
    """What two writings of one name share: letters and digits, without case, accents, spaces, titles' dots."""
    return word_key(name)


def alike(one: str, other: str, least: float = ALIKE) -> float:
    """Similarity of two names, 0 to 100; 0 below `least`, when a number in them differs, or when one is not known."""
    left, right = name_key(one), name_key(other)
    if not left or not right or _numbers(left) != _numbers(right):
        return 0.0
    return 100.0 if left == right else ratio(left, right, score_cutoff=least)


@lru_cache(maxsize=1 << 16)
def _numbers(key: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(key))


def alike_in_book(one: str, other: str) -> float:
    """As `alike`, for names of dasawisma on pages of one book: a number that one of the two lacks was missed there."""
    left, right = name_key(one), name_key(other)
    if bool(_DIGITS.search(left)) == bool(_DIGITS.search(right)):
        return alike(left, right)
    found = ratio(_DIGITS.sub("", left), _DIGITS.sub("", right))
    return found if left and right and found >= ALIKE else 0.0


def name_clusters(names: Iterable[str], resemblance: Callable[[str, str], float] = alike) -> dict[str, str]:
    """For each name key, the key that stands for its cluster: of the alike ones that with a number, the most frequent.

    A name that resembles the keys of two clusters equally stays alone, and so does the empty name.
    """
    counts = Counter(name_key(name) for name in names)
    ordered = sorted(counts, key=lambda key: (not _DIGITS.search(key), -counts[key], key))
    heads: list[str] = []
    cluster = {}
    for key in ordered:
        scores = sorted(((resemblance(key, head), head) for head in heads), reverse=True)
        found = bool(scores) and scores[0][0] > 0 and (len(scores) == 1 or scores[1][0] < scores[0][0])
        cluster[key] = scores[0][1] if found else key
        if not found:
            heads.append(key)
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
