"""The angle of print is measured to a twentieth of a degree, and never fails."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Grey
from pipeline.scan.resample import shrunk
from pipeline.scan.skew import lean_deg, skew_deg
from tests.scan.drawn_form import bound, drawn_form, drawn_list, skewed


def _ink(grey: Grey) -> Grey:
    small, _ = shrunk(grey, 1750)
    return (240 - np.minimum(small, 225) - 15).astype(np.uint8)


@settings(max_examples=12, deadline=None)
@given(angle=st.floats(-14.5, 14.5))
def test_angles_are_found(angle: float) -> None:
    assert skew_deg(_ink(skewed(drawn_form(paper=255), angle).grey)) == pytest.approx(angle, abs=0.05)


@settings(max_examples=6, deadline=None)
@given(angle=st.floats(-1.5, 1.5))
def test_labels_under_one_another_tell_the_lean_of_a_bent_page(angle: float) -> None:
    page = bound(skewed(drawn_list(paper=255), angle), 40.0)
    assert lean_deg(_ink(page.grey)) == pytest.approx(angle, abs=0.15)


@pytest.mark.parametrize("lean", [-5.5, 4.0])
def test_labels_of_a_sheet_photographed_askew_lean_by_degrees(lean: float) -> None:
    """A sheet on light ground, whose outline was not seen, stayed 6 degrees off plumb, and its labels were italics."""
    grey = drawn_list(paper=255).grey
    height, width = grey.shape
    sheared = np.array([[1.0, np.tan(np.radians(lean)), 0.0], [0.0, 1.0, 0.0]])
    sheared[0, 2] = -sheared[0, 1] * height / 2
    moved = cv2.warpAffine(grey, sheared, (width, height), borderValue=(255,))
    assert lean_deg(_ink(moved.astype(np.uint8))) == pytest.approx(lean, abs=0.15)


def test_no_ink_is_straight() -> None:
    nothing = np.zeros((900, 700), np.uint8)
    assert skew_deg(nothing) == 0.0
    assert lean_deg(nothing) is None


def test_noise_gives_some_angle_within_bounds() -> None:
    noise = np.random.default_rng(3).integers(0, 255, (900, 700)).astype(np.uint8)
    assert abs(skew_deg(noise)) <= 15.0
