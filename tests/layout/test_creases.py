"""What goes through both margins of the paper is taken off it; strokes, rulings, and the writing on it stay."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from pipeline.geometry import PageMap
from pipeline.layout.creases import without_creases
from pipeline.layout.glance import look
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, Told, paper, table

BARS = [200, 320, 900, 1200, 1700, 2300]
LINES = [300, 500, 590, 680, 770, 860, 950]
INK = 60


def written() -> Grey:
    sheet = paper()
    table(sheet, BARS, LINES)
    for left in (360, 940, 1300, 1800):
        cv2.putText(sheet, "1748", (left, 662), cv2.FONT_HERSHEY_SIMPLEX, 1.5, (INK,), 4, cv2.LINE_AA)
    return sheet


def smooth(sheet: Grey) -> Grey:
    return without_creases(look(PageImage(sheet, PageMap(), PX_PER_MM), Told())).grey


def creased(sheet: Grey, ends: tuple[float, float], depth: int = 20, sag: float = 0.0, reach: int = 0) -> Grey:
    """The sheet with a soft dark line across, that far from both sides of the picture."""
    x = np.arange(sheet.shape[1])
    way = np.interp(x, (0, len(x)), ends) + sag * (1 - (2 * x / len(x) - 1) ** 2)
    off = np.arange(sheet.shape[0])[:, None] - way
    shade = 1 - depth / 255 * np.exp(-((off / 4) ** 2))
    shade[:, :reach] = shade[:, sheet.shape[1] - reach :] = 1
    return np.clip(sheet * shade, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("ends", [(640.0, 640.0), (630.0, 655.0)])
@pytest.mark.parametrize("sag", [0.0, 4.0])
def test_a_crease_through_a_row_goes_and_its_writing_stays(ends: tuple[float, float], sag: float) -> None:
    sheet = written()
    out = smooth(creased(sheet, ends, sag=sag))
    off = np.abs(out.astype(int) - sheet)
    assert off[:, 1000:1150].max() <= 12
    assert np.mean(off > 12) < 0.0005


def test_so_does_one_down_a_column() -> None:
    sheet = written()
    turned = creased(np.ascontiguousarray(sheet.T), (1420.0, 1415.0))
    out = smooth(np.ascontiguousarray(turned.T))
    assert np.mean(np.abs(out.astype(int) - sheet) > 12) < 0.0005


def test_a_stroke_beyond_the_table_is_none() -> None:
    """A row is struck out from 5 mm beside the table to 5 mm beside it, by a pencil."""
    sheet = creased(written(), (640.0, 640.0), 35, reach=BARS[0] - round(5 * PX_PER_MM))
    assert smooth(sheet) is sheet


def test_a_pen_from_edge_to_edge_is_none() -> None:
    sheet = creased(written(), (640.0, 640.0), 140)
    assert smooth(sheet) is sheet


def test_rulings_that_are_cut_at_both_sides_are_none() -> None:
    sheet = written()
    cut = np.ascontiguousarray(sheet[:, BARS[0] + 4 : BARS[-1] - 4])
    assert smooth(cut) is cut


def test_a_crease_along_a_ruling_leaves_it() -> None:
    sheet = written()
    out = smooth(creased(sheet, (680.0, 680.0)))
    assert (out[678:683, 400:800].min(axis=0) < 120).all()


def test_a_sheet_without_any_is_the_same() -> None:
    sheet = written()
    assert smooth(sheet) is sheet
    assert smooth(paper()).shape == paper().shape
