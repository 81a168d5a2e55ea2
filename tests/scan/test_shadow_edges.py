"""Paper on both sides of a hard shadow is one sheet, without the ground beside it; other pages are not parted."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.resample import shrunk
from pipeline.scan.shadow_edges import sheet_in_shadow
from tests.scan.drawn_form import HEIGHT, WIDTH, DrawnForm, drawn_form, drawn_list, photographed, quarter_turned

SOFT_PX = 34


def shaded(grey: Grey, light: float, lean: float = 0.6) -> Grey:
    """The picture with all right of an oblique line through its middle in a shadow that leaves so much light."""
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]]
    beyond = x - grey.shape[1] / 2 > lean * (y - grey.shape[0] / 2)
    return np.where(beyond, grey * light, grey).astype(np.uint8)


def sheet(grey: Grey) -> NDArray[np.bool_] | None:
    small, _ = shrunk(grey, 700)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return sheet_in_shadow(small, cv2.medianBlur(closed, 9).astype(np.uint8))


def blank_sheet(form: DrawnForm) -> Grey:
    """The photograph of a sheet of that size with nothing on it."""
    return photographed(DrawnForm(np.full(form.grey.shape, 255, np.uint8), form.crossings, form.moved), 3).grey


def overlap(found: NDArray[np.bool_], photo: Grey) -> float:
    """The share that what was found and the white sheet of the photograph have in common of both."""
    true = cv2.resize(photo, (found.shape[1], found.shape[0]), interpolation=cv2.INTER_AREA) > 150
    return float((found & true).sum() / (found | true).sum())


@pytest.mark.parametrize("form", [drawn_form(), quarter_turned(drawn_form(), 1), drawn_list()])
@pytest.mark.parametrize("light", [0.6, 0.35])
def test_both_sides_of_a_shadow_are_the_sheet(form: DrawnForm, light: float) -> None:
    photo = photographed(form, 3)
    there = blank_sheet(form)
    found = sheet(shaded(photo.grey, light))
    assert found is not None
    assert overlap(found, there) > 0.97


def test_the_sheet_goes_on_beyond_a_shadow_though_no_stroke_does() -> None:
    """The lower margin was left out, or the whole sheet not found, where only the rows above ran into the shadow."""
    photo = photographed(drawn_form(), 3)
    y, x = np.mgrid[: photo.grey.shape[0], : photo.grey.shape[1]]
    band = np.abs(y - 0.05 * x - 1820) < 130
    whole = blank_sheet(drawn_form())
    found = sheet(np.where(band, photo.grey * 0.45, photo.grey).astype(np.uint8))
    assert found is not None
    assert overlap(found, whole) > 0.97


def test_the_edge_of_a_shadow_may_be_as_soft_as_a_letter_is_high() -> None:
    """A shadow across the sheet and its ground was taken for the ground, and what lay in it was whitened."""
    photo = photographed(drawn_form(), 3)
    across = np.arange(photo.grey.shape[1])
    away = (np.abs(across - 0.6 * len(across)) - 130) / SOFT_PX
    found = sheet((photo.grey * (1 - 0.78 * (0.5 - away).clip(0, 1))).astype(np.uint8))
    assert found is not None
    assert found[found.shape[0] // 2, round(0.6 * found.shape[1])]


@pytest.mark.parametrize("form", [drawn_form(), drawn_list()])
def test_pages_without_a_shadow_are_not_parted(form: DrawnForm) -> None:
    assert sheet(form.grey) is None
    assert sheet(photographed(form, 5).grey) is None


def test_a_bare_sheet_on_another_is_not_one_with_it() -> None:
    under = drawn_form().grey
    under[HEIGHT // 3 :, : WIDTH // 2] = 160
    assert sheet(under) is None


def test_a_black_streak_parts_no_sheet() -> None:
    """Joined with the paper on one side of it alone, it was the edge of the sheet, and the rest was cut off."""
    rng = np.random.default_rng(2)
    streaked = drawn_form().grey
    tone = rng.normal(40, 9, (70, WIDTH)).clip(0, 255)
    streaked[620:690] = np.minimum(streaked[620:690], tone)
    found = sheet(streaked)
    assert found is None or found.mean() > 0.97


def test_a_shaded_heading_is_of_its_sheet_though_its_edge_lies_all_round() -> None:
    """As bright as the sheet and no part of it, it passed for another sheet: what lay beyond the shadow was cut off."""
    form = drawn_form()
    heading = form.grey[680:950, 150:2850]
    heading[:] = heading * 0.87
    photo = photographed(form, 3)
    y, x = np.mgrid[: photo.grey.shape[0], : photo.grey.shape[1]]
    band = np.abs(x - 0.7 * y - 900) < 200
    whole = blank_sheet(drawn_form())
    found = sheet(np.where(band, photo.grey * 0.45, photo.grey).astype(np.uint8))
    assert found is not None
    assert overlap(found, whole) > 0.97


def test_parts_that_are_told_of_both_sides_of_a_shadow_are_of_one_sheet() -> None:
    """Rulings ran into the shadow from above, and others across a heading below it: the sheet ended at the shadow."""
    photo = np.full((3000, 2400), 60, np.uint8)
    photo[150:2850, 150:2250] = 235
    photo[1500:1800, 300:2100] = 185
    for x in range(400, 2100, 200):
        photo[400:900, x : x + 6] = 40
        photo[1500:2600, x : x + 6] = 40
    photo[2594:2600, 400:2006] = 40
    photo[700:1200] = (photo[700:1200] * 0.45).astype(np.uint8)
    found = sheet(photo)
    assert found is not None
    true = np.zeros((3000, 2400), bool)
    true[150:2850, 150:2250] = True
    small = cv2.resize(true.astype(np.uint8), (found.shape[1], found.shape[0]), interpolation=cv2.INTER_NEAREST) > 0
    assert (found & small).sum() / (found | small).sum() > 0.97
