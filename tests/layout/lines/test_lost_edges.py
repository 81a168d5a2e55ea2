"""An upper edge that was not seen is put back where the bars lead on to it."""

import pytest

from pipeline.model import Grey
from tests.layout.drawing import lattice_of, line, paper, table

BARS = [300, 380, 500, 620, 740, 860, 980, 1100, 1220, 1340]
LINES = [400, 650, *(750 + 100 * row for row in range(6))]


def without_top(low: int) -> Grey:
    """A table without its upper line, of which so many bars, from the fourth on, begin lower, under a group heading."""
    sheet = paper()
    table(sheet, BARS, LINES)
    sheet[LINES[0] - 6 : LINES[0] + 7] = 255
    for x in BARS[3 : 3 + low]:
        sheet[LINES[0] : 500, x - 6 : x + 7] = 255
    if low:
        line(sheet, (BARS[2], 500), (BARS[3 + low], 500))
    return sheet


@pytest.mark.parametrize("low", [0, 3, 5])
def test_the_upper_edge_is_where_the_outer_bars_begin(low: int) -> None:
    """Half of the bars began under headings of groups; the heading was lost, and the first row taken for it."""
    found = lattice_of(without_top(low))
    assert found.nodes[0, 0, 1] == pytest.approx(LINES[0], abs=35)
    assert found.bands == len(LINES) - 1


def test_where_bars_begin_at_the_heading_there_is_none_above_it() -> None:
    sheet = paper()
    table(sheet, BARS, LINES[1:])
    assert lattice_of(sheet).nodes[0, 0, 1] == pytest.approx(LINES[1], abs=5)
