"""The JUMLAH row is told by its first two columns, which are one, and not by a corner that is torn off."""

from __future__ import annotations

import pytest

from pipeline.geometry import PageMap
from pipeline.layout.glance import look
from pipeline.model import PageImage
from tests.layout.drawing import PX_PER_MM, Told, line, paper, table

BARS = [100, 180, 900, 1200, 1700, 2300]
LINES = [200, 400, 490, 580, 670, 760, 850]


@pytest.mark.parametrize(
    ("total", "torn", "found"), [(True, 0, True), (False, 0, False), (False, 170, False), (False, 600, False)]
)
def test_a_torn_corner_makes_no_total(total: bool, torn: int, found: bool) -> None:
    sheet = paper()
    table(sheet, BARS, LINES, total=total)
    if torn:
        sheet[LINES[-2] + 5 :, : BARS[0] + torn] = 255
        line(sheet, (BARS[0] + torn, LINES[-1]), (BARS[-1], LINES[-1]))
    glance = look(PageImage(sheet, PageMap(), PX_PER_MM), Told())
    assert glance.lattice is not None
    assert glance.lattice.bands == len(LINES) - 1
    assert glance.total is found
