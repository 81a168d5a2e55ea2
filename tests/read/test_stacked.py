"""Two lines that touch are cut apart where few strokes cross; the recogniser's sureness decides."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Part, State
from pipeline.read.ink import Ink, find_ink
from pipeline.read.stacked import _cut, apart, holds_two, two_lines
from pipeline.read.strips import text_lines


def ink_of(grey: NDArray[np.uint8]) -> Ink:
    height, width = grey.shape
    box = Box(6, 6, width - 6, height - 6)
    return find_ink(Crop(Cell(Part.TABLE, 0, Field("f", Kind.TEXT), box), grey, Box(0, 0, width, height)), 0.0)


def written(*lines: str, step_px: int) -> NDArray[np.uint8]:
    grey = np.full((60 + step_px * len(lines), 300), 240, np.uint8)
    for number, text in enumerate(lines):
        at = (14, 50 + number * step_px)
        cv2.putText(grey, text, at, cv2.FONT_HERSHEY_SIMPLEX, 1.4, 40, 3, cv2.LINE_AA)
    return grey


def joined() -> NDArray[np.uint8]:
    grey = written("amora", "nawen", step_px=44)
    cv2.line(grey, (60, 40), (60, 80), 40, 4)  # a tail that runs into the line below
    cv2.line(grey, (150, 40), (150, 80), 40, 4)
    return grey


def test_two_lines_that_touch_are_cut() -> None:
    found = apart(ink_of(joined()), Kind.NAME)
    assert found is not None
    ink, (upper, lower) = found
    assert max(part.box.bottom for part in upper) <= 85
    assert min(part.box.top for part in lower) >= 45
    assert set(ink.parts) == {*upper, *lower}


def test_an_age_that_touches_the_date_above_it_often_is_cut_where_such_are_usual() -> None:
    """`40 th` below `26-01-1980`: read as one line it was the date alone, accepted."""
    grey = written("26-01-1980", "40 th", step_px=36)
    for x in (22, 45, 70, 100, 130, 160):
        cv2.line(grey, (x, 44), (x, 60), 40, 4)
    ink = ink_of(grey)
    assert apart(ink, Kind.NAME) is None
    found = apart(ink, Kind.DATE_AGE)
    assert found is not None
    upper, lower = found[1]
    assert max(part.box.bottom for part in upper) <= 70
    assert min(part.box.top for part in lower) >= 40


def test_so_are_words_of_plain_text_that_touch_in_many_places() -> None:
    """`TUNA` above `NETRA`, close together: the lower line alone was read, and accepted."""
    grey = written("TUNA", "NETRA", step_px=36)
    for x in (22, 45, 70, 100):
        cv2.line(grey, (x, 44), (x, 60), 40, 4)
    ink = ink_of(grey)
    assert apart(ink, Kind.NAME) is None
    assert apart(ink, Kind.TEXT) is not None


@pytest.mark.parametrize("text", ["12-05-1987", "3 Agt 1990", "17/8/45"])
def test_a_date_on_one_line_stays_one(text: str) -> None:
    assert apart(ink_of(written(text, step_px=20)), Kind.DATE_AGE) is None


def test_no_ink_is_lost_or_shared() -> None:
    before = ink_of(joined())
    found = apart(before, Kind.NAME)
    assert found is not None
    after, lines = found
    assert (after.mask() == before.mask()).all()
    assert sum(part.area for line in lines for part in line) == int(before.mask().sum())
    assert len({part.number for part in after.parts}) == len(after.parts)


@pytest.mark.parametrize("text", ["Siti Aminah", "PANGGILAN", "jaya", "i", "12-05-1987"])
def test_one_line_stays_one(text: str) -> None:
    assert apart(ink_of(written(text, step_px=20)), Kind.NAME) is None


def test_words_side_by_side_are_one_line() -> None:
    grey = np.full((150, 420), 240, np.uint8)
    cv2.putText(grey, "amora", (14, 50), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 40, 3, cv2.LINE_AA)
    cv2.putText(grey, "nawen", (190, 100), cv2.FONT_HERSHEY_SIMPLEX, 1.4, 40, 3, cv2.LINE_AA)
    assert apart(ink_of(grey), Kind.NAME) is None


@pytest.mark.parametrize(("first_ends", "cut"), [(140, False), (230, True)])
def test_words_of_a_line_that_climbs_are_one_line(first_ends: int, cut: bool) -> None:
    """`Endang Purnomo`, the second word higher, was Purnomo Endang, accepted."""
    grey = np.full((100, 300), 240, np.uint8)
    grey[62:80, 20:first_ends] = 40
    grey[20:38, 150:280] = 40
    assert (_cut(ink_of(grey), 0, np.full(300, 50)) is not None) is cut


def sure(share: float) -> NDArray[np.float32]:
    frames = np.full((10, 5), (1 - share) / 4, np.float32)
    frames[:, 0] = share
    return frames


def test_the_surer_reading_decides_and_close_ones_are_doubtful() -> None:
    assert two_lines(sure(0.7), [sure(0.95), sure(0.95)]) > 0.99
    assert two_lines(sure(0.97), [sure(0.7), sure(0.97)]) < 0.01
    assert 0.2 < two_lines(sure(0.95), [sure(0.95), sure(0.951)]) < 0.8


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("Siti", "Ani", True),
        ("Siti Aminah", "Ani", False),  # has no room on one line
        ("Sugeng", "Hadi", False),
        ("Sugeng S", "Heri H", True),
    ],
)
def test_two_names_are_no_name_on_two_lines(first: str, second: str, told: bool) -> None:
    """A person above another in one cell was one name, accepted."""
    ink = ink_of(written(first, second, step_px=60))
    lines = text_lines(ink)
    assert len(lines) == 2
    read = (Alternative(State.VALUE, f"{first} {second}", 0.9),)
    cell = Cell(Part.TABLE, 0, Field("name", Kind.NAME), ink.cell)
    assert holds_two(cell, ink, lines, read) is told
    assert not holds_two(cell, ink, (ink.parts,), read)
    assert not holds_two(Cell(Part.TABLE, 0, Field("note", Kind.TEXT), ink.cell), ink, lines, read)
