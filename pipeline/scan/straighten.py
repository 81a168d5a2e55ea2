"""One page image, upright, straight, flat and evenly lit, from the pixels of a scan or photograph.

What is undone is measured on a reduced copy; then the page is resampled once, from the pixels as loaded.
"""

from __future__ import annotations

import cv2
import numpy as np

from pipeline.geometry import Homography, PageMap
from pipeline.model import Grey, PageFault, PageImage
from pipeline.refusals import fault
from pipeline.scan.frame import Frame
from pipeline.scan.load import MIN_SIDE_PX
from pipeline.scan.outline import find_sheet, flattening
from pipeline.scan.quality import content_fault, darkness_fault
from pipeline.scan.resample import scale, shrunk, warped
from pipeline.scan.shading import PAPER, evened
from pipeline.scan.skew import skew_deg
from pipeline.scan.turns import is_sideways, upside_down_odds
from pipeline.settings import Settings

LONG_SIDE_PX = 3500
"""Long side that a sheet outside 3000 to 4000 px is scaled to: A4 at 300 dpi."""
_KEPT_LONG_SIDES_PX = (3000, 4000)
_MEASURED_SIDE_PX = 1750
_GRAIN = 25
"""Grey levels below paper that count as paper when angles are measured."""
_PAPERS_MM = ((297.0, 210.0), (330.0, 215.0))
"""A4 (ISO 216), and F4 or folio, the other paper of Indonesian offices."""


def straighten(grey: Grey, settings: Settings) -> PageImage | PageFault:
    """The page in `grey`; its page_map leads back to the pixels of `grey`. A page without print is a fault."""
    if min(grey.shape) < MIN_SIDE_PX:
        return fault("too_small", f"{grey.shape[1]}x{grey.shape[0]} px")
    if grey.size > settings.max_pixels:
        return fault("too_large", f"{grey.shape[1]}x{grey.shape[0]} px > {settings.max_pixels} px")
    refused = darkness_fault(grey)
    if refused:
        return refused
    frame = _sheet_frame(grey)
    long_side_px = max(frame.width_px, frame.height_px)
    px_per_mm = long_side_px / _long_side_mm(long_side_px / min(frame.width_px, frame.height_px))
    small, reduced = shrunk(grey, _MEASURED_SIDE_PX)
    measured = _shown(small, reduced, frame.scaled(_MEASURED_SIDE_PX / long_side_px))
    refused = content_fault(measured)
    if refused:
        return refused
    ink = _ink(measured)
    frame = frame.turned_back(skew_deg(ink))
    frame = _upright(frame, small, reduced)
    by = 1.0 if _KEPT_LONG_SIDES_PX[0] <= long_side_px <= _KEPT_LONG_SIDES_PX[1] else LONG_SIDE_PX / long_side_px
    frame = frame.scaled(by)
    width, height = frame.size_px()
    page = evened(warped(grey, frame.to_source, width, height))
    stands = frame.stands_turned_deg()
    turns = round(stands / 90)
    return PageImage(page, PageMap((Homography(frame.to_source),)), px_per_mm * by, turns % 4, stands - 90.0 * turns)


def turned(page: PageImage, quarter_turns: int) -> PageImage:
    """The same page with that many more counter-clockwise quarter turns undone."""
    turns = quarter_turns % 4
    height, width = page.grey.shape
    older = Frame(np.eye(3), width, height).turned_back(90.0 * turns)
    return PageImage(
        np.ascontiguousarray(np.rot90(page.grey, -turns)),
        page.page_map.then(Homography(older.to_source)),
        page.px_per_mm,
        (page.quarter_turns + turns) % 4,
        page.skew_deg,
    )


def _sheet_frame(grey: Grey) -> Frame:
    """The frame of the sheet in a photograph, or of the whole picture."""
    corners = find_sheet(grey)
    if corners is None:
        return Frame(np.eye(3), grey.shape[1], grey.shape[0])
    to_source, width, height = flattening(corners)
    return Frame(to_source, width, height)


def _long_side_mm(aspect: float) -> float:
    """Long side of the paper whose sides are nearest to that ratio."""
    return min(_PAPERS_MM, key=lambda sides: abs(np.log(aspect * sides[1] / sides[0])))[0]


def _shown(small: Grey, reduced: float, frame: Frame) -> Grey:
    """The frame's page, evenly lit, from the picture reduced by that factor."""
    width, height = frame.size_px()
    return evened(warped(small, scale(reduced) @ frame.to_source, width, height))


def _ink(even: Grey) -> Grey:
    """Bright strokes on 0."""
    return cv2.subtract(np.full_like(even, PAPER - _GRAIN), even).astype(np.uint8, copy=False)


def _upright(frame: Frame, small: Grey, reduced: float) -> Frame:
    """The frame turned so that the words run across and the head stands at the top."""
    by = _MEASURED_SIDE_PX / max(frame.width_px, frame.height_px)
    ink = _ink(_shown(small, reduced, frame.scaled(by)))
    turns = 0
    if is_sideways(ink):
        turns, ink = 1, np.ascontiguousarray(np.rot90(ink, -1))
    if upside_down_odds(ink) > 0:
        turns += 2
    return frame.turned_back(90.0 * turns)
