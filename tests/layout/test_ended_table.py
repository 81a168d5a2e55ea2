"""A recap without JUMLAH is whole where the sheet goes on below it."""

import numpy as np
import pytest

from pipeline.geometry import Homography, PageMap
from pipeline.layout.ended_table import ends_on_sheet
from pipeline.layout.glance import look
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, Told, line, paper, table, word

BARS = [60, 130, 400, *range(468, 2300, 68)]
LINES = [200, 500, *range(600, 1101, 100)]


def recap(numbered: bool = True, signed: bool = True) -> Grey:
    sheet = paper(1600, 2600)
    table(sheet, BARS, LINES)
    for top in LINES[1:-1]:
        for column in range(0 if numbered else 2, 12):
            line(sheet, (BARS[column] + 20, top + 25), (BARS[column] + 45, top + 75), 5)
    if signed:
        word(sheet, 1900, 1300, letters=10)
    return sheet


def ends(sheet: Grey, *told: str) -> bool:
    return ends_on_sheet(look(PageImage(sheet, PageMap((Homography(np.eye(3)),)), PX_PER_MM), Told()), Told(*told))


def test_a_table_above_a_signature_ends() -> None:
    """Offices leave JUMLAH out: such recaps were refused as cut off."""
    assert ends(recap())


def test_two_lines_of_print_close_below_it_will_do() -> None:
    sheet = recap(signed=False)
    word(sheet, 1900, LINES[-1] + 40, letters=10)
    assert not ends(sheet)
    word(sheet, 1900, LINES[-1] + 90, letters=10)
    assert ends(sheet)


def test_a_table_with_nothing_below_may_be_cut() -> None:
    assert not ends(recap(signed=False))


def test_a_table_whose_bars_go_on_does_not_end() -> None:
    sheet = recap()
    for bar in BARS:
        line(sheet, (bar, LINES[-1]), (bar, LINES[-1] + 60))
    assert not ends(sheet)


@pytest.mark.parametrize(("told", "ended"), [("JUMLAH", False), ("Catatan", True)])
def test_jumlah_below_the_last_line_belongs_to_the_table(told: str, ended: bool) -> None:
    assert ends(recap(), told) is ended


def test_numbers_without_a_name_may_be_those_of_jumlah() -> None:
    assert not ends(recap(numbered=False))
