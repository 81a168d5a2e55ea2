"""What a punch hole covers is no print, and joins no lines; letters and filled check boxes stay."""

import cv2
import numpy as np

from pipeline.layout.printed.punch_holes import without_holes
from tests.layout.drawing import PX_PER_MM, inked, paper, word


def test_a_hole_over_the_first_letters_of_three_lines_parts_from_them() -> None:
    sheet = paper(400, 1000)
    for y in (120, 160, 200):
        word(sheet, 200, y, letters=10)
    whole = inked(sheet)
    cv2.circle(sheet, (190, 160), round(3 * PX_PER_MM), 20.0, -1)
    left = without_holes(inked(sheet), PX_PER_MM)
    assert np.mean(left[130:190, 170:210] > 0) < 0.05
    beyond = 190 + round(4.2 * PX_PER_MM)
    assert np.array_equal(left[:, beyond:], whole[:, beyond:])


def test_most_of_a_hole_is_one_and_a_filled_box_is_none() -> None:
    sheet = paper(400, 1000)
    cv2.ellipse(sheet, (300, 200), (round(3 * PX_PER_MM),) * 2, 0, 20, 340, 20.0, -1)
    assert np.count_nonzero(without_holes(inked(sheet), PX_PER_MM)) < 0.1 * np.count_nonzero(inked(sheet))
    sheet = paper(400, 1000)
    side = round(4 * PX_PER_MM)
    sheet[100 : 100 + side, 100 : 100 + side] = 20
    word(sheet, 300, 100, letters=6)
    assert np.array_equal(without_holes(inked(sheet), PX_PER_MM), inked(sheet))
