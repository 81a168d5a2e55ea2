"""Which printed option was chosen: by looks given by hand, and by marks drawn on print."""

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part, State
from pipeline.read.option_looks import LOOKS, load_looks
from pipeline.read.options import box_ink, heavy_doubts, read_boxes, read_words
from pipeline.read.shapes import Floats

PRINT = Path(__file__).parents[2] / "samples" / "fonts" / "print" / "carlito.ttf"


def look(name: str, other: str = "") -> Floats:
    """The log likelihoods of words that plainly look like `name`, or as much like `other`."""
    return np.array([1.0 if one in (name, other) else -6.0 for one in LOOKS], np.float32)


def words(*names: str) -> Floats:
    return np.array([look(*name.split(" or ")) for name in names])


VALUES = ("Ada", "Tidak", "Lainnya")


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (("clean", "circle", "clean"), "Tidak"),
        (("tick", "clean", "clean"), "Ada"),
        (("strike", "strike", "clean"), "Lainnya"),
        (("clean", "beside", "clean"), "Tidak"),
        (("under", "clean", "clean"), "Ada"),
    ],
)
def test_circled_ticked_and_the_one_left_unstruck(names: tuple[str, ...], meant: str) -> None:
    first = read_words([(VALUES, words(*names))])[0].alternatives[0]
    assert (first.state, first.text) == (State.VALUE, meant)
    assert first.probability > 0.7


def test_untouched_words_are_blank() -> None:
    assert read_words([(VALUES, words("clean", "clean", "clean"))])[0].alternatives[0].state is State.BLANK


def test_two_circles_are_unreadable_with_both_as_alternatives() -> None:
    found = read_words([(VALUES, words("circle", "circle", "clean"))])[0].alternatives
    assert found[0].state is State.UNREADABLE
    assert {one.text for one in found if one.state is State.VALUE} == {"Ada", "Tidak"}


def test_the_page_tells_a_strike_from_a_tick() -> None:
    fields = [
        (("Ada", "Tidak"), words("tick or strike", "clean")),
        (VALUES, words("strike", "strike", "clean")),
        (VALUES, words("clean", "strike", "strike")),
    ]
    assert read_words(fields)[0].alternatives[0].text == "Tidak"


def test_a_mark_crossed_out_again_leaves_the_answer_to_a_person() -> None:
    assert read_words([(VALUES, words("clean", "cancelled", "circle"))])[0].cancelled > 0.2
    assert read_words([(VALUES, words("clean", "circle or cancelled", "clean"))])[0].cancelled > 0.004
    assert read_words([(VALUES, words("clean", "circle", "clean"))])[0].cancelled < 0.002
    assert read_words([(VALUES, words("strike", "strike", "clean"))])[0].cancelled < 0.002


def test_where_the_other_fields_are_struck_a_broad_stroke_is_one_of_those() -> None:
    """Of a hand that strikes with two lines half of the fields waited, for a mark crossed out again."""
    one, struck = (
        (VALUES, words("clean", "strike or cancelled", "strike")),
        (VALUES, words("strike", "strike", "clean")),
    )
    alone, among = read_words([one])[0].cancelled, read_words([one, struck, struck])[0].cancelled
    assert among < 0.2 * alone
    ringed = (VALUES, words("clean", "circle", "clean"))
    assert read_words([one, ringed, ringed])[0].cancelled > 0.8 * alone
    # A ring that was plainly crossed out is none of them even there.
    assert read_words([(VALUES, words("clean", "cancelled", "circle")), struck, struck])[0].cancelled > 0.02


