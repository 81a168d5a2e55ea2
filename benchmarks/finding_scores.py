"""How well a page was found, against its true boxes; measured on the flat page, so that no damage flatters it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import cv2
import numpy as np

from benchmarks.finding_pages import BenchPage, TruePlace
from pipeline.geometry import Box, PageMap, Points
from pipeline.layout.find import Found
from pipeline.model import Cell, Crop, PageFault, Part
from samples.generator.sheet import OptionSlot

ENOUGH_OVERLAP = 0.8
ENOUGH_INK = 0.9
BOX_OVERLAP, WORDS_OVERLAP = 0.5, 0.3
"""Least overlap of an option: of its check box, or of its words, which a circle round them may enlarge."""
SKEW_KNOWN = frozenset(
    {"scan", "copy", "turned", "skewed", "broken", "extra", "cropped", "framed", "inverted", "coarse", "tinted"}
)
"""Levels on which the page has one skew: nothing bends, folds or tilts it."""


@dataclass(slots=True)
class PageScore:
    """What became of one page. outcome: read, other form, refused. Counts of cells are of the truth, found or not.

    corners_px: mean distance of the corners of each table cell from the true ones, at 300 dpi. left_deg: the skew that
    is left on the straightened page; skew_error_deg: of the skew reported (null where a page has no one skew).
    stages: seconds of one core by stage. wrong: what is wrong, place by place.
    """

    level: str
    form: str
    seed: int
    outcome: str = "refused"
    reason: str = ""
    table: int = 0
    table_found: int = 0
    table_right: int = 0
    fields: int = 0
    fields_found: int = 0
    fields_right: int = 0
    inks: int = 0
    inks_in_box: int = 0
    inks_in_crop: int = 0
    options: int = 0
    options_right: int = 0
    strays: int = 0
    corners_px: list[float] = field(default_factory=list)
    left_deg: float | None = None
    skew_error_deg: float | None = None
    turns_right: bool = False
    stages: Mapping[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Seconds of one core, from the file to the cut cells."""
        return sum(self.stages.values())


def score_page(
    page: BenchPage, found: Found | PageFault, crops: tuple[Crop, ...], stages: Mapping[str, float]
) -> PageScore:
    """The score of a page whose stages took so many seconds of one core."""
    score = PageScore(page.level, page.form.key, page.seed, stages=stages)
    for place in page.places:
        in_table = place.part in (Part.TABLE, Part.TOTAL)
        score.table += in_table
        score.fields += not in_table
        score.inks += place.ink is not None and not place.options and not in_table
        score.options += bool(place.options)
    if isinstance(found, PageFault):
        score.reason = found.reason + "".join(found.message.rpartition(" [")[1:])
        return score
    name = f"{found.layout.form} {found.layout.edition}"
    _turning(page, found, score)
    if name != page.form.key:
        score.outcome, score.reason = "other form", name
        return score
    score.outcome = "read"
    cells = {
        (cell.part, cell.row, cell.field.name): (cell, crop)
        for cell, crop in zip(found.layout.cells, crops, strict=True)
    }
    for place in page.places:
        mine = cells.pop((place.part, place.row, place.field), None)
        if mine is None:
            score.wrong.append(f"{_name(place)}: missing")
        else:
            _cell(page, found.page.page_map, place, *mine, score)
    score.strays = len(cells)
    score.wrong += [f"{part} {'' if row is None else row} {name}: stray" for part, row, name in cells]
    return score


def _cell(page: BenchPage, page_map: PageMap, place: TruePlace, cell: Cell, crop: Crop, score: PageScore) -> None:
    outline = _on_flat(page, page_map, cell.box)
    overlap = _overlap(outline, place.box)
    right = overlap >= ENOUGH_OVERLAP
    if place.part in (Part.TABLE, Part.TOTAL):
        score.table_found += 1
        score.table_right += right
        corners = _to_flat(page, page_map, cell.box.corners())
        score.corners_px.append(float(np.hypot(*(corners - place.box.corners()).T).mean()))
        if not right:
            score.wrong.append(f"{_name(place)}: overlap {overlap:.2f}")
        return
    score.fields_found += 1
    score.fields_right += right
    if place.options:
        wrong = [one for one in place.options if not _option_found(page, page_map, one, cell)]
        score.options_right += not wrong
        if wrong:
            score.wrong.append(f"{_name(place)}: {len(wrong)} of {len(place.options)} options astray")
    elif place.ink is not None:
        inside = _share(outline, place.ink)
        in_crop = _share(_on_flat(page, page_map, crop.box), place.ink)
        score.inks_in_box += inside >= ENOUGH_INK
        score.inks_in_crop += in_crop >= ENOUGH_INK
        if in_crop < ENOUGH_INK:
            score.wrong.append(f"{_name(place)}: only {in_crop:.2f} of the ink in the crop")


def _option_found(page: BenchPage, page_map: PageMap, true: OptionSlot, cell: Cell) -> bool:
    for option in cell.options:
        if option.value == true.value:
            overlap = _overlap(_on_flat(page, page_map, option.mark or option.label), true.mark or true.label)
            return overlap >= (BOX_OVERLAP if true.mark else WORDS_OVERLAP)
    return False


def _turning(page: BenchPage, found: Found, score: PageScore) -> None:
    """Skew and quarter turns: the levels of the flat page, seen on the straightened one."""
    height, width = page.size
    angles = []
    for share in (0.2, 0.35, 0.5, 0.65, 0.8):
        ends = np.array([[0.15 * width, share * height], [0.85 * width, share * height]])
        (x0, y0), (x1, y1) = found.page.page_map.to_page(page.page_map.to_source(ends))
        angles.append(math.degrees(math.atan2(y1 - y0, x1 - x0)))
    angle = float(np.median(angles))
    score.turns_right = abs(angle) < 45 and found.page.quarter_turns == page.damage.quarter_turns
    score.left_deg = abs((angle + 45) % 90 - 45)
    if page.level in SKEW_KNOWN:
        score.skew_error_deg = abs(found.page.skew_deg - page.damage.skew_deg)


def _to_flat(page: BenchPage, page_map: PageMap, points: Points) -> Points:
    return page.page_map.to_page(page_map.to_source(points))


def _on_flat(page: BenchPage, page_map: PageMap, box: Box) -> Points:
    """The outline of a box of the straightened page, on the flat page: a convex polygon."""
    corners = box.corners()
    edges = [corners[i] + (corners[(i + 1) % 4] - corners[i]) * t for i in range(4) for t in (0.0, 0.25, 0.5, 0.75)]
    flat = _to_flat(page, page_map, np.array(edges)).astype(np.float32)
    return cv2.convexHull(flat).reshape(-1, 2).astype(np.float64)


def _shared(outline: Points, box: Box) -> float:
    area, _ = cv2.intersectConvexConvex(outline.astype(np.float32), box.corners().astype(np.float32))
    return float(area)


def _overlap(outline: Points, box: Box) -> float:
    shared = _shared(outline, box)
    return shared / (float(cv2.contourArea(outline.astype(np.float32))) + box.area - shared)


def _share(outline: Points, ink: Box) -> float:
    return _shared(outline, ink) / max(ink.area, 1e-9)


def _name(place: TruePlace) -> str:
    return " ".join(str(part) for part in (place.part, place.row, place.field) if part is not None)
