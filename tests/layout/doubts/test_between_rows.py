"""Writing on the lines between rows is noticed, of some rows or of the whole table."""

from collections.abc import Sequence

import numpy as np
import pytest

from pipeline.layout.doubts.between_rows import between_rows
from pipeline.model import Grey
from tests.layout.doubts.test_long_strokes import BARS, lattice
from tests.layout.drawing import PX_PER_MM, line, paper


def between(sheet: Grey) -> frozenset[int]:
    return between_rows(sheet, lattice(), range(1, 10), PX_PER_MM).bands


def written(offset: float, rows: range, size: int = 45) -> Grey:
    """A digit's stroke in every column of those rows, its middle so far below the row's, in rows of 100 px."""
    sheet = paper()
    random = np.random.default_rng(5)
    for row in rows:
        for x in BARS[3:-1]:
            middle = 550 + 100 * row + 100 * offset + random.uniform(-4, 4)
            line(sheet, (x + 50, middle - size / 2), (x + 44, middle + size / 2), 5)
    return sheet


@pytest.mark.parametrize("offset", [-0.5, 0.36, 0.5, 0.64])
def test_of_a_table_written_half_a_row_low_no_row_is_sure(offset: float) -> None:
    assert between(written(offset, range(1, 6))) == frozenset(range(1, 10))


@pytest.mark.parametrize(("offset", "size"), [(0.0, 30), (0.15, 45), (-0.12, 70), (0.2, 60)])
def test_writing_a_little_high_or_low_is_in_its_row(offset: float, size: int) -> None:
    assert between(written(offset, range(7), size)) == frozenset()


def test_of_one_row_only_the_two_beside_its_line_are_doubted() -> None:
    sheet = np.minimum(written(0.0, range(4)), written(0.5, range(5, 6)))
    assert between(sheet) == {7, 8}


@pytest.mark.parametrize(("near", "doubted"), [(3, False), (5, True)])
def test_a_hand_that_writes_high_is_in_its_rows(near: int, doubted: bool) -> None:
    """Of ten pieces of a row so many stand close under its upper line; none stands above it. They are too few to show
    where the hand leaves a gap."""
    sheet = paper()
    for row in range(1, 4):
        for at in range(10):
            middle = 500 + 100 * row + (15 if at < near else 28)
            x = BARS[3] + 20 + at * (BARS[-1] - BARS[3] - 40) // 10
            line(sheet, (x, middle - 22), (x - 4, middle + 22), 5)
    assert bool(between(sheet)) is doubted


@pytest.mark.parametrize(
    ("middle", "bands", "shared"),
    [(0.5, [], []), (0.25, [], []), (0.2, [], range(1, 8)), (0.8, [], range(2, 9)), (0.95, range(1, 10), [])],
)
def test_a_hand_on_the_line_that_leaves_a_gap_in_every_row_is_clear(
    middle: float, bands: Sequence[int], shared: Sequence[int]
) -> None:
    """Its writing reaches a quarter of a row up and down from its middle. But the two cells that share a piece, which
    lies in one of them and is of the other, are doubted."""
    found = between_rows(spread(middle), lattice(), range(1, 10), PX_PER_MM)
    assert found.bands == set(bands)
    assert {band for band, _ in found.cells} == set(shared)


def test_a_row_in_the_gap_of_a_hand_on_the_line_leaves_nothing_clear() -> None:
    assert between(np.minimum(spread(0.25), written(0.25, range(6, 9))))


def spread(middle: float) -> Grey:
    """Ten strokes in each of six rows, their middles spread up to a quarter of a row around `middle` of the row."""
    sheet = paper()
    for row in range(6):
        for at in range(10):
            y = 500 + 100 * row + 100 * (middle + (at % 5 - 2) / 8)
            x = BARS[3] + 20 + at * (BARS[-1] - BARS[3] - 40) // 10
            line(sheet, (x, y - 16), (x - 4, y + 16), 5)
    return sheet
