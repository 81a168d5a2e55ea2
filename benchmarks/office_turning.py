"""A sheet that lies askew or sideways on the scanner, and where its points went."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Box = list[float] | None


def turned(picture: NDArray[np.uint8], skew: float, turns: int) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The picture (H, W, 3) turned by `skew` degrees and `turns` quarters, both counterclockwise, and the 2 by 3 matrix
    that moves its points; a sheet that lies sideways is as wide as it was high."""
    high, wide = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), skew + 90 * turns, 1.0)
    if turns % 2:
        matrix[:, 2] += ((high - wide) / 2, (wide - high) / 2)
        wide, high = high, wide
    paper = tuple(float(v) for v in np.median(picture.reshape(-1, 3), axis=0))
    return cv2.warpAffine(picture, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=paper), matrix


def moved_box(box: Box, matrix: NDArray[np.float64]) -> Box:
    """The upright box around a box whose corners were moved."""
    if box is None:
        return None
    left, top, right, bottom = box
    corners = np.array([[left, top, 1], [right, top, 1], [right, bottom, 1], [left, bottom, 1]]) @ matrix.T
    return [round(float(v), 1) for v in (*corners.min(0), *corners.max(0))]
