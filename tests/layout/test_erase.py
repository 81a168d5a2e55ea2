"""Rulings go, strokes stay."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from pipeline.layout import erase
from pipeline.layout.erase import erased
from pipeline.layout.lines.net import DOUBLE_LINES_MM, DOUBLE_MM, joined, twins
from pipeline.layout.lines.rulings import Ruling, horizontal_rulings, vertical_rulings
from pipeline.layout.stripes import Stripe, box_stripes, lattice_stripes
from tests.layout.drawing import BARS, LINES, PX_PER_MM, box, inked, lattice_of, line, paper, ruled, table


def across(y: float) -> Stripe:
    return Stripe(np.array([[50.0, y], [950.0, y]]), 3.0)


def test_a_ruling_goes_and_a_stroke_through_it_stays() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (500, 150), (510, 260), 4)
    clean = erased(sheet, inked(sheet), [across(200.5)], [])
    assert (clean[195:206, 60:480] == 255).all()
    assert all((clean[y, 495:515] < 150).any() for y in range(160, 250))


def test_a_stroke_that_ends_on_a_ruling_keeps_what_lies_outside_it() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (500, 150), (500, 199), 4)
    clean = erased(sheet, inked(sheet), [across(200.5)], [])
    assert (clean[155:195, 498:502] < 150).any(axis=1).all()
    assert (clean[206:, :] == 255).all()


def test_writing_that_ends_short_of_a_ruling_on_either_side_leaves_nothing_of_it() -> None:
    sheet = paper(400, 1000)
    line(sheet, (500, 20), (500, 380))
    for x in (490, 509):  # the ends of two numbers in neighbouring cells
        line(sheet, (x, 180), (x, 210), 3)
    down = Stripe(np.array([[500.5, 20.0], [500.5, 380.0]]), 3.0)
    clean = erased(sheet, inked(sheet), [], [down])
    assert (clean[30:370, 494:506] == 255).all()
    assert (clean[182:208, 488:492] < 150).any(axis=1).all()


def test_nothing_of_a_ruling_is_left_between_writing_that_a_blurred_picture_joins_to_it() -> None:
    """Between 213 and 229, close to the bar on both its sides, a piece of it was left: 2131 was read, accepted."""
    sheet = paper(400, 1000)
    line(sheet, (500, 20), (500, 380), 4)
    for x in (491, 510):
        line(sheet, (x, 180), (x, 210), 4)
    line(sheet, (470, 300), (530, 300), 4)  # a stroke that does go through
    sheet = cv2.GaussianBlur(sheet, (0, 0), 1.6)
    down = Stripe(np.array([[500.5, 20.0], [500.5, 380.0]]), 6.0)
    clean = erased(sheet, inked(sheet), [], [down])
    assert (clean[150:240, 498:504] > 150).all()
    assert (clean[298:303, 475:525] < 190).any(axis=0).all()


def test_rulings_that_cross_are_both_gone() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (500, 20), (500, 380))
    down = Stripe(np.array([[500.5, 20.0], [500.5, 380.0]]), 3.0)
    assert (erased(sheet, inked(sheet), [across(200.5)], [down])[30:370, 60:940] == 255).all()


def test_a_tick_is_left_of_a_marked_box() -> None:
    sheet = paper(400, 1000)
    box(sheet, 300, 100, mark="tick")
    flat, steep = box_stripes([Box(298, 98, 348, 148)], 5.0)
    clean = erased(sheet, inked(sheet), flat, steep)
    assert (clean[106:140, 304:342] < 150).sum() > 100
    assert (clean[96:100, 300:330] == 255).all()
    assert (clean[110:140, 296:304] == 255).all()


def test_the_bands_in_which_a_page_is_worked_leave_no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 255), (950, 259))
    line(sheet, (700, 20), (700, 380))
    for x in range(100, 900, 20):
        line(sheet, (x, 240), (x + 3, 275), 3)
        line(sheet, (690, x // 3), (712, x // 3), 2)
    stripes = (
        [Stripe(np.array([[50.0, 255.5], [950.0, 259.5]]), 3.0)],
        [Stripe(np.array([[700.5, 20], [700.5, 380]]), 3.0)],
    )
    monkeypatch.setattr(erase, "_BAND_ROWS", 1000)
    whole = erased(sheet, inked(sheet), *stripes)
    for rows in (1, 7, 256, 257):
        monkeypatch.setattr(erase, "_BAND_ROWS", rows)
        assert (erased(sheet, inked(sheet), *stripes) == whole).all()


def test_rulings_are_taken_off_to_their_ends_though_they_begin_within_a_strip() -> None:
    """They are seen in whole strips only; what was left at their beginning was read as a dash."""
    for shift in range(0, 30, 3):
        sheet = paper()
        table(sheet, [300 + shift, 380, 700, 900, 1000, 1200], [300 + shift, 560, 650, 740, 830])
        clean = erased(sheet, inked(sheet), *lattice_stripes(lattice_of(sheet)))
        assert (clean == 255).all(), shift


def test_both_lines_of_a_double_ruling_are_taken_off() -> None:
    """The other one was read as a dash in every blank cell below the heading."""
    sheet = paper()
    bars, lines = [300, 380, 700, 900, 1000, 1200], [300, 560, 650, 740, 830]
    table(sheet, bars, lines)
    line(sheet, (300, 570), (1200, 570))
    line(sheet, (1190, 300), (1190, 830))
    line(sheet, (720, 576), (860, 578))  # a written stroke beside them
    ink = inked(sheet)
    across, down = horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM)
    lattice = lattice_of(sheet)
    doubles = (
        twins(across, lattice.lines, PX_PER_MM, DOUBLE_LINES_MM),
        twins(down, lattice.bars, PX_PER_MM, DOUBLE_MM),
    )
    clean = erased(sheet, ink, *lattice_stripes(lattice, doubles))
    assert (clean[:, :715] == 255).all()
    assert (clean[:, 865:] == 255).all()
    assert (clean[570:582, 730:850] < 150).any(axis=0).mean() > 0.9


def test_letters_in_line_with_a_bar_above_the_table_are_left() -> None:
    """The labels of a column lost their first letters, whose upright strokes went on as the table's double line."""
    sheet = paper()
    bars, lines = [300, 380, 700, 900, 1000, 1200], [600, 860, 950, 1040, 1130]
    table(sheet, bars, lines)
    line(sheet, (310, 600), (310, 1130))
    for y in range(100, 590, 45):
        line(sheet, (310, y), (310, y + 32))
    ink = inked(sheet)
    lattice = lattice_of(sheet)
    doubles = twins(vertical_rulings(ink, PX_PER_MM), lattice.bars, PX_PER_MM, DOUBLE_MM)
    assert min(double.start for double in doubles) < 200
    clean = erased(sheet, ink, *lattice_stripes(lattice, ((), doubles)))
    assert (clean[:540] == sheet[:540]).all()
    assert (clean[620:] == 255).all()


