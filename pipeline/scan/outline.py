"""The sheet of paper in a photograph: its four corners, and the homography that makes it a rectangle.

A sheet is taken for one only if it is plainly brighter than what surrounds it; a flatbed scan, where the paper
fills the picture up to a thin light margin, has no outline and stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.pieces import runs
from pipeline.scan.resample import Matrix, shrunk
from pipeline.scan.shadow_edges import sheet_in_shadow

_SIDE_PX = 700
_MIN_CONTRAST = 30
"""Least grey levels between sheet and surroundings; lids and scanner margins are nearer than that to paper."""
_MIN_FALL, _STEEPER = 12, 3
"""Least fall in grey levels across each edge, and how many times steeper it is there than further within."""
_RISEN = 0.5
"""Of the fall across the only edge within a picture: by so much it is brighter again behind a heading."""
_BESIDE_PX = 7.0
"""How far from the edge, at 700 px, brightness within and beyond is compared."""
_MIN_SHARE, _MAX_SHARE = 0.25, 0.985
_MIN_FILL = 0.93
"""Least overlap (shared over joined area) of sheet and fitted quadrilateral: torn or bent sheets fit worse."""

_FINGER_PX = 41
"""What is narrower and sticks out of a sheet of 700 px is none of it: a finger that holds it is as bright as paper."""

NOWHERE = np.zeros((4, 2))
_ASIDE_PX, _DARKER, _USUAL_PX, _ALIGNED_PX = (4, 5, 6), 12, 41, 4
"""So far from an edge, at 700 px, strokes are looked for: grey levels under what is usual along it there; and how far a
stroke that crosses it askew is off on its other side."""
_ASKEW_PX, _TOGETHER_PX = (-10, -8, -6, -4, 4, 6, 8, 10), 2
"""Rulings that cross an edge up to 45 degrees askew are all as far off on its other side, to so much."""
_CROSSINGS, _CROSSING_SHARE = 5, 0.6
_SAME_CORNER_PX, _WIDER = 6.0, 1.1
_SOFT_PX = 8.0
"""So near to each other lie the outlines that one soft edge has at several thresholds."""


def find_sheet(grey: Grey) -> Points | None:
    """Corners of the sheet in pixels of `grey`, clockwise from top left, shape (4, 2); None if it fills the picture."""
    small, factor = shrunk(grey, _SIDE_PX)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9)))
    # Twice over five pixels takes a twentieth of the time of once over nine, and leaves out as much.
    paper: Grey = cv2.medianBlur(cv2.medianBlur(closed, 5), 5).astype(np.uint8, copy=False)
    shaded = sheet_in_shadow(small, paper)
    if shaded is not None:
        fill, corners = _outlined(shaded.astype(np.uint8), paper)
        return None if fill < _MIN_FILL else _clockwise(corners) / factor
    level, _ = cv2.threshold(paper, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    darker = paper[paper <= level]
    lower, _ = cv2.threshold(darker, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    thresholds = level, (level + lower) / 2, lower
    raw, without = (
        [sheet for sheet in (_sheet_above(paper, one, alone) for one in thresholds) if sheet[0] >= _MIN_FILL]
        for alone in (False, True)
    )
    # Of a soft edge of a shadow strokes are seen to cross the outline at one threshold, and not at the next.
    edges = [corners for _, corners in (*raw, *without) if crossed(corners, small)]
    raw, without = (
        [sheet for sheet in sheets if not any(np.abs(sheet[1] - edge).max() < _SOFT_PX for edge in edges)]
        for sheets in (raw, without)
    )
    if not raw and not without:
        return None
    _, corners = max(raw or without, key=lambda sheet: sheet[0])
    wider = [sheet for sheet in (*raw, *without) if _goes_on(corners, sheet[1])]
    return _clockwise(max(wider, key=lambda sheet: sheet[0])[1] if wider else corners) / factor


def _goes_on(part: Points, whole: Points) -> bool:
    """Whether one sheet is the other with more beyond a side: two corners are theirs both. The edge between the two is
    a shadow's."""
    shared = (np.hypot(*(part[:, None] - whole[None]).transpose(2, 0, 1)) < _SAME_CORNER_PX).any(axis=1).sum()
    areas = [cv2.contourArea(corners.astype(np.float32)) for corners in (part, whole)]
    return bool(shared >= 2 and areas[1] > _WIDER * areas[0])


