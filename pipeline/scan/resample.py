"""Pixels through transforms, each page resampled once from the pixels as loaded.

Our coordinates put (0, 0) on the outer corner of the first pixel, OpenCV's on its middle; the half pixel is
accounted for here and nowhere else.
"""

from __future__ import annotations

import cv2
import numpy as np
from cv2.typing import MatLike
from numpy.typing import NDArray

from pipeline.geometry import Homography, Mesh
from pipeline.model import Grey

Matrix = NDArray[np.float64]
"""A homography, shape (3, 3)."""

_STRIP_ROWS, _CELL_PX = 128, 16
_NEAR_SIZE = 7 / 6


def shift(right_px: float, down_px: float) -> Matrix:
    """The homography that moves points."""
    return np.array([[1, 0, right_px], [0, 1, down_px], [0, 0, 1]], dtype=np.float64)


def scale(by: float) -> Matrix:
    """The homography that multiplies coordinates."""
    return np.diag([by, by, 1.0]).astype(np.float64)


def rotation(counter_clockwise_deg: float) -> Matrix:
    """The homography that turns points about (0, 0), counter-clockwise as seen on the page (y is down)."""
    angle = np.radians(counter_clockwise_deg)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]], dtype=np.float64)


def shrunk(grey: Grey, long_side_px: int) -> tuple[Grey, float]:
    """The image with its long side about that, averaged over areas, and the factor (≤ 1) it was made smaller by.

    Whole numbers of pixels are averaged where that comes within a seventh of the size wanted: eight times as fast.
    """
    times = max(grey.shape) / long_side_px
    whole = max(1, round(times))
    if times <= 1.0 or (whole == 1 and times < _NEAR_SIZE):
        return grey, 1.0
    if max(times, whole) <= _NEAR_SIZE * min(times, whole) and min(grey.shape) >= whole:
        return averaged(grey, whole, whole), 1 / whole
    size = (max(1, round(grey.shape[1] / times)), max(1, round(grey.shape[0] / times)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False), 1 / times


def transposed(grey: Grey) -> Grey:
    """The image with its rows for columns: what runs across runs down."""
    return cv2.transpose(grey).astype(np.uint8, copy=False)


def averaged(grey: Grey, across: int, down: int) -> Grey:
    """The image that many times smaller, averaged; what is left over at its right and lower edge is left out.

    Of whole numbers of pixels that takes an eighth of the time, and by halves a tenth of that (two by two pixels are
    averaged at once by the processor), for a grey level's rounding at each.
    """
    height, width = grey.shape[0] // down, grey.shape[1] // across
    smaller: MatLike = grey[: height * down, : width * across]
    while across % 2 == 0 and down % 2 == 0:
        across, down = across // 2, down // 2
        smaller = cv2.resize(smaller, (width * across, height * down), interpolation=cv2.INTER_AREA)
    if (across, down) != (1, 1):
        smaller = cv2.resize(smaller, (width, height), interpolation=cv2.INTER_AREA)
    return smaller.astype(np.uint8, copy=False)


def warped(grey: Grey, to_older: Matrix, width_px: int, height_px: int) -> Grey:
    """A new image of that size whose point p shows the point to_older(p) of `grey`, or the border pixel nearest."""
    matrix = shift(-0.5, -0.5) @ to_older @ shift(0.5, 0.5)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    result = cv2.warpPerspective(grey, matrix, (width_px, height_px), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return result.astype(np.uint8, copy=False)


def warped_through(grey: Grey, mesh: Mesh, to_older: Matrix, width_px: int, height_px: int) -> Grey:
    """As `warped`, but p first moves by the mesh: the result shows to_older(mesh(p)) of `grey`.

    Both are worked out at nodes 16 px apart and run straight between them, which is right to 0.1 px for bends of
    paper. Worked in strips of rows, so that the maps take little memory.
    """
    result = np.empty((height_px, width_px), dtype=np.uint8)
    # Nodes in the middles of 16 px cells, one more on every side: so cv2.resize lets them run straight in between.
    x = (np.arange(-1, width_px // _CELL_PX + 2) + 0.5) * _CELL_PX
    y = (np.arange(-1, height_px // _CELL_PX + 2) + 0.5) * _CELL_PX
    nodes = np.column_stack([np.tile(x, len(y)), np.repeat(y, len(x))])
    older = Homography(to_older).to_older(mesh.to_older(nodes)).astype(np.float32) - np.float32(0.5)
    older = older.reshape(len(y), len(x), 2)
    for top in range(0, height_px, _STRIP_ROWS):
        rows = min(_STRIP_ROWS, height_px - top)
        some = older[top // _CELL_PX : (top + rows - 1) // _CELL_PX + 3]
        size = (some.shape[1] * _CELL_PX, some.shape[0] * _CELL_PX)
        fine = cv2.resize(some, size, interpolation=cv2.INTER_LINEAR)
        at = fine[_CELL_PX : _CELL_PX + rows, _CELL_PX : _CELL_PX + width_px]
        x_of, y_of = cv2.split(at)
        result[top : top + rows] = cv2.remap(grey, x_of, y_of, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return result
