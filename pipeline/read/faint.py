"""Strokes too faint to be read, in cells that look blank or half written.

A hard pencil leaves them, a pen that runs dry, a copier set too light. What is so faint is not read, for the back of a
sheet may shine through as darkly; but a cell that holds strokes as sharp as a pen's is not blank either. Paper scatters
what shines through it, so that those strokes are broad.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Crop, Grey
from pipeline.read.beside import plain_ink
from pipeline.read.ink import USUAL_CELL_PX, Ink, Part, darkness, ink_from
from pipeline.scan.grey_levels import levels_at_most
from pipeline.scan.pieces import components

LEAST_GREYS, BESIDE_DARK = 9.0, 20.0
"""Nothing paler is told from paper; on a page whose pen is dark, from rests of rulings and what shines through."""
UNEVEN = 100.0
"""Grey steps: a pen that is usually darker leaves no stroke too pale to be found beside others."""
GRAINS = 4.0
"""So many times as dark as the grain of its paper (standard deviations) a stroke is at least."""
BROAD = 0.7
"""What is left of how dark strokes are, spread over _SPREAD_PX: of a pen's 0.45 to 0.7, of what shines through 0.7 to
0.8 (generated books, pens made 20 and 30 grey steps dark)."""
_STRONG, _STRONG_SHARE, _STEEPEST, _STEEP = 22.0, 0.15, 90.0, 0.24
"""A broad pen's are broad, too; but so dark, in grey steps and of the usual pen, and with edges that rise by this share
of it a pixel (at this percentile) they do not shine through: on 79 pages of which the back shows nothing was both."""
_CORE = 0.6
"""Of the darkest a pixel of a stroke is, whose share is told."""
THROUGH, NARROW = 0.8, 0.3
"""Of the cell's height or width, and of its own length."""
_BESIDE = 0.2
"""So far from ink that is read faint edges of it reach, in heights of the cell."""
_FEWEST_PX = 30
"""A short stroke (300 dpi)."""
LEAST_MARK = 16.0
"""Grey steps of a mark on printed options that a person has to look at."""
_PRINT_EDGE_PX, _STROKE, _AROUND = 7, 0.3, 0.8
"""The pale edge of print; the length of a stroke, and how far from the words it may be, in heights of their letters."""
_SPREAD_PX = 9
_DARKER_QUARTER = 0.674
"""Standard deviations from the middle of grain to where its darker quarter begins; print covers less of a field."""


def faint_strokes(crop: Crop, ink: Ink, typical: float) -> bool:
    """Whether `crop` holds sharp strokes of the size of writing beside `ink`, too pale to be of it.

    typical: as from typical_contrast, grey steps.
    """
    dark, least = ink.dark, _least(ink.dark, typical)
    near = ink.cell if ink.blank else ink.box().grown(_BESIDE * min(ink.cell.height, USUAL_CELL_PX))
    if not ink.blank and _beside(dark > least, near) < _FEWEST_PX:
        return False
    faint = ink_from(crop, dark, least)
    strokes = [part for part in faint.parts if not _through(part, faint.cell)]
    if not strokes:
        return False
    mask = faint.mask(strokes)
    if not ink.blank:
        mask[near.slices(mask.shape[1], mask.shape[0])] = False
    if np.count_nonzero(mask) < _FEWEST_PX:
        return False
    spread = cv2.blur(dark, (_SPREAD_PX, _SPREAD_PX))
    smooth = cv2.GaussianBlur(dark, (3, 3), 0)
    core = mask & (smooth >= _CORE * float(smooth[mask].max()))
    strength = float(smooth[core].mean())
    if float(spread[core].mean()) < BROAD * strength:
        return True
    return strength >= max(_STRONG, _STRONG_SHARE * typical) and _steepness(smooth, mask) >= _STEEP * strength


def _steepness(dark: NDArray[Any], mask: NDArray[np.bool_]) -> float:
    """How steeply strokes rise from paper at their edges, grey steps a pixel."""
    across, down = (cv2.Sobel(dark, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
    edges = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return float(np.percentile(np.hypot(across, down)[edges], _STEEPEST))


def with_faint(crop: Crop, ink: Ink, typical: float) -> Ink:
    """The ink of `crop` with its strokes that are too pale beside it: a pen that runs dry, or is hardly pressed, fades
    within a word, and what was left of `06-02-2005` read as another date."""
    return ink_from(crop, ink.dark, _least(ink.dark, typical))


def _least(dark: Grey, typical: float) -> float:
    """What may be a faint stroke is at least so dark, grey steps."""
    return max(LEAST_GREYS if typical < UNEVEN else BESIDE_DARK, GRAINS * _grain(dark))


def _beside(those: NDArray[np.bool_], near: Box) -> int:
    """How many pixels lie outside a box."""
    return int(np.count_nonzero(those)) - int(np.count_nonzero(those[near.slices(those.shape[1], those.shape[0])]))


def _through(part: Part, cell: Box) -> bool:
    """Whether a part runs right through the cell and is narrow, as rulings do: those of the back shine through."""
    box = part.box
    down = box.height >= THROUGH * cell.height and box.width <= NARROW * box.height
    return down or (box.width >= THROUGH * cell.width and box.height <= NARROW * box.width)


def faint_marks(crop: Crop) -> bool:
    """Whether strokes too pale to be marks stand among the printed options of `crop`, or in their check boxes.

    Broad ones, too: a dot in a box is one, and few fields with options are left blank.
    """
    dark = darkness(crop.grey)
    near = [option.label.union(option.mark) if option.mark else option.label for option in crop.cell.options]
    if dark.size == 0 or not near:
        return False
    print_px = cv2.dilate(plain_ink(dark).astype(np.uint8), np.ones((_PRINT_EDGE_PX, _PRINT_EDGE_PX), np.uint8)) > 0
    smooth = cv2.GaussianBlur(dark, (3, 3), 0)
    pale = (smooth > max(LEAST_MARK, GRAINS * _grain(dark))) & ~print_px
    usual = float(np.median([option.label.height for option in crop.cell.options]))
    among = np.zeros_like(pale)
    for box in near:
        seen = box.grown(_AROUND * usual).shifted(-crop.box.left, -crop.box.top)
        among[seen.slices(pale.shape[1], pale.shape[0])] = True
    _, stats, _ = components((pale & among).astype(np.uint8))
    long = np.maximum(stats[:, 2], stats[:, 3]) >= _STROKE * usual
    strokes = np.flatnonzero(long & (stats[:, 4] >= _FEWEST_PX))
    return bool((strokes > 0).any())


def _grain(dark: Grey) -> float:
    """Standard deviation of the paper's grain, grey steps."""
    return float(np.searchsorted(levels_at_most(dark), 0.75 * dark.size)) / _DARKER_QUARTER
