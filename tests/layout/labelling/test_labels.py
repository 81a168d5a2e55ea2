"""Labels: what stands before a colon, wrapped or not, and where the value begins."""

import pytest

from pipeline.geometry import Box
from pipeline.layout.labelling.columns import label_columns, right_limits
from pipeline.layout.labelling.labels import MOST_LABELS, Label, find_labels, item_numbers, likely_labels, number_of
from pipeline.layout.printed.dotted_lines import DottedLine
from pipeline.layout.printed.print_lines import PrintLines
from tests.layout.drawing import PX_PER_MM


def at(left: float, middle: float, width: float = 200, height: float = 30) -> Box:
    return Box(left, middle - height / 2, left + width, middle + height / 2)


def colon_at(x: float, middle: float) -> Box:
    return Box(x - 3, middle - 10, x + 3, middle + 10)


def seen(
    pieces: list[Box], colons: list[Box], lines: tuple[DottedLine, ...] = (), boxes: tuple[Box, ...] = ()
) -> PrintLines:
    return PrintLines(tuple(pieces), (), tuple(colons), lines, boxes)


def test_the_piece_before_a_colon_is_its_label_and_the_items_number_is_not() -> None:
    number, text = at(60, 300, 25), at(130, 300)
    (label,) = find_labels(seen([number, text], [colon_at(900, 300)]), PX_PER_MM)
    assert label.pieces == (text,)
    assert label.value_left == 903
    assert label.colon


@pytest.mark.parametrize("beside", [-36, 0, 36])
def test_a_wrapped_label_is_whole_wherever_its_colon_stands(beside: float) -> None:
    lines = [at(130, 300 - 36), at(130, 300, 220), at(130, 300 + 36, 90)]
    (label,) = find_labels(seen(lines, [colon_at(900, 300 + beside)]), PX_PER_MM)
    assert label.pieces == tuple(lines)


def test_a_wrapped_line_half_way_between_two_colons_goes_with_the_line_closer_to_it() -> None:
    """Colons stand lower than the capitals before them: NAMA KEPALA went with DASAWISMA, and both heads were lost."""
    upper, wrapped, lower = at(97, 235, 222), at(97, 292, 264), at(97, 340, 298)
    found = find_labels(seen([upper, wrapped, lower], [colon_at(495, 241), colon_at(495, 346)]), 9.84)
    assert [label.pieces for label in found] == [(upper,), (wrapped, lower)]


def test_a_label_that_is_of_one_piece_with_its_number_goes_on_below_its_words() -> None:
    """`11. Aktivitas Kegiatan Usaha :` named nothing, and `Kesehatan Lingkungan` below it had no options."""
    number, above = at(160, 190, 30), at(250, 190, 400)
    first, second, following = at(160, 300, 500), at(250, 345, 400), at(160, 420, 350)
    colons = [colon_at(900, 190), colon_at(900, 300), colon_at(900, 420)]
    found = find_labels(seen([number, above, first, second, following], colons), PX_PER_MM)
    assert [label.pieces for label in found] == [(above,), (first, second), (following,)]


def test_an_emblem_above_is_no_line_of_a_label() -> None:
    emblem, text = at(132, 160, 150, 130), at(130, 320)
    (label,) = find_labels(seen([emblem, text], [colon_at(900, 320)]), PX_PER_MM)
    assert label.pieces == (text,)


@pytest.mark.parametrize(("height", "words"), [(12, 0), (30, 1)])
def test_a_copiers_specks_between_a_label_and_its_colon_are_none_of_it(height: float, words: int) -> None:
    """They were the label, `Jumlah PUS` had no colon, and its value was cut at the figure 1."""
    pieces = [at(130, 300), at(600, 300, 20, height)]
    (label,) = find_labels(seen(pieces, [colon_at(900, 300)]), PX_PER_MM)
    assert label.pieces == (pieces[words],)


