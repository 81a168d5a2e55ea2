"""The room for writing: above a line to what is printed there, behind a label to what comes next."""

from dataclasses import replace

import pytest

from pipeline.geometry import Box
from pipeline.layout.fields.value_boxes import (
    LOWEST_WRITING_MM,
    TALLEST_WRITING_MM,
    around_pieces,
    around_words,
    box_behind,
    box_on_line,
    print_in,
    words_before,
)
from pipeline.layout.labelling.labels import Label
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines

MM = 12.0


LABEL = Label((Box(200, 485, 400, 515),), 590, 500, 30, colon=True)


def line(y: float, left: float = 600, right: float = 1400) -> DottedLine:
    return DottedLine(left, right, y, y, 3)


def printed(*lines: DottedLine, pieces: tuple[Box, ...] = ()) -> PrintLines:
    return PrintLines(pieces, (), (), lines, ())


def test_a_box_spans_its_line_and_holds_writing_on_it() -> None:
    one = line(500)
    box = box_on_line(one, printed(one), MM)
    assert box.left <= one.left
    assert box.right >= one.right
    assert LOWEST_WRITING_MM * MM <= one.y - box.top <= TALLEST_WRITING_MM * MM
    assert one.y < box.bottom < one.y + 4 * MM


def test_boxes_of_close_lines_share_the_room_between_them() -> None:
    upper, lower = line(500), line(590)
    both = printed(upper, lower)
    first, second = box_on_line(upper, both, MM), box_on_line(lower, both, MM)
    assert second.top >= upper.y
    assert first.bottom < lower.y - LOWEST_WRITING_MM * MM


def test_a_box_ends_below_print_above_and_before_print_beside() -> None:
    one = line(500)
    above, unit = Box(700, 420, 900, 445), Box(1408, 478, 1500, 503)
    box = box_on_line(one, printed(one, pieces=(above, unit)), MM)
    assert box.top > above.bottom
    assert box.right < unit.left


def test_room_behind_a_label_starts_behind_it_and_is_never_empty() -> None:
    box = box_behind(600, 590, 500, 30, MM)
    assert box.left > 600
    assert box.width > 0
    assert box.contains(box.centre[0], 500)


def test_print_that_reaches_in_is_told_and_what_lies_inside_is_not() -> None:
    box = Box(600, 450, 1000, 520)
    inside, across, beside = Box(700, 470, 800, 500), Box(900, 430, 1300, 470), Box(1100, 450, 1200, 500)
    assert print_in(box, printed(pieces=(inside, across, beside))) == (across,)
    unit = Box(box.right + 1, box.top + 30, box.right + 60, box.bottom - 30)
    assert print_in(box, printed(pieces=(inside, unit))) == ()
    assert print_in(box, printed(pieces=(inside, unit)), MM) == (unit,)


def test_a_dash_high_above_its_line_is_no_print_that_ends_the_box() -> None:
    one = line(500)
    dash = Box(800, 440, 860, 452)
    assert box_on_line(one, printed(one, pieces=(dash,)), MM).top < dash.top


def test_a_speck_above_its_line_is_no_print_that_ends_the_box() -> None:
    """A dot between `Anggrek` and its line ended the box below what is written, and the dasawisma was blank."""
    one = line(500)
    speck, word = Box(800, 420, 812, 432), Box(800, 410, 900, 440)
    assert box_on_line(one, printed(one, pieces=(speck,)), MM) == box_on_line(one, printed(one), MM)
    assert box_on_line(one, printed(one, pieces=(word,)), MM).top == pytest.approx(441, abs=1)


def test_a_box_is_grown_over_words_that_its_sides_cut() -> None:
    box = Box(700, 420, 1400, 520)
    word, behind = Box(600, 450, 900, 500), Box(1350, 450, 1500, 500)
    grown = around_words(box, 590, 1600, printed(pieces=(word, behind)), MM)
    assert grown.left <= word.left
    assert grown.right >= behind.right
    assert (grown.top, grown.bottom) == (box.top, box.bottom)