def boxes(*marked: int, outline: bool = True, scribbled: bool = False) -> Crop:
    """Three check boxes of 34 px in a row, those named crossed. scribbled: over the crosses once more."""
    grey = np.full((60, 320), 240, np.uint8)
    options = []
    for at, value in enumerate(VALUES):
        left = 20 + 100 * at
        if outline:
            cv2.rectangle(grey, (left, 12), (left + 34, 46), 40, 2)
        if at in marked:
            cv2.line(grey, (left + 6, 18), (left + 28, 40), 70, 3)
            cv2.line(grey, (left + 28, 18), (left + 6, 40), 70, 3)
            for x in range(left - 6, left + 40 if scribbled else left - 6, 8):
                cv2.line(grey, (x, 42), (x + 8, 14), 70, 4)
        options.append(Option(value, Box(left, 12, left + 34, 46), Box(left + 40, 12, left + 90, 46)))
    field = Field("water", Kind.CHOICE, options=tuple(PrintedOption(value, (value,)) for value in VALUES))
    cell = Cell(Part.ITEMS, None, field, Box(0, 0, 320, 60), tuple(options))
    return Crop(cell, grey, Box(0, 0, 320, 60))


@pytest.mark.parametrize("outline", [True, False])
def test_check_boxes(outline: bool) -> None:
    assert read_boxes(boxes(1, outline=outline))[0].text == "Tidak"
    assert read_boxes(boxes(outline=outline))[0].state is State.BLANK
    assert read_boxes(boxes(0, 2, outline=outline))[0].state is State.UNREADABLE


def with_strokes(crop: Crop, *strokes: tuple[tuple[int, int], ...], margin: int = 12) -> Crop:
    """The crop with strokes drawn, its field without so much of it above and below, and 16 px at the sides."""
    grey = crop.grey.copy()
    for stroke in strokes:
        cv2.polylines(grey, [np.array(stroke, np.int32)], False, (70.0,), 4, cv2.LINE_AA)
    inner = Box(16, margin, 304, 60 - margin)
    return replace(crop, grey=grey, cell=replace(crop.cell, box=inner))


def test_specks_in_a_box_are_no_sure_mark() -> None:
    """Those of a dirty drum lay over one of five empty boxes, which was accepted as marked."""
    empty = boxes()
    grey = empty.grey.copy()
    mark = empty.cell.options[1].mark
    assert mark is not None
    for x, y in ((9, 9), (17, 8), (25, 10), (10, 20), (18, 18), (24, 25), (11, 26)):
        cv2.circle(grey, (int(mark.left) + x, int(mark.top) + y), 3, (70,), -1)
    assert read_boxes(replace(empty, grey=grey))[0].probability < 0.9


def test_a_tick_that_the_crop_cuts_off_before_the_first_box_is_no_sure_blank() -> None:
    """It stood out of the field, and the field was read as blank, for sure."""
    tick = with_strokes(boxes(), ((-4, 30), (2, 40), (14, 14)))
    below = with_strokes(boxes(), ((-4, 50), (2, 62), (14, 50)))
    assert 0.2 < read_boxes(tick)[0].probability < 0.9
    assert read_boxes(below)[0].state is State.BLANK and read_boxes(below)[0].probability > 0.99


def test_words_that_are_ringed_count_against_another_box_that_is_marked() -> None:
    ringed = boxes(0)
    cv2.ellipse(ringed.grey, (284, 29), (34, 25), 0, 0, 360, 70.0, 4, cv2.LINE_AA)
    read = read_boxes(ringed)
    assert read[0].probability < 0.9 and State.UNREADABLE in {one.state for one in read}
    assert read_boxes(boxes(0))[0].probability > 0.99


def test_ticks_on_two_words_are_seen_beside_the_one_that_reaches_out_of_them() -> None:
    """The words were not looked at where a stroke beside one of them told enough."""
    beside = with_strokes(boxes(), ((165, 53), (175, 56), (200, 52)))
    ticked = np.array([look("tick"), look("tick"), look("clean")])
    assert read_boxes(beside)[0].text == "Tidak"
    assert read_boxes(beside, lambda _: ticked)[0].state is State.UNREADABLE


