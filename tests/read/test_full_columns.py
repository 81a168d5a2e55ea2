"""Of a number that reaches a bar of a column too narrow for its hand a part may have gone with the bar."""

import cv2
import numpy as np

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.full_columns import reach_bars_of_full_columns
from pipeline.read.ink import Ink, find_ink

HIGH, MARGIN = 60, 15


def number(wide: int, strokes: tuple[int, ...], row: int, kind: Kind = Kind.COUNT) -> tuple[Crop, Ink]:
    """A cell so wide, in which upright strokes stand so far from its left side."""
    grey = np.full((HIGH + 2 * MARGIN, wide + 2 * MARGIN), 240, np.uint8)
    for x in strokes:
        cv2.line(grey, (MARGIN + x, 30), (MARGIN + x, 70), 60, 3, cv2.LINE_AA)
    box = Box(MARGIN, MARGIN, MARGIN + wide, MARGIN + HIGH)
    crop = Crop(
        Cell(Part.TABLE, row, Field(kind.value, kind), box), grey, Box(0, 0, wide + 2 * MARGIN, HIGH + 2 * MARGIN)
    )
    return crop, find_ink(crop, 0.0)


def test_of_a_full_column_the_numbers_that_reach_a_bar_are_told() -> None:
    """The fourth leaves room on both sides, the fifth on one."""
    column = [(5, 20, 35), (6, 34), (5, 35), (15, 25), (6, 20)]
    cells = {at: number(40, strokes, at) for at, strokes in enumerate(column)}
    assert reach_bars_of_full_columns(cells) == {0, 1, 2, 4}


def test_two_numbers_from_bar_to_bar_make_no_full_column() -> None:
    cells = {at: number(40, strokes, at) for at, strokes in enumerate([(5, 35), (5, 35), (15, 25), (6, 20)])}
    assert not reach_bars_of_full_columns(cells)


def test_words_may_fill_their_column() -> None:
    assert not reach_bars_of_full_columns({at: number(40, (5, 20, 35), at, Kind.NAME) for at in range(4)})
