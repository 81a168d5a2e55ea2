"""The cells of a page in pale ink as a usual pen would have left them: their grain smoothed, their contrast raised.

What is read, and what is doubted, is told by how dark ink usually is, and by the paper's grain, pixel by pixel. A
pencil that leaves 15 grey steps on paper whose grain has 6 is plain to a person, who sees whole strokes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import OPTION_KINDS
from pipeline.model import Crop, Grey
from pipeline.read.ink import SHARE_OF_TYPICAL

USUAL_PEN, MOST_GAIN = 100.0, 9.0
"""Grey steps of a usual pen, and how many times as dark pale ink is made at most."""
GRAINS, LEAST_GREYS = 5.0, 6.0
"""A stroke is so many times as dark as the smoothed grain at least (standard deviations), and so many grey steps."""
CLEAR = 2.0
"""A pen is clear that is so many times as dark as a stroke is at least."""
COARSE = 16.0
"""Grey steps: where what is no grain is at least so dark, pencils may be lost; on 18 usual scans it is 12.5 at most."""
FEWEST = 3
"""Cells of writing that tell how dark a page's pen is."""
LEAST_TYPICAL = 60.0
"""Grey steps: the crops are read as those of a pen no paler than this."""
_SIGMA_PX = 1.2
"""About as wide as thin strokes are (300 dpi)."""
_PRINT, _PRINT_EDGE_PX = 80.0, 7
"""Grey steps: darker is print, or another pen; so far about it nothing is made darker, for that is its edge."""
_EDGES, _LEAST_PX = 0.2, 500
"""Of the cell's height, above and below, where print and neighbours reach in; pixels of what is left, at least."""
_DARKEST_PX, _BEYOND_QUARTER = 12, 0.674
"""A dash has so many pixels; standard deviations from the middle of grain to where its darker quarter begins."""
_PAPER, _DARKEST = 235.0, 200.0
"""Grey level of paper, and grey steps of the darkest stroke, in what is made."""

_Depths = NDArray[np.float32]
"""Grey steps, shape (height, width) of a crop."""


@dataclass(frozen=True, slots=True)
class Darkened:
    """Crops made darker. typical: as from typical_contrast, grey steps, of them; such that what is no darker than their
    grain is no ink. clear: whether the pen is far darker than that."""

    crops: tuple[Crop, ...]
    typical: float
    clear: bool


def darkened(crops: Sequence[Crop]) -> Darkened | None:
    """The crops of a page with its pen as dark as pens usually are, and the grain of its paper smoothed; null where too
    few cells hold something darker than that."""
    smooth = [_smooth(crop.grey) for crop in crops]
    told = _told(crops, smooth)
    grain = float(np.median([grain for grain, _ in told])) if told else 0.0
    written = [strokes for _, strokes in told if strokes > max(LEAST_GREYS, GRAINS * grain)]
    if len(written) < FEWEST:
        return None
    pen = float(np.median(written))
    gain = float(np.clip(USUAL_PEN / pen, 1.0, MOST_GAIN))
    made = tuple(
        replace(crop, grey=_raised(crop.grey, grey, gain)) if crop.grey.size else crop
        for crop, grey in zip(crops, smooth, strict=True)
    )
    return Darkened(made, max(LEAST_TYPICAL, GRAINS * gain * grain / SHARE_OF_TYPICAL), pen >= CLEAR * GRAINS * grain)


def hides_pencils(crops: Sequence[Crop]) -> bool:
    """Whether the paper of a page is so coarse that a pencil may be no darker than its grain, and seen by nobody."""
    grains = [grain for grain, _ in _told(crops, [_smooth(crop.grey) for crop in crops])]
    return bool(grains) and GRAINS * float(np.median(grains)) >= COARSE


def _told(crops: Sequence[Crop], smooth: Sequence[_Depths]) -> list[tuple[float, float]]:
    """The grain and the darkest strokes of the cells in which nothing is printed."""
    return [
        _grain_and_strokes(part)
        for crop, grey in zip(crops, smooth, strict=True)
        if (part := grey[_inner(crop)]).size >= _LEAST_PX
        and crop.cell.field.kind not in OPTION_KINDS
        and not crop.cell.print_boxes
    ]


def _smooth(grey: Grey) -> _Depths:
    greys = grey.astype(np.float32)
    return np.asarray(cv2.GaussianBlur(greys, (0, 0), _SIGMA_PX), np.float32) if grey.size else greys


def _inner(crop: Crop) -> tuple[slice, slice]:
    """Rows and columns of a crop where only the cell's own writing stands."""
    height, width = crop.grey.shape
    inner = crop.cell.box.grown(0, -_EDGES * crop.cell.box.height).shifted(-crop.box.left, -crop.box.top)
    return inner.slices(width, height)


def _grain_and_strokes(part: _Depths) -> tuple[float, float]:
    """How coarse paper is, as a standard deviation, and how dark its darkest strokes are, grey steps."""
    depths = np.sort(float(np.median(part)) - part, axis=None)
    middle, quarter = float(depths[part.size // 2]), float(depths[3 * part.size // 4])
    return (quarter - middle) / _BEYOND_QUARTER, float(depths[-_DARKEST_PX])


def _raised(grey: Grey, smooth: _Depths, gain: float) -> Grey:
    """A crop with what is paler than print made darker; print and its edge stay as they are."""
    paper = float(np.median(smooth))
    own = paper - grey.astype(np.float32)
    printed = cv2.dilate((own > _PRINT).astype(np.uint8), np.ones((_PRINT_EDGE_PX, _PRINT_EDGE_PX), np.uint8)) > 0
    depths = np.where(printed, own, np.minimum((paper - smooth) * gain, _DARKEST))
    return np.clip(_PAPER - depths, 0, 255).astype(np.uint8)
