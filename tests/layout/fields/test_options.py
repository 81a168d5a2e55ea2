"""Options with check boxes: named by their words, in whatever order they are printed."""

import pytest

from pipeline.form import PrintedOption
from pipeline.geometry import Box
from pipeline.layout.fields.option_names import named_by
from pipeline.layout.fields.options import boxed_options, pick_options, with_boxes_before, words_of_box
from pipeline.layout.print_reader import PrintedText, PrintedWord
from pipeline.layout.printed.print_lines import PrintLines
from pipeline.model import Option
from tests.layout.drawing import PX_PER_MM

WATER = (PrintedOption("PDAM", ("PDAM",)), PrintedOption("Sumur", ("Sumur",)), PrintedOption("DLL", ("DLL", "Lainnya")))
BOXES = [Box(400, 200, 445, 245), Box(700, 200, 745, 245), Box(1000, 200, 1045, 245)]
WORDS = [Box(455, 208, 560, 238), Box(755, 208, 860, 238), Box(1055, 208, 1160, 238)]


def text(says: str) -> PrintedText:
    return PrintedText(says, 0.3 if says == "??" else 0.9)


def says(*texts: str) -> list[tuple[Box, PrintedText]]:
    return [(box, text(word)) for box, word in zip(WORDS, texts, strict=False)]


def test_the_words_of_a_box_stand_right_of_it_or_begin_the_next_line() -> None:
    words = [*WORDS[:2], Box(400, 258, 520, 288)]
    printed = PrintLines(tuple(words), (), (), (), tuple(BOXES))
    assert [words_of_box(box, BOXES, 2400, printed, PX_PER_MM) for box in BOXES] == words


def test_the_end_of_a_tick_may_be_of_one_piece_with_the_word() -> None:
    """It begins in the box, and the field had no options: the box seemed to have no words."""
    ticked = Box(BOXES[1].right - 5, WORDS[1].top - 6, WORDS[1].right, WORDS[1].bottom)
    left = Box(BOXES[2].right - 9, 202, BOXES[2].right - 2, 215)
    printed = PrintLines((WORDS[0], ticked, left, WORDS[2]), (), (), (), tuple(BOXES))
    found = [words_of_box(box, BOXES, 2400, printed, PX_PER_MM) for box in BOXES]
    assert found == [WORDS[0], ticked, WORDS[2]]


