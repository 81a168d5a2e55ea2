"""Paper that a hard-edged shadow parts: what lies on both sides of an edge is one sheet where strokes run across it.

A lamp behind a hand or the frame of a window throws such shadows. Their edges are as hard as a sheet's own, but along
that its margin is bare, and no stroke goes on beyond it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import components

_STEP, _STEP_SHARE = 4, 0.06
"""Grey levels from a pixel to its neighbours, and share of the paper's brightness, above which an edge lies there."""
_LEAST_EDGE = 0.5
"""Of the picture's longer side: no edge that parts a sheet is shorter, in pixels that are two wide at least."""
_LEAST_SHARE = 0.015
"""Of the picture: smaller parts are patterns of the ground, or what print leaves."""
_LEAST_LEFT, _AS_BRIGHT = 0.04, 0.85
"""Of the picture, and of the sheet's brightness: a part of the sheet that was not joined with the rest."""
_WITHIN = 0.98
"""Of a part, so much lies between those of a sheet where it is one of them."""
_MET = 0.12
"""Of the picture's longer side: along so much the sheet goes on beyond a shadow."""
_STROKE, _STROKE_SHARE = 6, 0.12
"""Grey levels, and share of the paper's brightness, by which strokes are darker."""
_FOLLOWED_PX = (3, 7, 10, 13)
"""How far from both parts strokes are followed, on a picture of 700 to 880 px: across the hardest edges so little that
rulings do not meet each other there, and farther across softer ones."""
_BESIDE_PX = 7
"""How far from each other parts beside one another lie at most."""
_CROSSINGS = 3
"""So many strokes run across the edge of a shadow; between a sheet and a patterned ground one or two may seem to."""

_LEVELS = np.arange(256)
_STEPS_ABOVE = np.floor(np.maximum(_STEP, _STEP_SHARE * _LEVELS)).astype(np.uint8)
_STROKES_BELOW = np.ceil(np.minimum(_LEVELS * (1 - _STROKE_SHARE), _LEVELS - _STROKE)).clip(0).astype(np.uint8)
"""Of paper of each brightness: steps of hard edges are higher, strokes are darker."""


def sheet_in_shadow(small: Grey, paper: Grey) -> NDArray[np.bool_] | None:
    """Where the largest sheet lies that hard-edged shadows part, edges between its parts included.

    None where there is no such shadow. small: a picture of 700 to 880 px on its longer side. paper: the same without
    strokes.
    """
    edges = hard_edges(paper)
    if np.count_nonzero(edges) < _LEAST_EDGE * max(paper.shape):
        return None
    numbered, stats, _ = components((~edges).astype(np.uint8))
    parts = [at for at in range(1, len(stats)) if stats[at, cv2.CC_STAT_AREA] >= _LEAST_SHARE * paper.size]
    if len(parts) < 2:
        return None
    square = np.ones((3, 3), np.uint8)
    # The darker side's paper: the edge itself, brighter than that, is no stroke.
    darker = cv2.compare(small, cv2.LUT(cv2.erode(paper, square), _STROKES_BELOW), cv2.CMP_LT)
    strokes = np.asarray(cv2.dilate(darker, square) > 0).astype(np.uint8)
    sheets: list[set[int]] = [{part} for part in parts]
    for pair in combinations(parts, 2):
        if any(_crossings(numbered, strokes, stats, pair, reach) >= _CROSSINGS for reach in _FOLLOWED_PX):
            joined = [sheet for sheet in sheets if sheet & set(pair)]
            sheets = [sheet for sheet in sheets if sheet not in joined] + [set().union(*joined)]
    tones = {part: float(np.median(paper[numbered == part])) for part in parts}
    wholes: list[set[int]] = []
    for sheet in sheets:
        # Two groups with the same part beyond a shadow are of one sheet, though few strokes run from one to the other.
        more = _with_beyond(sheet, tones, numbered, stats) if len(sheet) > 1 else sheet
        met = [other for other in wholes if other & more]
        wholes = [other for other in wholes if other not in met] + [more.union(*met)]
    sheet = max(wholes, key=lambda sheet: sum(int(stats[part, cv2.CC_STAT_AREA]) for part in sheet))
    if len(sheet) < 2:
        return None
    sheet = _with_within(sheet, parts, numbered)
    bright = _AS_BRIGHT * max(tones[part] for part in sheet)
    large = _LEAST_LEFT * paper.size
    if any(tones[part] >= bright and stats[part, cv2.CC_STAT_AREA] >= large for part in set(parts) - sheet):
        return None
    whole = np.isin(numbered, list(sheet)).astype(np.uint8)
    # The edge of the sheet, too, was left out.
    whole = cv2.dilate(cv2.morphologyEx(whole, cv2.MORPH_CLOSE, _around(_BESIDE_PX)), _around(2)).astype(np.uint8)
    return np.asarray(whole > 0)


