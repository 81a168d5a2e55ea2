"""A page's frame on its way: where its points lie in the source image, and how large it is. No pixels here."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.geometry import Homography
from pipeline.scan.resample import Matrix, rotation, scale, shift

BORDER, LARGEST = 0.02, 1.35


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A rectangle of paper, in pixels of about the source's size; `to_source` takes its points to the source image."""

    to_source: Matrix
    width_px: float
    height_px: float

    def turned_back(self, counter_clockwise_deg: float) -> Frame:
        """The frame of the page that stood turned by that angle, upright, and large enough to hold all of this one."""
        turn = rotation(counter_clockwise_deg)
        across = abs(float(turn[0, 0])) * self.width_px + abs(float(turn[0, 1])) * self.height_px
        down = abs(float(turn[0, 1])) * self.width_px + abs(float(turn[0, 0])) * self.height_px
        to_older = shift(self.width_px / 2, self.height_px / 2) @ turn @ shift(-across / 2, -down / 2)
        return Frame(self.to_source @ to_older, across, down)

    def bent_back(self, to_older: Matrix) -> Frame:
        """The frame whose points lie, through that homography, in this one, and large enough to hold all of this one.

        Of the same size and place where that holds all but a narrow border; never more than LARGEST times as large.
        """
        edges = np.array([[0, 0], [self.width_px, 0], [self.width_px, self.height_px], [0, self.height_px]])
        corners = Homography(to_older).to_newer(edges)
        size = np.array([self.width_px, self.height_px])
        slack, most = BORDER * size.max(), (LARGEST - 1) * size
        before = np.where(corners.min(axis=0) < -slack, np.clip(-corners.min(axis=0), 0, most), 0.0)
        after = np.where(corners.max(axis=0) > size + slack, np.clip(corners.max(axis=0) - size, 0, most), 0.0)
        width, height = (size + before + after).tolist()
        return Frame(self.to_source @ to_older @ shift(-float(before[0]), -float(before[1])), width, height)

    def scaled(self, by: float) -> Frame:
        """The frame with that many times the pixels a side."""
        return Frame(self.to_source @ scale(1 / by), self.width_px * by, self.height_px * by)

    def size_px(self) -> tuple[int, int]:
        """Width and height in whole pixels."""
        return max(1, round(self.width_px)), max(1, round(self.height_px))

    def stands_turned_deg(self) -> float:
        """By how many degrees, counter-clockwise, the page lies turned in its source, measured at its middle.

        Its upright axis tells: a bend of the page lifts its lines, but leaves what stands upright as it stood.
        """
        middle = np.array([[self.width_px / 2, self.height_px / 2], [self.width_px / 2, self.height_px / 2 + 1]])
        start, end = Homography(self.to_source).to_older(middle)
        return float(np.degrees(np.arctan2(end[0] - start[0], end[1] - start[1])))
