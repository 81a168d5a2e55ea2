"""Blur is known in one direction, whichever it is, and in all."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.blurred import is_blurred
from tests.scan.drawn_form import drawn_form, drawn_list


def shaken(grey: Grey, length_px: int, angle_deg: float) -> Grey:
    kernel = np.zeros((length_px + 3, length_px + 3), np.float32)
    middle, reach = length_px // 2 + 1, length_px / 2
    across, down = reach * np.cos(np.radians(angle_deg)), reach * np.sin(np.radians(angle_deg))
    ends = [(round(middle + sign * across), round(middle + sign * down)) for sign in (-1, 1)]
    cv2.line(kernel, ends[0], ends[1], (1.0,))
    return cv2.filter2D(grey, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE).astype(np.uint8)


@pytest.mark.parametrize("angle", [0.0, 30.0, 90.0, 135.0])
@pytest.mark.parametrize("length", [20, 35])
def test_a_page_that_moved(length: int, angle: float) -> None:
    assert is_blurred(shaken(drawn_form().grey, length, angle))


@pytest.mark.parametrize("grain", [0.0, 6.0])
def test_a_page_out_of_focus(grain: float) -> None:
    """Blurred sheets with grain were sharp as a whole, and refused as of no known form."""
    soft = cv2.GaussianBlur(drawn_form(255).grey, (0, 0), 5.0).astype(np.float32)
    soft += np.random.default_rng(3).normal(0, grain, soft.shape)
    assert is_blurred(soft.clip(0, 255).astype(np.uint8))


@pytest.mark.parametrize("whole", [drawn_form().grey, drawn_list().grey])
def test_whole_pages_are_not_blurred(whole: Grey) -> None:
    assert not is_blurred(whole)
    assert not is_blurred(shaken(whole, 4, 45.0))
