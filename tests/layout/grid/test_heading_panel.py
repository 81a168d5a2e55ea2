"""Edges of the dark panel above a table are lines of it, where they were not seen."""

import numpy as np
import pytest

from pipeline.geometry import Points
from pipeline.layout.grid.heading_panel import with_heading_panel
from tests.layout.drawing import PX_PER_MM, lattice_of, paper, table

BARS = [100, 180, 900, 1200, 1700, 2300]
ROWS = [500, *range(590, 1131, 90)]


def panel(top: float, bottom: float, left: float = 95, right: float = 2305) -> Points:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], dtype=np.float64)


def heights(lines: list[int], panels: list[Points]) -> list[int]:
    sheet = paper()
    table(sheet, BARS, lines)
    lattice = with_heading_panel(lattice_of(sheet), panels, PX_PER_MM)
    assert lattice.nodes.shape[0] == len(lattice.lines) == len(lattice.merged) + 1
    assert np.abs(lattice.nodes[:, :, 1] - np.array([line.middle for line in lattice.lines])[:, None]).max() < 3
    return [round(line.middle) for line in lattice.lines]


def near(found: list[int], wanted: list[int]) -> bool:
    return len(found) == len(wanted) and max(abs(a - b) for a, b in zip(found, wanted, strict=True)) <= 3


@pytest.mark.parametrize("seen", [ROWS, ROWS[1:]])
def test_the_upper_edge_is_a_line_and_the_lower_one_where_it_was_not_seen(seen: list[int]) -> None:
    """A black heading's upper line crosses no bar but the outer ones: the first row was taken for the heading."""
    assert near(heights(seen, [panel(200, 500)]), [200, *ROWS])


def test_the_lower_edge_parts_the_first_row_from_the_heading() -> None:
    assert near(heights([200, *ROWS[1:]], [panel(200, 500)]), [200, *ROWS])


def test_lines_that_were_seen_are_not_doubled() -> None:
    whole = [200, *ROWS]
    assert near(heights(whole, [panel(203, 496)]), whole)
    assert near(heights(whole, []), whole)


@pytest.mark.parametrize("other", [panel(200, 500, right=1500), panel(60, 200), panel(700, 800), panel(1200, 1400)])
def test_other_panels_are_no_heading(other: Points) -> None:
    assert near(heights(ROWS, [other]), ROWS)
