"""Printed frames to write in: a value is written on the lower edge, between the sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.neighbours import Floats, pairs_apart
from pipeline.layout.printed.upright_strokes import upright_strokes
from pipeline.model import Grey

LOWEST_MM, TALLEST_MM = 3.0, 16.0
"""Height of a frame for one value, of one line or two."""
TALLEST_STACK_MM = 60.0
"""Frames one below the other share their sides; what is taller is a table."""
NARROWEST_MM, WIDEST_MM = 7.5, 200.0
"""What is narrower is a check box."""
ENDS_MM, STEEPEST = 0.8, 0.02
"""So near to one another begin and end its two sides, and farther by so much of its width on a curled page."""
PARALLEL_MM = 0.6
ASIDE_MM, GAP_MM = 0.4, 0.8
"""So far beside one another, and so far apart, lie the sides of frames that stand close below one another."""
EDGE = 0.86
"""Share of an edge that is seen: writing hides none of it, a bad copy some."""
CORNER_MM, CORNERED = 4.0, 0.75
"""So far aside from both ends of a side goes an edge, and as much of that is seen; bars of letters are shorter."""
BEND_PX = 2
MOST_STROKES, MOST_PAIRS, MOST_FRAMES = 3000, 2000, 80
"""More stand on no form: squared paper, a photograph, a table whose rulings were not seen as such."""


@dataclass(frozen=True, slots=True)
class ValueFrame:
    """A frame by its upper and its lower edge, which are as long, in pixels; the sides go from end to end."""

    top: DottedLine
    bottom: DottedLine

    @property
    def box(self) -> Box:
        """What can be written on between the edges, at their middle where they lean."""
        half = self.top.weight_px / 2
        return Box(
            (self.top.left + self.bottom.left) / 2 + half,
            self.top.y + half,
            (self.top.right + self.bottom.right) / 2 - half,
            self.bottom.y - half,
        )

    def sides(self) -> tuple[tuple[tuple[float, float], tuple[float, float]], ...]:
        """The upper and the lower end (x, y) of the left and of the right side."""
        return (
            ((self.top.left, self.top.left_y), (self.bottom.left, self.bottom.left_y)),
            ((self.top.right, self.top.right_y), (self.bottom.right, self.bottom.right_y)),
        )

    def scaled(self, by: float, down_px: float) -> ValueFrame:
        """The same frame on a picture `by` times larger, moved down."""
        return ValueFrame(self.top.scaled(by, down_px), self.bottom.scaled(by, down_px))


def value_frames(ink: Grey, px_per_mm: float) -> tuple[ValueFrame, ...]:
    """The frames on `ink` (255 where ink is, else 0), from top to bottom, those side by side from left to right.

    A frame has two upright sides of like place and length, and ink along the whole of its upper and lower edge.
    Of frames that share their sides or edges each is one.
    """
    strokes = upright_strokes(ink, LOWEST_MM * px_per_mm, TALLEST_STACK_MM * px_per_mm, px_per_mm).astype(np.float64)
    if not 2 <= len(strokes) <= MOST_STROKES:
        return ()
    strokes = _with_joined(strokes, TALLEST_STACK_MM * px_per_mm, px_per_mm)
    left, top, wide, tall = strokes.T
    middle, bottom = left + wide / 2, top + tall
    if len(strokes) > MOST_STROKES:
        return ()
    begins, ends = (_cornered(ink, strokes, way * CORNER_MM * px_per_mm) for way in (1, -1))
    first, second = pairs_apart(middle, NARROWEST_MM * px_per_mm, WIDEST_MM * px_per_mm)
    sides = begins[first] & ends[second]
    first, second = first[sides], second[sides]
    apart = middle[second] - middle[first]
    rise, fall = top[second] - top[first], bottom[second] - bottom[first]
    level = ENDS_MM * px_per_mm + STEEPEST * apart
    likely = (np.abs(rise) <= level) & (np.abs(fall) <= level) & (np.abs(rise - fall) <= PARALLEL_MM * px_per_mm)
    pairs = np.flatnonzero(likely)
    if len(pairs) > MOST_PAIRS:
        return ()
    found: list[ValueFrame] = []
    for pair in pairs[np.argsort(apart[pairs], kind="stable")]:
        one, other = first[pair], second[pair]
        uppers = np.array([[middle[one], top[one]], [middle[other], top[other]]])
        weight = float(max(1.0, min(wide[one], wide[other])))
        edges = _edges(ink, uppers, float(min(tall[one], tall[other])), weight)
        for upper, lower in pairwise(edges):
            frame = ValueFrame(upper, lower)
            fits = LOWEST_MM * px_per_mm <= lower.y - upper.y <= TALLEST_MM * px_per_mm
            if fits and not any(frame.box.overlap(known.box) > 0 for known in found):
                found.append(frame)
    if len(found) > MOST_FRAMES:
        return ()
    return tuple(sorted(found, key=lambda frame: (frame.bottom.y, frame.bottom.left)))


def with_frames(lines: Sequence[DottedLine], frames: Sequence[ValueFrame], px_per_mm: float) -> tuple[DottedLine, ...]:
    """The lines to write on, of each frame the lower edge and it alone.

    A label that stands higher than its frame was taken to be written on the upper edge: the field was blank.
    """
    slack = ENDS_MM * px_per_mm
    edges = [edge for frame in frames for edge in (frame.top, frame.bottom)]
    free = [line for line in lines if not any(_along(line, edge, slack) for edge in edges)]
    return tuple(sorted((*free, *(frame.bottom for frame in frames)), key=lambda line: (line.y, line.left)))


def _with_joined(strokes: Floats, tallest: float, px_per_mm: float) -> Floats:
    """The strokes, and those that some below one another make together: of frames that nearly touch one side may be
    seen as one stroke and the other as two. Left, top, width, height, shape (n, 4)."""
    joined = []
    aside, gap = ASIDE_MM * px_per_mm, GAP_MM * px_per_mm
    for left, top, wide, tall in strokes.tolist():
        while True:
            off = np.abs(strokes[:, 0] + strokes[:, 2] / 2 - left - wide / 2)
            below = strokes[:, 1] - top - tall
            at = np.flatnonzero((off <= aside) & (np.abs(below) <= gap) & (strokes[:, 1] > top))
            if not len(at) or (tall := strokes[at[0], 1] + strokes[at[0], 3] - top) > tallest:
                break
            joined.append([left, top, wide, tall])
    return np.vstack([strokes, joined]) if joined else strokes


def _cornered(ink: Grey, strokes: Floats, reach: float) -> NDArray[np.bool_]:
    """Of which strokes ink runs aside from both ends, for `reach` pixels (to the left below 0), as no letter's does.

    strokes: left, top, width, height, shape (n, 4).
    """
    found = np.zeros(len(strokes), dtype=bool)
    for at, (left, top, wide, tall) in enumerate(strokes.tolist()):
        aside = slice(*sorted((max(0, round(left + wide / 2)), max(0, round(left + wide / 2 + reach)))))
        shares = []
        for y in (top, top + tall):
            near = ink[max(0, round(y - wide) - BEND_PX) : round(y + wide) + BEND_PX + 1, aside]
            shares.append(float((near > 0).any(axis=0).mean()) if near.size else 0.0)
        found[at] = min(shares) >= CORNERED
    return found


def _along(line: DottedLine, edge: DottedLine, slack: float) -> bool:
    within = line.left >= edge.left - slack and line.right <= edge.right + slack
    return within and abs(line.y - edge.y) <= slack


def _edges(ink: Grey, ends: Floats, tall: float, weight: float) -> list[DottedLine]:
    """Lines of ink from one side to the other, from their upper `ends` (2, 2) down; each in the middle of its ink."""
    (left, left_y), (right, right_y) = ends.tolist()
    x = np.arange(round(left), round(right) + 1)
    bent, exact = _shares(ink, x, ends, tall)
    whole = np.flatnonzero(bent >= EDGE)
    found = []
    for run in np.split(whole, np.flatnonzero(np.diff(whole) > 1) + 1) if len(whole) else ():
        middle = float((run * exact[run]).sum() / max(exact[run].sum(), 1e-9)) - BEND_PX + 0.5
        found.append(DottedLine(left, right, left_y + middle, right_y + middle, weight))
    return found


def _shares(ink: Grey, x: NDArray[np.int64], ends: Floats, tall: float) -> tuple[Floats, Floats]:
    """Of every height from BEND_PX above the upper ends of two sides (2, 2) to as much below their lower ends the share
    of the columns `x` that have ink there or BEND_PX beside it, and exactly there."""
    (left, left_y), (right, right_y) = ends.tolist()
    start = left_y + (right_y - left_y) * (x - left) / (right - left)
    down = np.arange(-2 * BEND_PX, int(tall) + 2 * BEND_PX + 1)
    y = np.clip(np.rint(start[None, :] + down[:, None]).astype(np.int64), 0, len(ink) - 1)
    seen = ink.ravel().take(y * ink.shape[1] + np.clip(x, 0, ink.shape[1] - 1)) > 0
    # An edge that bends a little is on neighbouring rows.
    bent = reduce(np.logical_or, (seen[off : len(seen) - 2 * BEND_PX + off] for off in range(2 * BEND_PX + 1)))
    return bent.mean(axis=1), seen[BEND_PX : len(seen) - BEND_PX].mean(axis=1)
