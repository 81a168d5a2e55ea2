"""A page's pixels as seen through a frame: from a reduced copy to measure on, from the pixels as loaded in the end."""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.geometry import Homography, Mesh, PageMap, Points
from pipeline.model import Grey, PageImage
from pipeline.scan.frame import Frame
from pipeline.scan.outline import flattening
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


class View:
    """The source image and the sheet in it; what lies beside the sheet is shown white."""

    def __init__(self, grey: Grey, sheet: Points | None) -> None:
        """`sheet`: the corners in pixels of `grey`, clockwise, shape (4, 2); None if it fills the picture."""
        self._grey = grey
        self._mask = _inside(grey, sheet)
        self._small, self._reduced = shrunk(grey, REDUCED_SIDE_PX)
        self._small_mask, _ = shrunk(self._mask, REDUCED_SIDE_PX)

    def even(self, frame: Frame) -> Grey:
        """The frame's page from the reduced copy, evenly lit."""
        width, height = frame.size_px()
        to_small = scale(self._reduced) @ frame.to_source
        page = evened(warped(self._small, to_small, width, height))
        return _whitened(page, warped(self._small_mask, to_small, width, height))

    def ink(self, frame: Frame) -> Grey:
        """The frame's page from the reduced copy as bright strokes on 0."""
        even = self.even(frame)
        return cv2.subtract(np.full_like(even, PAPER - _GRAIN), even).astype(np.uint8, copy=False)

    def page(self, frame: Frame, mesh: Mesh | None, px_per_mm: float) -> PageImage:
        """The finished page in full size, with the way back: through the mesh if there is one, then the frame."""
        width, height = frame.size_px()
        if mesh is None:
            page, mask = (warped(image, frame.to_source, width, height) for image in (self._grey, self._mask))
        else:
            page, mask = warped_through((self._grey, self._mask), mesh, frame.to_source, width, height)
        page_map = PageMap((Homography(frame.to_source),))
        stands_deg = frame.stands_turned_deg()
        turns = round(stands_deg / 90)
        return PageImage(
            _whitened(evened(page), mask),
            page_map if mesh is None else page_map.then(mesh),
            px_per_mm,
            turns % 4,
            stands_deg - 90.0 * turns,
        )


def sheet_frame(sheet: Points | None, grey: Grey) -> Frame:
    """The frame of the sheet, flat, or of the whole picture."""
    if sheet is None:
        return Frame(np.eye(3), grey.shape[1], grey.shape[0])
    to_source, width, height = flattening(sheet)
    return Frame(to_source, width, height)


def _inside(grey: Grey, sheet: Points | None) -> Grey:
    """255 on the sheet, 0 beside it and along its edge; same size as `grey`. Warps repeat the border: it is 0."""
    height, width = grey.shape
    mask = np.zeros((height, width), dtype=np.uint8)
    mask[_EDGE_PX : height - _EDGE_PX, _EDGE_PX : width - _EDGE_PX] = 255
    if sheet is not None:
        frame = sheet_frame(sheet, grey)
        edge = _EDGE_SHARE * max(frame.width_px, frame.height_px)
        right, bottom = frame.width_px - edge, frame.height_px - edge
        corners = Homography(frame.to_source).to_older(
            np.array([[edge, edge], [right, edge], [right, bottom], [edge, bottom]])
        )
        drawn = np.zeros_like(mask)
        cv2.fillConvexPoly(drawn, corners.round().astype(np.int32), (255,))
        mask = cv2.bitwise_and(mask, drawn).astype(np.uint8, copy=False)
    return mask


def _whitened(page: Grey, mask: Grey) -> Grey:
    return cv2.bitwise_or(page, cv2.bitwise_not(mask)).astype(np.uint8, copy=False)
