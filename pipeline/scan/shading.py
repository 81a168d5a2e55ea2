"""Even light: paper near 255 everywhere, strokes as dark against their paper as they were.

The paper's brightness is estimated by a grey closing wide enough to swallow any pen or print stroke, and divided
out. Division keeps the contrast of a stroke to its paper: faint pencil stays readable, show-through stays faint.
The shadow of a fold is narrower than that closing, but longer than any letter and broader than any ruling.
Along the hard edge of a shadow across the sheet the paper's brightness is taken pixel by pixel: on a reduced copy it
changes too slowly, and the edge would be a dark line.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.model import Grey
from pipeline.scan.pieces import components
from pipeline.scan.resample import shrunk
from pipeline.scan.shadow_edges import hard_edges, sheet_in_shadow

PAPER = 250
"""Level that the commonest paper tone is brought to; a little below 255, so that grain is not clipped on one side."""

_REDUCED_SIDE_PX = 880
_STROKE_SHARE = 0.0105
"""Widest stroke that is not paper, as a share of the long side: about 3 mm of A4; fold shadows are wider or as soft."""
_FOLD_SHARE, _FOLD_LENGTH_SHARE = 0.0042, 0.035
"""Least width and length of a fold's shadow, as shares of the long side: 1.2 mm (rulings are finer) by 10 mm of A4."""
_FOLD_DARKNESS = 0.97
"""Below this share of the paper's brightness it is a shadow, above it grain."""
_GROUND = 0.3
"""Below this share of the brightness of most paper, what reaches the border is no paper in shadow but the ground beside
the sheet: its grain, divided by so little, would be specks as large as letters."""
_EDGE_REACH_PX, _GRAIN_PX = 5, 3
"""How far from a hard edge, on the reduced copy, paper is looked at closely; its grain is smoothed by the median of so
much, which leaves the edge as hard as it is."""
_INK_SHARE, _INK_LEVEL, _PALEST_INK_LEVEL, _MOST_STRETCH = 0.005, 90, 200, 2.5
"""A page of pale print is darkened until its darkest pixels, so many of all, are that dark; paler than the third number
is no print but the paper's grain."""


def paper_of(grey: Grey) -> tuple[Grey, Grey | None]:
    """How bright the bare paper is at each place, on a reduced copy of the image; 1 on dark ground beside the sheet.

    And 255 beside the hard edges of shadows on it, else 0; None where there are none.
    """
    small, _ = shrunk(grey, _REDUCED_SIDE_PX)
    long_side = max(small.shape)
    reach = 2 * max(1, round(_STROKE_SHARE * long_side / 2)) + 1
    closed = cv2.medianBlur(_closed(small, reach, reach), 5).astype(np.uint8, copy=False)
    paper = cv2.GaussianBlur(closed, (0, 0), reach / 3)
    broad, long = max(2, round(_FOLD_SHARE * long_side)), round(_FOLD_LENGTH_SHARE * long_side)
    for fold in (_closed(small, broad, long), _closed(small, long, broad)):
        paper = np.where(fold < _FOLD_DARKNESS * paper, cv2.min(fold, paper), paper)
    lit = np.maximum(paper, 1).astype(np.uint8, copy=False)
    sheet = sheet_in_shadow(small, closed)
    lit[_ground(closed, sheet)] = 1
    if sheet is None:
        return lit, None
    edges = np.where(sheet & hard_edges(closed), 255, 0).astype(np.uint8)
    return lit, cv2.dilate(edges, np.ones((2 * _EDGE_REACH_PX + 1,) * 2, np.uint8)).astype(np.uint8, copy=False)


def _ground(paper: Grey, sheet: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    """Where the dark ground beside the sheet is seen, and a pixel more, where both are seen.

    sheet: where it is known to lie, in shadow or not.
    """
    dark = (paper < _GROUND * np.median(paper)).astype(np.uint8)
    if sheet is not None:
        dark[sheet] = 0
    if not dark.any():
        return dark.astype(np.bool_)
    numbered, _, _ = components(dark)
    at_border = np.unique(np.concatenate([numbered[0], numbered[-1], numbered[:, 0], numbered[:, -1]]))
    ground = np.isin(numbered, at_border[at_border > 0]).astype(np.uint8)
    return cv2.dilate(ground, np.ones((3, 3), np.uint8)).astype(np.bool_)


def lit_by(grey: Grey, paper: Grey, edges: Grey | None = None) -> Grey:
    """The image with the brightness of its paper, of any size, divided out, and its commonest bright tone at PAPER.

    edges: 255 where the paper is looked at closely, of any size.
    """
    size = grey.shape[1], grey.shape[0]
    full = cv2.resize(paper, size, interpolation=cv2.INTER_LINEAR)
    if edges is not None:
        closely = cv2.resize(edges, size, interpolation=cv2.INTER_NEAREST) > 0
        reach = 2 * max(1, round(_STROKE_SHARE * max(size) / 2)) + 1
        smooth = cv2.medianBlur(grey, _GRAIN_PX).astype(np.uint8, copy=False)
        full[closely] = np.maximum(_closed(smooth, reach, reach)[closely], 1)
    ratio = cv2.divide(grey, full, dst=full, scale=PAPER)
    return _brought_to_white(ratio.astype(np.uint8, copy=False))


def _closed(grey: Grey, across: int, down: int) -> Grey:
    """The image without dark places that hold no rectangle of that size."""
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (across, down))
    return cv2.morphologyEx(grey, cv2.MORPH_CLOSE, kernel).astype(np.uint8, copy=False)


def _brought_to_white(grey: Grey) -> Grey:
    """The image, which is changed, stretched so that the commonest tone of its bright half is PAPER, its print dark."""
    few = np.ascontiguousarray(grey[::4, ::4])
    histogram = cv2.calcHist([few], [0], None, [256], [0, 256]).ravel().astype(np.int64)
    tone = 128 + int(histogram[128:255].argmax())
    ink = int(np.searchsorted(np.cumsum(histogram), _INK_SHARE * histogram.sum()))
    levels = np.arange(256) * (PAPER / tone)
    ink_level = levels[ink]
    if _INK_LEVEL < ink_level < _PALEST_INK_LEVEL:
        stretch = min(_MOST_STRETCH, (PAPER - _INK_LEVEL) / max(PAPER - ink_level, 1.0))
        levels = PAPER + (levels - PAPER) * stretch
    table = levels.clip(0, 255).round().astype(np.uint8)
    return cv2.LUT(grey, table, dst=grey).astype(np.uint8, copy=False)
