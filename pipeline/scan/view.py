"""A page's pixels as seen through a frame: from a reduced copy to measure on, from the pixels as loaded in the end."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np

from pipeline.geometry import Homography, Mesh, PageMap, Points
from pipeline.model import Grey, PageImage
from pipeline.scan.black_streaks import without_streaks
from pipeline.scan.frame import Frame
from pipeline.scan.glare import glares
from pipeline.scan.halftone import has_two_tones, without_halftone
from pipeline.scan.light_patches import light_patches
from pipeline.scan.outline import find_sheet, flattening
from pipeline.scan.panel_print import put_on_paper
from pipeline.scan.polarity import is_inverted
from pipeline.scan.quality import sharpness
from pipeline.scan.resample import Matrix, scale, shrunk, warped, warped_through
from pipeline.scan.shading import PAPER, lit_by, paper_of
from pipeline.scan.skew import skew_deg

REDUCED_SIDE_PX = 1750
"""Long side of the copy that is measured on: 150 dpi of A4."""
_GRAIN = 25
"""Grey levels below paper that count as paper when lines are measured."""
_EDGE_PX = 4
"""What is dropped along the border of a picture: scanners leave a dark line there."""
_EDGE_SHARE = 0.004
"""What is dropped along the edge of a sheet in a photograph, of its long side: its shadow and its error."""
_RING_POINTS = 33
_PAPER_REDUCED = 4
"""The brightness of paper changes slowly: how much coarser it may be than the page."""


class View:
    """The source image and the sheet in it, if it is a photograph of one; what lies beside the sheet shows white.

    What is measured on it is worked out once, when it is first asked for.
    """

    def __init__(self, grey: Grey) -> None:
        """`grey`: the picture as loaded; dots become greys, white print on black becomes black on white, and black
        streaks are taken off.

        two_tones: whether it is black and white, without greys. streaks: the outlines of what was taken off.
        """
        greys = without_halftone(grey)
        self.two_tones = greys is grey and has_two_tones(grey)
        grey = greys
        grey = cv2.bitwise_not(grey).astype(np.uint8, copy=False) if is_inverted(grey) else grey
        self._small = shrunk(grey, REDUCED_SIDE_PX)
        self.grey, self.streaks = without_streaks(grey, self._small[0])
        if self.streaks:
            self._small = shrunk(self.grey, REDUCED_SIDE_PX)

    @property
    def small(self) -> Grey:
        """The picture on about the scale of measuring."""
        return self._small[0]

    @cached_property
    def sheet(self) -> Points | None:
        """The sheet's corners in pixels of the picture, clockwise, shape (4, 2); None if it fills the picture."""
        small, reduced = self._small
        sheet = find_sheet(small)
        return None if sheet is None else sheet / reduced

    @cached_property
    def frame(self) -> Frame:
        """The frame of the sheet, flat, or of the whole picture; in size of the picture."""
        if self.sheet is None:
            return Frame(np.eye(3), self.grey.shape[1], self.grey.shape[0])
        to_source, width, height = flattening(self.sheet)
        return Frame(to_source, width, height)

    @cached_property
    def base(self) -> Frame:
        """The same frame in the size that is measured on."""
        if self.sheet is None:
            return self.frame.scaled(self._small[1])
        return self.frame.scaled(REDUCED_SIDE_PX / max(self.frame.width_px, self.frame.height_px))

    @cached_property
    def _base_grey(self) -> Grey:
        small, reduced = self._small
        return (
            small if self.sheet is None else warped(small, scale(reduced) @ self.base.to_source, *self.base.size_px())
        )

    @cached_property
    def _paper(self) -> tuple[Grey, Grey | None]:
        """How bright the paper of the base is, on a reduced copy; and where on it the hard edges of shadows lie."""
        return paper_of(self._base_grey)

    @cached_property
    def even(self) -> Grey:
        """The page in its base frame, evenly lit."""
        to_base = Homography(self.base.to_source).to_newer
        return _whitened(lit_by(self._base_grey, *self._paper), tuple(to_base(ring) for ring in self._rings))

    @cached_property
    def glares(self) -> tuple[Points, ...]:
        """The outlines of a lamp's reflections on it, in pixels of the picture."""
        to_picture = Homography(self.base.to_source).to_older
        return tuple(to_picture(glare) for glare in glares(self._base_grey, self._paper[0]))

    @cached_property
    def patches(self) -> tuple[Points, ...]:
        """The outlines of what is lighter than its paper, in pixels of the picture."""
        to_picture = Homography(self.base.to_source).to_older
        return tuple(to_picture(patch) for patch in light_patches(self._base_grey))

    @cached_property
    def sharpness(self) -> int:
        """How sharply its sharpest strokes end (scan.quality)."""
        return sharpness(self.even)

    @cached_property
    def _rings(self) -> tuple[Points, ...]:
        return _rings(self.grey.shape[1], self.grey.shape[0], self.frame, self.sheet is not None)

    @cached_property
    def skew_deg(self) -> float:
        """By how much its print stands turned in the base frame, counter-clockwise, within ±15 degrees."""
        return skew_deg(ink(self.even))

    @cached_property
    def upright(self) -> tuple[Frame, Grey]:
        """The frame in which its print is level or plumb, and its strokes there: bright on 0."""
        frame = self.base.turned_back(self.skew_deg)
        to_base = np.linalg.inv(self.base.to_source) @ frame.to_source
        return frame, warped(ink(self.even), to_base, *frame.size_px())

    def page(self, frame: Frame, mesh: Mesh | None, px_per_mm: float) -> PageImage:
        """The finished page in full size, with the way back: through the mesh if there is one, then the frame."""
        page = _seen(self.grey, frame.to_source, mesh, frame.size_px())
        page_map = PageMap((Homography(frame.to_source),))
        if mesh is not None:
            page_map = page_map.then(mesh)
        stands_deg = frame.stands_turned_deg()
        turns = round(stands_deg / 90)
        rings = tuple(page_map.to_page(ring) for ring in self._rings)
        paper, edges = self._paper
        even = lit_by(page, self._in(frame, mesh, paper), None if edges is None else self._in(frame, mesh, edges))
        panels = put_on_paper(even, page, px_per_mm)
        return PageImage(
            _whitened(even, rings),
            page_map,
            px_per_mm,
            turns % 4,
            stands_deg - 90.0 * turns,
            rings=rings,
            glares=tuple(page_map.to_page(glare) for glare in self.glares),
            patches=tuple(page_map.to_page(patch) for patch in self.patches),
            panels=panels,
            streaks=tuple(page_map.to_page(streak) for streak in self.streaks),
        )

    def _in(self, frame: Frame, mesh: Mesh | None, paper: Grey) -> Grey:
        """What is known of the base's paper in that frame, on a copy reduced by four."""
        to_paper = scale(max(paper.shape) / max(self.base.size_px())) @ np.linalg.inv(self.base.to_source)
        small = frame.scaled(1 / _PAPER_REDUCED)
        to_older = np.asarray(to_paper @ small.to_source, dtype=np.float64)
        return _seen(paper, to_older, mesh and mesh.scaled(1 / _PAPER_REDUCED), small.size_px())


def _seen(grey: Grey, to_older: Matrix, mesh: Mesh | None, size: tuple[int, int]) -> Grey:
    """A new image of that width and height; its points lie, through the mesh and the homography, in `grey`."""
    return warped(grey, to_older, *size) if mesh is None else warped_through(grey, mesh, to_older, *size)


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


def _whitened(page: Grey, rings: tuple[Points, ...]) -> Grey:
    """The page, white where it lies outside any of the rings, given in its pixels; changed in place."""
    far = 4 * max(page.shape)
    around = np.array([[-far, -far], [far, -far], [far, far], [-far, far]], dtype=np.int32)
    for ring in rings:
        within = ring.round().clip(-far + 1, far - 1).astype(np.int32)
        cv2.fillPoly(page, [around, within], (255,))
    return page
