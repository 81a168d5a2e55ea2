"""Labels of a printing without colons and lines: print that begins below other print, wrapped lines put together."""

from __future__ import annotations

import pytest

from pipeline.geometry import Box
from pipeline.layout.labelling.labels import Label
from pipeline.layout.labelling.lost_colons import with_lost_colons

MM = 12.0


def column(tops: list[int]) -> list[Box]:
    return [Box(200, top, 700, top + 30) for top in tops]


@pytest.mark.parametrize("pitch", [50, 80])
def test_lines_set_evenly_are_a_label_each_however_close(pitch: int) -> None:
    pieces = column([100 + pitch * line for line in range(7)])
    assert [label.pieces for label in with_lost_colons((), pieces, MM)] == [(piece,) for piece in pieces]


def test_a_line_closer_than_the_others_belongs_to_the_label_above() -> None:
    pieces = column([100, 180, 260, 298, 378, 458])
    found = with_lost_colons((), pieces, MM)
    assert [len(label.pieces) for label in found] == [1, 1, 2, 1, 1]
    assert found[2].pieces == (pieces[2], pieces[3])


def test_specks_that_look_like_a_few_colons_make_no_printing_with_colons() -> None:
    pieces = column([100 + 80 * line for line in range(12)])
    feigned = [Label((piece,), 900, piece.centre[1], 30, True) for piece in pieces[::4]]
    found = with_lost_colons(feigned, pieces, MM)
    assert [label.pieces for label in found] == [(piece,) for piece in pieces]
    assert [label.placed for label in found] == [at % 4 == 0 for at in range(12)]


