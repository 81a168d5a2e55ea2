"""Which printed option was chosen: by looks given by hand, and by marks drawn on print."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part, State
from pipeline.read.option_looks import LOOKS, load_looks
from pipeline.read.options import read_boxes, read_words
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
    first = read_words([(VALUES, words(*names))])[0][0]
    assert (first.state, first.text) == (State.VALUE, meant)
    assert first.probability > 0.7


def test_untouched_words_are_blank() -> None:
    assert read_words([(VALUES, words("clean", "clean", "clean"))])[0][0].state is State.BLANK


def test_two_circles_are_unreadable_with_both_as_alternatives() -> None:
    found = read_words([(VALUES, words("circle", "circle", "clean"))])[0]
    assert found[0].state is State.UNREADABLE
    assert {one.text for one in found if one.state is State.VALUE} == {"Ada", "Tidak"}


def test_the_page_tells_a_strike_from_a_tick() -> None:
    fields = [
        (("Ada", "Tidak"), words("tick or strike", "clean")),
        (VALUES, words("strike", "strike", "clean")),
        (VALUES, words("clean", "strike", "strike")),
    ]
    assert read_words(fields)[0][0].text == "Tidak"


def boxes(*marked: int, outline: bool = True) -> Crop:
    """Three check boxes of 34 px in a row, those named crossed."""
    grey = np.full((60, 320), 240, np.uint8)
    options = []
    for at, value in enumerate(VALUES):
        left = 20 + 100 * at
        if outline:
            cv2.rectangle(grey, (left, 12), (left + 34, 46), 40, 2)
        if at in marked:
            cv2.line(grey, (left + 6, 18), (left + 28, 40), 70, 3)
            cv2.line(grey, (left + 28, 18), (left + 6, 40), 70, 3)
        options.append(Option(value, Box(left, 12, left + 34, 46), Box(left + 40, 12, left + 90, 46)))
    field = Field("water", Kind.CHOICE, options=tuple(PrintedOption(value, (value,)) for value in VALUES))
    cell = Cell(Part.ITEMS, None, field, Box(0, 0, 320, 60), tuple(options))
    return Crop(cell, grey, Box(0, 0, 320, 60))


@pytest.mark.parametrize("outline", [True, False])
def test_check_boxes(outline: bool) -> None:
    assert read_boxes(boxes(1, outline=outline))[0].text == "Tidak"
    assert read_boxes(boxes(outline=outline))[0].state is State.BLANK
    assert read_boxes(boxes(0, 2, outline=outline))[0].state is State.UNREADABLE


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
    if mark == "circle":
        cv2.ellipse(
            grey, (round(x), round(y)), (round(0.7 * wide), round(0.95 * high)), 2, 0, 350, 70.0, 3, cv2.LINE_AA
        )
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


def test_clean_print_is_blank() -> None:
    seen = load_looks().log_looks(printed("", 0))
    first = read_words([(VALUES, seen)])[0][0]
    assert first.state is State.BLANK
    assert first.probability > 0.7, "raw: the calibration says how sure that is"
