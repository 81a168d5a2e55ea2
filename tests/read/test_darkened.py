"""Pale pens are made as dark as usual ones; paper without writing is left alone."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from pipeline.codes import load_codes
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Grey, Part, State
from pipeline.read.darkened import USUAL_PEN, darkened, hides_pencils
from pipeline.read.engine import build_engines
from pipeline.read.ink import find_ink
from pipeline.read.reader import read_cells

HIGH, WIDE, PAPER = 110, 200, 235
SEVEN = ((80, 32), (112, 32), (92, 80))


def crop(depth: int, at: int = 0, grain: float = 4.0, print_depth: int = 0) -> Crop:
    """A cell with a 7 so many grey steps darker than its paper, and a printed bar above it."""
    strokes = np.zeros((HIGH, WIDE), np.uint8)
    cv2.polylines(strokes, [np.array(SEVEN, np.int32)], False, depth, 5, cv2.LINE_AA)
    strokes[1:5, 60:140] = print_depth
    noise = np.random.default_rng(at).normal(0, grain, strokes.shape)
    pixels = np.clip(PAPER - strokes.astype(np.float32) + noise, 0, 255).astype(np.uint8)
    cell = Cell(Part.TABLE, at, Field("field", Kind.COUNT), Box(15, 10, WIDE - 15, HIGH - 10))
    return Crop(cell, pixels, Box(0, 0, WIDE, HIGH))


def depth_of(grey: Grey) -> float:
    return float(np.median(grey) - np.sort(grey, axis=None)[20])


def test_a_pale_pen_is_as_dark_as_a_usual_one_and_grain_is_no_ink() -> None:
    page = [*(crop(18, at) for at in range(4)), *(crop(0, at) for at in range(4, 20))]
    found = darkened(page)
    assert found is not None
    inks = [find_ink(one, found.typical) for one in found.crops]
    assert [ink.blank for ink in inks] == [False] * 4 + [True] * 16
    assert depth_of(found.crops[0].grey) == pytest.approx(USUAL_PEN, rel=0.2)
    assert [one.cell for one in found.crops] == [one.cell for one in page]


def test_paper_without_a_pen_is_left_alone() -> None:
    assert darkened([crop(0, at) for at in range(20)]) is None
    assert darkened([crop(18), crop(18, 1), *(crop(0, at) for at in range(2, 20))]) is None
    assert darkened([]) is None


def test_on_paper_so_coarse_that_a_pencil_is_lost_in_it_no_cell_is_surely_blank() -> None:
    """Pages of recycled paper were blank, accepted, on which a pencil of 12 grey steps had written."""
    fine, coarse = [crop(0, at) for at in range(20)], []
    for at, one in enumerate(fine):
        fibres = cv2.blur(np.random.default_rng(at).normal(0, 18, one.grey.shape), (3, 3))
        coarse.append(replace(one, grey=np.clip(PAPER - 10 + fibres, 0, 255).astype(np.uint8)))
    assert hides_pencils(coarse) and not hides_pencils(fine)
    for page, sure in ((coarse, False), (fine, True)):
        found = [reading.alternatives[0] for reading in read_cells(page, build_engines(load_codes()))]
        blank = [one.probability for one in found if one.state is State.BLANK]
        assert blank and (min(blank) > 0.9 if sure else max(blank) < 0.9)


def test_print_and_its_edges_stay_as_they_are() -> None:
    found = darkened([crop(18, at, grain=0.0, print_depth=150) for at in range(4)])
    assert found is not None
    bar = found.crops[0].grey
    assert (bar[1:5, 65:135] == PAPER - 150).all()
    assert (bar[5:9, 65:135] > PAPER - 20).all()


def test_a_page_of_a_pale_pencil_is_read_and_its_blank_cells_are_blank() -> None:
    """At 18 grey steps nothing was read, and every blank cell went to a person."""
    page = [*(crop(18, at) for at in range(4)), *(crop(0, at) for at in range(4, 20))]
    found = [reading.alternatives[0] for reading in read_cells(page, build_engines(load_codes()))]
    assert [(one.state, one.text) for one in found] == [(State.VALUE, "7")] * 4 + [(State.BLANK, None)] * 16
    assert sum(one.probability > 0.98 for one in found[4:]) >= 14


def test_on_a_page_whose_writing_sinks_into_the_grain_no_cell_is_surely_blank() -> None:
    page = [*(crop(depth, at, grain=7.0) for at, depth in enumerate((22, 14, 14, 12, 11))), crop(0, 9, grain=7.0)]
    found = read_cells(page, build_engines(load_codes()))
    assert all(one.alternatives[0].state is not State.BLANK or one.alternatives[0].probability < 0.9 for one in found)
