"""A table whose writing is there twice is known; the same words in many rows are no copy."""

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.written_twice import written_twice
from pipeline.model import Grey
from tests.layout.doubts.test_long_strokes import BARS, lattice
from tests.layout.drawing import PX_PER_MM, paper


def written(alike: bool = False) -> Grey:
    """Numbers in every cell, each a little out of its place; alike: the same in all."""
    sheet = paper()
    random = np.random.default_rng(3)
    for row in range(8):
        for x in BARS[3:-1]:
            text = "40" if alike else str(random.integers(10, 100))
            place = (x + 15 + int(random.integers(0, 16)), 565 + 100 * row + int(random.integers(0, 20)))
            scale = float(random.uniform(1.2, 1.5))
            cv2.putText(sheet, text, place, cv2.FONT_HERSHEY_SIMPLEX, scale, (40.0,), 4, cv2.LINE_AA)
    return sheet


@pytest.mark.parametrize("strength", [0.35, 0.7])
@pytest.mark.parametrize(("down", "aside"), [(35, 12), (62, -30), (110, 5)])
def test_a_fainter_copy_beside_the_writing_is_found(strength: float, down: int, aside: int) -> None:
    sheet = written()
    copy = 255 - strength * (255 - np.roll(sheet, (down, aside), (0, 1)).astype(np.float64))
    assert written_twice(np.minimum(sheet, copy.astype(np.uint8)), lattice(), PX_PER_MM)


@pytest.mark.parametrize("alike", [False, True])
def test_writing_of_other_rows_is_no_copy(alike: bool) -> None:
    assert not written_twice(written(alike), lattice(), PX_PER_MM)


def test_tall_strokes_that_lie_on_themselves_a_little_further_are_no_copy() -> None:
    sheet = paper()
    random = np.random.default_rng(3)
    for row in range(8):
        for x in BARS[3:-1]:
            for stroke in (0, 1):
                place = x + 20 + 40 * stroke + int(random.integers(0, 20)), 510 + 100 * row + int(random.integers(0, 8))
                cv2.line(sheet, place, (place[0], place[1] + 80), (40.0,), 6, cv2.LINE_AA)
    assert not written_twice(sheet, lattice(), PX_PER_MM)


def test_an_empty_table_is_not_written_twice() -> None:
    assert not written_twice(paper(), lattice(), PX_PER_MM)


def test_a_table_of_which_hardly_a_row_lies_in_the_picture_is_no_error() -> None:
    assert not written_twice(np.roll(written(), -100, 0)[:520], lattice(), PX_PER_MM)
