"""What is ink of a cell, on drawn crops."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import find_ink, typical_contrast
from pipeline.read.ink_quality import ink_quality
from pipeline.read.strips import STRIP_HEIGHT_PX, WIDTHS_PX, strips_of, text_lines

HIGH, WIDE, MARGIN = 90, 120, 20


def drawn(
    *strokes: tuple[tuple[int, int], tuple[int, int]], ink: int = 60, kind: Kind = Kind.COUNT, pen: int = 4
) -> Crop:
    """A crop of a cell of 120 x 90 px with strokes given in crop pixels, on paper with grain."""
    grey = np.full((HIGH + 2 * MARGIN, WIDE + 2 * MARGIN), 240, np.uint8)
    for start, end in strokes:
        cv2.line(grey, start, end, ink, pen)
    noise = np.random.default_rng(1).normal(0, 3, grey.shape)
    pixels = np.clip(grey + noise, 0, 255).astype(np.uint8)
    box = Box(MARGIN, MARGIN, MARGIN + WIDE, MARGIN + HIGH)
    return Crop(Cell(Part.TABLE, 0, Field("field", kind), box), pixels, Box(0, 0, pixels.shape[1], pixels.shape[0]))


STROKE = ((80, 40), (75, 85))


def test_paper_is_blank() -> None:
    assert find_ink(drawn(), 0.0).blank


def test_a_stroke_is_written_even_in_pencil() -> None:
    assert not find_ink(drawn(STROKE, ink=150), 0.0).blank


def test_show_through_is_blank_where_the_page_is_written_dark() -> None:
    assert find_ink(drawn(STROKE, ink=205), 180.0).blank


def test_specks_are_no_writing() -> None:
    ink = find_ink(drawn(((60, 50), (60, 50)), ((100, 80), (100, 80)), pen=5), 0.0)
    assert ink.blank
    assert ink.specks


def test_own_ink_is_that_of_all_own_parts_in_the_box_around_them() -> None:
    ink = find_ink(drawn(STROKE, ((0, 60), (MARGIN + 4, 70)), ((110, 45), (112, 80))), 0.0)
    assert len(ink.parts) == 2
    left_out = ink.mask()
    left_out[ink.place] = False
    assert not left_out.any()
    assert (ink.own == ink.mask()[ink.place]).all()
    assert ink.own.sum() == sum(part.area for part in ink.parts)


def test_a_dash_is_writing() -> None:
    assert not find_ink(drawn(((70, 65), (84, 65)), pen=3), 0.0).blank


def test_the_neighbour_that_reaches_in_is_left_out() -> None:
    intruder = ((0, 60), (MARGIN + 4, 70))
    assert find_ink(drawn(intruder), 0.0).blank
    assert len(find_ink(drawn(intruder, STROKE), 0.0).parts) == 1


def test_what_is_left_of_a_ruling_at_the_edge_is_left_out() -> None:
    assert find_ink(drawn(((MARGIN, 40), (MARGIN, 60)), pen=3), 0.0).blank


@pytest.mark.parametrize(("away", "left"), [(0, False), (1, False), (7, True), (8, True)])
def test_a_small_one_beside_a_ruling_is_written(away: int, left: bool) -> None:
    """The 1 of 167 in a small hand was left out as the rest of a ruling, and 67 accepted."""
    x = MARGIN + away
    assert find_ink(drawn(((x, 50), (x, 72)), pen=3), 0.0).blank is not left


def test_the_fold_of_a_book_is_shade() -> None:
    crop = drawn()
    shade = np.full(crop.grey.shape, 240.0)
    shade[:, 70:110] = 170
    pixels = cv2.GaussianBlur(shade, (0, 0), 6).astype(np.uint8)
    assert find_ink(Crop(crop.cell, pixels, crop.box), 0.0).blank


def test_typical_contrast_needs_some_written_cells() -> None:
    assert typical_contrast([drawn(STROKE), drawn()]) == 0.0
    assert typical_contrast([drawn(STROKE)] * 4) == pytest.approx(180, abs=25)


def test_quality_falls_with_faint_ink() -> None:
    dark, faint = find_ink(drawn(STROKE, ink=40), 0.0), find_ink(drawn(STROKE, ink=185), 0.0)
    assert ink_quality(dark, 190.0) > ink_quality(faint, 190.0) + 0.3


def test_two_lines_make_two_strips_of_known_widths() -> None:
    crop = drawn(((40, 35), (40, 55)), ((60, 35), (60, 55)), ((40, 75), (40, 95)), ((60, 75), (60, 95)))
    ink = find_ink(crop, 0.0)
    lines = text_lines(ink)
    assert [len(line) for line in lines] == [2, 2]
    for strip in strips_of(crop, ink, lines):
        assert strip.shape[0] == STRIP_HEIGHT_PX
        assert strip.shape[1] in WIDTHS_PX


def test_small_letters_at_the_end_of_a_word_are_no_specks() -> None:
    """Writing that is small in its cell: the last o of a name is no larger than a copier's dirt."""
    grey = np.full((140, 400), 240, np.uint8)
    for at in range(4):
        cv2.line(grey, (60 + 26 * at, 50), (60 + 26 * at, 80), 40, 3)
    cv2.circle(grey, (168, 74), 5, 40, 2)
    cv2.circle(grey, (320, 25), 5, 40, -1)
    cell = Box(10, 10, 390, 130)
    crop = Crop(Cell(Part.TABLE, 0, Field("name", Kind.NAME), cell), grey, Box(0, 0, 400, 140))
    ink = find_ink(crop, 0.0)
    assert len(ink.parts) == 5
    assert ink.parts[-1].box.right == pytest.approx(174, abs=3)
    assert len(ink.specks) == 1


