"""The way of the words and the place of the head are seen without reading."""

import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.resample import shrunk
from pipeline.scan.turns import Strokes, is_sideways, parted, quarter_turns, upside_down_odds
from tests.scan.drawn_form import DrawnForm, drawn_form, drawn_list


def _ink(grey: Grey) -> Grey:
    return (240 - shrunk(grey, 1750)[0].clip(0, 240)).astype(np.uint8)


@pytest.mark.parametrize("form", [drawn_form(), drawn_list()])
@pytest.mark.parametrize("turns", range(4))
def test_every_turn_is_told(form: DrawnForm, turns: int) -> None:
    ink = np.ascontiguousarray(np.rot90(_ink(form.grey), turns))
    assert quarter_turns(parted(ink)) == (turns, True)
    assert is_sideways(parted(ink)) == bool(turns % 2)


@pytest.mark.parametrize("form", [drawn_form(), drawn_list()])
def test_evidence_turns_with_the_page(form: DrawnForm) -> None:
    ink = _ink(form.grey)
    upright, on_head = (upside_down_odds(parted(ink).turned_back(turns)) for turns in (0, 2))
    assert upright < -0.3 and on_head > 0.3


def test_no_ink_is_no_evidence() -> None:
    assert upside_down_odds(parted(np.zeros((900, 700), np.uint8))) == 0.0
    assert quarter_turns(parted(np.zeros((900, 700), np.uint8)))[0] == 0


@pytest.mark.parametrize("turns", [0, 1])
def test_what_broken_rulings_leave_does_not_tell_the_way_of_the_words(turns: int) -> None:
    """Of a page of pale, broken rulings no table was seen; figures and the rests of bars outweighed its words."""
    letters = np.zeros((1240, 1750), np.uint8)
    for line in range(8):
        for letter in range(40):
            letters[60 + 40 * line : 74 + 40 * line, 100 + 12 * letter : 108 + 12 * letter] = 255
    for bar in range(30):
        for rest in range(60):
            letters[420 + 13 * rest : 428 + 13 * rest, 100 + 50 * bar : 103 + 50 * bar] = 255
    page = Strokes(letters, np.zeros_like(letters))
    assert is_sideways(page.turned_back(turns)) == bool(turns)


@pytest.mark.parametrize("turns", [0, 1])
def test_specks_outside_a_frame_do_not_tell_the_way_of_the_words(turns: int) -> None:
    """A frame round the page passes for its table: of what lay outside, specks alone, the page was laid on its side."""
    letters, rulings = np.zeros((1240, 1750), np.uint8), np.zeros((1240, 1750), np.uint8)
    for edge in (80, 1160):
        rulings[edge : edge + 3, 80:1670] = 255
    for side in (80, 1667):
        rulings[80:1163, side : side + 3] = 255
    for line in range(8):
        for letter in range(40):
            letters[160 + 40 * line : 174 + 40 * line, 200 + 12 * letter : 208 + 12 * letter] = 255
    for speck in range(150):
        letters[100 + 7 * speck : 103 + 7 * speck, 20:24] = 255
    page = Strokes(letters, rulings)
    assert is_sideways(page.turned_back(turns)) == bool(turns)
