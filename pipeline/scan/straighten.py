"""One page image, upright, straight, flat and evenly lit, from the pixels of a scan or photograph.

What is undone is measured on a reduced copy; then the page is resampled once, from the pixels as loaded.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from pipeline.geometry import Homography, Mesh
from pipeline.model import Grey, PageFault, PageImage
from pipeline.refusals import fault
from pipeline.scan.bands import without_bands
from pipeline.scan.baselines import baselines
from pipeline.scan.curl import unbending
from pipeline.scan.dust import without_dust
from pipeline.scan.frame import Frame
from pipeline.scan.load import MIN_SIDE_PX
from pipeline.scan.paper_lines import without_paper_lines
from pipeline.scan.quality import content_fault, darkness_fault, doubt
from pipeline.scan.rulings import horizontals, joined, through, verticals
from pipeline.scan.skew import lean_deg
from pipeline.scan.square import squaring
from pipeline.scan.turns import parted, quarter_turns
from pipeline.scan.view import View
from pipeline.settings import Settings

LONG_SIDE_PX = 3500
"""Long side that a sheet outside 3000 to 4000 px is scaled to: A4 at 300 dpi."""
_KEPT_LONG_SIDES_PX = (3000, 4000)
_ENOUGH_VERTICALS = 3
_PAPERS_MM = ((297.0, 210.0), (330.0, 215.0), (355.6, 215.9), (279.4, 215.9))
"""A4 (ISO 216), F4 or folio, the other paper of Indonesian offices, legal (national form III-18 is set for it) and
letter or kuarto. Half sheets have about the shape of a whole one and pass for it, print and all reduced."""


def straighten(view: View, settings: Settings) -> PageImage | PageFault:
    """The page in the view; its page_map leads back to the pixels of `view.grey`. A page without print is a fault."""
    grey = view.grey
    if min(grey.shape) < MIN_SIDE_PX:
        return fault("too_small", f"{grey.shape[1]}x{grey.shape[0]} px")
    if grey.size > settings.max_pixels:
        return fault("too_large", f"{grey.shape[1]}x{grey.shape[0]} px > {settings.max_pixels} px")
    refused = darkness_fault(view.small) or content_fault(view.even, view.sharpness)
    if refused:
        return refused
    frame, strokes = view.upright
    turns, turn_sure = quarter_turns(parted(strokes))
    frame, mesh = _flat(frame.turned_back(90.0 * turns), np.ascontiguousarray(np.rot90(strokes, -turns)))
    width, height = view.frame.width_px, view.frame.height_px
    long_side_px, base_px = max(width, height), max(view.base.width_px, view.base.height_px)
    px_per_mm = long_side_px / _long_side_mm(long_side_px / min(width, height))
    by = long_side_px / base_px
    if not _KEPT_LONG_SIDES_PX[0] <= long_side_px <= _KEPT_LONG_SIDES_PX[1]:
        by, px_per_mm = LONG_SIDE_PX / base_px, px_per_mm * LONG_SIDE_PX / long_side_px
    page = view.page(frame.scaled(by), mesh and mesh.scaled(by), px_per_mm)
    clean, dusty = without_dust(page.grey, px_per_mm)
    return replace(
        page,
        grey=without_paper_lines(without_bands(clean, px_per_mm), px_per_mm),
        glares=(*page.glares, *dusty),
        source_px=grey.shape[::-1],
        doubt=doubt(view.small, view.even, view.sharpness, long_side_px, bool(view.glares)),
        turn_sure=turn_sure,
        two_tones=view.two_tones,
    )


def _flat(frame: Frame, strokes: Grey) -> tuple[Frame, Mesh | None]:
    """The frame with its rulings square, and the mesh that unbends what still bends."""
    across, down = joined(horizontals(strokes), baselines(strokes)), verticals(strokes)
    lean = lean_deg(strokes) if down.lines < _ENOUGH_VERTICALS else None
    square = squaring(across, down, frame, None if lean is None else float(np.tan(np.radians(lean))))
    flat = frame.bent_back(square)
    back = np.asarray(np.linalg.inv(flat.to_source) @ frame.to_source, dtype=np.float64)
    mesh = unbending(through(across, back), through(down, back, down=True), flat.width_px, flat.height_px)
    return flat, mesh


def turned(page: PageImage, quarter_turns: int) -> PageImage:
    """The same page with that many more counter-clockwise quarter turns undone."""
    turns = quarter_turns % 4
    height, width = page.grey.shape
    older = Frame(np.eye(3), width, height).turned_back(90.0 * turns)
    return replace(
        page,
        grey=np.ascontiguousarray(np.rot90(page.grey, -turns)),
        page_map=page.page_map.then(Homography(older.to_source)),
        quarter_turns=(page.quarter_turns + turns) % 4,
        rings=tuple(Homography(older.to_source).to_newer(ring) for ring in page.rings),
        glares=tuple(Homography(older.to_source).to_newer(glare) for glare in page.glares),
        patches=tuple(Homography(older.to_source).to_newer(patch) for patch in page.patches),
        streaks=tuple(Homography(older.to_source).to_newer(streak) for streak in page.streaks),
        panels=tuple(np.roll(Homography(older.to_source).to_newer(panel), -turns, axis=0) for panel in page.panels),
    )


def _long_side_mm(aspect: float) -> float:
    """Long side of the paper whose sides are nearest to that ratio."""
    return min(_PAPERS_MM, key=lambda sides: abs(np.log(aspect * sides[1] / sides[0])))[0]
