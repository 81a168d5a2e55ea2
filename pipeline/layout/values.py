"""Which dotted lines and check boxes belong to which label.

Options may wrap to a second line, and a label may stand beside the first, the last or the middle of them. So lines
and boxes are dealt out in reading order: each label takes the next few, as many as its entry expects, near its height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.form import OPTION_KINDS, Entry
from pipeline.geometry import Box
from pipeline.layout.dotted_lines import DottedLine
from pipeline.layout.labels import Label
from pipeline.layout.print_lines import PrintLines

MOST_TOKENS = 16
SAME_COLUMN_MM = 3.0
BOX_MISSING = 1.0
LINE_MISSING = 0.8
BOX_WRONG = 2.0
LINE_WRONG = 1.6
SKIPPED = 1.2
NEAR_LINES = 5.0


@dataclass(frozen=True, slots=True)
class Token:
    """A place to write: a check box or a dotted line; `box` around it, `line` when it is one."""

    box: Box
    line: DottedLine | None


@dataclass(frozen=True, slots=True)
class Place:
    """A label that names an entry, and what was dealt to it, in reading order.

    limit: x where the next label on its line begins, or the page ends.
    """

    entry: Entry
    label: Label
    limit: float
    boxes: tuple[Box, ...]
    lines: tuple[DottedLine, ...]


def deal(
    labels: Sequence[Label],
    entry_of: Sequence[Entry | None],
    extras: frozenset[int],
    printed: PrintLines,
    px_per_mm: float,
    page_width: float,
) -> tuple[Place, ...]:
    """A place for every label that names an entry, from top to bottom.

    extras: indices of labels that begin no value of their own.
    """
    known = [
        (label, entry)
        for index, (label, entry) in enumerate(zip(labels, entry_of, strict=True))
        if (label.colon or entry is not None) and index not in extras
    ]
    limits = [_limit(label, [other for other, _ in known], page_width) for label, _ in known]
    tokens = [Token(box, None) for box in printed.boxes] + [
        Token(Box(line.left, min(line.left_y, line.right_y) - 1, line.right, max(line.left_y, line.right_y) + 1), line)
        for line in printed.lines
    ]
    groups = _columns([label for label, _ in known], px_per_mm)
    token_groups: list[list[Token]] = [[] for _ in groups]
    for token in tokens:
        nearest = _group_of(token, [label for label, _ in known], limits, groups, px_per_mm)
        if nearest is not None:
            token_groups[nearest].append(token)
    places = []
    for members, mine in zip(groups, token_groups, strict=True):
        chosen = [known[index] for index in members]
        ordered = reading_order(mine, px_per_mm)
        for index, (label, entry), share in zip(members, chosen, _dealt(chosen, ordered), strict=True):
            if entry is not None:
                boxes = tuple(token.box for token in share if token.line is None)
                lines = tuple(token.line for token in share if token.line is not None)
                places.append(Place(entry, label, limits[index], boxes, lines))
    return tuple(sorted(places, key=lambda place: (place.label.y, place.label.value_left)))


def reading_order(tokens: Sequence[Token], px_per_mm: float) -> list[Token]:
    """Tokens line by line, each line from left to right; a line may rise or fall a little on its way."""
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda token: token.box.left):
        near = [line for line in lines if abs(line[-1].box.bottom - token.box.bottom) < 1.9 * px_per_mm]
        if near:
            min(near, key=lambda line: abs(line[-1].box.bottom - token.box.bottom)).append(token)
        else:
            lines.append([token])
    lines.sort(key=lambda line: float(np.mean([token.box.bottom for token in line])))
    return [token for line in lines for token in line]


def _columns(labels: Sequence[Label], px_per_mm: float) -> list[list[int]]:
    """Indices of labels whose values begin below one another, from top to bottom."""
    groups: list[list[int]] = []
    for index, label in enumerate(labels):
        for group in groups:
            if abs(labels[group[-1]].value_left - label.value_left) < SAME_COLUMN_MM * px_per_mm:
                group.append(index)
                break
        else:
            groups.append([index])
    return groups


def _limit(label: Label, labels: Sequence[Label], page_width: float) -> float:
    """Where the column of labels right of this one begins, or the page ends."""
    return min(
        (
            other.box.left
            for other in labels
            if other.box.left > label.value_left and abs(other.y - label.y) < NEAR_LINES * label.height
        ),
        default=page_width,
    )


def _group_of(
    token: Token, labels: Sequence[Label], limits: Sequence[float], groups: list[list[int]], px_per_mm: float
) -> int | None:
    """The column of labels the token stands right of, nearest in height."""
    best: tuple[float, int] | None = None
    for number, group in enumerate(groups):
        for index in group:
            label = labels[index]
            if label.value_left - 1.2 * px_per_mm <= token.box.left < limits[index]:
                away = abs(token.box.centre[1] - label.y) + 0.02 * (token.box.left - label.value_left)
                if away < 14 * px_per_mm and (best is None or away < best[0]):
                    best = (away, number)
    return best[1] if best else None


def _dealt(labels: Sequence[tuple[Label, Entry | None]], tokens: Sequence[Token]) -> list[list[Token]]:
    """The cheapest way of dealing the tokens, in order, to the labels, in order; tokens may stay with nobody."""
    pitch = _pitch([label for label, _ in labels])
    count, total = len(labels), len(tokens)
    infinite = float("inf")
    cost = np.full((count + 1, total + 1), infinite)
    step = np.zeros((count + 1, total + 1), dtype=np.int64)
    cost[0] = np.arange(total + 1) * SKIPPED
    for i in range(1, count + 1):
        label, entry = labels[i - 1]
        for j in range(total + 1):
            boxes = lines = 0
            far = 0.0
            for take in range(min(j, MOST_TOKENS) + 1):
                if take:
                    token = tokens[j - take]
                    boxes += token.line is None
                    lines += token.line is not None
                    far += min(abs(token.box.centre[1] - label.y) / pitch, 3.0) * 0.6
                price = cost[i - 1, j - take] + _mismatch(entry, boxes, lines) + far
                if price < cost[i, j]:
                    cost[i, j], step[i, j] = price, take
            if j and cost[i, j - 1] + SKIPPED < cost[i, j]:
                cost[i, j], step[i, j] = cost[i, j - 1] + SKIPPED, -1
    shares: list[list[Token]] = [[] for _ in labels]
    i, j = count, total
    while i > 0:
        take = int(step[i, j])
        if take < 0:
            j -= 1
            continue
        shares[i - 1] = list(tokens[j - take : j])
        i, j = i - 1, j - take
    return shares


def _mismatch(entry: Entry | None, boxes: int, lines: int) -> float:
    """What it costs to give an entry this many check boxes and dotted lines."""
    if entry is None:
        return 0.0
    options = len(entry.field.options) if entry.field.kind in OPTION_KINDS else 0
    expected = 1 if options == 0 or entry.extra is not None else 0
    # Options may be printed without boxes, to be circled or struck: none at all is no great surprise.
    price = BOX_WRONG * abs(boxes - options) if boxes else BOX_MISSING * (options > 0)
    return price + (LINE_WRONG * (lines - expected) if lines > expected else LINE_MISSING * (expected - lines))


def _pitch(labels: Sequence[Label]) -> float:
    """The usual distance from label to label, in pixels."""
    steps = np.diff(sorted(label.y for label in labels))
    return float(max(np.median(steps), 1.5 * labels[0].height)) if len(steps) else 3.0 * labels[0].height
