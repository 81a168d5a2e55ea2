"""Words, colons, lines to write on and check boxes are told apart."""

import time

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from pipeline.geometry import Box
from pipeline.layout.lines.rulings import horizontal_rulings, vertical_rulings
from pipeline.layout.printed.print_lines import PrintLines, find_print
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, box, colon, dots, inked, line, paper, word


def print_of(sheet: Grey, table: Box | None = None) -> PrintLines:
    ink = inked(sheet)
    across, down = horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM)
    return find_print(ink, PX_PER_MM, table, across, down)


def test_a_label_its_colon_and_its_dotted_line() -> None:
    sheet = paper()
    end = word(sheet, 100, 300, letters=10)
    colon(sheet, 600, 300)
    dots(sheet, 640, 1400, 312)
    found = print_of(sheet)
    (piece,) = found.pieces
    assert (piece.left, piece.right) == pytest.approx((100, end), abs=4)
    assert [found.colons[0].centre] == [pytest.approx((600, 300), abs=3)]
    (dotted,) = found.lines
    assert (dotted.left, dotted.right, dotted.y) == pytest.approx((640, 1400, 314), abs=8)


def test_words_far_apart_are_pieces_of_their_own() -> None:
    sheet = paper()
    end = word(sheet, 100, 300)
    word(sheet, end + 12, 300)
    word(sheet, end + 400, 300)
    assert len(print_of(sheet).pieces) == 2


def test_what_stands_on_a_line_is_writing_and_the_line_goes_on_under_it() -> None:
    sheet = paper()
    dots(sheet, 640, 1400, 330)
    word(sheet, 700, 305, letters=12)
    line(sheet, (900, 290), (905, 345), 4)
    found = print_of(sheet)
    assert found.pieces == ()
    assert found.writing
    (dotted,) = found.lines
    assert dotted.width == pytest.approx(760, abs=16)


def test_words_with_a_line_drawn_under_them_are_print() -> None:
    sheet = paper()
    end = word(sheet, 900, 100, letters=14)
    line(sheet, (898, 124), (end + 2, 124), 3)
    word(sheet, 100, 300, letters=10)
    dots(sheet, 640, 1400, 320)
    word(sheet, 700, 300, letters=12)
    found = print_of(sheet)
    assert len(found.pieces) == 2
    assert len(found.writing) == 1
    (dotted,) = found.lines
    assert dotted.y == pytest.approx(322, abs=8)


def test_a_fold_does_not_join_the_lines_of_a_title() -> None:
    sheet = paper()
    for y in (100, 160, 220):
        word(sheet, 900, y, letters=14)
    line(sheet, (1006, 20), (1006, 800), 3)
    assert len(print_of(sheet).pieces) == 3