def test_a_row_of_dashes_is_no_double_line() -> None:
    """Dashes in line with one another were joined, as long as the table, and taken off: their cells were blank."""
    step = 8.0
    table_line = Ruling(np.arange(300, 1200, step), np.full(113, 560.0), step, 4.0)
    double = replace(table_line, across=table_line.across + 10)
    dashes = [Ruling(np.arange(left, left + 40, step), np.full(5, 584.0), step, 4.0) for left in range(310, 1160, 100)]
    assert len(joined(tuple(dashes), PX_PER_MM)) == 1
    found = twins((table_line, double, *dashes), (table_line,), PX_PER_MM, DOUBLE_LINES_MM)
    assert [ruling.middle for ruling in found] == [560.0, 570.0]


@pytest.mark.parametrize("seen", ["both", "upper", "lower", "by turns"])
def test_a_double_line_seen_as_one_here_and_as_both_there_is_taken_off_whole(seen: str) -> None:
    sheet = ruled()
    upper, lower = LINES[3], LINES[3] + 7
    line(sheet, (BARS[0], lower), (BARS[-1], lower))
    found = lattice_of(sheet)
    places = {"both": [upper + 3.5], "upper": [upper] * 3 + [lower], "lower": [lower] * 3 + [upper]}
    across = np.resize(np.array(places.get(seen, [upper, upper + 3.5, lower])), len(found.lines[3].along))
    weight = 10.0 if seen in ("both", "by turns") else 3.0
    doubled = replace(found.lines[3], across=across.astype(np.float64), weight_px=weight)
    lattice = replace(found, lines=(*found.lines[:3], doubled, *found.lines[4:]))
    assert (erased(sheet, inked(sheet), *lattice_stripes(lattice)) == 255).all()


@pytest.mark.parametrize("y", [196, 200, 203])
def test_a_stroke_along_a_line_to_write_on_stays(y: int) -> None:
    """The foot of a 2 on its line went with it, and the rest was read as 7, 0 or 9."""
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200), 3)
    line(sheet, (500, y), (540, y), 7)
    on = replace(across(200.5), written_on=True)
    clean = erased(sheet, inked(sheet), [on], [])
    assert (clean[y, 505:535] < 150).all()
    assert (clean[:, 60:480] == 255).all()


def test_a_line_that_is_thick_for_most_of_its_length_goes() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200), 3)
    line(sheet, (200, 200), (900, 200), 6)
    clean = erased(sheet, inked(sheet), [replace(across(200.5), weight_px=4.0, written_on=True)], [])
    assert (clean == 255).all()


