"""Boxes and the way back to the scan."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.geometry import Box, Homography, Mesh, PageMap

SIDES = st.floats(-1000, 1000)
BOXES = st.builds(lambda x, y, w, h: Box(x, y, x + w, y + h), SIDES, SIDES, st.floats(1, 500), st.floats(1, 500))


@given(BOXES, BOXES)
def test_overlap_is_fair(one: Box, other: Box) -> None:
    assert one.overlap(other) == other.overlap(one)
    assert 0 <= one.iou(other) <= 1 + 1e-9
    assert one.union(other).area >= max(one.area, other.area) - 1e-6
    assert one.iou(one) > 1 - 1e-9


def test_boxes_cut_whole_pixels_inside_the_image() -> None:
    rows, columns = Box(-3, 2.2, 7.1, 99).slices(10, 20)
    assert (rows, columns) == (slice(2, 20), slice(0, 8))


@given(st.floats(-0.2, 0.2), st.floats(-20, 20), st.floats(0, 12))
def test_a_page_leads_back_to_the_scan_and_again(turn: float, shift: float, bend: float) -> None:
    cos, sin = np.cos(turn), np.sin(turn)
    straight = Homography(np.array([[cos, -sin, shift], [sin, cos, -shift], [1e-5, -1e-5, 1]]))
    grid = np.zeros((5, 6, 2))
    grid[..., 1] = bend * np.sin(np.linspace(0, np.pi, 6))[None, :]
    page_map = PageMap().then(straight).then(Mesh(grid, 200.0))
    points = np.array([[10.0, 20.0], [400.0, 300.0], [900.0, 700.0]])
    assert np.allclose(page_map.to_page(page_map.to_source(points)), points, atol=0.01)


def test_a_box_is_led_back_with_its_bent_edges() -> None:
    grid = np.zeros((2, 3, 2))
    grid[:, 1, 1] = -30.0  # the middle of the page lies higher on the scan
    bent = PageMap().then(Mesh(grid, 100.0)).box_to_source(Box(0, 50, 200, 90))
    assert bent.top < 50 - 15 and bent.bottom <= 90 and (bent.left, bent.right) == (0, 200)