def hard_edges(paper: Grey) -> NDArray[np.bool_]:
    """Where the paper's brightness changes from a pixel to the next as it does at the edge of a shadow or a sheet."""
    steps = cv2.morphologyEx(paper, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    return np.asarray(cv2.compare(steps, cv2.LUT(paper, _STEPS_ABOVE), cv2.CMP_GT) > 0)


def _with_beyond(
    sheet: set[int], tones: dict[int, float], numbered: NDArray[np.int32], stats: NDArray[np.int32]
) -> set[int]:
    """The sheet's parts with those beyond a shadow that are as bright as it: few strokes may cross the edge there. The
    ground is in the same shadow where that leaves the sheet, and meets what is shaded of the sheet at a corner."""
    whole, bright = set(sheet), _AS_BRIGHT * max(tones[part] for part in sheet)
    for dark in (part for part in sheet if tones[part] < bright):
        for part in set(tones) - whole:
            if tones[part] >= bright and _met(numbered, stats, (dark, part)) >= _MET * max(numbered.shape):
                whole.add(part)
    return whole


def _with_within(sheet: set[int], parts: Sequence[int], numbered: NDArray[np.int32]) -> set[int]:
    """The sheet's parts with those between them: a shaded heading has an edge all round that few strokes cross."""
    hull = np.zeros(numbered.shape, np.uint8)
    points = cv2.findNonZero(np.isin(numbered, list(sheet)).astype(np.uint8))
    cv2.fillConvexPoly(hull, cv2.convexHull(points), (1,))
    return sheet | {part for part in parts if float(hull[numbered == part].mean()) >= _WITHIN}


def _met(numbered: NDArray[np.int32], stats: NDArray[np.int32], pair: tuple[int, int]) -> float:
    """Along how many pixels the parts lie beside each other."""
    reach = _BESIDE_PX
    window = numbered[_window(stats, pair, reach)]
    if not window.size:
        return 0.0
    one, other = (cv2.dilate((window == part).astype(np.uint8), _around(reach)) for part in pair)
    return cv2.countNonZero(cv2.bitwise_and(one, other)) / (2 * reach)


def _crossings(
    numbered: NDArray[np.int32], strokes: Grey, stats: NDArray[np.int32], pair: tuple[int, int], reach: int
) -> int:
    """How many pieces of strokes that lie so near to both parts touch both."""
    place = _window(stats, pair, reach)
    window = numbered[place]
    if not window.size:
        return 0
    masks = [(window == part).astype(np.uint8) for part in pair]
    near = cv2.bitwise_and(*(cv2.dilate(mask, _around(reach)) for mask in masks))
    between = cv2.bitwise_and(near, strokes[place])
    if not cv2.countNonZero(between):
        return 0
    pieces, _, _ = components(between)
    one, other = (np.unique(pieces[(mask > 0) & (pieces > 0)]) for mask in masks)
    return len(set(one.tolist()) & set(other.tolist()))


def _window(stats: NDArray[np.int32], pair: tuple[int, int], reach: int) -> tuple[slice, slice]:
    """Rows and columns where both parts are near; empty where they are nowhere."""
    boxes = stats[list(pair), :4]
    left, top = np.maximum((boxes[:, :2] - 2 * reach).max(axis=0), 0).tolist()
    right, bottom = (boxes[:, :2] + boxes[:, 2:] + 2 * reach).min(axis=0).tolist()
    return slice(top, max(top, bottom)), slice(left, max(left, right))


def _around(reach: int) -> Grey:
    return np.ones((2 * reach + 1,) * 2, np.uint8)