@pytest.mark.parametrize(
    "piece", [Box(400, 450, 900, 500), Box(600, 300, 900, 350), Box(450, 450, 690, 500), Box(1350, 450, 1700, 500)]
)
def test_print_of_its_label_of_another_line_and_of_its_neighbour_is_none_of_them(piece: Box) -> None:
    box = Box(700, 420, 1400, 520)
    assert around_words(box, 590, 1600, printed(pieces=(piece,)), MM) == box


def test_tall_words_on_the_next_line_are_none_of_this_ones() -> None:
    """The T of `Jawa Timur` reached below the line above it: `Bojonegoro T`, accepted."""
    upper, lower = line(500), line(575)
    tall = Box(700, 503, 900, 560)
    both = PrintLines((), (tall,), (), (upper, lower), ())
    assert upper.y < box_on_line(upper, both, MM).bottom < tall.top
    alone = PrintLines((), (tall,), (), (upper,), ())
    assert box_on_line(upper, alone, MM) == box_on_line(upper, printed(upper), MM)


def test_room_without_a_line_reaches_as_high_as_what_is_written_in_it() -> None:
    """The upper half of `Kenanga 7` was cut off with its 7: `Kenanga`, accepted."""
    room = box_behind(600, 1400, 500, 30, MM)
    high, other, tall = Box(650, 440, 800, 515), Box(700, 380, 900, 440), Box(700, 400, 900, 590)
    grown = around_pieces(room, (high, other, tall), LABEL)
    assert (grown.left, grown.top, grown.right, grown.bottom) == (room.left, high.top, room.right, room.bottom)
    assert around_pieces(room, (other,), LABEL) == room
    # Beside its label it is the value, be its middle above the room.
    above = Box(650, 420, 800, 490)
    assert around_pieces(room, (above,), LABEL).top == above.top


def test_what_ends_just_before_the_line_but_higher_is_none_of_it() -> None:
    """The last letter of `Kepala Rumah Tangga`, a line higher, was read beside `Anggota Keluarga`: `a`, accepted."""
    one = line(500)
    higher, own = Box(300, 400, 598, 430), Box(300, 455, 598, 485)
    assert box_on_line(one, printed(one, pieces=(higher,)), MM).top > higher.bottom
    assert box_on_line(one, printed(one, pieces=(own,)), MM) == box_on_line(one, printed(one), MM)


def test_a_count_high_above_its_line_stands_beside_the_words_that_introduce_it() -> None:
    """The 3 of `Ada, jumlah 3 buah` seemed print of the line above, and the count was blank, accepted."""
    one, words, figure = line(500), Box(420, 462, 590, 494), Box(640, 440, 665, 470)
    room, without = (box_on_line(one, printed(one, pieces=(figure,)), MM, said) for said in (words, None))
    assert room.top < figure.top < without.top


def test_what_is_written_high_above_its_line_beside_the_label_does_not_end_the_room() -> None:
    one, label = line(500), Label((Box(200, 445, 400, 475),), 560, 460, 30, colon=True)
    high = Box(640, 425, 800, 455)
    box = box_on_line(one, printed(one, pieces=(high,)), MM, words_before(label))
    assert box.top < high.top
    # Print of the line above is none of it.
    upper = Box(640, 395, 800, 425)
    assert box_on_line(one, printed(one, pieces=(upper,)), MM, words_before(label)).top > upper.bottom
    before = Box(420, 425, 550, 455)
    assert box_on_line(one, printed(one, pieces=(before,)), MM, words_before(label)).left < one.left


def test_a_part_of_a_word_that_hangs_over_its_line_is_no_print_above_it() -> None:
    """The `wa` of `warung`, written high, passed for print, below which the room was blank, accepted."""
    one, above = line(500), line(400)
    part, rest, upper = Box(640, 425, 700, 455), Box(720, 420, 900, 475), Box(720, 370, 900, 415)
    whole = box_on_line(one, replace(printed(one, pieces=(part,)), writing=(rest,)), MM)
    assert whole.top < part.top
    assert box_on_line(one, printed(one, pieces=(part,)), MM).top > part.bottom
    # What is written on the line above stands over no other, and tells nothing of this one.
    beside = replace(printed(one, above, pieces=(Box(640, 380, 700, 410),)), writing=(upper,))
    assert box_on_line(one, beside, MM).top > 410
