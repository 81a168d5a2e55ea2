"""Lines to write on of dots set so wide that each stands alone: told by their even steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.layout.printed.dotted_lines import SHORTEST_MM, DottedLine
from pipeline.model import Grey
from pipeline.scan.pieces import piece_boxes

STEP_MM = (1.3, 3.2)
"""From dot to dot: full stops of a typewriter's print stand 2.1 to 2.6 mm apart. Nearer ones run together."""
LARGEST_MM = 1.1
"""Full stops of such print on a dark scan are 0.9 mm large."""
UNEVEN, UNEVEN_PX = 0.08, 1.2
"""By so much of itself, or so many pixels, a step differs from the others."""
OFF_LEVEL_MM = 0.25
"""So much higher or lower the next dot stands at most, on paper that lies a little askew."""
FEWEST_ALONE, FEWEST = 5, 3
"""Dots in even steps with nothing between: so many make a line, and so many more lines in the same steps."""
HIDDEN_MM = 60.0
"""Over so much writing may hide the dots, with ink wherever one stands."""
MOST_DOTS = 3000
"""More are the specks of a copy, among which some stand in even steps."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Dots:
    """centres: shape (n, 2), x and y. boxes: shape (n, 4), left, top, width, height. ink: they are part of, not 0."""

    centres: Floats
    boxes: NDArray[np.int64]
    ink: Grey
    px_per_mm: float

    def at(self, x: float, y: float, slack: float) -> int | None:
        """The dot that stands there, None without one."""
        if not len(self.centres):
            return None
        off = np.abs(self.centres - (x, y))
        near = (off[:, 0] <= slack) & (off[:, 1] <= OFF_LEVEL_MM * self.px_per_mm + 1)
        return int(np.where(near, off.sum(axis=1), np.inf).argmin()) if near.any() else None

    def inked(self, x: float, y: float) -> bool:
        """Whether something is written where a dot would be."""
        near = max(1, round(OFF_LEVEL_MM * self.px_per_mm))
        row, column = round(y), round(x)
        return bool(self.ink[max(0, row - near) : row + near + 1, max(0, column - near) : column + near + 1].any())

    def clear_between(self, first: int, second: int) -> bool:
        """Whether nothing but paper lies between two dots."""
        (left, _, width, _), (right, *_) = self.boxes[first], self.boxes[second]
        rows = np.r_[self.boxes[[first, second], 1], self.boxes[[first, second], 1:4:2].sum(axis=1)]
        return not self.ink[rows.min() : rows.max(), left + width : right].any()


def wide_dot_lines(ink: Grey, px_per_mm: float) -> tuple[tuple[DottedLine, ...], NDArray[np.bool_]]:
    """The lines of wide-set dots on `ink` (255 where ink is, else 0), top down, and a mask of their dots."""
    mask = np.zeros(ink.shape, np.bool_)
    boxes = piece_boxes(ink).astype(np.int64)
    boxes = boxes[boxes[:, 2:].max(axis=1, initial=0) <= LARGEST_MM * px_per_mm]
    if not FEWEST_ALONE <= len(boxes) <= MOST_DOTS:
        return (), mask
    dots = _Dots(boxes[:, :2] + boxes[:, 2:] / 2, boxes, ink, px_per_mm)
    runs = _runs(dots)
    steps = [_step(dots, run) for run in runs if len(run) >= FEWEST_ALONE]
    if not steps:
        return (), mask
    step = float(np.median(steps))
    lines, used = [], set[int]()
    for run in sorted(runs, key=len, reverse=True):
        if len(run) < FEWEST or used & set(run) or abs(_step(dots, run) - step) > _slack(step):
            continue
        whole = (*_on(dots, run[::-1], -step)[::-1], *run, *_on(dots, run, step))
        if (
            len(whole) >= FEWEST_ALONE
            and dots.centres[whole[-1], 0] - dots.centres[whole[0], 0] >= SHORTEST_MM * px_per_mm
        ):
            used |= set(whole)
            lines.append(_line(dots, whole))
    for left, top, width, height in boxes[sorted(used)].tolist():
        mask[top : top + height, left : left + width] = True
    return tuple(sorted(lines, key=lambda line: (line.y, line.left))), mask & (ink > 0)


def _slack(step: float) -> float:
    return max(UNEVEN_PX, UNEVEN * step)


def _step(dots: _Dots, run: Sequence[int]) -> float:
    """The mean step from dot to dot."""
    return float(dots.centres[run[-1], 0] - dots.centres[run[0], 0]) / max(1, len(run) - 1)


def _runs(dots: _Dots) -> list[tuple[int, ...]]:
    """Dots that follow one another in even steps with paper between, each in one run."""
    following = _following(dots)
    begun = set(following.values())
    runs, seen = [], set[int]()
    for start in sorted(range(len(dots.boxes)), key=lambda at: (at in begun, dots.centres[at, 0])):
        at, run = start, [start]
        while (after := following.get(at)) is not None and after not in seen:
            step = dots.centres[after, 0] - dots.centres[at, 0]
            if len(run) > 1 and abs(step - _step(dots, run)) > _slack(step):
                break
            run.append(after)
            at = after
        if len(run) >= FEWEST:
            seen |= set(run[:-1])
            runs.append(tuple(run))
    return runs


def _following(dots: _Dots) -> dict[int, int]:
    """For each dot the nearest on its right that is level with it, a step away, with nothing between."""
    x, y = dots.centres.T
    least, most = (end * dots.px_per_mm for end in STEP_MM)
    found = {}
    order = np.argsort(x, kind="stable")
    for place, at in enumerate(order.tolist()):
        last = int(np.searchsorted(x[order], x[at] + most, side="right"))
        near = order[place + 1 : last]
        near = near[(x[near] - x[at] >= least) & (np.abs(y[near] - y[at]) <= OFF_LEVEL_MM * dots.px_per_mm + 0.5)]
        if len(near) and dots.clear_between(at, int(near[0])):
            found[at] = int(near[0])
    return found


def _on(dots: _Dots, run: Sequence[int], step: float) -> list[int]:
    """The dots that go on behind the run's last, in its steps; those that writing hides are left out."""
    last, found, hidden = run[-1], [], 0
    rise = (
        float(dots.centres[run[-1], 1] - dots.centres[run[0], 1]) / max(1, len(run) - 1) if len(run) > FEWEST else 0.0
    )
    while (hidden + 1) * abs(step) <= HIDDEN_MM * dots.px_per_mm:
        x, y = dots.centres[last] + (hidden + 1) * np.array([step, rise])
        at = dots.at(x, y, _slack(abs(step)))
        if at is not None and at not in run and at not in found:
            found.append(at)
            last, hidden = at, 0
        elif dots.inked(x, y):
            hidden += 1
        else:
            break
    return found


def _line(dots: _Dots, run: Sequence[int]) -> DottedLine:
    boxes = dots.boxes[list(run)]
    first, last = boxes[0], boxes[-1]
    slope, middle = np.polyfit(dots.centres[list(run), 0], dots.centres[list(run), 1], 1)
    left, right = float(first[0]), float(last[0] + last[2])
    weight = float(np.median(boxes[:, 3]))
    return DottedLine(left, right, float(slope * left + middle), float(slope * right + middle), weight)
