"""Labels whose values begin below one another: the columns in which a form's heads and items are set."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label, number_of

SAME_COLUMN_MM = 3.0
BEYOND_LINES = 1.2
BETWEEN_ROWS = 0.55
"""Of the distance from label to label: where a column of three stands beside one of two, rows lie half way between
rows, and what is written in them is as high."""
LEAST_ROOM_MM = 6.0
"""Between where a value begins and the next label: a figure of two digits needs as much."""


def label_columns(labels: Sequence[Label], px_per_mm: float) -> list[list[int]]:
    """Indices of the labels of each column; inside a column in the order given (from top to bottom)."""
    columns: list[list[int]] = []
    for index, label in enumerate(labels):
        for column in columns:
            if abs(labels[column[-1]].value_left - label.value_left) < SAME_COLUMN_MM * px_per_mm:
                column.append(index)
                break
        else:
            columns.append([index])
    return columns


def right_limits(
    labels: Sequence[Label],
    columns: Sequence[Sequence[int]],
    page_width: float,
    numbers: Sequence[Box] = (),
    px_per_mm: float = 1.0,
) -> list[float]:
    """For each label, x where the next column of labels begins that reaches as high or low as it, or the page ends.

    numbers: of items; a column begins with those of its labels. What begins where the values of a label do is no other
    column's label, but an option or a word behind which specks feign a colon.
    """
    limits = [page_width] * len(labels)
    pitches = [
        lower.y - upper.y
        for column in columns
        for upper, lower in pairwise(sorted((labels[index] for index in column), key=lambda label: label.y))
    ]
    between = BETWEEN_ROWS * min(pitches, default=0.0)
    for column in columns:
        firsts = [labels[index].pieces[0] for index in column]
        before = [number_of(first, numbers, px_per_mm) for first in firsts]
        left = min(
            [labels[index].box.left for index in column] + [number.left for number in before if number is not None]
        )
        first, last, beyond = labels[column[0]], labels[column[-1]], BEYOND_LINES * labels[column[0]].height
        # The last label may have more lines than one, each with a value of its own whose label was not told from it.
        top, bottom = first.y - max(beyond, between), max(last.y + max(beyond, between), last.box.bottom + beyond)
        for index, label in enumerate(labels):
            if label.value_left + LEAST_ROOM_MM * px_per_mm < left and top <= label.y <= bottom:
                limits[index] = min(limits[index], left)
    return limits
