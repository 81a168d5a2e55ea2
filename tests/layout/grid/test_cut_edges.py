"""Tables that run out of their picture, and those that only come near its border."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.geometry import Homography, PageMap
from pipeline.layout.grid.cut_edges import cut_edges
from pipeline.layout.grid.lattice import find_lattice
from pipeline.layout.grid.page_border import SIDES
from pipeline.layout.lines.rulings import horizontal_rulings, vertical_rulings
from pipeline.model import Grey, PageImage
from tests.layout.drawing import PX_PER_MM, inked, paper, table

BARS = [300, 380, 700, 900, 1000, 1100, 1200, 1700, 2100]
LINES = [300, 560, 610, 700, 790, 880, 970, 1060, 1150]
BORDER_PX = 36


def drawn(left: int = 0, top: int = 0, right: int = 2400, bottom: int = 1600) -> PageImage:
    """The page of a picture that shows the sheet between those edges; its outermost pixels are white, as loaded."""
    sheet = paper(1600, 2400)
    table(sheet, BARS, LINES)
    grey = np.ascontiguousarray(sheet[top:bottom, left:right])
    grey[:4] = grey[-4:] = 255
    grey[:, :4] = grey[:, -4:] = 255
    return PageImage(grey, PageMap((Homography(np.eye(3)),)), PX_PER_MM, source_px=(right - left, bottom - top))


def edges(page: PageImage) -> tuple[str, ...]:
    ink: Grey = inked(page.grey)
    ink[:BORDER_PX] = ink[-BORDER_PX:] = 0
    ink[:, :BORDER_PX] = ink[:, -BORDER_PX:] = 0
    lattice = find_lattice(horizontal_rulings(ink, PX_PER_MM), vertical_rulings(ink, PX_PER_MM), PX_PER_MM)
    assert lattice is not None
    return cut_edges(page, lattice)


@pytest.mark.parametrize(
    ("side", "at"),
    [("left", 340), ("left", 520), ("top", 400), ("right", 1400), ("right", 1900)]
    + [("bottom", at) for at in (920, 960, 985, 1000, 1100)],
)
def test_the_edge_at_which_a_table_is_cut_is_named(side: str, at: int) -> None:
    assert edges(drawn(**{side: at})) == (side,)


@pytest.mark.parametrize("margin", [14, 20, 30, 45, 80])
def test_a_table_near_the_border_is_not_cut(margin: int) -> None:
    near = drawn(BARS[0] - margin, LINES[0] - margin, BARS[-1] + margin, LINES[-1] + margin)
    assert edges(near) == ()


def test_a_page_without_borders_of_its_own_is_not_cut() -> None:
    assert edges(replace(drawn(bottom=1000), source_px=None)) == ()
    assert SIDES == ("left", "top", "right", "bottom")
