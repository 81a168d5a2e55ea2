"""A lamp's reflection is outlined; bright paper that shows its print, or none, is not."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.glare import glares
from pipeline.scan.shading import paper_of
from tests.scan.drawn_form import drawn_form


def lit(light: float) -> Grey:
    return cv2.resize((drawn_form().grey * light).astype(np.uint8), (1750, 1225), interpolation=cv2.INTER_AREA).astype(
        np.uint8
    )


def lamp(grey: Grey, x: int, y: int, radius: int, adds: bool) -> Grey:
    """A reflection there: it adds to the light (as on glossy paper), or hides what is under it."""
    across, down = np.meshgrid(np.arange(grey.shape[1]) - x, np.arange(grey.shape[0]) - y)
    strength = 2.0 * np.exp(-(across**2 + down**2) / radius**2)
    shown = grey + 255 * strength if adds else grey * (1 - strength.clip(0, 1)) + 255 * strength.clip(0, 1)
    return shown.clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("adds", [False, True])
@pytest.mark.parametrize("light", [0.6, 0.9])
def test_a_reflection_is_outlined(light: float, adds: bool) -> None:
    grey = lamp(lit(light), 1000, 800, 120, adds)
    found = glares(grey, paper_of(grey)[0])
    around = [one for one in found if cv2.pointPolygonTest(one.astype(np.float32), (1000.0, 800.0), False) > 0]
    assert len(around) == 1
    assert np.abs(around[0] - [1000, 800]).max() < 3 * 120


@pytest.mark.parametrize("light", [0.6, 0.9, 255 / 240])
def test_there_is_none_on_other_pages(light: float) -> None:
    grey = lit(light)
    assert not glares(grey, paper_of(grey)[0])


def test_an_overexposed_side_with_its_print_is_none() -> None:
    grey = lit(0.9)
    side = grey[:, :500].astype(float)
    grey[:, :500] = (side * 255 / 216).clip(0, 255)
    assert not glares(grey, paper_of(grey)[0])


def test_light_that_grows_over_the_page_is_none() -> None:
    """A quarter of a page photographed by a window went to review, though nothing was mirrored on it."""
    page = lit(1.0)
    page[700:, 900:] = page.max()
    for place in range(920, 1750, 90):
        cv2.line(page, (place, 500), (place, 760), 185, 1)  # rulings so thin that they are pale
    page[500:700, 900:] = np.maximum(page[500:700, 900:], 185)
    grows = np.linspace(0.7, 1.12, page.shape[1])[None] * np.linspace(0.85, 1.1, page.shape[0])[:, None]
    grey = (page * grows).clip(0, 255).astype(np.uint8)
    assert not glares(grey, paper_of(grey)[0])


def test_any_pixels_do() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (300, 500), dtype=np.uint8)
    for grey in (noise, np.zeros_like(noise), np.full_like(noise, 255), np.maximum(noise, 250)):
        glares(grey, paper_of(grey)[0])
