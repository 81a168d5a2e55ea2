"""The sheet in a photograph is found to a few pixels; a picture without one has none."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Homography, Points
from pipeline.scan.outline import crossed, find_sheet, flattening
from pipeline.scan.resample import shrunk
from tests.scan.drawn_form import HEIGHT, WIDTH, DrawnForm, drawn_form, drawn_list, photographed, quarter_turned, skewed
from tests.scan.test_shadow_edges import shaded

CORNERS: Points = np.array([[0, 0], [WIDTH, 0], [WIDTH, HEIGHT], [0, HEIGHT]], dtype=np.float64)


@pytest.mark.parametrize("seed", range(5))
def test_corners_are_found(seed: int) -> None:
    photo = photographed(drawn_form(), seed)
    sheet = find_sheet(photo.grey)
    assert sheet is not None
    assert np.abs(sheet - photo.moved(CORNERS)).max() < 9


def test_a_sheet_cut_by_the_picture_keeps_what_shows() -> None:
    photo = photographed(drawn_form(), 2)
    sheet = find_sheet(np.ascontiguousarray(photo.grey[:, 300:]))
    assert sheet is not None
    assert np.abs(sheet[1:3] - (photo.moved(CORNERS) - [300, 0])[1:3]).max() < 9


@pytest.mark.parametrize("form", [drawn_form(), drawn_list(), skewed(drawn_form(), 3.0)])
def test_a_scan_has_no_outline(form: DrawnForm) -> None:
    assert find_sheet(form.grey) is None


def test_a_shadow_across_a_scan_is_no_edge_of_a_sheet() -> None:
    form = drawn_form()
    shadow = np.clip(np.linspace(1.6, 0.3, WIDTH), 0.35, 1.0)[None, :]
    assert find_sheet((form.grey * shadow).astype(np.uint8)) is None


@pytest.mark.parametrize("lean", [0.0, 0.7, -1.5])
def test_a_sheet_is_whole_though_a_hard_shadow_crosses_it(lean: float) -> None:
    """The half in the light was taken for the sheet where rulings met the shadow's edge askew."""
    photo = photographed(drawn_form(), 1)
    sheet = find_sheet(shaded(photo.grey, 0.5, lean))
    assert sheet is not None
    assert np.abs(sheet - photo.moved(CORNERS)).max() < 12


@pytest.mark.parametrize("lean", [-0.6, 0.6])
def test_a_soft_shadow_across_a_scan_is_no_edge_at_any_threshold(lean: float) -> None:
    """Strokes were seen to cross its edge at two thresholds, and not at the third: the rest was cut off."""
    grey = drawn_form().grey
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]]
    deep = np.clip((0.4 * WIDTH + lean * (y - HEIGHT / 2) - x) / 40 + 0.5, 0, 1)
    assert find_sheet((grey * (1 - 0.45 * deep)).astype(np.uint8)) is None


def test_a_shaded_heading_is_no_edge_of_a_sheet_that_grows_darker() -> None:
    """The paper above the heading was the sheet, and the table was cut off: no stroke crosses its upper line."""
    form = drawn_form()
    light = np.concatenate([np.full(680, 1.0), np.full(270, 0.8), np.linspace(0.94, 0.74, HEIGHT - 950)])
    assert find_sheet((form.grey * light[:, None]).astype(np.uint8)) is None
    ground = np.concatenate([np.full(680, 240), np.full(HEIGHT - 680, 130)])
    assert find_sheet(np.repeat(ground[:, None], WIDTH, axis=1).astype(np.uint8)) is not None


def test_flattening_leads_to_the_corners() -> None:
    corners = photographed(quarter_turned(drawn_form(), 1), 4).moved(CORNERS)
    to_picture, width, height = flattening(corners)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)
    assert np.abs(Homography(to_picture).to_older(flat) - corners).max() < 0.01


def test_a_crease_that_strokes_run_across_is_no_edge_of_a_sheet() -> None:
    """The half of a folded page that lay in the light was taken for the sheet, and the page refused as cut off."""
    form = drawn_form().grey.copy()
    form[:, 1700:] = (form[:, 1700:] * 0.78).astype(np.uint8)
    photo = np.full((HEIGHT + 200, WIDTH + 200), 70, np.uint8)
    photo[100:-100, 100:-100] = form
    small, by = shrunk(photo, 700)
    half, whole = ((CORNERS * [share, 1] + 100) * by for share in (1700 / WIDTH, 1.0))
    assert crossed(half, small)
    assert not crossed(whole, small)
    bare = photo.copy()
    bare[:, 1800:] = 70
    assert not crossed(half, shrunk(bare, 700)[0])


def test_rulings_that_cross_a_soft_edge_askew_run_on_beyond_it() -> None:
    """The part of a sheet in the light was taken for it, and the page refused: its edge was a diagonal shadow's."""
    photo = np.full((HEIGHT + 200, WIDTH + 200), 60, np.uint8)
    photo[100:-100, 100:-100] = drawn_form().grey
    down, right = np.mgrid[: photo.shape[0], : photo.shape[1]].astype(np.float32)
    lit = cv2.GaussianBlur((right + 0.6 * down < 1.05 * WIDTH).astype(np.float32), (0, 0), 30)
    sheet = find_sheet((photo * (0.45 + 0.55 * lit)).astype(np.uint8))
    assert sheet is not None
    assert np.abs(sheet - (CORNERS + 100)).max() < 12


def test_a_finger_beside_the_sheet_is_none_of_it() -> None:
    """A finger as bright as paper made a corner of the sheet: it was not found in the picture."""
    photo = np.full((HEIGHT + 400, WIDTH + 400), 60, np.uint8)
    photo[200:-200, 200:-200] = drawn_form().grey
    cv2.ellipse(photo, (130, HEIGHT - 300), (110, 50), 0, 0, 360, (200.0,), -1)
    sheet = find_sheet(photo)
    assert sheet is not None
    assert np.abs(sheet - (CORNERS + 200)).max() < 9
