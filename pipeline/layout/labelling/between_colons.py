"""Lines of print between two colons below one another: which end the upper label, and which begin the lower one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from pipeline.geometry import Box

WRAP_LEFT_MM = 1.3
"""Lines of one label, and of one column of labels, begin so near below one another."""
WIDER = 1.05
"""Than any other the step between two labels is at least by so much, where it can be told from one between lines."""

SameItem = Callable[[Box, Box], bool]


def settled(
    claimed: Sequence[Sequence[Box]], own: Sequence[Box | None], same_item: SameItem, px_per_mm: float
) -> list[list[Box]]:
    """The pieces that each colon claims, lines between two labels given to the one they are set closer to.

    Where labels of three lines stand close to one another, their colons beside the last, the nearest colon of a first
    line is another label's. own: the line that ends before each colon, None where it stands between lines. same_item:
    whether no number before the lower of two lines tells it from the upper one.
    """
    result = [list(pieces) for pieces in claimed]
    ends = sorted(((line.top, at, line) for at, line in enumerate(own) if line is not None), key=lambda end: end[:2])
    slack = WRAP_LEFT_MM * px_per_mm
    for place, (_, upper, first) in enumerate(ends):
        below = ((at, line) for _, at, line in ends[place + 1 :] if abs(line.left - first.left) < slack)
        lower, last = next(below, (upper, first))
        if lower == upper or not same_item(first, last):
            continue
        between = [piece for piece in (*result[upper], *result[lower]) if _between(piece, first, last, slack)]
        between.sort(key=lambda piece: piece.top)
        of_upper = _of_upper([first, *between, last])
        if of_upper is None:
            continue
        for index, piece in enumerate(between):
            to, off = (upper, lower) if index < of_upper else (lower, upper)
            if piece in result[off]:
                result[off].remove(piece)
                result[to].append(piece)
    return result


def _between(piece: Box, first: Box, last: Box, slack: float) -> bool:
    own = piece in (first, last)
    return not own and abs(piece.left - first.left) < slack and first.top < piece.top < last.top


def _of_upper(lines: Sequence[Box]) -> int | None:
    """How many of the lines between the first and the last belong to the first; None where nothing tells."""
    if len(lines) < 3:
        return None
    # Most words reach as high as capitals do; not all reach down as g does.
    steps = np.diff([line.top for line in lines])
    widest = int(np.argmax(steps))
    return widest if steps[widest] >= WIDER * np.delete(steps, widest).max() else None
