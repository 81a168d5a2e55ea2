"""A word whose line runs into the next one is left out; a word that merely has a level stroke stays."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.lined_words import lined, standing_on_line
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


def on_a_long_line(line: int = 590, above: str = "Balen") -> Ink:
    """`Kediri`, from which a line runs on to a column, and what stands on it there."""
    grey = np.full((130, 620), 240, np.uint8)
    cv2.putText(grey, "Kediri", (30, 90), FONT, SIZE, (60.0,), THICK, cv2.LINE_AA)
    cv2.line(grey, (20, 76), (line, 74), (50.0,), 5, cv2.LINE_AA)
    cv2.putText(grey, above, (300, 72), FONT, 1.1, (60.0,), THICK, cv2.LINE_AA)
    box = Box(12, 12, 608, 118)
    return find_ink(Crop(Cell(Part.HEAD, None, Field("desa", Kind.NAME), box), grey, Box(0, 0, 620, 130)), 180.0)


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


def test_what_stands_on_a_line_as_long_as_the_dots_is_read() -> None:
    """A place crossed out by such a line, the new one on it, was read as nothing but crossed out."""
    ink = on_a_long_line()
    kept, doubt = without_struck(ink, text_lines(ink), False, load_strikes().log_odds)
    assert doubt > 0.1
    assert 295 < kept.box().left < 310
    assert 66 < kept.box().bottom < 76


@pytest.mark.parametrize(
    "ink",
    [
        on_a_long_line(above=""),
        on_a_long_line(line=150, above="Balen"),  # ends at the word's
        written("Kediri", (20, 590)),
        written("Ahmad Hidayat"),
    ],
)
def test_without_writing_on_it_a_long_line_has_no_correction(ink: Ink) -> None:
    assert not any(standing_on_line(ink, line) for line in text_lines(ink))
