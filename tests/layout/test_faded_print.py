"""Print that is faded on a part of a page is found, and what lies there goes to a person; others are left alone."""

import numpy as np
import pytest

from pipeline.formfile import load_forms
from pipeline.geometry import PageMap
from pipeline.layout.faded_print import faded_bands, with_faded_darkened
from pipeline.layout.find import Found, find_layout
from pipeline.model import Doubt, PageImage
from pipeline.read.print_net import print_reader
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from samples.generator.damage import draw_damage
from samples.generator.make import make_page

FORMS = load_forms()
RECAP = next(form for form in FORMS if form.key == "rekap-rt III-16b")


@pytest.fixture(scope="module")
def recap() -> np.ndarray:
    return make_page(RECAP, 5, damage=draw_damage(5, "clean")).image


def straight(grey: np.ndarray) -> PageImage:
    page = straighten(View(grey), Settings())
    assert isinstance(page, PageImage)
    return page


def faded(grey: np.ndarray, columns: slice, left: float) -> np.ndarray:
    """The picture with so much left of the darkness of its print in some columns."""
    pale = grey.copy()
    pale[:, columns] = (250 - (250 - pale[:, columns].astype(float)) * left).clip(0, 255).astype(np.uint8)
    return pale


@pytest.mark.parametrize("left", [0.18, 0.25])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_page_of_which_one_half_is_faded_is_found_and_that_half_doubted(
    recap: np.ndarray, side: str, left: float
) -> None:
    """It was no known form: its labels, or half of its headings, were paler than ink."""
    middle = recap.shape[1] // 2
    page = straight(faded(recap, slice(0, middle) if side == "left" else slice(middle, None), left))
    whole, found = find_layout(straight(recap), FORMS, print_reader()), find_layout(page, FORMS, print_reader())
    assert isinstance(whole, Found)
    assert isinstance(found, Found)
    assert found.layout.key == RECAP.key
    table = [[cell for cell in one.layout.cells if cell.part == "table"] for one in (whole, found)]
    assert len(table[1]) == len(table[0])
    for cell in table[1]:
        beyond = (cell.box.centre[0] - found.page.grey.shape[1] / 2) * (1 if side == "right" else -1)
        if abs(beyond) > 300:
            assert (Doubt.COVERED in cell.doubts) == (beyond > 0)


def test_what_lies_in_a_pale_stripe_of_a_page_that_is_found_goes_to_a_person(recap: np.ndarray) -> None:
    """Values of which the stripe left too little were blank, or their other half alone was read, and accepted."""
    start, end = round(0.5 * recap.shape[1]), round(0.58 * recap.shape[1])
    page = straight(faded(recap, slice(start, end), 0.2))
    found = find_layout(page, FORMS, print_reader())
    assert isinstance(found, Found)
    left, right = (float(found.page.page_map.to_page(np.array([[x, 500.0]]))[0, 0]) for x in (start, end))
    for cell in found.layout.cells:
        if cell.part == "table" and cell.box.left > left and cell.box.right < right:
            assert Doubt.COVERED in cell.doubts
        if cell.box.right < left - 150 or cell.box.left > right + 150:
            assert Doubt.COVERED not in cell.doubts


def test_pencil_on_dark_print_is_no_faded_band(recap: np.ndarray) -> None:
    pencil = recap.copy()
    pencil[1000:1900] = np.where(pencil[1000:1900] < 200, 170, pencil[1000:1900])
    assert faded_bands(straight(recap)) == ()
    assert len(faded_bands(straight(pencil))) <= 1


def test_pages_of_one_darkness_are_left_alone(recap: np.ndarray) -> None:
    assert with_faded_darkened(straight(recap)) is None
    assert with_faded_darkened(straight(faded(recap, slice(None), 0.4))) is None


def test_grain_is_no_faded_print() -> None:
    """A dim photograph of a blank page was looked at twice, the second time with its grain as ink: 20 s."""
    rng = np.random.default_rng(4)
    depth = np.where(np.arange(1800)[None, :] < 700, 25, 120)
    grain = 250 - np.abs(rng.normal(0, 1, (1200, 1800))) * depth
    assert with_faded_darkened(PageImage(grain.clip(0, 255).astype(np.uint8), PageMap(), 6.0)) is None


def test_any_pixels_do() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (300, 500), dtype=np.uint8)
    for grey in (noise, np.zeros_like(noise), np.full_like(noise, 255), noise[:5, :7]):
        with_faded_darkened(PageImage(grey, PageMap(), 11.8))
        faded_bands(PageImage(grey, PageMap(), 11.8))
