"""The lattice of a table: its columns, bands and cells, whatever the paper went through."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layout.grid.lattice import Lattice, begins_low, find_lattice
from pipeline.layout.lines.rulings import horizontal_rulings, vertical_rulings
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, bent, bent_from, broken, inked, line, paper, table, word

BARS = [100, 180, 700, 900, 1000, 1100, 1200, 1700, 2300]
LINES = [200, 560, 610, 700, 790, 880, 970, 1060]


def lattice_of(sheet: Grey) -> Lattice | None:
    ink = inked(sheet)
    return find_lattice(horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM), PX_PER_MM)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(58, 260), min_size=12, max_size=14), st.integers(2, 12), st.integers(60, 110))
def test_columns_and_bands_are_those_drawn(widths: list[int], rows: int, height: int) -> None:
    bars = [80, *(80 + int(at) for at in np.cumsum(widths))]
    lines = [150, *(450 + index * height for index in range(rows + 1))]
    sheet = paper(1900, max(2400, bars[-1] + 100))
    table(sheet, bars, lines)
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (len(widths), rows + 1)
    assert found.nodes[:, :, 0] == pytest.approx(np.tile(bars, (len(lines), 1)), abs=2)
    assert found.nodes[:, :, 1] == pytest.approx(np.tile(lines, (len(bars), 1)).T, abs=2)
    assert found.residual_px < 0.5


def test_a_net_as_narrow_as_an_emblem_is_no_table() -> None:
    """Strokes in an emblem were a table of four columns, and the page was refused."""
    sheet = paper()
    table(sheet, [200 + 40 * at for at in range(5)], [200, 260, 320, 380])
    assert lattice_of(sheet) is None
    sheet = paper()
    table(sheet, [200 + 140 * at for at in range(5)], [200, 260, 320, 380])
    assert lattice_of(sheet) is not None


def test_a_group_heading_makes_no_band() -> None:
    sheet = paper()
    table(sheet, BARS, LINES, group=3)
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)


def test_lines_of_ruled_paper_beside_the_sheet_are_none_of_the_table() -> None:
    """One lay in line with a row, and seemed to be it; all others were too short, and no table was found."""
    sheet = paper()
    bars = [600 + 170 * at for at in range(10)]
    table(sheet, bars, LINES)
    for y in range(LINES[3], LINES[6], 97):
        line(sheet, (5, y), (590, y), 3)
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (9, 7)
    assert found.nodes[:, 0, 0] == pytest.approx(600, abs=3)


def test_the_band_without_its_first_bar_is_merged() -> None:
    sheet = paper()
    table(sheet, BARS, LINES, total=True)
    found = lattice_of(sheet)
    assert found is not None
    assert found.merged == (False,) * 6 + (True,)


def test_cells_follow_a_bend() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    found = lattice_of(bent(sheet, 16.0))
    assert found is not None
    edge, middle = found.cell(2, 0), found.cell(2, 5)
    sag = 16 * np.sin(np.pi * np.array([140, 1150]) / 2400)
    assert edge.top == pytest.approx(LINES[2] + sag[0], abs=3)
    assert middle.top == pytest.approx(LINES[2] + sag[1], abs=3)


@pytest.mark.parametrize("seed", range(4))
def test_a_faint_copy_keeps_its_columns_and_rows(seed: int) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    broken(sheet, 0.2, seed)
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)


def test_writing_in_the_cells_adds_nothing() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for y in (655, 745, 835, 925):
        for x in (190, 710, 1210, 1710):
            word(sheet, x, y, letters=12)
        line(sheet, (1050, y - 22), (1052, y + 22), 3)
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)


def test_an_outer_edge_the_copier_lost_is_put_back() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    sheet[:, 2295:] = 255
    sheet[1055:] = 255
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)
    assert found.box.right == pytest.approx(2295, abs=35)
    assert found.box.bottom == pytest.approx(1055, abs=35)


def test_a_heavy_frame_is_an_edge_like_any_other() -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for start, end in [((100, 200), (2300, 200)), ((100, 1060), (2300, 1060)), ((100, 200), (100, 1060))]:
        line(sheet, start, end, 14)
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)


@pytest.mark.parametrize("apart", [8, 12, 16])
def test_double_lines_count_once(apart: int) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    outer = [(BARS[0] - apart, LINES[0] - apart), (BARS[-1] + apart, LINES[-1] + apart)]
    for x in (outer[0][0], outer[1][0]):
        line(sheet, (x, outer[0][1]), (x, outer[1][1]))
    for y in (outer[0][1], LINES[1] + apart, outer[1][1]):
        line(sheet, (outer[0][0], y), (outer[1][0], y))
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)
    assert found.nodes[:, :, 0] == pytest.approx(np.tile(BARS, (len(LINES), 1)), abs=2 + apart)


@pytest.mark.parametrize("apart", [8, 18, 26])
def test_a_double_line_below_the_heading_or_the_numbers_is_no_row(apart: int) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    for y in (LINES[1] - apart, LINES[2] + apart):
        line(sheet, (BARS[0], y), (BARS[-1], y))
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)
    assert found.nodes[3:, 0, 1] == pytest.approx(LINES[3:], abs=3)
    assert found.height(1) > LINES[2] - LINES[1] - 5


@pytest.mark.parametrize("seed", range(6))
def test_a_column_drawn_by_hand_is_none(seed: int) -> None:
    random = np.random.default_rng(seed)
    sheet = paper(1600, 2600)
    table(sheet, BARS, LINES)
    for y in LINES[: random.integers(3, 9)]:
        line(sheet, (BARS[-1], y), (2450, y + random.uniform(-6, 6)))
    line(sheet, (2450, LINES[0]), (2450 + random.uniform(-8, 8), LINES[-1]))
    found = lattice_of(sheet)
    assert found is not None
    assert (found.columns, found.bands) == (8, 7)


@pytest.mark.parametrize(("drawn", "columns"), [(3, 8), (8, 9)], ids=("three lines", "all"))
def test_a_column_drawn_by_hand_with_few_lines_is_none_however_straight(drawn: int, columns: int) -> None:
    """It made the table as wide as another form's, and the page was refused."""
    sheet = paper(1600, 2600)
    table(sheet, BARS, LINES)
    for y in LINES[:drawn]:
        line(sheet, (BARS[-1], y), (2450, y))
    line(sheet, (2450, LINES[0]), (2450, LINES[-1]))
    found = lattice_of(sheet)
    assert found is not None
    assert found.columns == columns


