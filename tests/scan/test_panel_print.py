"""Print on dark panels is put on paper; everything else stays as it is, to the bit."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.panel_print import put_on_paper
from tests.scan.drawn_form import drawn_form, evened
from tests.scan.test_panels import HEADING, PX_PER_MM, on_dark

LEFT, TOP, RIGHT, BOTTOM = HEADING
INSIDE = (slice(TOP + 12, BOTTOM - 12), slice(LEFT + 12, RIGHT - 12))


def put(grey: Grey) -> tuple[Grey, tuple[Points, ...]]:
    even = evened(grey)
    corners = put_on_paper(even, grey, PX_PER_MM)
    return even, corners


@pytest.mark.parametrize("ground", [10, 60, 150])
def test_white_print_becomes_ink_and_its_ground_paper(ground: int) -> None:
    print_here = drawn_form().grey[INSIDE] < 100
    even, corners = put(on_dark(ground))
    assert len(corners) == 1
    assert np.median(even[INSIDE][print_here]) < 60
    assert np.median(even[INSIDE][~print_here]) > 240
    outside = np.ones(even.shape, np.bool_)
    outside[TOP - 5 : BOTTOM + 5, LEFT - 5 : RIGHT + 5] = False
    assert (even == evened(on_dark(ground)))[outside].all()


def test_a_line_is_drawn_round_a_panel_of_which_nothing_is_seen() -> None:
    grey = drawn_form().grey
    grey[TOP:BOTTOM, LEFT:RIGHT] = 15
    even, corners = put(grey)
    assert len(corners) == 1
    middle = (TOP + BOTTOM) // 2
    assert even[middle, LEFT + 20 : RIGHT - 20].min() > 200
    assert even[middle, LEFT - 4 : LEFT + 8].min() < 50
    assert even[TOP - 4 : TOP + 8, 1500].min() < 50
    assert even[BOTTOM - 8 : BOTTOM + 4, 1500].min() < 50


def test_of_a_grainy_ground_the_print_is_left() -> None:
    grey = drawn_form().grey
    print_here = grey[INSIDE] < 100
    part = grey[TOP:BOTTOM, LEFT:RIGHT]
    part[np.random.default_rng(1).random(part.shape) < 0.45] = 20
    grainy = evened(grey)[INSIDE]
    even, corners = put(grey)
    assert len(corners) == 1
    assert (grainy[~print_here] < 150).mean() > 0.2
    assert (even[INSIDE][~print_here] < 150).mean() < 0.08
    assert (even[INSIDE][print_here] < 150).mean() > 0.5


def test_dark_print_on_a_tint_stays_as_it_is() -> None:
    """Rows may be tinted by turns, and what is written in them is not touched."""
    grey = drawn_form().grey
    for top in (1040, 1220, 1400):
        part = grey[top + 3 : top + 88, LEFT:RIGHT]
        part[:] = (part * 0.72).astype(np.uint8)
    even, corners = put(grey)
    assert corners == ()
    assert (even == evened(grey)).all()


def test_small_print_close_together_on_a_tint_is_no_grain() -> None:
    """Headings of 1 mm on light green were smoothed away, and a recap was refused."""
    grey = drawn_form().grey
    part = grey[TOP:BOTTOM, LEFT:RIGHT]
    part[:] = 255
    for x in range(20, part.shape[1] - 160, 240):
        for y in range(24, part.shape[0] - 12, 15):
            cv2.putText(part, "IIIIHIIII", (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (0.0,), 1)
    part[:] = (part * 0.82).astype(np.uint8)
    even, corners = put(grey)
    assert corners == ()
    assert (even == evened(grey)).all()


@pytest.mark.parametrize("lighter", [0.8, 0.86])
def test_column_numbers_on_a_lighter_grey_than_the_headings_are_no_white_print(lighter: float) -> None:
    """The band became ink, its numbers white in it: three sheets of one office were refused, all of a book in three."""
    grey = drawn_form().grey
    part = grey[TOP:BOTTOM, LEFT:RIGHT]
    band = round(4.5 * PX_PER_MM)
    part[:-band] = (part[:-band] * 0.62).astype(np.uint8)
    part[-band:] = (part[-band:] * lighter).astype(np.uint8)
    even, corners = put(grey)
    assert corners == ()
    assert (even == evened(grey)).all()


def test_column_numbers_in_white_on_a_darker_ground_than_the_headings_are_ink_on_paper_too() -> None:
    """The band of numbers became ink: a nought of the row below that touched it was blank, accepted."""
    grey = on_dark(50)
    band = round(4.5 * PX_PER_MM)
    part = grey[BOTTOM - band : BOTTOM, LEFT:RIGHT]
    part[part < 100] = 0
    even, corners = put(grey)
    assert len(corners) == 1
    inner = even[BOTTOM - band + 12 : BOTTOM - 12, LEFT + 12 : RIGHT - 12]
    assert np.median(inner) > 240
