"""Writing broken to pieces by a scanner set to black and white is known by them; whole pens and a copier's specks are
not taken for it."""

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Alternative, Cell, Crop, Doubt, Part, State
from pipeline.read.broken import is_broken, may_be_gone
from pipeline.read.engine import build_engines
from pipeline.read.ink import Ink, find_ink
from pipeline.read.reader import read_cells

WIDE, HIGH = 300, 100


def crop(row: int, strokes: int, specks: int, two_tones: bool = True) -> Crop:
    """A cell with so many upright strokes, and so many pieces too small for writing."""
    grey = np.full((HIGH, WIDE), 255, np.uint8)
    random = np.random.default_rng(row)
    for number in range(strokes):
        x = 60 + 60 * number
        cv2.line(grey, (x, 25), (x, 75), 0, 5)
    for number in range(specks):
        x, y = 90 + 30 * number, int(random.integers(30, 70))
        grey[y : y + 4, x : x + 4] = 0
    cell = Cell(Part.TABLE, row, Field("members_male", Kind.COUNT), Box(20, 10, WIDE - 20, HIGH - 10))
    return Crop(cell, grey, Box(0, 0, WIDE, HIGH), two_tones)


def inks(*cells: tuple[int, int]) -> list[Ink]:
    return [find_ink(crop(row, *cell), 200.0) for row, cell in enumerate(cells)]


def test_pieces_beside_what_is_left_of_writing_tell() -> None:
    written, blank = inks(*[(1, 3)] * 4), inks(*[(0, 0)] * 5, (0, 1))
    assert is_broken(written, blank)


@pytest.mark.parametrize(
    ("written", "blank"),
    [
        ([(1, 0)] * 20, [(0, 0)] * 5),
        ([(1, 1), *[(1, 0)] * 40], [(0, 0)] * 5),
        ([(1, 3)] * 4, [(0, 3)] * 6),
    ],
    ids=["whole", "a dot or two", "specks everywhere"],
)
def test_other_pages_are_not_broken(written: list[tuple[int, int]], blank: list[tuple[int, int]]) -> None:
    assert not is_broken(inks(*written), inks(*blank))


@pytest.mark.parametrize("state", list(State))
def test_what_is_no_value_may_have_been_one(state: State) -> None:
    read = (Alternative(state, "1" if state is State.VALUE else None, 0.99),)
    assert may_be_gone(read) is (state is not State.VALUE)
    assert may_be_gone(())


def test_strokes_at_the_limit_of_what_a_scan_shows_tell() -> None:
    """A pen of uneven pressure: where it was lost nothing lies about, where it was not its strokes are hair lines."""
    thin = [crop(row, 1, 0) for row in range(2, 6)]
    for one in thin:
        one.grey[:] = 255
        one.grey[30:70, 60] = 0
    hairs = [find_ink(one, 200.0) for one in thin]
    assert is_broken([*inks((1, 0), (1, 0)), *hairs], inks((0, 0)))
    assert not is_broken([*inks(*[(1, 0)] * 40), *hairs[:2]], inks((0, 0)))


def test_a_page_with_next_to_nothing_written_may_have_lost_it() -> None:
    assert is_broken([], inks(*[(0, 0)] * 6))
    assert is_broken(inks((1, 0)), inks(*[(0, 0)] * 30))
    assert not is_broken(inks(*[(1, 0)] * 4), inks(*[(0, 0)] * 30))


@pytest.mark.parametrize(
    ("strokes", "specks", "two_tones", "doubted"),
    [(1, 3, True, True), (1, 0, True, False), (0, 0, True, True), (1, 3, False, False), (0, 0, False, False)],
    ids=["pieces", "whole", "nothing", "pieces in greys", "nothing in greys"],
)
def test_where_a_scan_lost_a_pen_no_blank_is_sure_and_the_page_is_named(
    strokes: int, specks: int, two_tones: bool, doubted: bool
) -> None:
    """Pages in black and white that had lost a pen were read as blank cells, accepted."""
    page = [crop(row, strokes, specks, two_tones) for row in range(6)]
    page += [crop(row, 0, 0, two_tones) for row in range(6, 12)]
    readings = read_cells(page, build_engines(load_codes()))
    blanks = [reading for reading in readings if reading.alternatives[0].state is State.BLANK]
    assert len(blanks) >= 6
    assert all((reading.alternatives[0].probability < 0.5) is doubted for reading in blanks)
    assert all((Doubt.PALE in reading.cell.doubts) is doubted for reading in readings)
