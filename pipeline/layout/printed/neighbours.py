"""Pairs of small things that stand a certain way apart, found without weighing each against every other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indices = NDArray[np.intp]

MOST_PAIRS = 2_000_000
"""A printed page gives some thousand; a photograph's grain would give hundreds of millions."""


def pairs_apart(at: Floats, least: float, most: float, most_pairs: int = MOST_PAIRS) -> tuple[Indices, Indices]:
    """Indices (first, second) of all pairs with least <= at[second] - at[first] <= most, sorted by first, then second.

    No thing is paired with itself. Both are empty where there would be more than `most_pairs`: such a picture is no
    print. Takes time and memory by the number of pairs, not by the square of the number of things.
    """
    order = np.argsort(at, kind="stable")
    along = at[order]
    begin = np.searchsorted(along, along + least, side="left")
    end = np.searchsorted(along, along + most, side="right")
    counts = np.maximum(end - begin, 0)
    total = int(counts.sum())
    if total > most_pairs:
        return np.empty(0, np.intp), np.empty(0, np.intp)
    first = np.repeat(np.arange(len(at)), counts)
    within = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    second = begin[first] + within
    pairs = np.stack([order[first], order[second]])[:, first != second]
    pairs = pairs[:, np.lexsort((pairs[1], pairs[0]))]
    return pairs[0], pairs[1]
