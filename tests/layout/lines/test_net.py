"""Parts of one line are put together; the two lines of a double ruling stay two."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.layout.lines.net import joined
from pipeline.layout.lines.rulings import Ruling
from tests.layout.drawing import PX_PER_MM


def part(start: float, end: float, across: float, weight: float = 6) -> Ruling:
    along = np.arange(start + 15, end, 30)
    return Ruling(along, np.full(len(along), across), 30.0, weight)


@pytest.mark.parametrize(
    ("first", "second", "ends"),
    [
        (part(300, 1500, 557), part(1560, 2100, 557), [(300, 2100)]),
        (part(300, 1500, 557, 13), part(1200, 2100, 563), [(300, 2100)]),
        (part(300, 1500, 557), part(1200, 2100, 567), [(300, 1500), (1200, 2100)]),
        (part(300, 2100, 557, 13), part(330, 2100, 562), [(300, 2100), (330, 2100)]),
    ],
)
def test_a_thick_line_traced_along_one_edge_and_then_the_other_is_one(
    first: Ruling, second: Ruling, ends: list[tuple[int, int]]
) -> None:
    """Neither part spanned the table; the numbers of the columns were in the first row's cells with the line gone."""
    assert [(line.start, line.end) for line in joined((first, second), PX_PER_MM)] == ends
