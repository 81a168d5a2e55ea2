"""Faint and dotted rulings are made as plain as others, and writing is not."""

import cv2
import numpy as np
import pytest

from pipeline.layout.glance import ink_of
from pipeline.layout.lines.faint_rulings import with_faint
from pipeline.layout.lines.rulings import horizontal_rulings
from pipeline.model import Grey
from tests.layout.drawing import PX_PER_MM, paper


def rulings(sheet: Grey) -> list[int]:
    """Heights of the rulings longer than most of the sheet."""
    ink = with_faint(sheet, ink_of(sheet), PX_PER_MM, across=True)
    return [round(one.middle) for one in horizontal_rulings(ink, PX_PER_MM) if one.length > 1000]


@pytest.mark.parametrize("step", [6, 9, 12])
def test_dots_that_stand_apart_are_a_ruling(step: int) -> None:
    """Of a table the rows were parted by dots 0.75 mm apart: none of them was seen, and the page was refused."""
    sheet = paper()
    for x in range(300, 2000, step):
        cv2.rectangle(sheet, (x, 600), (x + 3, 602), 90, -1)
    assert rulings(sheet) == [pytest.approx(601, abs=1)]


def test_a_faint_ruling_is_one() -> None:
    sheet = paper()
    sheet[600:602, 300:2000] = 215
    assert rulings(sheet) == [pytest.approx(600, abs=2)]


def test_what_shines_through_beside_a_ruling_is_none() -> None:
    """The frame of the back page, 1.2 mm above a table's own, took its place: bars went on below it, cut_off."""
    sheet = paper()
    sheet[586:592, 300:2000] = 236
    sheet[600:610, 300:2000] = 10
    assert rulings(sheet) == [pytest.approx(605, abs=2)]


def test_a_line_of_writing_is_none() -> None:
    sheet = paper()
    random = np.random.default_rng(3)
    for x in range(300, 2000, 22):
        y = 600 + int(random.integers(-8, 9))
        cv2.line(sheet, (x, 580), (x + 6, 620), 60.0, 4, cv2.LINE_AA)
        cv2.line(sheet, (x, y), (x + 8, y), 60.0, 4, cv2.LINE_AA)
    assert rulings(sheet) == []


def test_a_page_full_of_ink_has_none() -> None:
    assert rulings(np.zeros((900, 1400), np.uint8)) == []
