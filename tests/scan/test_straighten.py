"""Pages come out upright, straight and flat, and the way back to the source pixels holds."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest

from pipeline.geometry import Homography, Points
from pipeline.model import Grey, PageFault, PageImage
from pipeline.scan.frame import Frame
from pipeline.scan.straighten import straighten, turned
from pipeline.scan.view import View
from pipeline.settings import Settings
from tests.scan.drawn_form import DrawnForm, bound, drawn_form, drawn_list, photographed, quarter_turned, skewed


@pytest.mark.parametrize(("turns", "skew_deg"), [(0, 0.0), (1, 1.7), (2, -0.62), (3, 4.3), (0, -11.0)])
@pytest.mark.parametrize("draw", [drawn_form, drawn_list])
def test_turns_and_skew_are_undone(turns: int, skew_deg: float, draw: type[DrawnForm]) -> None:
    page = _page(quarter_turned(skewed(draw(), skew_deg), turns))
    assert page.quarter_turns == turns
    assert page.skew_deg == pytest.approx(skew_deg, abs=0.05)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_photographs_become_flat(seed: int) -> None:
    form = photographed(drawn_form(), seed)
    page = _page(form)
    assert _off_lattice_px(form, page) < 1.5
    assert _whole_table_shows(form, page)
    assert np.median(page.grey) > 240
    assert page.grey[:10].min() > 200, "the table's wood is not on the page"


@pytest.mark.parametrize("curl_px", [0.0, 25.0, 50.0])
def test_bound_pages_become_flat(curl_px: float) -> None:
    form = bound(skewed(drawn_form(), 0.8), curl_px)
    page = _page(form)
    assert _off_lattice_px(form, page) < 1.5
    assert _whole_table_shows(form, page)


@pytest.mark.parametrize("turns", [0, 1])
def test_books_bound_along_any_edge_become_flat(turns: int) -> None:
    """Bent first, turned afterwards: the bend runs down the picture, or the print is bent across its lines."""
    upright_bend = quarter_turned(bound(drawn_form(), 40.0), turns)
    across_bend = quarter_turned(bound(quarter_turned(drawn_form(), 1), 30.0), turns)
    assert _off_lattice_px(upright_bend, _page(upright_bend)) < 1.5
    assert _off_lattice_px(across_bend, _page(across_bend)) < 1.5


def test_rulings_lie_where_the_map_says() -> None:
    """The map is exact: at a crossing's place on the page there is ink, in the middle of the ruling."""
    form = bound(skewed(drawn_form(), -1.3), 35.0)
    page = _page(form)
    on_page = page.page_map.to_page(form.crossings_in_picture())
    assert np.abs(page.page_map.to_source(on_page) - form.crossings_in_picture()).max() < 0.05
    dark = cv2.erode(page.grey, np.ones((3, 3), np.uint8))
    x, y = np.floor(on_page).astype(int).T
    assert (dark[y, x] < 110).mean() > 0.98


def test_small_and_large_scans_come_to_one_scale() -> None:
    form = drawn_form()
    for factor in (0.55, 1.6):
        grey = cv2.resize(form.grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA).astype(np.uint8)
        page = straighten(View(grey), Settings())
        assert isinstance(page, PageImage)
        assert max(page.grey.shape) == pytest.approx(3500, abs=15)
        assert page.px_per_mm == pytest.approx(3500 / 297, rel=0.01)
        corner = page.page_map.to_page(form.crossings[0, :1] * factor) / 3500 * 3000
        assert np.abs(corner - form.crossings[0, :1]).max() < 5


@pytest.mark.parametrize(
    ("long_mm", "short_mm", "as_mm"),
    [(297, 210, 297), (330, 215, 330), (355.6, 215.9, 355.6), (279.4, 215.9, 279.4), (210, 148.5, 297)],
)
@pytest.mark.parametrize("upright", [True, False])
def test_the_scale_is_that_of_the_paper(long_mm: float, short_mm: float, as_mm: float, upright: bool) -> None:
    grey = drawn_form().grey
    size = (round(3400 * short_mm / long_mm), 3400) if upright else (3400, round(3400 * short_mm / long_mm))
    page = straighten(View(cv2.resize(grey, size)), Settings())
    assert isinstance(page, PageImage)
    assert page.px_per_mm == pytest.approx(max(page.grey.shape) / as_mm, rel=0.02)


def test_turned_keeps_the_way_back() -> None:
    page = _page(drawn_form())
    half = turned(page, 2)
    points = np.array([[10.0, 20.0], [1500.0, 900.0]])
    size = np.array([page.grey.shape[1], page.grey.shape[0]], dtype=float)
    assert np.allclose(half.page_map.to_source(size - points), page.page_map.to_source(points))
    assert half.quarter_turns == 2
    assert np.array_equal(turned(half, 2).grey, page.grey)
    quarter = turned(page, 1)
    assert quarter.grey.shape == page.grey.shape[::-1]
    assert np.allclose(
        quarter.page_map.to_source(np.array([[0.0, 0.0]])), page.page_map.to_source(np.array([[0.0, size[1]]]))
    )