@pytest.mark.parametrize("leans", [0, 3, 6, 8])
def test_the_side_of_a_frame_does_not_join_the_labels_that_touch_it(leans: int) -> None:
    """It leant by some pixels, and was not taken for what it is: three labels of a head were one piece."""
    sheet = paper()
    line(sheet, (96, 240), (96 - leans, 445))
    ends = [word(sheet, 97 - leans * (y - 240) // 205, y, letters=10) for y in (270, 340, 410)]
    found = print_of(sheet)
    assert [piece.right for piece in found.pieces] == [pytest.approx(end, abs=4) for end in ends]


@pytest.mark.parametrize("mark", ["", "tick", "cross"])
def test_check_boxes_are_found_whatever_is_in_them(mark: str) -> None:
    sheet = paper()
    places = [(500, 200), (800, 200), (500, 300), (800, 300), (1100, 300)]
    for index, (left, top) in enumerate(places):
        box(sheet, left, top, mark=mark if index == 3 else "")
        word(sheet, left + 60, top + 22, letters=4)
    found = print_of(sheet).boxes
    assert len(found) == len(places)
    for left, top in places:
        drawn = Box(left - 2, top - 2, left + 48, top + 48)
        assert max(drawn.iou(seen) for seen in found) > 0.85


@pytest.mark.parametrize("thick", [9, 15])
def test_a_mark_of_a_thick_pen_hides_no_check_box(thick: int) -> None:
    sheet = paper()
    for at, left in enumerate((500, 700, 900, 1100, 1300)):
        box(sheet, left, 300)
        word(sheet, left + 60, 322, letters=4)
        if at == 2:
            line(sheet, (left - 8, 292), (left + 56, 356), thick)
            line(sheet, (left + 56, 290), (left - 10, 352), thick)
    assert len(print_of(sheet).boxes) == 5


def test_a_box_filled_in_by_hand_is_found_beside_others() -> None:
    sheet = paper()
    for left in (500, 700, 900, 1100, 1300):
        box(sheet, left, 300)
    sheet[300:346, 900:946] = 60
    assert len(print_of(sheet).boxes) == 5


def test_a_box_at_the_edge_of_the_picture_is_measured_within_it(recwarn: pytest.WarningsRecorder) -> None:
    """Sides that lie off the picture have no ink; they were no number, which is more and less than nothing."""
    sheet = paper()
    for left in (0, 500, 700, 900, 1100, 1300):
        box(sheet, left, 300)
    sheet[298:348, 0:50] = 60
    boxes = print_of(sheet).boxes
    assert len(boxes) in (5, 6)
    assert all(one.left >= -1 for one in boxes)
    assert not recwarn.list


@pytest.mark.parametrize("mark", ["", "cross"])
def test_round_check_boxes_are_found(mark: str) -> None:
    sheet = paper()
    places = [(500, 200), (800, 200), (500, 300), (800, 300), (1100, 300)]
    for index, (left, top) in enumerate(places):
        cv2.circle(sheet, (left + 23, top + 23), 22, 40.0, 3)
        if mark and index == 3:
            line(sheet, (left + 2, top + 2), (left + 46, top + 46), 5)
            line(sheet, (left + 46, top + 2), (left + 2, top + 46), 5)
        word(sheet, left + 60, top + 22, letters=4)
    found = print_of(sheet).boxes
    assert len(found) == len(places)
    for left, top in places:
        drawn = Box(left, top, left + 47, top + 47)
        assert max(drawn.iou(seen) for seen in found) > 0.8


def test_written_noughts_are_no_round_check_boxes() -> None:
    sheet = paper()
    for left in range(300, 2200, 200):
        cv2.ellipse(sheet, (left, 300), (17, 22), 8, 0, 360, 40.0, 4)
        cv2.ellipse(sheet, (left, 500), (21, 23), 0, 12, 372, 40.0, 4)
        cv2.circle(sheet, (left + 6, 488), 16, 40.0, 4)
    assert print_of(sheet).boxes == ()


def test_round_letters_of_a_wide_hand_are_no_check_boxes() -> None:
    """Lines of `Bojonegoro` were cut into boxes, and a name behind its label ended before its first o."""
    sheet = paper()
    for at in range(8):
        left = 300 + 220 * at
        line(sheet, (left + 10, 250), (left + 10, 340), 5)
        cv2.circle(sheet, (left + 45, 310), 20, 0, 5)
        line(sheet, (left + 85, 290), (left + 85, 340), 5)
    assert print_of(sheet).boxes == ()


def test_boxes_that_touch_are_still_two() -> None:
    sheet = paper()
    for left, top in [(500, 200), (500, 245), (800, 200), (1100, 200), (1100, 245)]:
        box(sheet, left, top)
    assert len(print_of(sheet).boxes) == 5


def test_boxes_of_lines_set_closely_are_boxes() -> None:
    """The next line's box was taken for what a box has above and below, and all of a page's boxes for letters."""
    sheet = paper()
    places = [(left, top) for top in range(200, 560, 52) for left in (500, 800)]
    for left, top in places:
        box(sheet, left, top)
        word(sheet, left + 60, top + 22, letters=4)
    assert len(print_of(sheet).boxes) == len(places)


@pytest.mark.parametrize("middle", [30, 22])
def test_square_letters_are_no_check_boxes(middle: int) -> None:
    """`EL` was a box on a page of slab letters, and `KELUARGA` lost it."""
    sheet = paper()
    for left in range(200, 2200, 300):
        sheet[300:342, left : left + 7] = 0
        for top, wide in ((300, 37), (318, middle), (335, 37)):
            sheet[top : top + 7, left : left + wide] = 0
        sheet[300:342, left + 36 : left + 43] = 0
    assert print_of(sheet).boxes == ()


def test_a_ruled_line_to_write_on_is_found_and_a_struck_word_is_none() -> None:
    sheet = paper()
    line(sheet, (640, 330), (1400, 330), 2)
    word(sheet, 700, 300, letters=10)
    word(sheet, 700, 600, letters=12)
    line(sheet, (690, 600), (930, 600), 3)
    (ruled,) = print_of(sheet).lines
    assert (ruled.left, ruled.right, ruled.y) == pytest.approx((640, 1400, 330), abs=5)


def test_inside_the_table_nothing_is_looked_for() -> None:
    sheet = paper()
    word(sheet, 300, 700)
    word(sheet, 300, 100)
    word(sheet, 300, 1400)
    found = print_of(sheet, Box(100, 500, 2300, 1200))
    assert [round(piece.centre[1], -2) for piece in found.pieces] == [100, 1400]


def test_a_dark_page_edge_is_no_check_box() -> None:
    sheet = paper()
    sheet[:, :60] = 0
    for left in (500, 700, 900, 1100):
        box(sheet, left, 300)
    assert len(print_of(sheet).boxes) == 4


@settings(max_examples=15, deadline=None)
@given(hnp.arrays(np.uint8, st.tuples(st.integers(1, 150), st.integers(1, 150)), elements=st.sampled_from([0, 255])))
def test_any_ink_is_taken_without_an_error(ink: np.ndarray) -> None:
    found = find_print(ink, PX_PER_MM, None, horizontal_rulings(ink, PX_PER_MM))
    assert all(piece.width > 0 and piece.height > 0 for piece in found.pieces)


@pytest.mark.parametrize("kind", ["grain", "squares", "dashes"])
def test_a_picture_full_of_small_things_takes_little_time(kind: str) -> None:
    random = np.random.default_rng(7)
    sheet = np.full((3508, 2480), 255, np.uint8)
    if kind == "grain":
        sheet[np.kron(random.random((1169, 826)) < 0.1, np.ones((3, 3), bool))[:, :2478].nonzero()] = 0
    for top in range(0, 3450, 45) if kind == "squares" else ():
        for left in range(0, 2430, 45):
            sheet[top : top + 40, [left, left + 40]] = sheet[[top, top + 40], left : left + 40] = 0
    if kind == "dashes":
        for top in range(0, 3500, 12):
            sheet[top : top + 4, np.arange(2480) % 12 < 7] = 0
    ink = inked(sheet)
    begin = time.process_time()
    find_print(ink, PX_PER_MM, None, horizontal_rulings(ink, PX_PER_MM))
    assert time.process_time() - begin < 5


def test_a_frame_round_the_table_is_no_line_to_write_on() -> None:
    """The item above the table's double outer line was taken for writing on it, and was not found."""
    sheet = paper()
    line(sheet, (290, 540), (2110, 540))
    word(sheet, 300, 510)
    colon(sheet, 600, 510)
    ink = inked(sheet)
    found = find_print(ink, PX_PER_MM, Box(300, 552, 2100, 1000), horizontal_rulings(ink, PX_PER_MM))
    assert (len(found.pieces), found.writing, found.lines) == (1, (), ())


def test_the_tops_of_small_writing_are_no_line_above_the_one_it_stands_on() -> None:
    """Faint figures break where they are thin: their tops looked like a short row of dots, and the value was cut."""
    sheet = paper()
    word(sheet, 100, 300, letters=10)
    colon(sheet, 600, 300)
    dots(sheet, 640, 1000, 320)
    dots(sheet, 680, 760, 290)
    dots(sheet, 640, 1000, 240)
    assert [round(line.y / 10) for line in print_of(sheet).lines] == [24, 32]
