"""White lines through a page are found by the rulings they cut, however the sheet leans; other gaps are none."""

import cv2
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.layout.doubts.white_bands import WhiteBand, WhiteBands, doubted_on_bands, white_bands
from pipeline.layout.lines.rulings import horizontal_rulings
from pipeline.model import Cell, Doubt, Grey, Part
from tests.layout.drawing import BARS, LINES, PX_PER_MM, broken, inked, lattice_of, line, paper, ruled, word

LATTICE = lattice_of(ruled())
AT = (BARS[3] + BARS[4]) // 2


def _found(sheet: Grey) -> WhiteBands:
    return white_bands(inked(sheet), LATTICE, (), PX_PER_MM)


def _cut(sheet: Grey, x: float, width: int, lean: float = 0.0) -> None:
    middle = sheet.shape[0] / 2
    ends = [(round(x + lean * (y - middle)), round(y)) for y in (0, sheet.shape[0])]
    cv2.line(sheet, ends[0], ends[1], 255, width)


@pytest.mark.parametrize("width", [3, 7, 15])
@pytest.mark.parametrize("lean", [0.0, 0.012, -0.02])
def test_a_white_line_from_top_to_bottom_is_found_where_it_lies(width: int, lean: float) -> None:
    sheet = ruled()
    _cut(sheet, AT, width, lean)
    found = _found(sheet)
    assert found.level == ()
    (band,) = found.upright
    for y in (LINES[1], LINES[-1]):
        assert band.at(y) == pytest.approx(AT + lean * (y - sheet.shape[0] / 2), abs=3)
    assert band.width == pytest.approx(width, abs=3)


def test_one_from_left_to_right_is_found() -> None:
    sheet = ruled()
    y = (LINES[2] + LINES[3]) // 2
    sheet[y : y + 5] = 255
    found = _found(sheet)
    assert found.upright == ()
    (band,) = found.level
    assert band.at(BARS[2]) == pytest.approx(y + 2, abs=2)


def test_writing_in_the_gap_of_one_ruling_hides_it_not() -> None:
    sheet = ruled()
    _cut(sheet, AT, 7)
    sheet[LINES[3] - 30 : LINES[3] + 30, AT - 4 : AT + 4] = 0
    (band,) = _found(sheet).upright
    assert band.at(LINES[3]) == pytest.approx(AT, abs=2)


def test_a_whole_table_and_one_that_is_broken_by_chance_have_none() -> None:
    assert _found(ruled()) == WhiteBands()
    for seed in range(5):
        sheet = ruled()
        broken(sheet, 0.15, seed)
        assert _found(sheet) == WhiteBands()


def test_a_gap_in_a_few_rulings_is_none() -> None:
    """Correction fluid, a torn place: what lies over a part of the table is another doubt's."""
    sheet = ruled()
    sheet[: LINES[4] - 20, AT - 4 : AT + 4] = 255
    assert _found(sheet) == WhiteBands()


def test_on_a_page_without_a_table_its_lines_to_write_on_tell() -> None:
    sheet = paper()
    for y in range(300, 1300, 120):
        line(sheet, (700, y), (1900, y))
    _cut(sheet, 1200, 7)
    across = horizontal_rulings(inked(sheet), PX_PER_MM)
    (band,) = white_bands(inked(sheet), None, across, PX_PER_MM).upright
    assert band.at(800) == pytest.approx(1200, abs=2)


def test_lines_of_letters_one_below_the_other_are_none() -> None:
    """Type of one width: a label's letters stand in line with those of the next."""
    sheet = paper()
    for y in range(300, 1300, 90):
        for x in range(400, 1600, 24):
            sheet[y : y + 4, x : x + 18] = 0
    across = horizontal_rulings(inked(sheet), PX_PER_MM)
    assert len(across) >= 4
    assert white_bands(inked(sheet), None, across, PX_PER_MM) == WhiteBands()


def _cell(box: Box) -> Cell:
    return Cell(Part.TABLE, 0, Field("members_male", Kind.COUNT), box)


@pytest.mark.parametrize(("width", "written", "doubted"), [(8.0, False, True), (2.0, True, True), (2.0, False, False)])
def test_a_wide_one_doubts_what_it_may_hide_and_a_narrow_one_what_it_cuts(
    width: float, written: bool, doubted: bool
) -> None:
    cleaned = paper()
    box = LATTICE.cell(2, 3)
    if written:
        word(cleaned, round(box.centre[0]) - 40, round(box.centre[1]), 3)
    cells = [_cell(box), _cell(LATTICE.cell(2, 4))]
    bands = WhiteBands((WhiteBand(box.centre[0], 0.0, width),))
    through, beside = doubted_on_bands(cells, bands, cleaned, PX_PER_MM)
    assert (through.doubts == (Doubt.BANDED,)) is doubted
    assert beside.doubts == ()


def test_one_from_left_to_right_goes_through_the_cells_of_a_row() -> None:
    first, next_row = _cell(LATTICE.cell(2, 3)), _cell(LATTICE.cell(3, 3))
    bands = WhiteBands(level=(WhiteBand(first.box.centre[1], 0.0, 6.0),))
    through, other = doubted_on_bands([first, next_row], bands, paper(), PX_PER_MM)
    assert through.doubts == (Doubt.BANDED,)
    assert other.doubts == ()
