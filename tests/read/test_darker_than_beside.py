"""Strokes are darker than the paper beside them, and not the shade of a line that layout took off."""

import numpy as np

from pipeline.model import Grey
from pipeline.read.darker_than_beside import darker_than_beside
from pipeline.read.ink import Mask

HIGH, WIDE, PAPER, PIXELS = 80, 160, 230, 60


def paper() -> Grey:
    return np.full((HIGH, WIDE), PAPER, np.uint8)


def block(left: int, right: int) -> Mask:
    mask = np.zeros((HIGH, WIDE), dtype=np.bool_)
    mask[40:46, left:right] = True
    return mask


def test_strokes_are_and_uneven_paper_is_not() -> None:
    strokes, none = block(60, 90), block(0, 0)
    grey = paper()
    grey[strokes] -= 12
    assert darker_than_beside(grey, none, strokes, 12.0, PIXELS)
    grey[:, 40:120] = PAPER - 12
    assert not darker_than_beside(grey, none, strokes, 12.0, PIXELS)


def test_the_ink_beside_them_is_no_paper() -> None:
    strokes, ink = block(60, 90), block(98, 120)
    grey = paper()
    grey[strokes], grey[ink] = PAPER - 12, 60
    assert darker_than_beside(grey, ink, strokes, 12.0, PIXELS)


def test_the_shade_beside_a_white_band_is_a_lines() -> None:
    strokes = block(60, 90)
    grey = paper()
    grey[strokes] -= 12
    grey[46:49] = 255
    assert not darker_than_beside(grey, block(0, 0), strokes, 12.0, PIXELS)


def test_too_few_pixels_are_none() -> None:
    strokes = block(60, 65)
    grey = paper()
    grey[strokes] -= 12
    assert not darker_than_beside(grey, block(0, 0), strokes, 12.0, PIXELS)
