"""Blur in one direction is known, whichever it is; focus is not asked for."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.shaken import is_shaken
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
    assert is_shaken(shaken(drawn_form().grey, length, angle))


@pytest.mark.parametrize("whole", [drawn_form().grey, drawn_list().grey])
def test_whole_pages_are_not_shaken(whole: Grey) -> None:
    assert not is_shaken(whole)
    assert not is_shaken(shaken(whole, 4, 45.0))
