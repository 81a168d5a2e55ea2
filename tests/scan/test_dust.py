"""Bands of dust are taken off, writing and rulings in them stay."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.dust import without_dust

PX_PER_MM = 11.8
HIGH, WIDE = 2400, 1800
BAND = slice(800, 900)


def page(bands: tuple[slice, ...] = (), across: bool = False) -> Grey:
    """Lines of print-like strokes and a ruling, and bands of specks in which these lie in clumps."""
    sheet = np.full((HIGH, WIDE), 250, np.uint8)
    for y in range(200, 2200, 120):
        for x in range(100, 1700, 40):
            cv2.line(sheet, (x, y), (x + 8, y + 30), 40.0, 5, cv2.LINE_AA)
    cv2.line(sheet, (100, 1500), (1700, 1500), 120.0, 3)
    random = np.random.default_rng(3)
    for band in bands:
        side = WIDE if across else HIGH
        for middle in range(60, side, 110):
            along = random.normal(middle, 28, 500)
            beside = random.uniform(band.start, band.stop, 500)
            x, y = (along, beside) if across else (beside, along)
            inside = (x > 1) & (x < WIDE - 2) & (y > 1) & (y < HIGH - 2)
            for at_x, at_y in zip(x[inside].astype(int), y[inside].astype(int), strict=True):
                part = sheet[at_y : at_y + 2, at_x : at_x + 2]
                np.minimum(part, np.uint8(random.integers(150, 215)), out=part)
    return sheet


@pytest.mark.parametrize("across", [False, True])
def test_a_band_of_dust_goes_and_the_strokes_in_it_stay(across: bool) -> None:
    sheet, dusty = page(), page((BAND, slice(1100, 1160)), across)
    clean, outlines = without_dust(dusty, PX_PER_MM)
    place = (BAND, slice(None)) if across else (slice(None), BAND)
    paper, strokes = sheet[place] > 245, sheet[place] < 60
    assert (dusty[place][paper] < 225).mean() > 0.15
    assert (clean[place][paper] < 225).mean() < 0.03  # what is left lies beside strokes
    assert (clean[place][strokes] < 100).mean() > 0.98
    assert (clean[1500, 300:1500] < 160).mean() > 0.98  # the pale ruling
    x, y = np.concatenate(outlines).T
    assert np.ptp(y if not across else x) > 0.8 * (HIGH if not across else WIDE)


def test_a_page_without_dust_stays_as_it_is() -> None:
    sheet = page()
    assert without_dust(sheet, PX_PER_MM) == (sheet, ())


def test_pale_print_all_down_a_page_is_no_dust() -> None:
    sheet = page()
    for y in range(60, 2350, 45):
        cv2.putText(sheet, "Kawin", (BAND.start, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (170.0,), 2, cv2.LINE_AA)
    assert without_dust(sheet, PX_PER_MM)[0] is sheet


def test_dotted_lines_are_no_dust() -> None:
    sheet = page()
    for y in range(60, 2350, 24):
        for x in range(BAND.start, BAND.stop, 9):
            cv2.circle(sheet, (x, y), 2, (170.0,), -1)
    assert without_dust(sheet, PX_PER_MM)[0] is sheet


@pytest.mark.parametrize("size", [(1, 1), (10, 3000), (30, 30)])
def test_any_page_is_looked_at(size: tuple[int, int]) -> None:
    sheet = np.zeros(size, np.uint8)
    assert without_dust(sheet, PX_PER_MM)[0] is sheet