@pytest.mark.parametrize("by_px", [-16.0, 16.0])
def test_a_printed_last_column_of_a_bent_page_stays(by_px: float) -> None:
    sheet = paper()
    table(sheet, BARS, LINES)
    found = lattice_of(bent(sheet, by_px))
    assert found is not None
    assert found.columns == 8


@pytest.mark.parametrize("by_px", [-6.0, 6.0])
def test_a_printed_last_column_stays_where_the_page_bends_within_it(by_px: float) -> None:
    """It was taken for one drawn by hand: the table had as many columns as another edition's, and was refused."""
    sheet = paper()
    table(sheet, BARS, LINES)
    found = lattice_of(bent_from(sheet, BARS[-2] + 20, by_px))
    assert found is not None
    assert found.columns == 8


def test_a_printed_last_column_whose_lines_go_off_alike_by_a_pixel_stays() -> None:
    """To parts of a pixel no two lines are seen alike: one sheet of a photograph lost its last column."""
    sheet = paper()
    table(sheet, BARS[:-1], LINES)
    for y, off in zip(LINES, (1, 1, 1, 2, 1, 1, 2, 1), strict=True):
        line(sheet, (BARS[-2] + 1, y + off), (BARS[-1], y + off))
    line(sheet, (BARS[-1], LINES[0]), (BARS[-1], LINES[-1]))
    found = lattice_of(sheet)
    assert found is not None
    assert found.columns == 8


@pytest.mark.parametrize("what", ["blank", "one line", "words", "frame"])
def test_what_is_no_table_gives_none(what: str) -> None:
    sheet = paper()
    if what == "one line":
        line(sheet, (100, 500), (2300, 500))
    if what == "words":
        for y in range(100, 1500, 60):
            word(sheet, 100, y, letters=80)
    if what == "frame":
        table(sheet, [100, 2300], [100, 1500])
    assert lattice_of(sheet) is None


def test_letters_in_line_beside_a_bar_do_not_stand_for_it() -> None:
    """A column was lost with the bar, the table then had as many as another edition has, and was read as that."""
    sheet = paper()
    bars, lines = [300, 380, 700, 900, 1000, 1200], [300, 560, *range(650, 1500, 90)]
    table(sheet, bars, lines)
    for y in (*range(305, 450, 34), *range(1000, 1450, 34)):
        line(sheet, (888, y), (888, y + 32))
    sheet[302:330, 895:906] = 255
    found = lattice_of(sheet)
    assert found is not None
    assert found.columns == len(bars) - 1
    assert found.cell(3, 3).left == pytest.approx(900, abs=2)


def test_letters_below_the_table_in_line_with_a_bar_are_none_of_it() -> None:
    sheet = paper()
    bars, lines = [300, 380, 700, 900, 1000, 1200], [100, 260, *range(350, 720, 90)]
    table(sheet, bars, lines)
    line(sheet, (700, 1400), (700, 1530))
    for y in (1405, 1465, 1525):
        line(sheet, (650, y), (900, y))
    found = lattice_of(sheet)
    assert found is not None
    assert found.columns == len(bars) - 1


@pytest.mark.parametrize(("first", "low"), [(40, True), (64, False), (90, False), (140, False)])
def test_a_first_row_far_lower_than_the_others_is_part_of_the_heading(first: int, low: bool) -> None:
    """Where rows are told by tints lines are looked for closely, and a line of print in the heading was one: all rows
    stood two too far down."""
    sheet = paper()
    table(sheet, [100, 180, 900, 1200, 2300], [200, 400, *(400 + first + 90 * row for row in range(6))])
    lattice = lattice_of(sheet)
    assert begins_low(lattice, range(1, lattice.bands)) is low
    assert not begins_low(lattice, range(1, 4))


def test_a_table_that_loses_its_upper_line_to_a_fold_beside_is_none() -> None:
    """Of a strip of print three lines made a table; the first gave way to a short one beside it, and what was left, two
    lines, stopped the reader of the whole page."""
    sheet = paper()
    table(sheet, BARS, [200, 560, 900])
    line(sheet, (0, 200), (sheet.shape[1] - 1, 200))
    line(sheet, (BARS[2] + 40, 222), (BARS[-1], 222))
    ink = inked(sheet)
    found = find_lattice(horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM), PX_PER_MM, (ink, ink))
    assert found is None
