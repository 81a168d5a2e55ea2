"""Dark panels are found with their edges; nothing else is taken for one."""

import cv2
import numpy as np
import pytest

from pipeline.model import Grey
from pipeline.scan.panels import Panel, find_panels
from tests.scan.drawn_form import drawn_form, drawn_list

PX_PER_MM = 10.1
HEADING = (150, 680, 2850, 950)
"""Left, top, right and bottom of the drawn form's heading and column numbers."""


def on_dark(ground: int) -> Grey:
    """The drawn form, its heading in white print on a ground of that grey level."""
    grey = drawn_form().grey
    left, top, right, bottom = HEADING
    part = grey[top:bottom, left:right]
    part[:] = np.where(part > 200, ground, 240)
    return grey


def box_of(panel: Panel) -> tuple[float, ...]:
    return (*panel.corners.min(axis=0).tolist(), *panel.corners.max(axis=0).tolist())


@pytest.mark.parametrize("ground", [10, 60, 150])
def test_a_heading_in_white_on_dark_is_found_with_its_edges(ground: int) -> None:
    (panel,) = find_panels(on_dark(ground), PX_PER_MM)
    assert np.abs(np.subtract(box_of(panel), HEADING)).max() <= 4
    rows, columns = panel.place
    assert (panel.mask > 0).mean() > 0.97
    assert abs(rows.start - HEADING[1]) <= 4
    assert abs(columns.stop - HEADING[2]) <= 4
    assert panel.paper == 240


def test_it_is_found_in_a_shadow_that_reaches_over_the_paper_beside_it() -> None:
    """The shadow of a hand over the right end of a dark heading made both one dark place, and the heading was lost."""
    grey = on_dark(40).astype(np.float64)
    grey[:, 2300:] *= 0.65
    found = find_panels(grey.astype(np.uint8), PX_PER_MM)
    assert any(np.abs(np.subtract(box_of(panel), HEADING)).max() <= 8 for panel in found)


def test_grain_of_a_copy_is_a_ground() -> None:
    grey = drawn_form().grey
    left, top, right, bottom = HEADING
    part = grey[top:bottom, left:right]
    grain = np.random.default_rng(1).random(part.shape) < 0.45
    part[grain] = 20
    (panel,) = find_panels(grey, PX_PER_MM)
    assert np.abs(np.subtract(box_of(panel), HEADING)).max() <= 8


def test_tables_print_shadows_and_the_ground_beside_the_sheet_are_none() -> None:
    assert find_panels(drawn_form().grey, PX_PER_MM) == []
    assert find_panels(drawn_list().grey, PX_PER_MM) == []
    beside = drawn_form().grey
    beside[:300] = 20
    assert find_panels(beside, PX_PER_MM) == []
    oblique = drawn_form().grey
    cv2.fillPoly(oblique, [np.array([[900, 1500], [2700, 900], [2700, 1300], [900, 1900]])], (60,))
    assert find_panels(oblique, PX_PER_MM) == []


@pytest.mark.parametrize("shape", [(1, 1), (3, 900), (900, 3), (40, 40), (700, 700)])
@pytest.mark.parametrize("level", [0, 255])
def test_any_picture_gives_panels_or_none(shape: tuple[int, int], level: int) -> None:
    assert find_panels(np.full(shape, level, np.uint8), PX_PER_MM) == []
