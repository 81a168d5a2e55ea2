"""Two pages in one picture: an open book on the glass, or two sheets side by side, parted at the gutter.

Parted only where all signs agree: a clear band crosses the middle of the long side from edge to edge, the words run
along the long side, and both halves are written on. The national forms that lie across have a table over their whole
width, so a single page has no such band.
"""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from pipeline.geometry import Homography, PageMap, Step
from pipeline.model import Grey, PageImage
from pipeline.scan.frame import Frame
from pipeline.scan.load import MIN_SIDE_PX
from pipeline.scan.pieces import runs
from pipeline.scan.resample import shift, warped
from pipeline.scan.turns import is_sideways, parted, upside_down_odds
from pipeline.scan.view import View

_MIN_ASPECT = 1.2
_MIN_FILLED = 0.85
"""Of the picture, the least share of a pair of sheets that lie a little askew on a dark ground; one sheet photographed
on a table takes less, and what is printed on it may have a clear band, too."""
_MIDDLE = (0.42, 0.58)
"""Where on the long side the gutter may lie."""
_MIN_GUTTER_SHARE = 0.03
_MAX_SKEW_DEG = 3.0
_INK_LEVEL = 70
_SPECKS_SHARE = 0.004
"""Share of a column of the gutter that may be inked by specks."""
_FOLD_RUN_SHARE, _FOLD_LENGTH_SHARE, _FOLD_WIDTH_SHARE = 0.03, 0.1, 0.012
"""A fold: straight runs so long, together so long (of the height), and so wide either way (of the width)."""
_MIN_INK_SHARE = 0.2
"""Least share of the ink that each half must hold."""

_RULING_LEVEL, _RULING_PX, _MIN_RULINGS, _OF_PAPER = 5.0, 9, 6, 0.85
"""So many grey levels darker than the paper is a pale ruling that runs on through the gutter, no broader than that at
150 dpi; so many of them make a table of one page whose print is faded there. Those of a notebook's paper lie over so
much of the height and more."""
_MIN_INK_ON_PAGE = 0.001
"""Least share of a half's pixels, about, that the ink of a page covers; a heading alone has more."""


def split_spread(grey: Grey) -> tuple[tuple[View, Step], ...]:
    """The halves in reading order, each with the step back to `grey`; `grey` itself when it is one page."""
    view = View(grey)
    whole = ((view, Homography(np.eye(3))),)
    if min(grey.shape) < MIN_SIDE_PX or max(grey.shape) < _MIN_ASPECT * min(grey.shape):
        return whole
    if abs(view.skew_deg) > _MAX_SKEW_DEG or not _fills(view):
        return whole
    frame, strokes = view.upright
    down = grey.shape[0] > grey.shape[1]
    if down:
        strokes = np.ascontiguousarray(np.rot90(strokes, -1))
    found = _gutter_px(strokes)
    if found is None or is_sideways(parted(strokes)) or _is_ruled_through(view, found[1:], down):
        return whole
    gutter = found[0]
    on_head = sum(upside_down_odds(parted(half)) for half in np.split(strokes, [gutter], axis=1)) > 0
    (first, step), (second, other) = _parted(grey, frame, gutter, down)
    parts = ((View(first), step), (View(second), other))
    # A book that lies turned counter-clockwise has its first page at the bottom.
    return parts[::-1] if on_head != down else parts


def within(page: PageImage, step: Step) -> PageImage:
    """The page of a half, its map led on to the picture that the half was cut from."""
    origin = np.zeros((1, 2))
    # What lies beside a gutter is no border of the picture.
    whole = bool(np.array_equal(step.to_older(origin), origin))
    return replace(page, page_map=PageMap((*page.page_map.steps, step)), source_px=page.source_px if whole else None)


def _fills(view: View) -> bool:
    """Whether the sheet, or pair of sheets, takes nearly all of the picture, its long side along the picture's."""
    if view.sheet is None:
        return True
    height, width = view.grey.shape
    base = view.base
    along = (base.width_px > base.height_px) == (width > height)
    long = max(base.width_px, base.height_px) >= _MIN_ASPECT * min(base.width_px, base.height_px)
    return along and long and cv2.contourArea(view.sheet.astype(np.float32)) >= _MIN_FILLED * view.grey.size


