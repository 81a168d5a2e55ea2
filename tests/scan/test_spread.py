"""Two pages in one picture are parted at the gutter; one page never is."""

import cv2
import numpy as np
import pytest

from pipeline.geometry import Homography
from pipeline.model import Grey, PageImage
from pipeline.scan.spread import split_spread, within
from pipeline.scan.straighten import straighten
from pipeline.scan.view import View
from pipeline.settings import Settings
from tests.scan.drawn_form import DrawnForm, drawn_form, drawn_list, photographed, quarter_turned, skewed


def _open_book() -> Grey:
    left, right = drawn_list().grey, drawn_list(paper=232).grey
    fold = np.linspace(60, 240, 12).astype(np.uint8)
    right[:, :12] = np.minimum(right[:, :12], fold)
    return np.hstack([left, right])


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("skew_deg", [0.0, 1.2])
def test_an_open_book_becomes_two_pages_in_reading_order(turns: int, skew_deg: float) -> None:
    book = _open_book()
    form = DrawnForm(book, np.zeros((1, 1, 2)), lambda points: points)
    lying = quarter_turned(skewed(form, skew_deg), turns)
    halves = split_spread(lying.grey)
    assert len(halves) == 2
    for (half, step), middle_x in zip(halves, (1050.0, 3150.0), strict=True):
        y, x = np.array(half.grey.shape) / 2
        in_picture = step.to_older(np.array([[x, y]]))
        expected = lying.moved(np.array([[middle_x, 1500.0]]))
        turned_back = skewed(form, skew_deg).moved(np.array([[middle_x, 1500.0]]))
        assert np.abs(in_picture - expected).max() < np.abs(turned_back - [[middle_x, 1500.0]]).max() + 80
        left, top = (round(value) for value in step.to_older(np.array([[0.0, 0.0]]))[0])
        assert np.array_equal(lying.grey[top : top + half.grey.shape[0], left : left + half.grey.shape[1]], half.grey)


@pytest.mark.parametrize("skew_deg", [-2.0, 1.5])
def test_an_open_book_askew_on_a_dark_ground_is_two_pages(skew_deg: float) -> None:
    """The ground's wedges make a sheet of the two, which was not parted, and both pages were refused."""
    book = _open_book()
    height, width = book.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew_deg, 1.0)
    turned = cv2.warpAffine(book, turn, (width, height), borderValue=(45.0,))
    near, far = (
        cv2.copyMakeBorder(turned, wide, wide, wide, wide, cv2.BORDER_CONSTANT, value=[45.0]).astype(np.uint8)
        for wide in (60, 600)
    )
    assert View(near).sheet is not None
    assert len(split_spread(near)) == 2
    assert len(split_spread(far)) == 1


@pytest.mark.parametrize("turns", range(4))
def test_one_page_stays_one(turns: int) -> None:
    for form in (drawn_form(), drawn_list(), skewed(drawn_form(), 2.0), photographed(drawn_list(), 5)):
        lying = quarter_turned(form, turns)
        halves = split_spread(lying.grey)
        assert len(halves) == 1
        assert halves[0][0].grey is lying.grey


def test_a_half_leads_back_to_the_whole_picture() -> None:
    _, (half, step) = split_spread(_open_book())
    page = straighten(half, Settings())
    assert isinstance(page, PageImage)
    whole = within(page, step)
    assert isinstance(step, Homography)
    points = np.array([[300.0, 500.0]])
    assert np.allclose(whole.page_map.to_source(points), step.to_older(page.page_map.to_source(points)))


def test_a_blank_sheet_is_one_page() -> None:
    assert len(split_spread(np.full((1700, 2200), 255, np.uint8))) == 1


@pytest.mark.parametrize("turns", [0, 1])
def test_a_table_whose_rulings_are_faded_in_the_middle_is_one_page(turns: int) -> None:
    """Both halves of it were looked at in every way, and refused, before the page was read."""
    page = np.full((1700, 2400), 250, np.uint8)
    page[300:1500, 200:2200] = np.where(np.arange(1200)[:, None] % 100 < 4, 60, 250)
    page[300:1500, 200:2200:100] = 60
    for y in range(340, 1500, 100):
        for x in range(220, 2200, 100):
            cv2.putText(page, "12", (x, y + 20), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (40.0,), 3)
    for at in range(6):
        cv2.putText(page, "DESA / KELURAHAN", (200 + 350 * at, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (40.0,), 3)
    plain = page.copy()
    page[:, 1050:1350] = 250 - ((250 - page[:, 1050:1350].astype(int)) * 0.09).astype(np.uint8)
    assert len(split_spread(np.ascontiguousarray(np.rot90(page, turns)))) == 1
    plain[:, 1050:1350] = 250
    assert len(split_spread(np.ascontiguousarray(np.rot90(plain, turns)))) == 2