@pytest.mark.parametrize(("place", "parts"), [(Part.HEAD, 1), (Part.TABLE, 2)])
def test_the_edge_of_the_sheet_beside_a_field_of_the_head_is_no_figure(place: Part, parts: int) -> None:
    """A place without a line to write on reaches to the sheet's edge: RT 5 was read as 51."""
    grey = np.full((100, 400), 240, np.uint8)
    cv2.ellipse(grey, (60, 50), (12, 22), 0, 0, 360, 40, 4, cv2.LINE_AA)
    cv2.line(grey, (360, 0), (362, 99), 40, 6)
    crop = Crop(Cell(place, None, Field("rt", Kind.COUNT), Box(20, 15, 390, 85)), grey, Box(0, 0, 400, 100))
    assert len(find_ink(crop, 0.0).parts) == parts


def test_a_frame_that_touches_those_above_and_below_it_is_no_edge_of_the_sheet() -> None:
    """Its place was not seen, and the 4 in it was left out with it: blank, accepted."""
    grey = np.full((100, 400), 240, np.uint8)
    cv2.rectangle(grey, (30, -5), (150, 105), 40, 4)
    cv2.line(grey, (80, 50), (110, 98), 40, 4)
    crop = Crop(Cell(Part.HEAD, None, Field("rt", Kind.COUNT), Box(20, 15, 390, 85)), grey, Box(0, 0, 400, 100))
    assert not find_ink(crop, 0.0).blank


@pytest.mark.parametrize(("y", "parts"), [(13, 0), (40, 1)])
def test_a_thick_rulings_rest_on_the_edge_of_a_low_cell_is_no_dash(y: int, parts: int) -> None:
    grey = np.full((80, 110), 240, np.uint8)
    cv2.line(grey, (49, y), (78, y), 60, 4)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(13, 13, 94, 68)), grey, Box(0, 0, 110, 80))
    assert len(find_ink(crop, 0.0).parts) == parts


def test_print_does_not_say_how_dark_the_pen_is() -> None:
    written = [drawn(STROKE, ink=130) for _ in range(3)]
    options = [drawn(STROKE, ink=20, kind=Kind.CHOICE) for _ in range(9)]
    assert typical_contrast([*written, *options]) == typical_contrast(written) > 0


def test_a_pale_stroke_is_read_where_the_pen_is_pale() -> None:
    pale = drawn(STROKE, ink=215)
    assert find_ink(pale, 0.0).blank
    assert not find_ink(pale, 40.0).blank