@pytest.mark.parametrize(("beside", "found"), [(2, 2), (30, 0)])
def test_labels_of_a_short_column_stand_level_with_others(beside: int, found: int) -> None:
    pieces = column([100 + 80 * line for line in range(15)])
    right = [
        Box(1200 + 400 * (at % 2), 100 + 80 * (at // 2), 1500 + 400 * (at % 2), 130 + 80 * (at // 2))
        for at in range(beside)
    ]
    title = Box(900, 20, 1500, 60)
    labels = [label.pieces[0] for label in with_lost_colons((), [title, *pieces, *right], MM)]
    assert title not in labels
    assert sum(piece in labels for piece in right) == (found if beside < 3 else beside)


def numbered_column(rows: int) -> list[Label]:
    """Labels with colons, 66 pixels apart, letters as high as 41."""
    boxes = [Box(200, 100 + 66 * row, 700, 141 + 66 * row) for row in range(rows)]
    return [Label((box,), 997, box.centre[1], 41, True) for box in boxes]


def test_a_label_as_far_from_others_as_they_are_from_one_another_is_one_of_its_own() -> None:
    *labels, last = numbered_column(8)
    before, lost = labels[:-1], labels[-1].pieces[0]
    found = with_lost_colons(
        [*before, last], [lost, *(piece for label in (*before, last) for piece in label.pieces)], MM
    )
    assert [label.pieces for label in found] == [label.pieces for label in (*labels, last)]


def test_the_options_of_a_label_whose_colon_is_hidden_stand_where_those_of_its_column_do() -> None:
    """The line beside the options was taken for where they begin, and none of them was found."""
    labels = numbered_column(8)
    labels[4] = Label(labels[4].pieces, 1400, labels[4].y, 41, False)
    found = with_lost_colons(labels, [piece for label in labels for piece in label.pieces], MM)
    assert [label.value_left for label in found] == [997] * 8


def test_of_a_few_heads_what_stands_level_with_something_is_a_label() -> None:
    """A recap has three heads in two columns, none of them one of three."""
    title = Box(900, 20, 1500, 60)
    left, written, right = column([200, 280]), [Box(800, 200, 1000, 230)], [Box(1800, 205, 2000, 235)]
    found = [label.pieces[0] for label in with_lost_colons((), [title, *left, *written, *right], MM)]
    assert set(found) == {left[0], *written, *right}


def test_a_feigned_colon_at_one_of_three_heads_leaves_the_others() -> None:
    """A copier's speck stood behind the last of them; the heads beside it were not found, nor those level with them."""
    title = Box(900, 20, 1500, 60)
    left, right = column([200, 280, 360]), [Box(1200, 205, 1400, 235), Box(1200, 285, 1400, 315)]
    feigned = Label((left[2],), 720, left[2].centre[1], 30, True)
    found = [label.pieces[0] for label in with_lost_colons([feigned], [title, *left, *right], MM)]
    assert set(found) == {*left, *right}


def test_a_line_beside_the_next_items_number_is_a_label_of_its_own() -> None:
    """A label of two lines, and the next close below it: two items were one, and neither was found."""
    pieces = column([100, 180, 260, 340, 386, 432, 512])
    numbers = [Box(130, top + 2, 150, top + 28) for top in (100, 180, 260, 350, 432, 512)]
    found = [label.pieces for label in with_lost_colons((), [*pieces, *numbers], MM) if label.pieces[0].width > 100]
    assert found == [(pieces[0],), (pieces[1],), (pieces[2],), (pieces[3], pieces[4]), (pieces[5],), (pieces[6],)]


def test_the_words_behind_a_check_box_are_no_label() -> None:
    """`Kepala Rumah Tangga`, an option, was the label of that name, and what stands behind it the head's name."""
    labels = column([100 + 80 * line for line in range(6)])
    options = [piece.shifted(800, 0) for piece in labels]
    boxes = [Box(940, piece.top - 8, 986, piece.bottom + 8) for piece in options]
    found = [label.pieces[0] for label in with_lost_colons((), [*labels, *options], MM, boxes)]
    assert found == labels
    assert set(options) < {label.pieces[0] for label in with_lost_colons((), [*labels, *options], MM)}


def test_a_value_whose_line_writing_hides_begins_where_those_above_and_below_do() -> None:
    """A long name hid the beginning of its dotted line; what was left of it cut the name in two."""
    rows = [Box(200, top, 400, top + 30) for top in (100, 180, 260)]
    starts = [600.0, 960.0, 600.0]
    labels = [Label((piece,), start, piece.centre[1], 30, False) for piece, start in zip(rows, starts, strict=True)]
    assert [label.value_left for label in with_lost_colons(labels, rows, MM)] == [600] * 3
    # A label that ends behind the others' lines has one of its own farther to the right.
    wide = Label((Box(200, 180, 800, 210),), 960, 195, 30, False)
    found = with_lost_colons([labels[0], wide, labels[2]], rows, MM)
    assert [label.value_left for label in found] == [600, 960, 600]


def boxed_column() -> tuple[list[Label], list[Box]]:
    """Items in a printing without colons: behind the first four stand check boxes, at 900; behind the rest nothing."""
    pieces = column([100 + 80 * row for row in range(8)])
    return [Label((piece,), 900, piece.centre[1], 30, False) for piece in pieces[:4]], pieces


def test_values_begin_where_lines_and_boxes_of_other_labels_tell() -> None:
    """Where only the labels' ends told it, what was written was a label, the cells before it blank, accepted."""
    placed, pieces = boxed_column()
    written = [Box(905, pieces[at].top - 5, 1300, pieces[at].bottom + 5) for at in range(4, 8)]
    found = with_lost_colons(placed, [*pieces, *written], MM)
    assert [label.pieces[0] for label in found] == pieces
    assert [label.value_left for label in found] == [900] * 8


def test_labels_farther_right_are_labels_still() -> None:
    placed, pieces = boxed_column()
    right = [Box(1400, piece.top, 1700, piece.bottom) for piece in pieces[4:]]
    found = [label.pieces[0] for label in with_lost_colons(placed, [*pieces, *right], MM)]
    assert set(right) < set(found)


def test_a_figure_at_the_head_of_a_label_is_of_the_words_behind_it() -> None:
    """`3` and `Buta` were two labels, and the cell of the illiterate ended before what was written there."""
    pieces = column([100 + 80 * row for row in range(5)])
    three, words = Box(202, 500, 222, 530), Box(246, 500, 420, 530)
    found = with_lost_colons((), [*pieces, three, words], MM)
    assert [label.pieces for label in found] == [*((piece,) for piece in pieces), (three, words)]
    number, item = Box(130, 500, 150, 530), Box(202, 500, 420, 530)
    assert (number, item) not in [label.pieces for label in with_lost_colons((), [*pieces, number, item], MM)]


def test_of_two_figures_before_a_word_each_is_taken_once() -> None:
    """A picture of scattered letters stopped the program."""
    first, second = column([100, 180, 260]), [Box(262, top, 762, top + 30) for top in (700, 780, 860)]
    figures = [Box(213, 500, 238, 530), Box(262, 500, 284, 530)]
    found = with_lost_colons((), [*first, *second, *figures, Box(300, 500, 420, 530)], MM)
    taken = [piece for label in found for piece in label.pieces]
    assert len(taken) == len(set(taken))


def test_colons_behind_options_make_no_printing_with_colons() -> None:
    """`Ya / Tidak  jenis :` stood in three of twenty items; of the others, without colons, none was a label, and
    the page was of no known form."""
    pieces = column([100 + 80 * line for line in range(12)])
    options = [Box(900, piece.top, 1060, piece.bottom) for piece in pieces]
    asking = [Box(1110, piece.top, 1190, piece.bottom) for piece in pieces[1::4]]
    said = [Label((box,), 1210, box.centre[1], 30, True) for box in asking]
    found = with_lost_colons(said, [*pieces, *options, *asking], MM)
    assert {label.pieces[0] for label in found} >= {*pieces, *asking}
