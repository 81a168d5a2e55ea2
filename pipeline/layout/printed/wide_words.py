"""Words of one line that stand far apart, as in type of one width (a typewriter's), put together.

A blank of such type is as wide as its letters are high; a gap that is no more than between words elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.geometry import Box

GAP = 1.25
"""Widest gap between words, of the height of the lower of the two."""
WORDY = 1.7
"""What is no wider, of its height, is an item's number with its point, which is no part of the label."""
LEVEL = 0.35
AS_TALL = 1.8


def with_wide_gaps(pieces: Sequence[Box], barriers: Sequence[Box]) -> tuple[Box, ...]:
    """The pieces, neighbours on a line joined unless a barrier (a colon, a box) stands between them.

    A lone sign (&) begins nothing, but what it ends goes on.
    """
    joined = _joined(pieces, barriers)
    return _joined(joined, barriers) if len(joined) < len(pieces) else joined


def _joined(pieces: Sequence[Box], barriers: Sequence[Box]) -> tuple[Box, ...]:
    edges = np.array([[piece.left, piece.top, piece.right, piece.bottom] for piece in pieces], dtype=np.float64)
    if len(edges) < 2:
        return tuple(pieces)
    left, top, right, bottom = edges.T
    tall, middle = bottom - top, (top + bottom) / 2
    lower, taller = np.minimum(tall[:, None], tall[None, :]), np.maximum(tall[:, None], tall[None, :])
    gap = left[None, :] - right[:, None]
    near = (gap > -1) & (gap <= GAP * lower) & (taller <= AS_TALL * lower)
    near &= np.abs(middle[:, None] - middle[None, :]) <= LEVEL * taller
    near &= ((right - left) > WORDY * tall)[:, None]
    following: dict[int, int] = {}
    for at in np.nonzero(near.any(axis=1))[0].tolist():
        after = int(np.where(near[at], gap[at], np.inf).argmin())
        if after != at and not _parted(pieces[at], pieces[after], barriers):
            following[at] = after
    joined = list(pieces)
    # From the right, so that a piece has taken all that follows before it is taken itself.
    for at in sorted(following, key=lambda one: -pieces[one].left):
        joined[at] = joined[at].union(joined[following[at]])
    taken = set(following.values())
    kept = [piece for at, piece in enumerate(joined) if at not in taken]
    return tuple(sorted(kept, key=lambda box: (box.top, box.left)))


def _parted(first: Box, second: Box, barriers: Sequence[Box]) -> bool:
    top, bottom = min(first.top, second.top), max(first.bottom, second.bottom)
    return any(
        first.right - 1 <= barrier.centre[0] <= second.left + 1 and top <= barrier.centre[1] <= bottom
        for barrier in barriers
    )
