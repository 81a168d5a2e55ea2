"""A page's pixels as seen through a frame: from a reduced copy to measure on, from the pixels as loaded in the end."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from pipeline.geometry import Homography, Mesh, PageMap, Points
from pipeline.model import Grey, PageImage
from pipeline.scan.frame import Frame
from pipeline.scan.outline import find_sheet, flattening
from pipeline.scan.resample import scale, shrunk, warped, warped_through
from pipeline.scan.shading import PAPER, evened

REDUCED_SIDE_PX = 1750
"""Long side of the copy that is measured on: 150 dpi of A4."""
_GRAIN = 25
"""Grey levels below paper that count as paper when lines are measured."""
_EDGE_PX = 4
"""What is dropped along the border of a picture: scanners leave a dark line there."""
_EDGE_SHARE = 0.004
"""What is dropped along the edge of a sheet in a photograph, of its long side: its shadow and its error."""
_RING_POINTS = 33


class View:
    """The source image and the sheet in it, if it is a photograph of one; what lies beside the sheet shows white."""

    def __init__(self, grey: Grey) -> None:
        """`grey`: the picture as loaded."""
        self._grey = grey
        self.small, self._reduced = shrunk(grey, REDUCED_SIDE_PX)
        sheet = find_sheet(self.small)
        self.sheet = None if sheet is None else sheet / self._reduced
        """The sheet's corners in pixels of the picture, clockwise, shape (4, 2); None if it fills the picture."""
        self._rings = _rings(grey.shape[1], grey.shape[0], self.frame(), self.sheet is not None)

    def frame(self) -> Frame:
        """The frame of the sheet, flat, or of the whole picture."""
        if self.sheet is None:
            return Frame(np.eye(3), self._grey.shape[1], self._grey.shape[0])
        to_source, width, height = flattening(self.sheet)
        return Frame(to_source, width, height)

    def even(self, frame: Frame) -> Grey:
        """The frame's page from the reduced copy, evenly lit."""
        page = evened(warped(self.small, scale(self._reduced) @ frame.to_source, *frame.size_px()))
        return _whitened(page, self._rings, Homography(frame.to_source).to_newer)

    def ink(self, frame: Frame) -> Grey:
        """The frame's page from the reduced copy as bright strokes on 0."""
        return ink(self.even(frame))

    def page(self, frame: Frame, mesh: Mesh | None, px_per_mm: float) -> PageImage:
        """The finished page in full size, with the way back: through the mesh if there is one, then the frame."""
        page_map = PageMap((Homography(frame.to_source),))
        if mesh is None:
            page = warped(self._grey, frame.to_source, *frame.size_px())
        else:
            page = warped_through(self._grey, mesh, frame.to_source, *frame.size_px())
            page_map = page_map.then(mesh)
        stands_deg = frame.stands_turned_deg()
        turns = round(stands_deg / 90)
        return PageImage(
            _whitened(evened(page), self._rings, page_map.to_page),
            page_map,
            px_per_mm,
            turns % 4,
            stands_deg - 90.0 * turns,
        )


def ink(even: Grey) -> Grey:
    """An evenly lit page as bright strokes on 0."""
    return cv2.subtract(np.full_like(even, PAPER - _GRAIN), even).astype(np.uint8, copy=False)


def _rings(width: int, height: int, frame: Frame, photographed: bool) -> tuple[Points, ...]:
    """Closed lines in the picture within which the page lies: a little within its border, and within the sheet's."""
    rings = [_ring(_EDGE_PX, width, height)]
    if photographed:
        edge = _EDGE_SHARE * max(frame.width_px, frame.height_px)
        rings.append(Homography(frame.to_source).to_older(_ring(edge, frame.width_px, frame.height_px)))
    return tuple(rings)


def _ring(edge: float, width: float, height: float) -> Points:
    """Points along a rectangle that much smaller on every side."""
    corners = np.array([[edge, edge], [width - edge, edge], [width - edge, height - edge], [edge, height - edge]])
    t = np.linspace(0, 1, _RING_POINTS)[:, None]
    return np.concatenate([corners[i] * (1 - t) + corners[(i + 1) % 4] * t for i in range(4)])


def _whitened(page: Grey, rings: tuple[Points, ...], to_page: Callable[[Points], Points]) -> Grey:
    """The page, white where it lies outside any of the rings; changed in place."""
    far = 4 * max(page.shape)
    around = np.array([[-far, -far], [far, -far], [far, far], [-far, far]], dtype=np.int32)
    for ring in rings:
        within = to_page(ring).round().clip(-far + 1, far - 1).astype(np.int32)
        cv2.fillPoly(page, [around, within], (255,))
    return page