def _sheet_above(paper: Grey, threshold: float, alone: bool) -> tuple[float, Points]:
    """Corners of the largest place brighter than that, and how well they fit it; 0 unless it has an edge all round.

    alone: without what is narrow and sticks out of it.
    """
    mask = cv2.threshold(paper, threshold, 255, cv2.THRESH_BINARY)[1].astype(np.uint8, copy=False)
    return _outlined(mask, paper, _MIN_CONTRAST, alone)


def _outlined(mask: Grey, paper: Grey, contrast: float = -np.inf, alone: bool = False) -> tuple[float, Points]:
    """Corners of the largest place of the mask, and how well they fit it; 0 unless it has an edge all round, and is
    brighter than the rest by that contrast."""
    none = 0.0, NOWHERE
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return none
    contour = max(contours, key=cv2.contourArea)
    sheet = np.zeros(paper.shape, dtype=np.uint8)
    cv2.drawContours(sheet, [contour], -1, (255,), cv2.FILLED)
    if not _MIN_SHARE <= cv2.countNonZero(sheet) / sheet.size <= _MAX_SHARE:
        return none
    if cv2.mean(paper, sheet)[0] - cv2.mean(paper, cv2.bitwise_not(sheet))[0] < contrast:
        return none
    if not alone:
        return _fitted(contour, sheet, paper)
    narrow = np.ones((_FINGER_PX, _FINGER_PX), np.uint8)
    sheet = cv2.morphologyEx(sheet, cv2.MORPH_OPEN, narrow).astype(np.uint8)
    contours, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return max((_fitted(one, sheet, paper) for one in contours), key=lambda fitted: fitted[0], default=none)


def _fitted(contour: NDArray[Any], sheet: Grey, paper: Grey) -> tuple[float, Points]:
    """Four corners through a contour, and how well they fit the sheet; 0 unless it has an edge all round."""
    height, width = paper.shape
    corners = _quadrilateral(contour[:, 0, :].astype(np.float64) + 0.5, width, height)
    if corners is None or not _has_edges(corners, paper):
        return 0.0, NOWHERE
    return _fill(corners, sheet), corners


def _has_edges(corners: Points, paper: Grey) -> bool:
    """Whether every side is bright within and dark beyond, near to it: a shadow across the sheet has no such edge.

    A side along the picture's border has nothing beyond it and passes; one side at least must not lie there. Nor is
    the only one that does not a sheet's edge where the paper begins again beyond it: it is that of a shaded heading.
    """
    height, width = paper.shape
    middle = corners.mean(axis=0)
    seen, begins_again = 0, False
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = start + np.linspace(0.1, 0.9, 33)[:, None] * (end - start)
        across = np.array([end[1] - start[1], start[0] - end[0]])
        across *= _BESIDE_PX / max(float(np.hypot(*across)), 1e-9)
        across *= np.sign(across @ (along.mean(axis=0) - middle))
        rungs = np.floor(along + np.array([-3, -1, 1])[:, None, None] * across).astype(int)
        held = ((rungs >= 0) & (rungs < [width, height])).all(axis=(0, 2))
        if held.sum() < len(held) / 3:
            continue
        seen += 1
        deep, within, beyond = paper[rungs[:, held, 1], rungs[:, held, 0]].astype(int)
        fall = float(np.median(within - beyond))
        if fall < max(_MIN_FALL, _STEEPER * np.median(deep - within)):
            return False
        begins_again = _rise(paper, along[held], across) >= _RISEN * fall
    return seen > 1 or (seen == 1 and not begins_again)


def _rise(paper: Grey, along: Points, across: Points) -> float:
    """By how much it is brighter again anywhere beyond a side than at its darkest before, in grey levels."""
    height, width = paper.shape
    tones = []
    for farther in range(1, max(height, width)):
        rung = np.floor(along + farther * across).astype(int)
        held = ((rung >= 0) & (rung < [width, height])).all(axis=1)
        if held.sum() < len(rung) / 3:
            break
        tones.append(float(np.median(paper[rung[held, 1], rung[held, 0]])))
    return float((np.array(tones) - np.minimum.accumulate(tones)).max()) if tones else 0.0


