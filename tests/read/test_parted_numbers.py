"""Two numbers in a cell that were read as one, and hands that write so."""

import cv2
import numpy as np
import pytest

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.parted_numbers import parted_numbers, piece_before_a_dot, piece_before_a_gap

WIDE, NARROW = 30, 16


def ink(*gaps: int, dot: tuple[int, int] | None = None) -> Ink:
    """Ones 40 pixels high, so far behind each other, the first at 40."""
    grey = np.full((116, 160), 240, np.uint8)
    for x in np.cumsum([40, *gaps]).tolist():
        cv2.line(grey, (x, 40), (x, 80), 60, 4, cv2.LINE_AA)
    if dot is not None:
        cv2.line(grey, dot, dot, 60, 4, cv2.LINE_AA)
    crop = Crop(Cell(Part.TABLE, 0, Field("wus", Kind.COUNT), Box(12, 12, 148, 104)), grey, Box(0, 0, 160, 116))
    return find_ink(crop, 180.0)


@pytest.mark.parametrize(("gaps", "piece"), [((NARROW,), None), ((WIDE,), 0), ((NARROW, WIDE), 1), ((), None)])
def test_a_wide_gap_parts_two_numbers(gaps: tuple[int, ...], piece: int | None) -> None:
    """`2 3` was 23."""
    assert piece_before_a_gap(ink(*gaps)) == piece
    assert parted_numbers({7: (ink(*gaps), "1" * (len(gaps) + 1))}) == ({7} if piece is not None else frozenset())


@pytest.mark.parametrize(
    ("gaps", "dot", "piece"),
    [
        ((20,), (50, 78), 0),
        ((20,), (50, 50), None),
        ((20,), (66, 78), None),
        ((26, 14, 14), (53, 78), None),
        ((14, 26), (67, 78), 1),
        ((20,), None, None),
    ],
    ids=["1.1", "at half height", "behind", "1.000", "11.1", "11"],
)
def test_a_dot_between_their_feet_parts_two_digits(
    gaps: tuple[int, ...], dot: tuple[int, int] | None, piece: int | None
) -> None:
    """`1.2` was 12; behind the dot of thousands stand three digits."""
    written = ink(*gaps, dot=dot)
    assert piece_before_a_dot(written) == piece
    assert parted_numbers({3: (written, "11")}) == ({3} if piece is not None else frozenset())


def test_where_a_hand_leaves_it_behind_most_of_its_ones_it_is_none_between_numbers() -> None:
    ones = {at: (ink(WIDE), text) for at, text in enumerate(("12", "13", "15", "18"))}
    others = {10: (ink(NARROW), "21"), 11: (ink(NARROW), "25"), 12: (ink(WIDE), "23")}
    assert parted_numbers(ones | others) == {12}
    dotted = {at: (ink(20, dot=(50, 78)), text) for at, text in enumerate(("12", "13", "15", "18"))}
    assert parted_numbers(dotted | others) == {12}


@pytest.mark.parametrize("texts", [("12", "13", "15"), ("12", "13", "15", "18", "1x", "10", "11", "17")])
def test_few_such_gaps_and_such_as_are_not_behind_most_are_no_habit(texts: tuple[str, ...]) -> None:
    cells = {at: (ink(WIDE if at < 4 else NARROW), text) for at, text in enumerate(texts)}
    assert parted_numbers(cells) == set(range(min(4, len(texts))))


def test_of_digits_that_touch_it_is_not_known_behind_which_the_gap_stands() -> None:
    cells = {at: (ink(WIDE), "112") for at in range(5)}
    assert parted_numbers(cells) == set(cells)
