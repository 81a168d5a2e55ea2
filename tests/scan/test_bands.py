"""Stripes all over a page go, writing and rulings stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.bands import without_bands
from tests.scan.drawn_form import WIDTH, drawn_form, drawn_list

PX_PER_MM = 3000 / 297
PAPER = 250


def banded(grey: Grey, down: bool, darkest: float = 25.0, seed: int = 4) -> Grey:
    """The page with bands 5 to 20 pixels broad, evenly over all of it."""
    page = np.ascontiguousarray(grey if down else grey.T).astype(np.float64)
    rng = np.random.default_rng(seed)
    light = np.zeros(page.shape[1])
    at = 0
    while at < len(light):
        broad = int(rng.integers(5, 21))
        light[at : at + broad] = rng.uniform(8, darkest)
        at += broad + int(rng.integers(8, 25))
    light = cv2.GaussianBlur(light[None], (0, 0), 1.5)[0]
    out = np.clip(page - light, 0, 255).astype(np.uint8)
    return out if down else np.ascontiguousarray(out.T)


@pytest.mark.parametrize("down", [True, False])
def test_bands_go(down: bool) -> None:
    form = drawn_form(PAPER).grey
    spoiled = banded(form, down)
    out = without_bands(spoiled, PX_PER_MM)
    paper = form == PAPER
    assert np.mean(spoiled[paper] < PAPER - 12) > 0.2
    assert np.mean(out[paper] < PAPER - 12) < 0.03
    dark = cv2.erode((form < 60).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    assert np.mean(out[dark] < 130) > 0.99


def test_ones_down_a_column_stay() -> None:
    """In rows of 7 mm, each 4.5 mm high and in line with the others."""
    page = np.full((2100, WIDTH), PAPER, np.uint8)
    for top in range(300, 1800, round(7 * PX_PER_MM)):
        for left in range(300, 2700, 220):
            page[top : top + round(4.5 * PX_PER_MM), left : left + 6] = 130
    out = without_bands(banded(page, True), PX_PER_MM)
    assert np.percentile(out[page == 130], 95) < 190


@pytest.mark.parametrize("draw", [drawn_form, drawn_list])
def test_a_page_without_any_is_the_same(draw) -> None:  # type: ignore[no-untyped-def]
    grey = draw(PAPER).grey
    assert without_bands(grey, PX_PER_MM) is grey


def test_pages_too_small_for_any_are_left() -> None:
    tiny = np.full((20, 3000), PAPER, np.uint8)
    assert without_bands(tiny, PX_PER_MM) is tiny