def crossed(corners: Points, small: Grey) -> bool:
    """Whether strokes run on across a side: it is a crease, beyond which the sheet is darker, and no edge of it.

    small: the picture, 700 px on its longer side. Along a sheet's own edge its margin is bare.
    """
    height, width = small.shape
    middle = corners.mean(axis=0)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        length = float(np.hypot(*(end - start)))
        along = start + np.linspace(0.02, 0.98, max(2, round(length)))[:, None] * (end - start)
        across = np.array([end[1] - start[1], start[0] - end[0]]) / max(length, 1e-9)
        across *= np.sign(across @ (along.mean(axis=0) - middle))
        sides = [np.floor(along + sign * np.array(_ASIDE_PX)[:, None, None] * across).astype(int) for sign in (-1, 1)]
        held = [((rungs >= 0) & (rungs < [width, height])).all(axis=(0, 2)) for rungs in sides]
        both = held[0] & held[1]
        if both.sum() < _USUAL_PX:
            continue
        inside, beyond = (_strokes(small[rungs[:, both, 1], rungs[:, both, 0]]) for rungs in sides)
        met = max(
            [_met(inside, beyond, 0, _ALIGNED_PX), *(_met(inside, beyond, off, _TOGETHER_PX) for off in _ASKEW_PX)]
        )
        if met >= max(_CROSSINGS, _CROSSING_SHARE * len(inside)):
            return True
    return False


def _met(inside: Sequence[float], beyond: Sequence[float], off: int, near: int) -> int:
    """How many strokes within go on beyond an edge, so far off along it."""
    return sum(any(abs(one + off - other) <= near for other in beyond) for one in inside)


def _strokes(strip: Grey) -> list[float]:
    """Where dark strokes cross a strip, shape (pixels across it, along it)."""
    profile = strip.max(axis=0)
    usual = cv2.medianBlur(np.ascontiguousarray(profile[None]), _USUAL_PX)[0]
    dark = profile.astype(int) < usual.astype(int) - _DARKER
    return [(start + end - 1) / 2 for start, end in runs(np.asarray(dark, dtype=np.bool_))]


def flattening(corners: Points) -> tuple[Matrix, int, int]:
    """The homography from the flat sheet to the picture, and the flat sheet's width and height in pixels.

    Its sides are as long as the mean of the opposite sides in the picture.
    """
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    width, height = round((sides[0] + sides[2]) / 2), round((sides[1] + sides[3]) / 2)
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return cv2.getPerspectiveTransform(flat, corners.astype(np.float32)).astype(np.float64), width, height


def _quadrilateral(contour: Points, width: int, height: int) -> Points | None:
    """Four corners fitted through the contour's sides; contour points on the picture's border count little."""
    hull = cv2.convexHull(contour.astype(np.float32))
    rough = cv2.approxPolyN(hull, 4, ensure_convex=True).reshape(-1, 2).astype(np.float64)
    if len(rough) != 4:
        return None
    lines = []
    for start, end in zip(rough, np.roll(rough, -1, axis=0), strict=True):
        along = end - start
        length = float(np.hypot(*along))
        if length < 0.1 * max(width, height):
            return None
        t = (contour - start) @ along / length**2
        off = np.abs((contour - start) @ np.array([-along[1], along[0]]) / length)
        near = contour[(t > 0.06) & (t < 0.94) & (off < 0.02 * max(width, height))]
        if len(near) < 0.4 * length:
            return None
        vx, vy, px, py = cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
        lines.append((float(vx), float(vy), float(px), float(py)))
    return np.array([_crossing(lines[i - 1], lines[i]) for i in range(4)], dtype=np.float64)


def _crossing(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, float]:
    """Where two lines (direction x, y, point x, y) meet; far away if they are parallel."""
    cross = one[0] * other[1] - one[1] * other[0]
    if abs(cross) < 1e-6:
        return 1e9, 1e9
    t = ((other[2] - one[2]) * other[1] - (other[3] - one[3]) * other[0]) / cross
    return one[2] + t * one[0], one[3] + t * one[1]


def _fill(corners: Points, sheet: Grey) -> float:
    """Shared over joined area of the quadrilateral and the sheet's mask; 0 for one that leaves the picture far."""
    height, width = sheet.shape
    if np.abs(corners).max() > 2 * max(height, width) or not cv2.isContourConvex(corners.astype(np.float32)):
        return 0.0
    drawn = cv2.fillConvexPoly(np.zeros_like(sheet), corners.round().astype(np.int32), 255)
    joined = cv2.countNonZero(cv2.bitwise_or(drawn, sheet))
    return cv2.countNonZero(cv2.bitwise_and(drawn, sheet)) / joined if joined else 0.0


def _clockwise(corners: Points) -> Points:
    """The corners in clockwise order (y down) from the one nearest the top left."""
    middle = corners.mean(axis=0)
    order = np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))
    ring = corners[order]
    result: Points = np.roll(ring, -int(ring.sum(axis=1).argmin()), axis=0)
    return result
