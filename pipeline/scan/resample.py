"""Pixels through transforms, each page resampled once from the pixels as loaded.

Our coordinates put (0, 0) on the outer corner of the first pixel, OpenCV's on its middle; the half pixel is
accounted for here and nowhere else.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Mesh
from pipeline.model import Grey

Matrix = NDArray[np.float64]
"""A homography, shape (3, 3)."""

_STRIP_ROWS = 512


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
    """The image with its long side at most that, averaged over areas, and the factor (≤ 1) it was made smaller by."""
    factor = min(1.0, long_side_px / max(grey.shape))
    if factor == 1.0:
        return grey, 1.0
    size = (max(1, round(grey.shape[1] * factor)), max(1, round(grey.shape[0] * factor)))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False), factor


def warped(grey: Grey, to_older: Matrix, width_px: int, height_px: int) -> Grey:
    """A new image of that size whose point p shows the point to_older(p) of `grey`, or the border pixel nearest."""
    matrix = shift(-0.5, -0.5) @ to_older @ shift(0.5, 0.5)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    result = cv2.warpPerspective(grey, matrix, (width_px, height_px), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    return result.astype(np.uint8, copy=False)


def warped_through(grey: Grey, mesh: Mesh, to_older: Matrix, width_px: int, height_px: int) -> Grey:
    """As `warped`, but p first moves by the mesh: the result shows to_older(mesh(p)) of `grey`.

    Worked in strips of rows, so that the maps take little memory.
    """
    result = np.empty((height_px, width_px), dtype=np.uint8)
    x = np.arange(width_px, dtype=np.float32) + np.float32(0.5)
    rows, columns = mesh.displacement.shape[:2]
    across = np.clip(x / np.float32(mesh.step_px), 0, columns - 1).astype(np.float32)
    grid = mesh.displacement.astype(np.float32)
    for top in range(0, height_px, _STRIP_ROWS):
        y = np.arange(top, min(top + _STRIP_ROWS, height_px), dtype=np.float32) + np.float32(0.5)
        down = np.clip(y / np.float32(mesh.step_px), 0, rows - 1).astype(np.float32)
        at = np.broadcast_to(across, (len(y), width_px)), np.broadcast_to(down[:, None], (len(y), width_px))
        moved = cv2.remap(grid, at[0], at[1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        points = np.stack([moved[..., 0] + x, moved[..., 1] + y[:, None]], axis=-1)
        source = cv2.perspectiveTransform(points, shift(-0.5, -0.5) @ to_older).astype(np.float32, copy=False)
        result[top : top + len(y)] = cv2.remap(
            grey, source[..., 0], source[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
    return result
