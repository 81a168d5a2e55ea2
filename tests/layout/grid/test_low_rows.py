"""Bands of column numbers as low as double lines are apart, in tables of low rows."""

from __future__ import annotations

import pytest

from tests.layout.drawing import PX_PER_MM, lattice_of, line, paper, table

BARS = [100, 180, 900, 1200, 1700, 2300]


@pytest.mark.parametrize(("row_mm", "band_mm", "lines"), [(4.8, 2.3, 8), (8.0, 2.3, 7), (4.8, 1.0, 7)])
def test_how_low_a_band_is(row_mm: float, band_mm: float, lines: int) -> None:
    """Of a sheet that was made smaller: 11 rows of two pages were one off their place, perhaps, and waited."""
    sheet = paper()
    below = [400 + round(band_mm * PX_PER_MM + at * row_mm * PX_PER_MM) for at in range(6)]
    table(sheet, BARS, [200, 400, *below])
    for at in (200, 400, *below):
        line(sheet, (BARS[0], at), (BARS[-1], at))
    assert len(lattice_of(sheet).lines) == lines
