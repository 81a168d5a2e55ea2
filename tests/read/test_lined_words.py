"""A word whose line runs into the next one is left out; a word that merely has a level stroke stays."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.lined_words import lined
from pipeline.read.strike_net import load_strikes
from pipeline.read.strips import text_lines
from pipeline.read.struck import without_struck

FONT, SIZE, THICK = cv2.FONT_HERSHEY_SIMPLEX, 1.4, 3


def written(text: str, struck: tuple[int, int] | None = None, gap: int = 0) -> Ink:
    """Words so far apart, pixels; struck: first and last column of a line through them."""
    grey = np.full((110, 620), 240, np.uint8)
    x = 30
    for word in text.split():
        cv2.putText(grey, word, (x, 74), FONT, SIZE, (60.0,), THICK, cv2.LINE_AA)
        x += cv2.getTextSize(word, FONT, SIZE, THICK)[0][0] + gap
    if struck is not None:
        cv2.line(grey, (struck[0], 61), (struck[1], 57), (50.0,), 4, cv2.LINE_AA)
    box = Box(12, 12, 608, 98)
    return find_ink(Crop(Cell(Part.TABLE, 0, Field("name", Kind.NAME), box), grey, Box(0, 0, 620, 110)), 180.0)


def end_of(word: str) -> int:
    """The column where the first word ends."""
    return 30 + cv2.getTextSize(word, FONT, SIZE, THICK)[0][0]


@pytest.mark.parametrize("beyond", [0, 3])
def test_what_stands_behind_the_line_is_kept(beyond: int) -> None:
    """`Ngatini Tulip` was accepted, its first word crossed out by a line that ended on the T."""
    end = end_of("Ngatini")
    ink = written("Ngatini Tulip", (24, end + 10 + beyond), 8)
    kept, doubt = without_struck(ink, text_lines(ink), False, load_strikes().log_odds)
    assert doubt > 0.1
    # The T may be taken for the end of the line.
    assert end - 14 < kept.box().left < end + 40
    assert kept.box().right == ink.box().right


@pytest.mark.parametrize("text", ["Ngatini Tulip", "KARTINI", "TTT Mawar", "Ahmad Hidayat"])
def test_plain_words_stay_whole(text: str) -> None:
    ink = written(text, None, 8)
    assert without_struck(ink, text_lines(ink), False, load_strikes().log_odds)[0].parts == ink.parts


def test_a_line_through_all_of_it_leaves_nothing_that_corrects() -> None:
    ink = written("Ngatini", (20, end_of("Ngatini") + 10))
    assert lined(ink, ink.parts) is None


def test_a_line_through_the_last_word_has_no_correction_behind_it() -> None:
    first = end_of("Siti")
    ink = written("Siti Aminah", (first + 18, 560), 20)
    assert lined(ink, ink.parts) is None
