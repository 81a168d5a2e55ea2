"""A page whose print stands there twice is told from one whose letters and rulings merely repeat."""

import cv2
import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.model import Grey
from pipeline.scan.doubled import is_doubled
from samples.generator.damage import draw_damage
from samples.generator.make import make_page
from tests.scan.drawn_form import drawn_form, drawn_list


@pytest.fixture(scope="module", params=["rekap-rt III-16b", "catatan-keluarga 4.15", "data-keluarga 4.14.2a-new"])
def whole(request: pytest.FixtureRequest) -> Grey:
    form = next(form for form in load_forms() if form.key == request.param)
    return make_page(form, 5, damage=draw_damage(5, "clean")).image


def doubled(grey: Grey, right: float, down: float, share: float) -> Grey:
    """The page with a second exposure of it, shifted, of that share of its darkness."""
    shift = np.array([[1.0, 0.0, right], [0.0, 1.0, down]])
    moved = cv2.warpAffine(grey, shift, grey.shape[::-1], borderValue=255)
    return np.minimum(grey, 255 - share * (255.0 - moved)).astype(np.uint8)


@pytest.mark.parametrize("shift", [(8.5, 4.0), (-9.4, 5.2), (12.0, 6.0)])
@pytest.mark.parametrize("share", [0.7, 1.0])
def test_print_that_stands_there_twice(whole: Grey, shift: tuple[float, float], share: float) -> None:
    assert is_doubled(doubled(whole, *shift, share), ruled=True)


def test_whole_pages_are_not_doubled(whole: Grey) -> None:
    for page in (whole, drawn_form(255).grey, drawn_list(255).grey):
        assert not is_doubled(page, ruled=True)
        assert not is_doubled(cv2.GaussianBlur(page, (0, 0), 3.0).astype(np.uint8), ruled=True)


def test_nor_are_paper_and_pictures_too_small_to_tell() -> None:
    assert not is_doubled(np.full((2100, 3000), 255, np.uint8), ruled=True)
    assert not is_doubled(np.zeros((2100, 3000), np.uint8), ruled=True)
    assert not is_doubled(np.zeros((100, 3000), np.uint8), ruled=True)


def test_of_a_page_without_rulings_less_is_enough() -> None:
    """Shifted along the lines of print by 14 pixels, a page of which 2 was 22, accepted."""
    form = next(form for form in load_forms() if form.key == "data-keluarga 4.14.2a-new")
    page = make_page(form, 5, damage=draw_damage(5, "clean")).image
    twice = doubled(page, 14.0, 0.0, 0.7)
    assert (is_doubled(twice, ruled=False), is_doubled(page, ruled=False)) == (True, False)


@pytest.mark.parametrize(("height", "width"), [(2100, 2417), (2431, 3000), (256, 260), (383, 2559)])
def test_print_up_to_the_border_of_a_page_of_any_size(height: int, width: int) -> None:
    """Patches were looked for beyond it, where print is dense there: an exception."""
    sheet = np.random.default_rng(1).integers(120, 256, (height, width)).astype(np.uint8)
    sheet[:-100, :-100] = 255
    assert not is_doubled(sheet, ruled=True)


@pytest.mark.parametrize("turned", [False, True])
def test_the_steps_of_a_sheets_edge_are_no_print_there_twice(turned: bool) -> None:
    """A clean page turned by 2.5 degrees waited as a whole: its edge leans, and its steps are evenly apart."""
    sheet = np.full((2100, 3000), 250, np.uint8)
    for y in range(2100):
        sheet[y, 200 + y // 24 * 2 : 212 + y // 12] = 90
    sheet = np.ascontiguousarray(sheet.T) if turned else sheet
    assert not is_doubled(sheet, ruled=False)
    assert is_doubled(sheet, ruled=True)  # it is as regular as that
