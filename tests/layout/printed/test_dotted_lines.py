"""Dotted lines to write on: whole where writing stands on them, apart where print stands between two."""

import numpy as np
import pytest

from pipeline.layout.printed.dotted_lines import dotted_lines
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM

Y = 200
PITCH, DOT = 8, 4


def dots(*spans: tuple[int, int]) -> Grey:
    """A picture with rows of dots at height Y from x to x."""
    ink = np.zeros((300, 1500), np.uint8)
    for left, right in spans:
        for x in range(left, right, PITCH):
            ink[Y : Y + DOT, x : x + DOT] = 255
    return ink


def written(ink: Grey, left: int, right: int) -> Grey:
    """Strokes that come down to the line, close to one another, between x and x."""
    for x in range(left, right, 2 * PITCH):
        ink[Y - 40 : Y + DOT + 1, x : x + DOT] = 255
        ink[Y - 2 : Y + DOT, x : x + PITCH + DOT] = 255
    return ink


@pytest.mark.parametrize("wide_mm", [6, 14, 30])
def test_a_line_goes_on_beneath_writing_however_wide(wide_mm: int) -> None:
    """Over more than 9 mm it was two, and the word between them a label, or cut off."""
    first, last = 300, 300 + round(wide_mm * PX_PER_MM)
    (line,) = dotted_lines(written(dots((100, 1300)), first, last), PX_PER_MM)[0]
    assert line.left == pytest.approx(100, abs=PITCH)
    assert line.right == pytest.approx(1300, abs=PITCH)


@pytest.mark.parametrize("few", [2, 3])
def test_a_few_dots_before_or_behind_writing_are_of_the_line(few: int) -> None:
    """The room began behind `Bojonegoro`, and `005` lay beyond its own: blank, accepted."""
    ink = written(dots((300 - few * PITCH, 300), (500, 900), (980, 980 + few * PITCH)), 300, 490)
    (line,) = dotted_lines(written(ink, 896, 972), PX_PER_MM)[0]
    assert line.left == pytest.approx(300 - few * PITCH, abs=2)
    assert line.right == pytest.approx(980 + few * PITCH, abs=PITCH)


def test_dots_beyond_paper_are_of_no_line() -> None:
    """A colon's, or those of an ellipsis, stand apart."""
    (line,) = dotted_lines(dots((400, 900), (340, 340 + 2 * PITCH)), PX_PER_MM)[0]
    assert line.left == pytest.approx(400, abs=2)
    one = written(dots((292, 300), (500, 900)), 300, 490)
    assert dotted_lines(one, PX_PER_MM)[0][0].left > 400


def test_lines_of_two_labels_side_by_side_are_two() -> None:
    """Between them stands paper before the second label, though the feet of its letters lie as low."""
    ink = written(dots((100, 400), (900, 1300)), 700, 860)
    assert len(dotted_lines(ink, PX_PER_MM)[0]) == 2


@pytest.mark.parametrize(("most", "found"), [(60, 60), (59, 0)])
def test_more_than_any_form_has_are_specks(most: int, found: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of specks took 8 of the 10 seconds that a page may take."""
    monkeypatch.setattr("pipeline.layout.printed.dotted_lines.MOST_LINES", most)
    ink = np.zeros((60 * 30, 400), np.uint8)
    for row in range(60):
        for x in range(100, 300, PITCH):
            ink[row * 30 + 10 : row * 30 + 10 + DOT, x : x + DOT] = 255
    lines, mask = dotted_lines(ink, PX_PER_MM)
    assert len(lines) == found
    assert bool(mask.any()) is (found > 0)


@pytest.mark.parametrize("high", [4, 7, 8])
def test_full_stops_of_a_dark_copy_are_a_line(high: int) -> None:
    """Of fourteen lines on a copy four were found: full stops of 0.65 mm were too thick a chain."""
    ink = np.zeros((300, 1500), np.uint8)
    for x in range(100, 1300, 14):
        ink[Y : Y + high, x : x + high] = 255
    (line,) = dotted_lines(ink, PX_PER_MM)[0]
    assert (line.left, line.right) == (pytest.approx(100, abs=14), pytest.approx(1300, abs=14))
