"""Points of the clean page are found where the map of the damage says."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Box
from samples.generator.damage import LEVELS, draw_damage, spoil

SPOTS = [(x, y) for x in (300, 900, 1500) for y in (300, 700, 1000)]


def spotted() -> np.ndarray:
    page = np.full((1300, 1800), 255, np.uint8)
    for x, y in SPOTS:
        cv2.circle(page, (x, y), 14, 0, -1)
    return page


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("seed", range(4))
def test_geometry_is_known(level: str, seed: int) -> None:
    image, page_map = spoil(spotted(), draw_damage(seed, level))
    for x, y in SPOTS:
        ((u, v),) = page_map.to_source(np.array([[x + 0.5, y + 0.5]]))
        rows, columns = Box(u - 30, v - 30, u + 30, v + 30).slices(image.shape[1], image.shape[0])
        around = image[rows, columns].astype(float)
        dark = around < (around.min() + np.median(around)) / 2
        ys, xs = np.nonzero(dark)
        centre = xs.mean() + columns.start + 0.5, ys.mean() + rows.start + 0.5
        assert abs(centre[0] - u) < 3 and abs(centre[1] - v) < 3


@pytest.mark.parametrize("level", LEVELS)
def test_damage_is_the_same_every_time(level: str) -> None:
    damage = draw_damage(11, level)
    assert damage == draw_damage(11, level)
    one, two = spoil(spotted(), damage, spotted()), spoil(spotted(), damage, spotted())
    assert np.array_equal(one[0], two[0])


def test_quarter_turns_turn_the_page() -> None:
    image, _ = spoil(spotted(), draw_damage(2, "turned"))
    turns = draw_damage(2, "turned").quarter_turns
    assert (image.shape[0] > image.shape[1]) == (turns % 2 == 1)


def test_an_unknown_level_is_told() -> None:
    with pytest.raises(ValueError, match="burnt"):
        draw_damage(1, "burnt")
