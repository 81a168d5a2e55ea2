"""Frames to write in: of each the lower edge is a line to write on, the upper one is none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from pipeline.layout.lines.rulings import Floats
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.model import Grey

LOWEST_MM, TALLEST_MM = 3.0, 16.0
"""Height of a frame for one value, of one line or two."""
ENDS_MM = 0.8
"""So near to one another end its two edges, and so near to their ends stand its sides."""
CLOSED = 0.9
"""Of its height, so much of a side is seen."""


def without_frame_tops(lines: Sequence[DottedLine], ink: Grey, px_per_mm: float) -> tuple[DottedLine, ...]:
    """The lines but for the upper edges of frames, unless that is the lower edge of the frame above it.

    A label that stands higher than its frame was taken to be written on the upper edge: the field was blank.
    ink: 255 where ink is, with the frames, in the pixels of the lines.
    """
    # A page of dots has thousands of lines: pair by pair that takes seconds.
    places = np.array([[line.y, line.left, line.right] for line in lines], dtype=np.float64).reshape(-1, 3)
    under = [_lower_edge(line, lines, places, ink, px_per_mm) for line in lines]
    lower = {index for index in under if index is not None}
    return tuple(line for at, (line, edge) in enumerate(zip(lines, under, strict=True)) if edge is None or at in lower)


def _lower_edge(
    top: DottedLine, lines: Sequence[DottedLine], places: Floats, ink: Grey, px_per_mm: float
) -> int | None:
    """Which of the lines closes a frame whose upper edge is `top`; None for none. places: y, left, right of each."""
    slack = ENDS_MM * px_per_mm
    down = places[:, 0] - top.y
    near = (down >= LOWEST_MM * px_per_mm) & (down <= TALLEST_MM * px_per_mm)
    near &= (np.abs(places[:, 1] - top.left) <= slack) & (np.abs(places[:, 2] - top.right) <= slack)
    below = np.flatnonzero(near)
    order: list[int] = below[np.argsort(places[below, 0], kind="stable")].tolist()
    for at in order:
        line = lines[at]
        left = _is_side(ink, (top.left + line.left) / 2, top.left_y, line.left_y, slack)
        if left and _is_side(ink, (top.right + line.right) / 2, top.right_y, line.right_y, slack):
            return at
    return None


def _is_side(ink: Grey, x: float, top: float, bottom: float, slack: float) -> bool:
    """Whether ink stands nearly all the way down near `x`."""
    strip = ink[max(0, round(top)) : round(bottom), max(0, round(x - slack)) : round(x + slack) + 1]
    return bool(strip.size) and bool((strip > 0).any(axis=1).mean() >= CLOSED)
