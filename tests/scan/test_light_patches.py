"""Correction fluid on a scan is found where it is lighter than the paper, and light that grows slowly is none."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.light_patches import light_patches

PX_PER_MM = 5.9


def page(paper: int = 225) -> Grey:
    """A sheet at 150 dpi with rulings, writing and the grain of paper."""
    sheet = np.full((1752, 1240), paper, np.uint8)
    for y in range(300, 1500, 50):
        sheet[y : y + 2] = 40
        for x in range(100, 1100, 150):
            cv2.putText(sheet, "Siti 12", (x, y + 35), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 70, 3)
    grain = np.random.default_rng(1).normal(0, 2, sheet.shape)
    return np.clip(sheet + grain, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(("wide_mm", "high_mm"), [(4, 4), (12, 4), (20, 15)])
def test_fluid_is_found_where_it_lies(wide_mm: int, high_mm: int) -> None:
    sheet = page()
    left, top, right, bottom = 520, 808, 520 + round(wide_mm * PX_PER_MM), 808 + round(high_mm * PX_PER_MM)
    sheet[top:bottom, left:right] = 250
    (patch,) = light_patches(sheet)
    found = (*patch.min(axis=0), *patch.max(axis=0))
    assert np.allclose(found, (left, top, right, bottom), atol=8)


@pytest.mark.parametrize("lighter", [0, 3])
def test_what_is_no_lighter_than_paper_is_not_seen(lighter: int) -> None:
    sheet = page()
    sheet[800:830, 500:600] = 225 + lighter
    assert light_patches(sheet) == ()


def test_light_that_grows_slowly_a_line_and_the_half_of_a_page_are_none() -> None:
    lit = page(200).astype(np.float64)
    x, y = np.meshgrid(np.arange(lit.shape[1]), np.arange(lit.shape[0]))
    lit *= 1 + 0.2 * np.exp(-((x - 600) ** 2 + (y - 900) ** 2) / 200**2)
    assert light_patches(np.clip(lit, 0, 255).astype(np.uint8)) == ()
    line, half = page(), page()
    line[905:912] = 250
    half[:, 600:] = np.minimum(half[:, 600:].astype(np.int64) + 20, 255).astype(np.uint8)
    assert light_patches(line) == () and light_patches(half) == ()


def test_uneven_paper_has_none() -> None:
    sheet = page()
    for x in range(60, 1200, 90):
        sheet[1540:1570, x : x + 30] = 250
    assert light_patches(sheet) == ()


def test_what_is_ragged_is_none() -> None:
    sheet = page()
    for x, y in ((520, 808), (520, 856), (600, 856), (600, 904)):
        sheet[y : y + 60, x : x + 20] = 250
        sheet[y : y + 20, x : x + 90] = 250
    assert light_patches(sheet) == ()


def test_a_small_picture_has_none() -> None:
    assert light_patches(np.full((40, 60), 200, np.uint8)) == ()
