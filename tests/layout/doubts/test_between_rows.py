"""Writing on the lines between rows is noticed, of some rows or of the whole table."""

import numpy as np
import pytest

from pipeline.layout.doubts.between_rows import rows_between
from pipeline.model import Grey
from tests.layout.doubts.test_long_strokes import BARS, lattice
from tests.layout.drawing import PX_PER_MM, line, paper


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
    assert rows_between(written(offset, range(1, 6)), lattice(), PX_PER_MM) == frozenset(range(1, 10))


@pytest.mark.parametrize(("offset", "size"), [(0.0, 30), (0.15, 45), (-0.12, 70), (0.2, 60)])
def test_writing_a_little_high_or_low_is_in_its_row(offset: float, size: int) -> None:
    assert rows_between(written(offset, range(7), size), lattice(), PX_PER_MM) == frozenset()


def test_of_one_row_only_the_two_beside_its_line_are_doubted() -> None:
    sheet = np.minimum(written(0.0, range(4)), written(0.5, range(5, 6)))
    assert rows_between(sheet, lattice(), PX_PER_MM) == {7, 8}