@pytest.mark.parametrize("off", [-2, 1, 2])
def test_a_stroke_along_a_ruling_from_which_writing_goes_on_stays(off: int) -> None:
    """The head of a 3 lay along the line above its row: with the ruling it went, and 5 was read, accepted."""
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    line(sheet, (480, 200 + off), (520, 200 + off), 4)
    line(sheet, (518, 200 + off), (500, 260), 4)
    clean = erased(sheet, inked(sheet), [replace(across(200.5), ruled=True)], [])
    assert (clean[190:211, 484:516] < 150).any(axis=0).all()
    assert (clean[190:211, 60:470] == 255).all()


def test_a_ruling_that_is_thicker_here_and_there_goes() -> None:
    """Rulings a little askew have a pixel more here and there; beside a 1 that touches them that made a 7."""
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    for x in range(100, 900, 100):
        sheet[203, x : x + 40] = 0
        line(sheet, (x + 20, 204), (x + 20, 250), 4)
    line(sheet, (700, 199), (730, 199), 4)  # nothing goes on from this one
    clean = erased(sheet, inked(sheet), [replace(across(200.5), ruled=True)], [])
    assert (clean[195:204, 102:110] == 255).all()
    assert (clean[198:204, 745:790] == 255).all()


def test_a_ruling_without_strokes_along_it_goes_where_writing_stands_on_it() -> None:
    sheet = paper(400, 1000)
    line(sheet, (50, 200), (950, 200))
    for x in range(100, 900, 60):
        line(sheet, (x, 150), (x + 12, 198), 4)
    clean = erased(sheet, inked(sheet), [replace(across(200.5), ruled=True)], [])
    assert (clean[199:210, 60:940] == 255).all()


@pytest.mark.parametrize(("ruling", "pen", "stays"), [(120, 40, True), (45, 8, True), (120, 125, False)])
def test_a_stroke_no_thicker_than_the_ruling_that_it_lies_on_stays_where_it_is_darker(
    ruling: int, pen: int, stays: bool
) -> None:
    """The bar of a 7 lay wholly within the line above its row: 75 was read as 15, accepted."""
    sheet = paper(400, 1000)
    sheet[199:203, 50:950] = ruling
    rng = np.random.default_rng(3)
    sheet[199:203, 50:950] += rng.integers(0, 12, (4, 900), dtype=np.uint8)
    sheet[199:203, 480:520] = pen
    line(sheet, (518, 204), (500, 260), 4)
    clean = erased(sheet, inked(sheet), [replace(across(200.5), ruled=True)], [])
    assert (clean[196:206, 486:512] < 150).any(axis=0).all() == stays
    assert (clean[190:211, 60:470] == 255).all()


@pytest.mark.parametrize("kept", [True, False], ids=["a foot between the dots", "nothing between them"])
def test_a_foot_on_blurred_dots_stays_where_it_is_darker_between_them(kept: bool) -> None:
    """Dots that a blurred picture joins are one line: the foot of a 2 went with them, and 7 was read, accepted."""
    sheet = paper(400, 1000)
    for x in range(50, 950, 8):
        line(sheet, (x, 200), (x + 2, 200), 4)
    line(sheet, (520, 150), (500, 199), 4)
    if kept:
        line(sheet, (500, 200), (530, 200), 4)
    sheet = cv2.GaussianBlur(sheet, (0, 0), 2.0)
    stripe = replace(across(200.5), weight_px=4.0, written_on=True)
    clean = erased(sheet, inked(sheet), [stripe], [])
    assert (clean[198:203, 508:526] < 150).all() is np.bool_(kept)
    assert (clean[:, 60:480] > 160).all() and (clean[:, 560:] > 160).all()


@pytest.mark.parametrize(("dot", "apart", "stays"), [(4, 8, True), (60, 72, False)])
def test_a_stroke_along_a_dotted_ruling_stays_where_it_fills_what_is_between_dots(
    dot: int, apart: int, stays: bool
) -> None:
    """The bar of a 7 lay on the dots above its row, as dark as they are: 7 was read as 1, accepted. What is no longer
    than a dash may be one."""
    sheet = paper(400, 1000)
    for x in range(50, 950, apart):
        sheet[199:203, x : x + dot] = 80
    sheet[199:203, 480:520] = 80
    line(sheet, (518, 204), (500, 260), 4)
    clean = erased(sheet, inked(sheet), [replace(across(200.5), ruled=True)], [])
    assert (clean[196:206, 486:512] < 150).any(axis=0).all() == stays
    assert (clean[190:211, 60:440] == 255).all()
