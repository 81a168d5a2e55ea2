"""A strip of rows that the feed took twice is told, also askew; rows of the same numbers by the same hand are not."""

import random

import cv2
import numpy as np
import pytest

from pipeline.layout.doubts.repeated_strips import repeated_strips
from pipeline.model import Grey
from tests.layout.drawing import BARS, LINES, lattice_of, paper, ruled

LATTICE = lattice_of(ruled())
ROW = LINES[2] - LINES[1]


def filled(numbers: tuple[str, ...], rows: int = 7, seed: int = 1) -> Grey:
    """A sheet without rulings, with as many numbers as a recap has, nowhere quite as in another row."""
    rng, sheet = random.Random(seed), paper()
    for band in range(1, 1 + rows):
        for x in range(BARS[1], BARS[-1] - 70, 70):
            at = x + rng.randint(0, 16), LINES[band] + 62 + rng.randint(-8, 8)
            cv2.putText(sheet, rng.choice(numbers), at, cv2.FONT_HERSHEY_SIMPLEX, rng.uniform(1.1, 1.4), 60, 4)
    return sheet


def with_strip_twice(sheet: Grey, top: int, high: int) -> Grey:
    return np.vstack([sheet[: top + high], sheet[top : top + high], sheet[top + high : -high]])


@pytest.mark.parametrize(("row", "above"), [(3, 0), (3, 40), (2, 30)])
def test_a_strip_as_high_as_a_row_is_told_wherever_it_begins(row: int, above: int) -> None:
    """In the middle of rows it leaves one of two halves."""
    sheet = with_strip_twice(filled(("12", "7", "0", "45")), LINES[row] + above, ROW)
    told = repeated_strips(sheet, LATTICE)
    assert {row, row + 1} <= told
    assert not told & {1, 7} or above


def test_one_of_two_rows_is_told_too_and_so_is_one_askew() -> None:
    assert repeated_strips(with_strip_twice(filled(("12", "7", "45")), LINES[2] + 20, 2 * ROW), LATTICE)
    lowered = cv2.warpAffine(filled(("12", "7", "45")), np.array([[1, 0, 0], [0.02, 1, -24]], np.float32), (2400, 1600),
                             borderValue=(255,))  # fmt: skip
    back = np.array([[1, 0, 0], [-0.02, 1, 24]], np.float32)
    twice = with_strip_twice(np.asarray(lowered, dtype=np.uint8), LINES[3] + 10, ROW)
    assert repeated_strips(cv2.warpAffine(twice, back, (2400, 1600), borderValue=(255,)).astype(np.uint8), LATTICE)


@pytest.mark.parametrize("numbers", [("0",), ("0", "1"), ("12", "7")])
def test_rows_of_the_same_numbers_are_not(numbers: tuple[str, ...]) -> None:
    assert not repeated_strips(filled(numbers), LATTICE)


def test_nor_are_two_rows_with_little_in_them() -> None:
    """A few noughts lie on one another by chance."""
    sheet = filled(("0",), rows=1)
    sheet[:, BARS[3] :] = 255  # four noughts are left
    assert not repeated_strips(with_strip_twice(sheet, LINES[1], ROW), LATTICE)
