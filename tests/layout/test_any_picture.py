"""Whatever a picture shows, it makes a page or a refusal within ten seconds, never an exception."""

from __future__ import annotations

import time

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formfile import load_forms
from pipeline.layout.cells import cut
from pipeline.layout.find import Found, find_layout
from pipeline.model import Grey, PageFault
from pipeline.scan.spread import split_spread
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from tests.layout.drawing import Told

FORMS = load_forms()
SECONDS = 10.0
PATTERNS = ("blank", "noise", "stripes", "checks", "squares", "strokes", "dots", "ramp", "halves", "letters")


def pattern(kind: str, height: int, width: int, seed: int) -> Grey:
    """A picture of that kind and size."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    size, low, high = int(random.integers(1, 60)), int(random.integers(0, 256)), int(random.integers(0, 256))
    if kind == "noise":
        return random.integers(0, 256, (height, width), dtype=np.uint8)
    if kind == "stripes":
        return np.where((x // size) % 2 == 0, low, high).astype(np.uint8)
    if kind == "checks":
        return np.where((x // size + y // size) % 2 == 0, low, high).astype(np.uint8)
    if kind == "squares":
        return np.where((x % (size + 9) < 3) | (y % (size + 9) < 3), low // 2, 255).astype(np.uint8)
    if kind == "dots":
        return np.where(random.random((height, width)) < 0.02, 0, 255).astype(np.uint8)
    if kind == "ramp":
        return ((x * 255) // max(1, width - 1)).astype(np.uint8)
    if kind == "halves":
        return np.where(x < width // 2, low, high).astype(np.uint8)
    grey = np.full((height, width), low if kind == "blank" else 255, np.uint8)
    for _ in range(300 if kind in ("strokes", "letters") else 0):
        start = random.integers(-50, [width + 50, height + 50])
        if kind == "strokes":
            end = random.integers(-50, [width + 50, height + 50])
            cv2.line(grey, start.tolist(), end.tolist(), int(random.integers(0, 200)), int(random.integers(1, 9)))
        else:
            cv2.putText(grey, "RT: 1/2", start.tolist(), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0,), 2)
    return grey


def answers(grey: Grey) -> None:
    before = time.process_time()
    for view, _ in split_spread(grey):
        page = straighten(view, Settings())
        if isinstance(page, PageFault):
            continue
        found = find_layout(page, FORMS, Told("1 2 3", "JUMLAH", "RT"))
        assert not isinstance(found, Found) or cut(found)
    assert time.process_time() - before < SECONDS


@pytest.mark.parametrize("shape", [(1, 1), (1, 5000), (5000, 1), (599, 9000), (600, 600), (9_000, 601)])
@pytest.mark.parametrize("kind", ["blank", "noise", "squares"])
def test_pictures_of_any_shape_are_answered(kind: str, shape: tuple[int, int]) -> None:
    answers(pattern(kind, *shape, seed=1))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PATTERNS), st.integers(600, 1000), st.integers(600, 1000), st.integers(0, 99))
def test_pictures_of_anything_are_answered(kind: str, height: int, width: int, seed: int) -> None:
    answers(pattern(kind, height, width, seed))


def test_a_chessboard_is_answered() -> None:
    """Every edge of it looked like a second line beside a ruling, each looked at by itself: 20 s."""
    answers(pattern("checks", 900, 900, 81))


@pytest.mark.parametrize("kind", ["squares", "dots"])
def test_pictures_as_large_as_a_page_are_answered(kind: str) -> None:
    answers(pattern(kind, 3508, 2480, seed=3))


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 99), st.integers(600, 900), st.sampled_from(["C", "F", "strided"]))
def test_the_order_in_memory_does_not_matter(seed: int, side: int, order: str) -> None:
    grey = pattern("letters", side, 700, seed)
    other = np.repeat(np.repeat(grey, 2, 0), 2, 1)[::2, ::2] if order == "strided" else np.array(grey, order=order)
    seen = [straighten(View(picture), Settings()) for picture in (grey, other)]
    if isinstance(seen[0], PageFault) or isinstance(seen[1], PageFault):
        assert seen[0] == seen[1]
    else:
        assert np.array_equal(seen[0].grey, seen[1].grey)
