"""Boxes, and the way back from the straightened page to the pixels of the scan.

Coordinates are pixels, x to the right, y down, (0, 0) the outer corner of the first pixel.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
"""Float array of shape (n, 2): x, y in pixels."""


@dataclass(frozen=True, slots=True, order=True)
class Box:
    """An upright rectangle in pixels; right and bottom are outside edges."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Points) -> Box:
        """The smallest box that holds `points`, shape (n, 2), n ≥ 1."""
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        return cls(float(left), float(top), float(right), float(bottom))

    @property
    def width(self) -> float:
        """Width in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height in pixels."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """Area in square pixels; 0 for a box turned inside out."""
        return max(0.0, self.width) * max(0.0, self.height)

    @property
    def centre(self) -> tuple[float, float]:
        """The middle (x, y)."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def grown(self, by_px: float, vertical_px: float | None = None) -> Box:
        """This box with every edge moved outwards (inwards if negative)."""
        down = by_px if vertical_px is None else vertical_px
        return Box(self.left - by_px, self.top - down, self.right + by_px, self.bottom + down)

    def shifted(self, right_px: float, down_px: float) -> Box:
        """This box moved."""
        return Box(self.left + right_px, self.top + down_px, self.right + right_px, self.bottom + down_px)

    def scaled(self, by: float) -> Box:
        """This box on a picture `by` times as large."""
        return Box(self.left * by, self.top * by, self.right * by, self.bottom * by)

    def clipped(self, width_px: float, height_px: float) -> Box:
        """This box cut to an image of that size."""
        return Box(
            min(max(self.left, 0.0), width_px),
            min(max(self.top, 0.0), height_px),
            min(max(self.right, 0.0), width_px),
            min(max(self.bottom, 0.0), height_px),
        )

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )

    def overlap(self, other: Box) -> float:
        """Area shared with `other`, in square pixels."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(0.0, width) * max(0.0, height)

    def iou(self, other: Box) -> float:
        """Shared area over joined area, 0 to 1."""
        shared = self.overlap(other)
        joined = self.area + other.area - shared
        return shared / joined if joined > 0 else 0.0

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside."""
        return self.left <= x < self.right and self.top <= y < self.bottom

    def corners(self) -> Points:
        """The four corners, clockwise from top left, shape (4, 2)."""
        return np.array(
            [
                [self.left, self.top],
                [self.right, self.top],
                [self.right, self.bottom],
                [self.left, self.bottom],
            ],
            dtype=np.float64,
        )

    def slices(self, width_px: int, height_px: int) -> tuple[slice, slice]:
        """Row and column slices that cut this box out of an image of that size (rounded outwards)."""
        # Asked for a thousand times a page: without a box between, in half of the time.
        return (
            slice(math.floor(min(max(self.top, 0), height_px)), math.ceil(min(max(self.bottom, 0), height_px))),
            slice(math.floor(min(max(self.left, 0), width_px)), math.ceil(min(max(self.right, 0), width_px))),
        )


@dataclass(frozen=True, slots=True, eq=False)
class Homography:
    """A straight-line-keeping map between two images; `matrix` (3, 3) takes points of the newer to the older."""

    matrix: NDArray[np.float64]

    def to_older(self, points: Points) -> Points:
        """Points (n, 2) of the newer image, in the older."""
        return _project(self.matrix, points)

    def to_newer(self, points: Points) -> Points:
        """Points (n, 2) of the older image, in the newer."""
        return _project(np.asarray(np.linalg.inv(self.matrix), dtype=np.float64), points)


@dataclass(frozen=True, slots=True, eq=False)
class Mesh:
    """A smooth bend: displacement in pixels, (rows, columns, 2), at grid points `step_px` apart from (0, 0).

    A point p of the newer image lies at p + displacement(p) in the older; between grid points bilinear, beyond
    the last ones constant.
    """

    displacement: NDArray[np.float64]
    step_px: float

    def to_older(self, points: Points) -> Points:
        """Points (n, 2) of the newer image, in the older."""
        return points + self._at(points)

    def to_newer(self, points: Points) -> Points:
        """Points (n, 2) of the older image, in the newer, by fixed-point iteration (bends are gentle)."""
        found = points.copy()
        for _ in range(8):
            found = points - self._at(found)
        return found

    def scaled(self, by: float) -> Mesh:
        """The same bend of an image with that many times the pixels a side."""
        return Mesh(self.displacement * by, self.step_px * by)

    def _at(self, points: Points) -> Points:
        rows, columns = self.displacement.shape[:2]
        x = np.clip(points[:, 0] / self.step_px, 0, columns - 1)
        y = np.clip(points[:, 1] / self.step_px, 0, rows - 1)
        x0, y0 = np.floor(x).astype(int), np.floor(y).astype(int)
        x1, y1 = np.minimum(x0 + 1, columns - 1), np.minimum(y0 + 1, rows - 1)
        fx, fy = (x - x0)[:, None], (y - y0)[:, None]
        grid = self.displacement
        upper = grid[y0, x0] * (1 - fx) + grid[y0, x1] * fx
        lower = grid[y1, x0] * (1 - fx) + grid[y1, x1] * fx
        result: Points = upper * (1 - fy) + lower * fy
        return result


Step = Homography | Mesh


@dataclass(frozen=True, slots=True, eq=False)
class PageMap:
    """The way from the straightened page back to the source image, newest step first."""

    steps: tuple[Step, ...] = ()

    def then(self, newer: Step) -> PageMap:
        """The map after one more step of straightening, `newer`, was made on the page."""
        return PageMap((newer, *self.steps))

    def to_source(self, points: Points) -> Points:
        """Page points (n, 2), in pixels of the source image."""
        for step in self.steps:
            points = step.to_older(points)
        return points

    def to_page(self, points: Points) -> Points:
        """Source points (n, 2), in pixels of the page."""
        for step in reversed(self.steps):
            points = step.to_newer(points)
        return points

    def box_to_source(self, box: Box) -> Box:
        """The upright box in the source image around the outline of a page box (edges sampled at thirds)."""
        t = np.linspace(0, 1, 4)[:, None]
        corners = box.corners()
        edges = [corners[i] * (1 - t) + corners[(i + 1) % 4] * t for i in range(4)]
        return Box.around(self.to_source(np.concatenate(edges)))


def _project(matrix: NDArray[np.float64], points: Points) -> Points:
    homogeneous = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    result: Points = homogeneous[:, :2] / homogeneous[:, 2:3]
    return result