def printed(mark: str, at: int) -> Crop:
    """The options in print, the words of one marked."""
    image = Image.new("L", (620, 110), 245)
    draw, face, options, x = ImageDraw.Draw(image), ImageFont.truetype(str(PRINT), 40), [], 40.0
    for value in VALUES:
        draw.text((x, 34), value, font=face, fill=20)
        options.append(Option(value, None, Box(*(float(edge) for edge in draw.textbbox((x, 34), value, font=face)))))
        x = options[-1].label.right + 60
        if value != VALUES[-1]:
            draw.text((x - 36, 34), "/", font=face, fill=20)
    grey, label = np.asarray(image).copy(), options[at].label
    (x, y), wide, high = label.centre, label.width, label.height
    if mark in ("circle", "cancelled"):
        cv2.ellipse(
            grey, (round(x), round(y)), (round(0.7 * wide), round(0.95 * high)), 2, 0, 350, 70.0, 3, cv2.LINE_AA
        )
    if mark == "cancelled":
        places = np.linspace(label.left - 10, label.right + 10, 9)
        corners = [(round(x), round(y + (0.6 if at % 2 else -0.6) * high)) for at, x in enumerate(places)]
        cv2.polylines(grey, [np.array(corners, np.int32)], False, (70.0,), 4, cv2.LINE_AA)
    elif mark == "strike":
        cv2.line(grey, (round(label.left - 6), round(y)), (round(label.right + 6), round(y + 3)), 70.0, 3, cv2.LINE_AA)
    elif mark == "tick":
        corner = round(x), round(y + 0.5 * high)
        cv2.line(grey, (round(x - 12), round(y)), corner, 70.0, 4, cv2.LINE_AA)
        cv2.line(grey, corner, (round(x + 30), round(label.top - 18)), 70.0, 4, cv2.LINE_AA)
    field = Field("water", Kind.CHOICE, options=tuple(PrintedOption(value, (value,)) for value in VALUES))
    cell = Cell(Part.ITEMS, None, field, Box(20, 20, 600, 90), tuple(options))
    return Crop(cell, grey, Box(0, 0, 620, 110))


@pytest.mark.parametrize("at", [0, 1, 2])
@pytest.mark.parametrize("mark", ["circle", "strike", "tick"])
def test_marks_on_printed_words_are_told_from_clean_print(mark: str, at: int) -> None:
    seen = load_looks().log_looks(printed(mark, at))
    expected = ["clean"] * 3
    expected[at] = mark
    assert [LOOKS[int(which)] for which in np.argmax(seen, axis=1)] == expected


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_ring_that_was_scribbled_over_is_told_from_a_ring(at: int) -> None:
    net = load_looks()
    assert read_words([(VALUES, net.log_looks(printed("cancelled", at)))])[0].cancelled > 0.015
    assert read_words([(VALUES, net.log_looks(printed("circle", at)))])[0].cancelled < 0.005


def test_clean_print_is_blank() -> None:
    seen = load_looks().log_looks(printed("", 0))
    first = read_words([(VALUES, seen)])[0].alternatives[0]
    assert first.state is State.BLANK
    assert first.probability > 0.7, "raw: the calibration says how sure that is"


def test_a_box_scribbled_over_has_more_ink_than_its_page_and_is_doubted() -> None:
    crossed, scribbled = box_ink(boxes(1)), box_ink(boxes(1, scribbled=True))
    assert heavy_doubts([crossed] * 4 + [scribbled]) == [0, 0, 0, 0, pytest.approx(0.2)]
    assert heavy_doubts([crossed] * 5) == heavy_doubts([scribbled] * 5) == [0] * 5
    assert heavy_doubts([crossed, scribbled]) == [0, 0]
    assert box_ink(boxes()) == 0


def test_a_tick_along_a_boxs_outline_is_no_sure_blank() -> None:
    """The tick was taken off with the outline, and the field was read as blank, for sure."""
    along = with_strokes(boxes(), ((126, 38), (132, 44), (150, 44), (154, 34)), margin=0)
    assert read_boxes(along)[0].probability < 0.9
    plain = read_boxes(boxes())[0]
    assert plain.state is State.BLANK
    assert plain.probability > 0.99
