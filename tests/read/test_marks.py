"""Weighing signs against text, on figures given by hand; struck writing and options on drawn pixels."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind, PrintedOption
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Option, Part, State
from pipeline.read.ink import find_ink
from pipeline.read.marks import clear_digit, clear_mark, runs_through, weigh
from pipeline.read.options import read_boxes, read_words
from pipeline.read.printed_words import WordInk
from pipeline.read.shapes import SHAPES
from pipeline.read.strips import text_lines
from pipeline.read.struck import struck_probability, without_struck

CLEAN, TICKED = WordInk(0.25, 0.12, -2.5, -2.0), WordInk(0.45, 0.12, 7.0, -1.3)
CIRCLED, STRUCK = WordInk(0.3, 0.92, 11.0, 0.1, 0.6), WordInk(0.95, 0.1, 12.0, -1.6)
BESIDE, UNDERLINED = WordInk(0.25, 0.12, 0.5, -0.8), WordInk(0.3, 0.12, 3.0, -0.2, 0.95)


def signs(**given: float) -> dict[str, float]:
    left = (1 - sum(given.values())) / (len(SHAPES) - len(given))
    return {name: given.get(name.replace("-", "_"), left) for name in SHAPES} | given


def best(shares: dict[tuple[State, str | None], float]) -> tuple[State, str | None]:
    return max(shares, key=lambda key: shares[key])


def test_a_dash_is_none_in_every_kind() -> None:
    for kind in (Kind.COUNT, Kind.NAME, Kind.MARK_TEXT, Kind.DATE_AGE):
        assert best(weigh(kind, signs(dash=0.96), [("1", -3.0)], (-9.0, -9.0))) == (State.NONE, None)


def test_a_tick_counts_only_where_ticks_may_stand() -> None:
    seen, texts = signs(tick=0.95), [("1", -1.0)]
    assert best(weigh(Kind.TICK_OR_COUNT, seen, texts, (-1.0, -9.0))) == (State.VALUE, "tick")
    assert best(weigh(Kind.COUNT, seen, texts, (-1.0, -9.0))) == (State.VALUE, "1")


def test_a_nought_is_a_value_even_when_read_as_a_letter() -> None:
    seen = signs(**{"0": 0.95})
    assert best(weigh(Kind.MARK_TEXT, seen, [("o", -0.2), ("0", -1.5)], (-9.0, -9.0))) == (State.VALUE, "0")


def test_two_short_strokes_are_a_ditto_in_words_and_eleven_in_counts() -> None:
    seen = signs(ditto=0.6, other=0.3)
    assert best(weigh(Kind.CODE, seen, [("11", -0.3)], (0.0, 0.0))) == (State.DITTO, None)
    assert best(weigh(Kind.COUNT, seen, [("11", -0.3)], (0.0, 0.0))) == (State.VALUE, "11")


def test_sda_is_a_ditto() -> None:
    assert best(weigh(Kind.CODE, signs(other=0.95), [("sda", -0.3)], (0.0, 0.0))) == (State.DITTO, None)


def test_shares_sum_to_one() -> None:
    shares = weigh(Kind.TICK_OR_COUNT, signs(tick=0.4, **{"1": 0.4}), [("1", -1.0), ("7", -2.0)], (-1.0, -5.0))
    assert sum(shares.values()) == pytest.approx(1.0)


def test_only_clear_marks_spare_the_recogniser() -> None:
    assert clear_mark(signs(tick=0.99), Kind.MARK)
    assert not clear_mark(signs(tick=0.7), Kind.MARK)
    assert not clear_mark(signs(tick=0.99), Kind.COUNT)


def test_a_sure_single_digit_of_a_count_spares_the_recogniser_too() -> None:
    seen = signs(**{"4": 0.985})
    assert best(clear_digit(seen, Kind.COUNT)) == (State.VALUE, "4")
    assert not clear_digit(seen, Kind.CODE)
    assert not clear_digit(signs(**{"4": 0.9}), Kind.COUNT)


VALUES = ("Ada", "Tidak", "Lainnya")


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ((CLEAN, CIRCLED, CLEAN), "Tidak"),
        ((TICKED, CLEAN, CLEAN), "Ada"),
        ((STRUCK, STRUCK, CLEAN), "Lainnya"),
        ((CLEAN, BESIDE, CLEAN), "Tidak"),
        ((UNDERLINED, CLEAN, CLEAN), "Ada"),
    ],
)
def test_circled_ticked_and_the_one_left_unstruck(words: tuple[WordInk, ...], meant: str) -> None:
    first = read_words([(VALUES, words)])[0][0]
    assert (first.state, first.text) == (State.VALUE, meant)
    assert first.probability > 0.7


def test_untouched_words_are_blank() -> None:
    assert read_words([(VALUES, (CLEAN, CLEAN, CLEAN))])[0][0].state is State.BLANK


def test_two_circles_are_unreadable_with_both_as_alternatives() -> None:
    found = read_words([(VALUES, (CIRCLED, CIRCLED, CLEAN))])[0]
    assert found[0].state is State.UNREADABLE
    assert {one.text for one in found if one.state is State.VALUE} == {"Ada", "Tidak"}


def test_the_page_tells_a_strike_from_a_tick() -> None:
    doubtful = WordInk(0.7, 0.1, 9.0)
    fields = [
        (("Ada", "Tidak"), (doubtful, CLEAN)),
        (VALUES, (STRUCK, STRUCK, CLEAN)),
        (VALUES, (CLEAN, STRUCK, STRUCK)),
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


def writing(*lines: tuple[tuple[int, int], tuple[int, int]]) -> Crop:
    """A word of upright and slanted strokes with `lines` drawn besides."""
    grey = np.full((120, 260), 240, np.uint8)
    for x in range(50, 200, 22):
        cv2.line(grey, (x, 42), (x + 4, 82), 60, 3)
        cv2.line(grey, (x + 4, 82), (x + 12, 62), 60, 3)
    for start, end in lines:
        cv2.line(grey, start, end, 60, 3)
    return Crop(Cell(Part.TABLE, 0, Field("name", Kind.NAME), Box(15, 15, 245, 105)), grey, Box(0, 0, 260, 120))


def test_a_line_through_writing_is_seen() -> None:
    plain, struck = find_ink(writing(), 0.0), find_ink(writing(((42, 60), (212, 63))), 0.0)
    assert struck_probability(struck, 0.8) > 0.7
    assert struck_probability(plain, 0.8) < 0.2


def test_the_upper_of_two_numbers_is_the_correction() -> None:
    grey = np.full((130, 100), 240, np.uint8)
    cv2.line(grey, (50, 25), (48, 50), 60, 3)
    cv2.rectangle(grey, (40, 75), (60, 98), 60, 3)
    crop = Crop(Cell(Part.TABLE, 0, Field("pus", Kind.COUNT), Box(12, 12, 88, 118)), grey, Box(0, 0, 100, 130))
    ink = find_ink(crop, 0.0)
    kept, _ = without_struck(ink, text_lines(ink), number=True)
    assert [part.box.bottom < 60 for part in kept.parts] == [True]


def test_a_line_down_the_column_runs_through() -> None:
    grey = np.full((130, 100), 240, np.uint8)
    cv2.line(grey, (50, 0), (52, 129), 60, 3)
    crop = Crop(Cell(Part.TABLE, 0, Field("religion", Kind.CODE), Box(12, 12, 88, 118)), grey, Box(0, 0, 100, 130))
    assert runs_through(find_ink(crop, 0.0))