def test_the_same_pixels_make_the_same_page() -> None:
    grey = skewed(drawn_form(), 2.0).grey
    one, two = straighten(View(grey), Settings()), straighten(View(grey.copy()), Settings())
    assert isinstance(one, PageImage) and isinstance(two, PageImage)
    assert one.grey.tobytes() == two.grey.tobytes()


def test_pages_that_cannot_be_read_are_faults() -> None:
    noise = np.random.default_rng(1).normal(235, 4, (1754, 1240)).clip(0, 255).astype(np.uint8)
    form = drawn_form().grey
    assert _reason(noise) == "blank_page"
    assert _reason(np.full((1754, 1240), 255, np.uint8)) == "blank_page"
    assert _reason(np.zeros((1754, 1240), np.uint8)) == "too_dark"
    assert _reason((form // 8).astype(np.uint8)) == "too_dark"
    assert _reason(np.full((300, 200), 255, np.uint8)) == "too_small"
    assert _reason(cv2.GaussianBlur(form, (0, 0), 12).astype(np.uint8)) == "too_blurred"
    assert _reason(form, Settings(max_pixels=1000)) == "too_large"


@pytest.mark.parametrize("seed", range(4))
def test_pictures_of_anything_never_raise(seed: int) -> None:
    random = np.random.default_rng(seed)
    coarse = random.integers(0, 256, (random.integers(2, 40), random.integers(2, 40))).astype(np.uint8)
    size = (int(random.integers(700, 1500)), int(random.integers(700, 1500)))
    grey = cv2.resize(coarse, size, interpolation=int(random.choice([cv2.INTER_NEAREST, cv2.INTER_CUBIC])))
    result = straighten(View(grey.astype(np.uint8)), Settings())
    assert isinstance(result, PageFault) or np.isfinite(result.page_map.to_source(np.array([[5.0, 5.0]]))).all()


def _page(form: DrawnForm) -> PageImage:
    page = straighten(View(form.grey), Settings())
    assert isinstance(page, PageImage)
    return page


def _off_lattice_px(form: DrawnForm, page: PageImage) -> float:
    """Largest distance of the table's crossings on the page from level rows and plumb columns."""
    rows, columns, _ = form.crossings.shape
    lattice: Points = page.page_map.to_page(form.crossings_in_picture()).reshape(rows, columns, 2)
    off_rows = np.abs(lattice[..., 1] - np.median(lattice[..., 1], axis=1, keepdims=True)).max()
    off_columns = np.abs(lattice[..., 0] - np.median(lattice[..., 0], axis=0, keepdims=True)).max()
    return float(max(off_rows, off_columns))


def _whole_table_shows(form: DrawnForm, page: PageImage) -> bool:
    lattice = page.page_map.to_page(form.crossings_in_picture())
    return bool((lattice > 0).all() and (lattice < [page.grey.shape[1], page.grey.shape[0]]).all())


def _reason(grey: Grey, settings: Settings | None = None) -> str:
    result = straighten(View(grey), settings or Settings())
    assert isinstance(result, PageFault)
    return result.reason


def _shone_on(grey: Grey, light: float) -> Grey:
    """In that light, with a lamp's reflection in it that nothing is seen under."""
    y, x = np.mgrid[: grey.shape[0], : grey.shape[1]].astype(np.float32)
    lamp = np.exp(-((x - 1700) ** 2 + (y - 1370) ** 2) / 210**2)
    return np.clip(grey * light + 500 * lamp, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    ("spoilt", "doubt"),
    [
        (lambda grey: grey, ""),
        (lambda grey: cv2.resize(grey, (1050, 735), interpolation=cv2.INTER_AREA), "too_small"),
        (lambda grey: (grey // 4).astype(np.uint8), "too_dark"),
        (lambda grey: (240 - (240 - grey.astype(int)) // 6).astype(np.uint8), "too_pale"),
        (lambda grey: cv2.GaussianBlur(grey, (0, 0), 7), "too_blurred"),
        (lambda grey: _shone_on(grey, 0.7), "glare"),
        (lambda grey: _shone_on(np.minimum(grey.astype(int) * 255 // 240, 255).astype(np.uint8), 1.0), ""),
    ],
)
def test_what_may_make_a_page_hard_to_read_is_told(spoilt: Callable[[Grey], Grey], doubt: str) -> None:
    page = straighten(View(np.ascontiguousarray(spoilt(drawn_form().grey))), Settings())
    assert isinstance(page, PageImage)
    assert page.doubt == doubt


def test_no_part_of_a_tilted_picture_is_lost_when_its_lines_are_made_square() -> None:
    frame = Frame(np.eye(3), 3000.0, 2000.0)
    lean = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [4e-5, 3e-5, 1.0]])
    squared = frame.bent_back(lean)
    corners = Homography(lean).to_newer(np.array([[0.0, 0.0], [3000.0, 0.0], [3000.0, 2000.0], [0.0, 2000.0]]))
    inside = Homography(squared.to_source).to_newer(Homography(lean).to_older(corners))
    assert (inside >= -60).all() and (inside <= [squared.width_px + 60, squared.height_px + 60]).all()
    narrow = frame.bent_back(np.array([[1.0, 0.001, 3.0], [0.001, 1.0, -4.0], [0.0, 0.0, 1.0]]))
    assert (narrow.width_px, narrow.height_px) == (3000.0, 2000.0)