def test_labels_of_items_close_together_stay_apart() -> None:
    first, second = at(130, 300), at(130, 360)
    found = find_labels(seen([first, second], [colon_at(900, 300), colon_at(900, 360)]), PX_PER_MM)
    assert [label.pieces for label in found] == [(first,), (second,)]


def test_a_label_whose_colon_is_lost_is_found_before_its_line_or_its_boxes() -> None:
    line = DottedLine(620, 900, 312, 312, 3)
    boxes = (Box(620, 480, 665, 525), Box(800, 480, 845, 525))
    option = at(680, 500, 80)
    found = find_labels(seen([at(130, 300), at(130, 500), option], [], (line,), boxes), PX_PER_MM)
    assert [(label.box.left, label.colon) for label in found] == [(130, False), (130, False)]


def test_two_columns_of_labels_end_each_other() -> None:
    left = [Label((at(100, y),), 400, y, 30, True) for y in (300, 400, 500)]
    right = [Label((at(1200, y),), 1600, y, 30, True) for y in (320, 440)]
    below = [Label((at(100, 900),), 400, 900, 30, True)]
    labels = [*left, *right, *below]
    columns = label_columns(labels, PX_PER_MM)
    assert columns == [[0, 1, 2, 5], [3, 4]]
    assert right_limits(labels, columns, 2400) == [1200, 1200, 2400, 2400, 2400, 2400]


def test_rows_half_way_between_those_of_another_column_end_before_it_too() -> None:
    """The dasawisma of a recap whose right heads stood between the left ones was `Kenanga 2 Sidobandung`."""
    left = [Label((at(100, y),), 400, y, 30, True) for y in (300, 372, 444)]
    right = [Label((at(1200, y),), 1600, y, 30, True) for y in (338, 444)]
    labels = [*left, *right]
    assert right_limits(labels, label_columns(labels, PX_PER_MM), 2400) == [1200] * 3 + [2400] * 2


def test_what_begins_where_values_do_is_no_other_column() -> None:
    """Specks on the ground beside the sheet feigned colons behind options; all cells between were 1 mm wide, and blank,
    accepted."""
    own = [Label((at(100, y),), 400, y, 30, True) for y in (300, 400, 500)]
    feigned = [Label((at(410, y, 120),), 2000, y, 30, True) for y in (300, 500)]
    labels = [own[0], feigned[0], own[1], own[2], feigned[1]]
    assert right_limits(labels, label_columns(labels, PX_PER_MM), 2400, (), PX_PER_MM) == [2400] * 5
    beside = [Label((at(900, y, 120),), 2000, y, 30, True) for y in (300, 500)]
    labels = [own[0], beside[0], own[1], own[2], beside[1]]
    found = right_limits(labels, label_columns(labels, PX_PER_MM), 2400, (), PX_PER_MM)
    assert found == [900, 2400, 900, 900, 2400]


def test_a_column_reaches_as_low_as_the_last_line_of_its_last_label() -> None:
    """KEC. took the line of Perempuan, which a lost colon had left in the label of Laki-laki, for its own."""
    left = Label((Box(195, 673, 268, 697),), 522, 689, 24, True)
    right = Label(
        (Box(1471, 582, 1645, 606), Box(1471, 614, 1604, 641), Box(1471, 648, 1643, 678)), 1810, 598, 24, True
    )
    assert right_limits([left, right], [[0], [1]], 2400) == [1471, 2400]


def test_a_line_nearer_to_another_items_number_is_not_the_labels_own() -> None:
    """The label of a ringed option took the line above along, whose colon the ring had covered."""
    numbers = [at(60, 300, 25), at(60, 340, 25), at(60, 416, 25)]
    lines = [at(130, 300), at(130, 340), at(130, 376, 90), at(130, 416)]
    found = find_labels(seen([*numbers, *lines], [colon_at(900, 340), colon_at(900, 416)]), PX_PER_MM)
    assert [label.pieces for label in found] == [(lines[1], lines[2]), (lines[3],)]
    assert item_numbers([*numbers, *lines], PX_PER_MM) == tuple(numbers)


