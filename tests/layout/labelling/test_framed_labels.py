"""In a ruled table of items what stands in one cell names what is written in the next."""

from pipeline.geometry import Box
from pipeline.layout.labelling.framed_labels import framed_labels, parted
from pipeline.layout.lines.frames import Frame
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM, inked, paper, word

NUMBER, LABEL, COLON, VALUE = (
    Box(100, 200, 200, 300),
    Box(200, 200, 700, 300),
    Box(700, 200, 740, 300),
    Box(740, 200, 1500, 300),
)
FRAME = Frame(((NUMBER, LABEL, COLON, VALUE),), (), ())


def test_a_label_has_its_value_in_the_next_cell_with_room_for_one() -> None:
    number, text, written = Box(140, 235, 160, 265), Box(220, 235, 500, 265), Box(800, 230, 900, 270)
    labels = framed_labels((FRAME,), (number, text, written), PX_PER_MM)
    (label,) = [one for one in labels if text in one.pieces]
    assert label.cell == VALUE
    assert label.placed
    assert label.value_left == VALUE.left


def test_lines_of_a_label_are_in_reading_order() -> None:
    first, beside, second = Box(220, 210, 400, 240), Box(420, 212, 600, 242), Box(220, 255, 500, 285)
    (label,) = framed_labels((FRAME,), (second, beside, first), PX_PER_MM)
    assert label.pieces == (first, beside, second)


def test_print_on_both_sides_of_a_bar_is_two_pieces() -> None:
    sheet = paper(400, 1600)
    end = word(sheet, 560, 250)
    word(sheet, 752, 250)
    run = Box(560.0, 235.0, 900.0, 265.0)
    outside, inside = parted(PrintLines((run, Box(50, 20, 300, 50)), (), (), (), ()), (FRAME,), inked(sheet))
    assert outside.pieces == (Box(50, 20, 300, 50),)
    left, right = inside.pieces
    assert abs(left.right - end) < 4
    assert abs(right.left - 752) < 2


def test_a_wide_cell_with_a_colon_in_its_middle_holds_no_value() -> None:
    """An office gives the colon a column of 18 mm: answers were looked for in it, and no option was found."""
    wide, value = Box(700, 200, 920, 300), Box(920, 200, 1500, 300)
    text, written = Box(220, 235, 500, 265), Box(960, 230, 1100, 270)
    frame = Frame(((NUMBER, LABEL, wide, value),), (), ())
    for left, cell in ((806, value), (708, wide)):
        colon = Box(left, 235, left + 8, 265)
        labels = framed_labels((frame,), (text, written), PX_PER_MM, (colon,))
        (label,) = [one for one in labels if text in one.pieces]
        assert label.cell == cell
