"""A row written below the table is noticed; lines of print, signatures and a margin's notes there are none."""

import numpy as np
import pytest

from pipeline.layout.doubts.row_below import row_below
from pipeline.model import Grey
from tests.layout.doubts.test_long_strokes import BARS, LINES, lattice
from tests.layout.drawing import PX_PER_MM, line, paper

LAST_LINE, ROW = LINES[-1], 100
"""Of the lattice of test_long_strokes."""


def written(offset: float, columns: range, wide: int = 12, apart: int = 0) -> Grey:
    """Strokes in those columns, their middle so many rows below the last line; `apart`: letters in each, so far on."""
    sheet = paper()
    random = np.random.default_rng(5)
    for x in [BARS[at] for at in columns]:
        for letter in range(max(1, round((BARS[1] - BARS[0]) / apart)) if apart else 1):
            left = x + (30 if not apart else letter * apart)
            middle = LAST_LINE + offset * ROW + random.uniform(-4, 4)
            line(sheet, (left + wide, middle - 20), (left, middle + 20), 5)
    return sheet


def noticed(sheet: Grey) -> bool:
    return row_below(sheet, lattice(), PX_PER_MM)


@pytest.mark.parametrize("offset", [0.4, 0.6, 1.0])
def test_a_row_of_values_below_the_last_line_is_noticed(offset: float) -> None:
    assert noticed(written(offset, range(len(BARS) - 1)))


@pytest.mark.parametrize("offset", [-0.5, -3.5, 2.5])
def test_what_is_written_in_the_table_or_far_below_is_not(offset: float) -> None:
    assert not noticed(written(offset, range(len(BARS) - 1)))


def test_place_and_date_below_two_columns_are_no_row() -> None:
    assert not noticed(written(0.6, range(len(BARS) - 3, len(BARS) - 1)))


def test_a_line_of_print_runs_on_across_the_bars() -> None:
    assert not noticed(written(0.6, range(len(BARS) - 1), wide=16, apart=20))


def test_a_table_at_the_pages_lower_edge_has_nothing_below() -> None:
    assert not row_below(paper()[: LAST_LINE + 3], lattice(), PX_PER_MM)