def test_an_items_number_may_stand_half_way_down_its_label() -> None:
    lines = [at(130, y) for y in (264, 300, 336, 380)]
    numbers = [at(60, 300, 25), at(60, 380, 25)]
    found = find_labels(seen([*numbers, *lines], [colon_at(900, 300), colon_at(900, 380)]), PX_PER_MM)
    assert [label.pieces for label in found] == [tuple(lines[:3]), (lines[3],)]
    assert [number_of(line, numbers, PX_PER_MM) for line in lines] == [*[numbers[0]] * 3, numbers[1]]


def test_of_too_many_labels_the_likeliest_are_read_in_their_order() -> None:
    """What was written, and the numbers of items, took the places of a page's last items: its edition was not told."""

    def label(y: float, width: float, placed: bool) -> Label:
        return Label((at(200, y, width),), 500, y, 30, False, placed)

    lines = [(label(40 * row, 20, False), label(40 * row + 1, 200, row == 70)) for row in range(80)]
    labels = [one for pair in lines for one in pair]
    kept = likely_labels(labels)
    assert len(kept) == MOST_LABELS
    assert [one for one in kept if one.box.width == 200] == [wide for _, wide in lines]
    assert list(kept) == sorted(kept, key=lambda one: one.y)
    assert likely_labels(labels[: MOST_LABELS - 1]) == tuple(labels[: MOST_LABELS - 1])


@pytest.mark.parametrize("hidden", ["line", "box"])
def test_a_colon_behind_the_place_for_the_value_is_none_of_the_labels(hidden: str) -> None:
    """Two specks behind its dotted line made the RW blank, accepted: it was read behind them."""
    label, feigned = at(100, 300), colon_at(900, 300)
    line, box = DottedLine(420, 640, 318, 318, 3), Box(420, 278, 465, 323)
    lines, boxes = ((line,), ()) if hidden == "line" else ((), (box,))
    (found,) = find_labels(seen([label], [feigned], lines, boxes), PX_PER_MM)
    assert (found.pieces, found.colon, found.value_left) == ((label,), False, 420)
    (own,) = find_labels(seen([label], [colon_at(380, 300), feigned], lines, boxes), PX_PER_MM)
    assert (own.pieces, own.colon, own.value_left) == ((label,), True, 383)


def test_a_label_that_touches_its_line_goes_with_no_colon_of_another() -> None:
    """`YA, jenis`, set close to its frame, went with `LAINNYA :` above it, and neither item had its options."""
    above, touching = at(130, 300), at(130, 350, 240)
    line = DottedLine(368, 700, 368, 368, 3)
    found = find_labels(seen([above, touching], [colon_at(410, 300)], (line,)), PX_PER_MM)
    assert [label.pieces for label in found] == [(above,), (touching,)]


def test_the_value_begins_where_the_first_piece_of_its_line_does() -> None:
    """Writing parted a dotted line, its second piece a little higher than the first: half a name was cut off."""
    first, second = DottedLine(420, 640, 313, 313, 3), DottedLine(760, 1200, 312, 312, 3)
    (found,) = find_labels(seen([at(100, 300)], [], (second, first)), PX_PER_MM)
    assert found.value_left == 420


def test_the_number_of_an_item_far_below_is_no_lines_own() -> None:
    """It stood 8 mm left of one line and a hair farther from the next: the lines of one label were two, and missed."""
    lines = [at(130, 300), at(132, 336)]
    number, item = at(12, 900, 25), at(100, 900)
    found = find_labels(seen([*lines, number, item], [colon_at(900, 318), colon_at(900, 900)]), PX_PER_MM)
    assert [label.pieces for label in found] == [tuple(lines), (item,)]
