"""Lines of dots that stand alone: told by even steps, whole where writing hides some, none of specks or of print."""

import numpy as np
import pytest

from pipeline.layout.printed.wide_dots import MOST_DOTS, wide_dot_lines
from pipeline.model import Grey

PX_PER_MM = 7.0
STEP, DOT = 15, 5


def dotted(*lines: tuple[int, int, int], step: float = STEP) -> Grey:
    """A picture with dots from x on at height y, so many of them."""
    ink = np.zeros((400, 1400), np.uint8)
    for y, left, count in lines:
        for at in range(count):
            x = round(left + at * step)
            ink[y : y + DOT, x : x + DOT] = 255
    return ink


def stroke(ink: Grey, x: int, y: int, wide: int = 10) -> None:
    """Writing that comes down over the line at height y."""
    ink[y - 30 : y + DOT + 3, x : x + wide] = 255


@pytest.mark.parametrize("step_mm", [1.7, 2.2, 2.9])
def test_dots_in_even_steps_are_a_line(step_mm: float) -> None:
    """Labels without colons before such lines were none, and the page of no known form."""
    (line,), mask = wide_dot_lines(dotted((200, 100, 20), step=step_mm * PX_PER_MM), PX_PER_MM)
    assert line.left == pytest.approx(100, abs=1)
    assert line.right == pytest.approx(100 + 19 * step_mm * PX_PER_MM + DOT, abs=2)
    assert line.y == pytest.approx(200 + DOT / 2, abs=1)
    assert np.count_nonzero(mask) == 20 * DOT * DOT


@pytest.mark.parametrize("hidden", [(6, 7), (0, 1, 2, 3), (4, 5, 6, 9, 10, 11, 12, 13)])
def test_a_line_goes_on_where_writing_hides_its_dots(hidden: tuple[int, ...]) -> None:
    ink = dotted((200, 100, 20))
    for at in hidden:
        stroke(ink, 100 + at * STEP - 3, 200)
    (line,) = wide_dot_lines(ink, PX_PER_MM)[0]
    first = min(set(range(20)) - set(hidden))
    assert line.left == pytest.approx(100 + first * STEP, abs=1)
    assert line.right == pytest.approx(100 + 19 * STEP + DOT, abs=2)


def test_a_short_line_is_one_beside_longer_ones_in_the_same_steps() -> None:
    """`...7...`, beside which stand the lines of RT and DUSUN."""
    ink = dotted((100, 100, 20), (200, 100, 7))
    stroke(ink, 100 + 3 * STEP, 200)
    assert [round(line.width) for line in wide_dot_lines(ink, PX_PER_MM)[0]] == [19 * STEP + DOT, 6 * STEP + DOT]


@pytest.mark.parametrize(
    "ink",
    [
        dotted((200, 100, 4)),
        dotted((200, 100, 3), (200, 100 + 3 * STEP + 9, 3)),
        dotted((200, 100, 30), step=6 * PX_PER_MM),
    ],
)
def test_few_dots_and_dots_far_apart_are_no_line(ink: Grey) -> None:
    assert wide_dot_lines(ink, PX_PER_MM)[0] == ()


def test_full_stops_behind_letters_are_no_line() -> None:
    ink = dotted((200, 100, 12))
    for at in range(12):
        ink[185 : 200 + DOT, 100 + at * STEP - 7 : 100 + at * STEP - 2] = 255
    assert wide_dot_lines(ink, PX_PER_MM)[0] == ()


def test_the_specks_of_a_copy_are_no_lines() -> None:
    random = np.random.default_rng(5)
    ink = np.zeros((1500, 1500), np.uint8)
    for x, y in random.integers(0, 1490, (MOST_DOTS // 3, 2)).tolist():
        ink[y : y + 3, x : x + 3] = 255
    assert wide_dot_lines(ink, PX_PER_MM)[0] == ()
