"""Greys are counted as sorting them would tell."""

import numpy as np
import pytest

from pipeline.scan.grey_levels import grey_percentiles, levels_at_most, with_dark_strokes


@pytest.mark.parametrize("size", [(1, 1), (3, 7), (40, 611), (1,), (2,), (997,)])
def test_percentiles_by_counting_are_those_by_sorting(size: tuple[int, ...]) -> None:
    grey = np.random.default_rng(sum(size)).integers(0, 256, size, dtype=np.uint8)
    shares = (0.5, 5.0, 50.0, 85, 95.0)
    assert grey_percentiles(grey, shares) == np.percentile(grey, shares).tolist()


def test_levels_count_all_that_is_no_brighter() -> None:
    levels = levels_at_most(np.array([[0, 7], [7, 255]], np.uint8))
    assert levels[[0, 6, 7, 254, 255]].tolist() == [1, 1, 3, 3, 4]


@pytest.mark.parametrize(("stroke", "becomes"), [(130, 40), (60, 60), (215, 215)])
def test_pale_strokes_are_darkened_and_neither_dark_ones_nor_paper(stroke: int, becomes: int) -> None:
    grey = np.full((40, 60), 250, np.uint8)
    grey[10:30, 10:20] = stroke
    found = with_dark_strokes(grey, slice(0, 40), slice(0, 40))
    assert found[20, 15] == pytest.approx(becomes, abs=1)
    assert found[20, 50] == 250
    assert (found is grey) == (stroke == becomes)
    assert with_dark_strokes(grey, slice(0, 0), slice(0, 40)) is grey
