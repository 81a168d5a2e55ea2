"""Options by their boxes, or by their words."""

from itertools import pairwise

import pytest

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.options import boxed_options, inline_options, pick_options
from pipeline.layout.print_lines import PrintLines
from pipeline.layout.print_reader import PrintedWord
from tests.layout.drawing import PX_PER_MM

WATER = (PrintedOption("PDAM", ("PDAM",)), PrintedOption("Sumur", ("Sumur",)), PrintedOption("DLL", ("DLL", "Lainnya")))


def seen(pieces: list[Box], boxes: list[Box]) -> PrintLines:
    return PrintLines(tuple(pieces), (), (), (), tuple(boxes))


def test_the_words_of_a_box_stand_right_of_it_or_begin_the_next_line() -> None:
    boxes = [Box(400, 200, 445, 245), Box(700, 200, 745, 245), Box(1000, 200, 1045, 245)]
    words = [Box(455, 208, 560, 238), Box(755, 208, 860, 238), Box(400, 258, 520, 288)]
    found = boxed_options(WATER, boxes, 2400, seen(words, boxes), PX_PER_MM)
    assert [(option.value, option.mark, option.label) for option in found] == [
        ("PDAM", boxes[0], words[0]),
        ("Sumur", boxes[1], words[1]),
        ("DLL", boxes[2], words[2]),
    ]


def test_words_in_a_row_are_split_where_so_long_words_end() -> None:
    found = inline_options(WATER, [(Box(400, 200, 800, 240), ())])
    assert [option.value for option in found] == ["PDAM", "Sumur", "DLL"]
    assert found[0].label.left == 400
    assert found[-1].label.right == pytest.approx(800, abs=1)
    assert all(left.label.right < right.label.left for left, right in pairwise(found))


def test_words_that_were_read_are_where_they_were_read() -> None:
    read = (PrintedWord("PDAM", Box(402, 205, 490, 235), 0.9), PrintedWord("/", Box(500, 205, 505, 235), 0.9))
    found = inline_options(WATER, [(Box(400, 200, 800, 240), read)])
    assert found[0].label == Box(402, 205, 490, 235)


def test_a_row_that_wraps_is_divided_as_its_words_say() -> None:
    lines = [
        (
            Box(400, 200, 700, 240),
            (PrintedWord("PDAM", Box(402, 205, 490, 235), 0.9), PrintedWord("Sumur", Box(520, 205, 610, 235), 0.9)),
        ),
        (Box(400, 260, 500, 300), (PrintedWord("Lainnya", Box(402, 265, 498, 295), 0.9),)),
    ]
    found = inline_options(WATER, lines)
    assert [option.label.top < 250 for option in found] == [True, True, False]


def test_more_lines_than_options_are_not_all_options() -> None:
    lines = [(Box(400, 200 + 60 * index, 700, 240 + 60 * index), ()) for index in range(5)]
    assert len(inline_options(WATER, lines)) == 3


@pytest.mark.parametrize(
    ("texts", "picked"),
    [(["PDAM", "Sumur", "Lainnya"], (0, 1, 2)), (["PDAM", "Lainnya"], (0, 2)), (["Sumur", "??"], (1, None)), ([], ())],
)
def test_boxes_are_picked_by_their_words_when_some_are_missing(
    texts: list[str], picked: tuple[int | None, ...]
) -> None:
    assert pick_options(WATER, texts) == picked
