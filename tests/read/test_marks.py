"""Signs that are clear by themselves, on figures given by hand; struck writing on drawn pixels."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.ink import Ink, find_ink
from pipeline.read.marks import (
    are_several,
    clear_digit,
    clear_mark,
    leaves_out_a_digit,
    runs_through,
    side_by_side,
)
from pipeline.read.ringed import is_more_than_said
from pipeline.read.shapes import SHAPES, is_repeated
from pipeline.read.strike_net import load_strikes
from pipeline.read.strips import text_lines
from pipeline.read.struck import struck_probability, without_struck

TELLING = load_strikes().log_odds


def signs(**given: float) -> dict[str, float]:
    left = (1 - sum(given.values())) / (len(SHAPES) - len(given))
    return {name: given.get(name.replace("-", "_"), left) for name in SHAPES} | given


def best(shares: dict[tuple[State, str | None], float]) -> tuple[State, str | None]:
    return max(shares, key=lambda key: shares[key])


def test_only_clear_marks_spare_the_recogniser() -> None:
    assert clear_mark(signs(tick=0.99), Kind.MARK)
    assert not clear_mark(signs(tick=0.7), Kind.MARK)
    assert not clear_mark(signs(tick=0.99), Kind.COUNT)


def test_a_sure_single_digit_of_a_count_spares_the_recogniser_too() -> None:
    seen = signs(**{"4": 0.985})
    assert best(clear_digit(seen, Kind.COUNT)) == (State.VALUE, "4")
    assert not clear_digit(seen, Kind.CODE)
    assert not clear_digit(signs(**{"4": 0.9}), Kind.COUNT)


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
    assert struck_probability(struck, TELLING) > 0.7
    assert struck_probability(plain, TELLING) < 0.2


def test_a_bar_of_ink_across_the_cell_is_not_crossed_out() -> None:
    """Two pages were given up for one: where no paper shows in its box, the pen was wider than any number holds."""
    crop = writing()
    block = np.full_like(crop.grey, 240)
    block[40:60] = 60
    assert struck_probability(find_ink(replace(crop, grey=block), 0.0), TELLING) < 0.2


def test_a_crossed_out_word_goes_and_the_one_beside_it_stays() -> None:
    crop = writing()
    wide = np.hstack([crop.grey[:, :230], crop.grey[:, 40:]])
    cv2.line(wide, (42, 60), (212, 63), 60, 3)
    whole = Crop(Cell(Part.TABLE, 0, crop.cell.field, Box(15, 15, 435, 105)), wide, Box(0, 0, 450, 120))
    ink = find_ink(whole, 0.0)
    kept, doubt = without_struck(ink, text_lines(ink), number=False, telling=TELLING)
    assert min(part.box.left for part in kept.parts) > 220
    assert doubt < 0.5


def two_words(line_ends: int) -> Ink:
    """Two words, the first one crossed out by a line that ends at x = `line_ends`; the second begins at 240."""
    wide = np.hstack([writing().grey[:, :230], writing().grey[:, 40:]])
    cv2.line(wide, (42, 60), (line_ends, 63), 60, 3)
    field = Field("name", Kind.NAME)
    return find_ink(Crop(Cell(Part.TABLE, 0, field, Box(15, 15, 435, 105)), wide, Box(0, 0, 450, 120)), 0.0)


def test_a_line_that_ends_close_to_the_next_word_crosses_out_the_first_alone() -> None:
    """Both were one word, and what was crossed out was read with it."""
    ink = two_words(224)
    kept, doubt = without_struck(ink, text_lines(ink), number=False, telling=TELLING)
    assert min(part.box.left for part in kept.parts) > 232
    assert 0.1 < doubt < 0.5


def test_words_that_all_look_crossed_out_are_doubted() -> None:
    """One of two only seemed to be; both were read, for sure."""
    ink = two_words(212)
    kept, doubt = without_struck(ink, text_lines(ink), number=False, telling=lambda _: 9.0)
    assert kept.parts == ink.parts
    assert doubt > 0.1


def test_the_upper_of_two_numbers_is_the_correction() -> None:
    grey = np.full((130, 100), 240, np.uint8)
    cv2.line(grey, (50, 25), (48, 50), 60, 3)
    cv2.rectangle(grey, (40, 75), (60, 98), 60, 3)
    crop = Crop(Cell(Part.TABLE, 0, Field("pus", Kind.COUNT), Box(12, 12, 88, 118)), grey, Box(0, 0, 100, 130))
    ink = find_ink(crop, 0.0)
    kept, _ = without_struck(ink, text_lines(ink), number=True, telling=TELLING)
    assert [part.box.bottom < 60 for part in kept.parts] == [True]


@pytest.mark.parametrize("scribble", [(11, 8), (13, 6)])
def test_a_small_number_above_a_scribble_is_read_instead_of_it(scribble: tuple[int, int]) -> None:
    """In hands that write small neither was taken for writing, and both together for a dash, which was accepted."""
    grey = np.full((160, 260), 240, np.uint8)
    cv2.polylines(grey, [np.array([[130, 45], [140, 45], [133, 62]])], False, 60, 3, cv2.LINE_AA)
    cv2.ellipse(grey, (110, 100), scribble, 0, 0, 360, 60, -1, cv2.LINE_AA)
    crop = Crop(Cell(Part.HEAD, None, Field("rt", Kind.COUNT), Box(25, 25, 240, 135)), grey, Box(0, 0, 260, 160))
    ink = find_ink(crop, 0.0)
    kept, doubt = without_struck(ink, text_lines(ink), number=True, telling=TELLING)
    assert [part.box.bottom < 70 for part in kept.parts] == [True]
    assert 0.05 < doubt < 0.5


def test_a_line_down_the_column_runs_through() -> None:
    grey = np.full((130, 100), 240, np.uint8)
    cv2.line(grey, (50, 0), (52, 129), 60, 3)
    crop = Crop(Cell(Part.TABLE, 0, Field("religion", Kind.CODE), Box(12, 12, 88, 118)), grey, Box(0, 0, 100, 130))
    assert runs_through(find_ink(crop, 0.0))


def test_ditto_marks_are_strokes_of_one_height_near_each_other() -> None:
    def ink_of(*lines: tuple[tuple[int, int], ...]) -> Ink:
        grey = np.full((130, 220), 240, np.uint8)
        for line in lines:
            cv2.polylines(grey, [np.array(line, np.int32)], False, (60.0,), 3)
        crop = Crop(Cell(Part.TABLE, 0, Field("sex", Kind.CODE), Box(12, 12, 208, 118)), grey, Box(0, 0, 220, 130))
        return find_ink(crop, 0.0)

    letter = ((80, 40), (78, 75), (98, 75))
    assert is_repeated(ink_of(((90, 50), (88, 68)), ((102, 50), (100, 70))))
    assert is_repeated(ink_of(((90, 50), (88, 68)), ((102, 50), (100, 70)), ((50, 60), (70, 60)))), "a dash before them"
    assert is_repeated(ink_of(letter))
    assert not is_repeated(ink_of(letter, ((190, 35), (190, 80)))), "a letter and a ruling's rest"
    assert not is_repeated(ink_of(letter, ((106, 90), (114, 105)))), "a neighbour's stroke below it"


def count_of(*lines: tuple[tuple[int, int], tuple[int, int]]) -> Ink:
    grey = np.full((130, 160), 240, np.uint8)
    for start, end in lines:
        cv2.line(grey, start, end, 60, 3)
    box = Box(12, 12, 148, 118)
    return find_ink(Crop(Cell(Part.TABLE, 0, Field("pus", Kind.COUNT), box), grey, Box(0, 0, 160, 130)), 0.0)


FIRST_TICK = (((30, 70), (40, 90)), ((40, 90), (62, 40)))
SECOND_TICK = (((90, 70), (100, 90)), ((100, 90), (122, 40)))


def test_two_ticks_beside_each_other_are_several_marks() -> None:
    """They stood for two, and were read as one, accepted."""
    assert are_several(count_of(*FIRST_TICK, *SECOND_TICK))
    assert not are_several(count_of(*FIRST_TICK))
    assert not are_several(count_of(*FIRST_TICK, ((90, 80), (100, 92))))  # a short stroke beside it
    assert not are_several(count_of(*SECOND_TICK, ((92, 40), (120, 92))))  # one through it
    cell, ink = (
        Cell(Part.TABLE, 0, Field("pus", Kind.COUNT), Box(12, 12, 148, 118)),
        count_of(*FIRST_TICK, *SECOND_TICK),
    )
    assert [is_more_than_said(ink, said, cell) for said in ("tick", "11")] == [True, False]


def test_digits_that_stand_beside_each_other_are_told_from_one_digit() -> None:
    assert side_by_side(count_of(((60, 45), (58, 85)), ((90, 45), (88, 85))))
    assert not side_by_side(count_of(((60, 45), (58, 85)), ((90, 80), (88, 85)))), "a period is no digit"
    assert not side_by_side(count_of(((50, 60), (50, 90)), ((45, 50), (80, 50)))), "the hat of a five is none either"


@pytest.mark.parametrize(
    ("read", "kind", "second", "short"),
    [
        ("8", Kind.COUNT, ((130, 45), (128, 85)), True),
        ("18", Kind.COUNT, ((130, 45), (128, 85)), False),
        ("8", Kind.COUNT, ((64, 45), (62, 85)), False),
        ("1", Kind.COUNT, ((130, 68), (128, 85)), False),
        ("8", Kind.NAME, ((130, 45), (128, 85)), False),
    ],
)
def test_a_count_with_fewer_digits_than_stand_apart_leaves_one_out(
    read: str, kind: Kind, second: tuple[tuple[int, int], tuple[int, int]], short: bool
) -> None:
    """Of `1    8`, written wide, the 8 was read alone, 0.99; a full stop behind a 1, half as high, is no digit."""
    ink = count_of(((60, 45), (58, 85)), second)
    assert leaves_out_a_digit((Alternative(State.VALUE, read, 0.99),), ink, kind) is short