def _is_ruled_through(view: View, band: tuple[int, int], down: bool) -> bool:
    """Whether the rulings of a table run through the clear band, too pale for strokes. band: its first column and the
    one behind it, of the upright picture."""
    frame = view.upright[0]
    even = warped(view.even, np.linalg.inv(view.base.to_source) @ frame.to_source, *frame.size_px())
    page = np.rot90(even, -1) if down else even
    rows = np.median(page[:, slice(*band)], axis=1).astype(np.float32)[:, None]
    lines = runs(
        (cv2.morphologyEx(rows, cv2.MORPH_CLOSE, np.ones((_RULING_PX, 1), np.uint8)) - rows)[:, 0] > _RULING_LEVEL
    )
    return len(lines) >= _MIN_RULINGS and lines[-1][1] - lines[0][0] < _OF_PAPER * len(rows)


def _gutter_px(strokes: Grey) -> tuple[int, int, int] | None:
    """The middle of the clear band that crosses the picture downwards near its middle, its first column and the one
    behind it; None if there is none."""
    width = strokes.shape[1]
    mask = _without_fold(cv2.threshold(strokes, _INK_LEVEL, 1, cv2.THRESH_BINARY)[1].astype(np.uint8, copy=False))
    columns = cv2.reduce(mask, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    clear = np.concatenate([[False], columns <= _SPECKS_SHARE * strokes.shape[0], [False]])
    starts, ends = np.flatnonzero(~clear[:-1] & clear[1:]), np.flatnonzero(clear[:-1] & ~clear[1:])
    low, high = _MIDDLE[0] * width, _MIDDLE[1] * width
    inside = np.minimum(ends, high) - np.maximum(starts, low)
    if not len(inside) or inside.max() < _MIN_GUTTER_SHARE * width:
        return None
    widest = int(inside.argmax())
    gutter = round(float(np.clip((starts[widest] + ends[widest]) / 2, low, high)))
    left, right = float(columns[:gutter].sum()), float(columns[gutter:].sum())
    if min(left, right) < _MIN_INK_ON_PAGE * mask.size:
        return None  # a blank sheet has a clear band in its middle too
    return (
        (gutter, int(starts[widest]), int(ends[widest]))
        if min(left, right) >= _MIN_INK_SHARE * (left + right)
        else None
    )


def _without_fold(mask: Grey) -> Grey:
    """The ink without what lies in a long upright line near the middle that no other line meets: fold or sheet edge."""
    height, width = mask.shape
    lines = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((max(3, round(_FOLD_RUN_SHARE * height)), 1), np.uint8))
    inked = cv2.reduce(lines, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S).ravel()
    beside = round(_FOLD_WIDTH_SHARE * width)
    for at in np.flatnonzero(inked > _FOLD_LENGTH_SHARE * height).tolist():
        around = mask[:, max(at - 2 * beside, 0) : at - beside].sum() + mask[:, at + beside : at + 2 * beside].sum()
        if _MIDDLE[0] * width < at < _MIDDLE[1] * width and around <= 2 * beside * _SPECKS_SHARE * height:
            mask = mask.copy()
            mask[:, max(at - beside, 0) : at + beside] = 0
    return mask


def _parted(grey: Grey, frame: Frame, gutter: int, down: bool) -> tuple[tuple[Grey, Step], tuple[Grey, Step]]:
    """The two parts of the picture, left and right or top and bottom; a slanting gutter is in both."""
    height, width = grey.shape
    if down:
        place = frame.height_px - gutter
        line = np.array([[0.0, place], [frame.width_px, place]])
    else:
        line = np.array([[gutter, 0.0], [gutter, frame.height_px]])
    along = Homography(frame.to_source).to_older(line)[:, 1 if down else 0]
    start, end = int(np.floor(along.min())), int(np.ceil(along.max()))
    if down:
        parts = grey[: min(end, height)], grey[max(start, 0) :]
        step = shift(0.0, max(start, 0))
    else:
        parts = grey[:, : min(end, width)], grey[:, max(start, 0) :]
        step = shift(max(start, 0), 0.0)
    first, second = (np.ascontiguousarray(part) for part in parts)
    return (first, Homography(np.eye(3))), (second, Homography(step))
