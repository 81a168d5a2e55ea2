"""Check boxes and dotted lines dealt out to the labels of a column.

Options may wrap to a second line, and a label may stand beside the first, the last or the middle of them. So boxes
and lines are dealt in reading order: each label takes the next few, as many as its entry expects, near its height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from pipeline.form import OPTION_KINDS, Entry
from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine

MOST_TOKENS = 16
BOX_MISSING = 1.0
LINE_MISSING = 0.8
BOX_WRONG = 2.0
LINE_WRONG = 1.6
SKIPPED = 1.2
ABOVE_WORDS = 1.0
"""What a line to write on costs besides that lies above all of a label's words; its own runs at their feet. Through
their upper half it costs less, the nearer to their middle: there the flat heads of what is written feign a line."""
BELOW_OPTIONS = 0.8
"""What it costs a line with each label's distance below its label, where it stands behind options."""
SAME_LINE_MM = 1.9
FARTHEST_APART_MM = 14.0
"""Labels farther apart are of other parts of the page: in a column of two, one above the table and one below, a line
near the lower was as near to the upper."""


@dataclass(frozen=True, slots=True)
class Token:
    """A place to write: a check box or a dotted line; `box` around it, `line` when it is one."""

    box: Box
    line: DottedLine | None


def deal(
    labels: Sequence[tuple[Label, Entry | None]], tokens: Sequence[Token], px_per_mm: float
) -> list[tuple[Token, ...]]:
    """For each label of one column its tokens, in reading order: the cheapest way; some tokens may stay with nobody."""
    ordered = _reading_order(tokens, px_per_mm)
    pitch = _pitch([label for label, _ in labels], px_per_mm)
    total = len(ordered)
    cost = [index * SKIPPED for index in range(total + 1)]
    steps: list[list[int]] = []
    for label, entry in labels:
        far = [_far(token, label, pitch, _wraps(entry)) for token in ordered]
        price_of = [
            [_mismatch(entry, boxes, lines) for lines in range(MOST_TOKENS + 1)] for boxes in range(MOST_TOKENS + 1)
        ]
        parted = goes_on(ordered, px_per_mm) if is_plain(entry) else [False] * total
        now, step = _one_label(cost, ordered, far, price_of, parted)
        cost = now
        steps.append(step)
    shares: list[tuple[Token, ...]] = [() for _ in labels]
    at, row = total, len(labels)
    while row > 0:
        take = steps[row - 1][at]
        if take < 0:
            at -= 1
            continue
        shares[row - 1] = tuple(ordered[at - take : at])
        at, row = at - take, row - 1
    return shares


def _one_label(
    before: Sequence[float],
    tokens: Sequence[Token],
    far: Sequence[float],
    price_of: Sequence[Sequence[float]],
    parted: Sequence[bool],
) -> tuple[list[float], list[int]]:
    """Least costs with one more label, for every number of tokens used up, and how many it took (-1: one skipped)."""
    now: list[float] = []
    step: list[int] = []
    for at in range(len(tokens) + 1):
        best, taken = before[at] + price_of[0][0], 0
        boxes = lines = 0
        away = 0.0
        for take in range(1, min(at, MOST_TOKENS) + 1):
            token = tokens[at - take]
            if token.line is None:
                boxes += 1
            elif take == 1 or not parted[at - take]:
                lines += 1
            away += far[at - take]
            if away > best:
                break
            price = before[at - take] + price_of[boxes][lines] + away
            if price < best:
                best, taken = price, take
        if at and now[at - 1] + SKIPPED < best:
            best, taken = now[at - 1] + SKIPPED, -1
        now.append(best)
        step.append(taken)
    return now, step


def is_plain(entry: Entry | None) -> bool:
    """Whether one value is all that is written behind a label."""
    return entry is not None and entry.field.kind not in OPTION_KINDS and entry.extra is None


def goes_on(ordered: Sequence[Token], px_per_mm: float) -> list[bool]:
    """Whether each token is a line that goes on in the next one: writing and pale print part a dotted line."""
    beside = [
        token.line is not None
        and following.line is not None
        and abs(token.box.bottom - following.box.bottom) < SAME_LINE_MM * px_per_mm
        for token, following in pairwise(ordered)
    ]
    return [*beside, False] if ordered else []


def _wraps(entry: Entry | None) -> bool:
    """Whether a line to write on stands behind options, which may take more lines than one before it."""
    return entry is not None and entry.field.kind in OPTION_KINDS and entry.extra is not None


def _far(token: Token, label: Label, pitch: float, wraps: bool) -> float:
    """What it costs to reach so far up or down. Options wrap over lines; a line to write on seldom strays, but the one
    behind options (`wraps`) stands below them."""
    lines = abs(token.box.centre[1] - label.y) / pitch
    if token.line is None:
        return 0.6 * min(lines, 3.0)
    raised = (label.y - token.box.centre[1]) / (0.5 * label.height)
    if wraps and raised < 1:
        return BELOW_OPTIONS * lines
    return max(0.6 * lines, lines * lines) + ABOVE_WORDS * min(max(raised, 0.0), 1.0)


def _mismatch(entry: Entry | None, boxes: int, lines: int) -> float:
    """What it costs to give an entry this many check boxes and dotted lines."""
    if entry is None:
        return 0.0
    options = len(entry.field.options) if entry.field.kind in OPTION_KINDS else 0
    expected = 1 if options == 0 or entry.extra is not None else 0
    # Options may be printed without boxes, to be circled or struck: none at all is no great surprise.
    price = BOX_WRONG * abs(boxes - options) if boxes else BOX_MISSING * (options > 0)
    return price + (LINE_WRONG * (lines - expected) if lines > expected else LINE_MISSING * (expected - lines))


def _reading_order(tokens: Sequence[Token], px_per_mm: float) -> list[Token]:
    """Tokens line by line, each line from left to right; a line may rise or fall a little on its way."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda token: token.box.left):
        near = [line for line in lines if abs(line[-1].box.bottom - token.box.bottom) < SAME_LINE_MM * px_per_mm]
        if near:
            min(near, key=lambda line: abs(line[-1].box.bottom - token.box.bottom)).append(token)
        else:
            lines.append([token])
    lines.sort(key=lambda line: float(np.mean([token.box.bottom for token in line])))
    return [token for line in lines for token in line]


def _pitch(labels: Sequence[Label], px_per_mm: float) -> float:
    """The usual distance from label to label, in pixels."""
    steps = np.diff(sorted(label.y for label in labels))
    if not len(steps):
        return 3.0 * labels[0].height
    return float(max(min(np.median(steps), FARTHEST_APART_MM * px_per_mm), 1.5 * labels[0].height))
