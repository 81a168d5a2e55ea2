"""The way back to the source pixels holds through turning, skew and scale."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey, PageFault, PageImage
from pipeline.scan.straighten import straighten, turned
from pipeline.settings import Settings
from tests.scan.drawn_form import drawn_form, rotated


@pytest.mark.parametrize(("turns", "skew"), [(0, 0.0), (1, 1.7), (2, -0.62), (3, 4.3), (0, -11.0)])
def test_turns_and_skew_are_undone(turns: int, skew: float) -> None:
    form = drawn_form()
    source = np.ascontiguousarray(np.rot90(rotated(form.grey, skew), turns))
    page = straighten(source, Settings())
    assert isinstance(page, PageImage)
    assert page.quarter_turns == turns
    assert page.skew_deg == pytest.approx(skew, abs=0.05)


def test_turned_keeps_the_way_back() -> None:
    page = straighten(drawn_form().grey, Settings())
    assert isinstance(page, PageImage)
    half = turned(page, 2)
    points = np.array([[10.0, 20.0], [1500.0, 900.0]])
    size = np.array([page.grey.shape[1], page.grey.shape[0]], dtype=float)
    assert np.allclose(half.page_map.to_source(size - points), page.page_map.to_source(points))
    assert half.quarter_turns == 2
    assert np.array_equal(turned(half, 2).grey, page.grey)


def test_blank_noise_and_dark_pages_are_faults() -> None:
    noise = np.random.default_rng(1).normal(235, 4, (1754, 1240)).clip(0, 255).astype(np.uint8)
    assert _reason(noise) == "blank_page"
    assert _reason(np.full((1754, 1240), 255, np.uint8)) == "blank_page"
    assert _reason((drawn_form().grey // 8).astype(np.uint8)) == "too_dark"
    assert _reason(np.full((300, 200), 255, np.uint8)) == "too_small"
    assert _reason(cv2.GaussianBlur(drawn_form().grey, (0, 0), 30).astype(np.uint8)) in ("too_blurred", "blank_page")


def _reason(grey: Grey) -> str:
    result = straighten(grey, Settings())
    assert isinstance(result, PageFault)
    return result.reason
