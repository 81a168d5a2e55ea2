"""Lines of ruled and squared paper go, and nothing else does; a form's own lines stay."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.paper_lines import paper_lines, without_paper_lines
from tests.scan.drawn_form import INK, drawn_form, drawn_list

PAPER = 250
PX_PER_MM = 3000 / 297


def printed_on(grey: Grey, apart_px: float, down: bool, dark: float = 0.72, bend_px: float = 0.0) -> Grey:
    """The page with lines that far apart from edge to edge, two pixels wide, that sag by so much in their middle."""
    page = (grey.T if down else grey).astype(np.float64)
    x = np.arange(page.shape[1])
    sag = bend_px * (1 - (2 * x / page.shape[1] - 1) ** 2)
    for y in np.arange(11.0, page.shape[0] - 12 - bend_px, apart_px):
        for by in range(2):
            page[np.round(y + sag).astype(int) + by, x] *= dark
    result = cv2.GaussianBlur((page.T if down else page).astype(np.uint8), (0, 0), 0.7)
    return result.astype(np.uint8)


def plain(grey: Grey) -> Grey:
    """As printed_on leaves it where no line is."""
    return cv2.GaussianBlur(grey, (0, 0), 0.7).astype(np.uint8)


@pytest.mark.parametrize("apart_mm", [5.0, 8.0, 9.5])
@pytest.mark.parametrize("bend_px", [0.0, 3.0])
def test_ruled_paper_becomes_plain(apart_mm: float, bend_px: float) -> None:
    form = drawn_form(PAPER).grey
    out = without_paper_lines(printed_on(form, apart_mm * PX_PER_MM, False, bend_px=bend_px), PX_PER_MM)
    off = np.abs(out.astype(int) - plain(form))[20:-20]
    assert np.mean(off > 22) < 0.001


def test_squared_paper_becomes_plain() -> None:
    form = drawn_form(PAPER).grey
    squared = printed_on(printed_on(form, 5 * PX_PER_MM, False), 5 * PX_PER_MM, True)
    out = without_paper_lines(squared, PX_PER_MM)
    off = np.abs(out.astype(int) - plain(form))[20:-20, 20:-20]
    assert np.mean(off > 30) < 0.001


def test_what_lies_over_a_line_stays_dark() -> None:
    page = np.full((2100, 3000), PAPER, np.uint8)
    page[400:1600, 1000:1004] = INK
    out = without_paper_lines(printed_on(page, 8 * PX_PER_MM, False), PX_PER_MM)
    assert out[500:1500, 1001:1003].max() < 110
    assert out[500:1500, 1100:1900].min() > 225


@pytest.mark.parametrize("dark", [INK / PAPER, 0.72])
def test_a_table_keeps_its_lines(dark: float) -> None:
    """Rows evenly apart over most of the page, but with margins beside."""
    page = np.full((2100, 3000), PAPER, np.uint8)
    page[:, 160:-160] = printed_on(page[:, 160:-160], 8 * PX_PER_MM, False, dark)
    page[:, [160, 161, -162, -161]] = round(PAPER * dark)
    assert not len(paper_lines(page, PX_PER_MM))
    assert without_paper_lines(page, PX_PER_MM) is page


def test_the_sheet_may_be_smaller_than_the_picture() -> None:
    page = np.full((2100, 3000), PAPER, np.uint8)
    page[:, 160:-160] = printed_on(page[:, 160:-160], 8 * PX_PER_MM, False)
    assert without_paper_lines(page, PX_PER_MM).min() > 225


def test_dark_lines_from_edge_to_edge_are_a_form_s() -> None:
    """A table that fills the picture."""
    page = printed_on(np.full((2100, 3000), PAPER, np.uint8), 8 * PX_PER_MM, False, INK / PAPER)
    assert without_paper_lines(page, PX_PER_MM) is page


@pytest.mark.parametrize("grey", [drawn_form(PAPER).grey, drawn_list(PAPER).grey])
def test_forms_on_plain_paper_are_left_alone(grey: Grey) -> None:
    assert without_paper_lines(grey, PX_PER_MM) is grey


@pytest.mark.parametrize("seed", range(4))
def test_noise_has_no_lines(seed: int) -> None:
    grey = np.random.default_rng(seed).integers(0, 256, (400 + 300 * seed, 700), dtype=np.uint8)
    assert without_paper_lines(grey, PX_PER_MM) is grey
    tiny = grey[:9, :7]
    assert without_paper_lines(tiny, PX_PER_MM) is tiny