def test_words_of_the_next_line_are_another_boxs_where_boxes_nearly_touch() -> None:
    """Boxes 45 pixels high, lines 40 apart, words at the boxes' feet: both lines were one strip, and unreadable."""
    boxes = [box.shifted(0, down) for down in (0, 40, 80) for box in BOXES[:2]]
    words = [Box(box.right + 10, box.bottom - 28, box.right + 90, box.bottom - 2) for box in boxes]
    printed = PrintLines(tuple(words), (), (), (), tuple(boxes))
    assert [
        words_of_box(box, boxes[at // 2 * 2 :][:2], 2400, printed, PX_PER_MM) for at, box in enumerate(boxes)
    ] == words


@pytest.mark.parametrize(
    "texts",
    [("PDAM", "Sumur", "Lainnya"), ("Sumur", "Lainnya", "PDAM"), ("DLL", "Sumur", "PDAM"), ("Sumur", "??", "PDAM")],
)
def test_a_box_is_of_the_option_that_its_words_name(texts: tuple[str, ...]) -> None:
    found = {option.value: option for option in boxed_options(WATER, BOXES, says(*texts))}
    assert list(found) == ["PDAM", "Sumur", "DLL"]
    for value, box in zip(texts, BOXES, strict=True):
        name = "DLL" if value in ("Lainnya", "??") else value
        assert found[name].mark == box


def test_boxes_whose_words_cannot_be_read_are_of_no_option() -> None:
    assert boxed_options(WATER, BOXES, says("??", "", "::")) == ()
    assert boxed_options(WATER, BOXES, says("Sumur", "??", "")) == ()
    assert boxed_options(WATER, BOXES[:2], says("PDAM", "??")) == ()


def test_an_option_that_is_not_printed_is_not_found() -> None:
    assert [option.value for option in boxed_options(WATER, BOXES[:2], says("PDAM", "Lainnya"))] == ["PDAM", "DLL"]


def test_the_box_that_a_mark_hides_stands_as_far_before_its_words_as_the_others() -> None:
    words = says("PDAM", "Lainnya")
    hidden = PrintedWord("Sumur", Box(1055, 208, 1160, 238), 0.9)
    found = boxed_options(WATER, BOXES[:2], words, [[PrintedWord("V", Box(1010, 208, 1040, 238), 0.4), hidden]])
    assert [option.value for option in found] == ["PDAM", "Sumur", "DLL"]
    assert found[1].mark == BOXES[2]


@pytest.mark.parametrize(
    ("texts", "picked"),
    [
        (["PDAM", "Sumur", "Lainnya"], (0, 1, 2)),
        (["PDAM", "Lainnya"], (0, 2)),
        (["Lainnya", "PDAM"], (2, 0)),
        (["Sumur", "??"], (1, None)),
        (["PDAM", "Sumur", "??"], (0, 1, 2)),
        (["PDAM", "xSumor", "Lainnya"], (0, 1, 2)),
        (["??", "??", "Lainnya"], (None, None, 2)),
        (["PDAM", "Sumur", "Beras"], (0, 1, None)),
        ([], ()),
    ],
)
def test_options_are_picked_by_their_words(texts: list[str], picked: tuple[int | None, ...]) -> None:
    assert pick_options(WATER, [text(one) for one in texts]) == picked


def test_words_that_two_options_share_name_none() -> None:
    assert named_by([[0.9, 0.88], [0.1, 0.2]]) == (None, None)
    assert named_by([[0.9, 0.88], [0.1, 0.95]]) == (0, 1)


def test_a_short_word_with_a_stroke_of_the_mark_is_still_the_option_that_is_left() -> None:
    yes_no = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    assert pick_options(yes_no, [text("xYa"), text("Tidak")]) == (0, 1)
    assert pick_options(yes_no, [text("RT"), text("Tidak")]) == (None, 1)


def test_a_letter_of_the_writing_is_no_option_out_of_order() -> None:
    """The U of KUD, closed by the D, looked like a check box behind Tidak: it was Ya, and KUD no value."""
    yes_no = (PrintedOption("Ya", ("Ya",)), PrintedOption("Tidak", ("Tidak",)))
    assert pick_options(yes_no, [text("Tidak"), text("D")]) == (1, None)
    assert pick_options(yes_no, [text("Tidak"), text("")]) == (1, 0)


def test_boxes_right_before_words_are_theirs_though_they_were_dealt_to_no_item() -> None:
    """Behind a label whose dots fill its line the options stand on the next, left of where values begin."""
    found = [Option(option.value, None, words) for option, words in zip(WATER, WORDS, strict=True)]
    with_marks = with_boxes_before(found, says("PDAM", "Sumur", "DLL"), BOXES)
    assert [option.mark for option in with_marks] == BOXES
    assert with_boxes_before(found, says("PDAM", "Sumur", "DLL"), ()) == tuple(found)
    assert with_boxes_before(found, says("PDAM", "Sumur", "DLL"), BOXES[1:]) == ()


@pytest.mark.parametrize(("read", "kept"), [("Ya", 2), ("", 0)])
def test_an_option_that_was_not_read_does_not_stand_on_a_check_box(read: str, kept: int) -> None:
    """`( ) YA ( x ) TIDAK`: Ya was looked for on the marked box of Tidak."""
    found = [Option("Ya", None, Box(600, 205, 720, 238)), Option("Tidak", None, Box(860, 208, 960, 238))]
    print_read = [(Box(600, 205, 720, 238), text(read)), (Box(860, 208, 960, 238), text("Tidak"))]
    assert len(with_boxes_before(found, print_read, [Box(660, 200, 730, 245)])) == kept
