"""The print on dark panels, put on paper.

The brightness that is divided out of a page (scan.shading) is that of the panel where one is large: white print on it
is lost, and of what a copier made of a grey ground the grain is left, as dark as print. Here what is brighter or
darker than its ground becomes ink, the grain is smoothed, and a line is drawn round the panel, for it ends where a
ruling would lie.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Points
from pipeline.model import Grey
from pipeline.scan.grey_levels import grey_percentiles
from pipeline.scan.panels import Panel, find_panels
from pipeline.scan.shading import PAPER

_SPECK, _GRAIN, _GRAIN_MM = 0.25, 0.045, 0.22
"""Of the paper's brightness, how far a speck is from its neighbours; the share of specks of a grainy ground, which they
make up, and fine print does not; how broadly it is smoothed."""
_AROUND_SPECKS_MM, _EMPTIEST, _EVERYWHERE = 3.0, 10.0, 0.33
"""Where of all places, of this size, this percentile has the fewest specks, so much of that share is left of grain; of
dense headings of 1 mm none."""
_SPREADS = 3.0
"""Of half of the pixels' distance from the ground: what is left of the grain when it is smoothed."""
_STRONGEST, _PALEST = 99.0, 0.4
"""What is left of the print is drawn so that this percentile of it is black, or what is so far on the way to black."""
_BRIGHT, _DARKER = 0.4, 0.35
"""Of the way from a ground to paper, and to black: print."""
_LEAST_PRINT, _MOST_PRINT, _AS_WHITE = 0.01, 0.25, 0.5
"""Share of a panel that white print covers: more are rows of paper; of what is dark on it, for each pixel of that."""
_BROAD_MM, _BROADLY = 0.8, 0.5
"""Half of what no stroke of white print is as broad as; of the brightness of print, so much is broad a ground."""
_DARK, _BLACK = 0.78, 0.5
"""Below the first share of the paper's brightness lies a ground with white print, also in pale copies of dark blue;
below the second print is white, or none can be seen."""
_DIVISOR = 0.3
"""Of the paper's brightness: darker grounds count as this, or their grain would be print."""
_GROUND_MM, _GROUND_REDUCED = 10.0, 4
"""The ground's brightness is the median around, of so much; how much coarser a copy it is taken of."""
_INSET_MM = 0.8
"""How far from its edge a panel's print is looked for."""
_ABOVE_MM, _BESIDE_MM = 0.3, 0.6
"""How thick the line round a panel is: the middle of those beside it is no farther from that of thin and thick bars."""


def put_on_paper(even: Grey, page: Grey, px_per_mm: float) -> tuple[Points, ...]:
    """Draws the dark panels of the evenly lit page, which is changed, as dark print on paper; the corners of each, in
    pixels, clockwise from the upper left. page: the same as it was lit."""
    corners = []
    for panel in find_panels(page, px_per_mm):
        print_on = _print_on(page[panel.place], panel, px_per_mm)
        if print_on is not None:
            part = even[panel.place]
            part[panel.mask > 0] = print_on[panel.mask > 0]
            corners.append(panel.corners)
    return tuple(corners)


def _print_on(page: Grey, panel: Panel, px_per_mm: float) -> Grey | None:
    """The panel's pixels as print on paper; None where dark print stands on an even ground: it is seen as it is."""
    inner = np.asarray(cv2.erode(panel.mask, _square(_INSET_MM, px_per_mm)), dtype=np.uint8)
    core = inner > 0
    if not core.any():
        return None
    grainy = _is_grainy(page, panel.paper, core, px_per_mm)
    smooth = cv2.GaussianBlur(page, (0, 0), _GRAIN_MM * px_per_mm).astype(np.uint8) if grainy else page
    even = _ground(smooth, inner, px_per_mm)
    tone = grey_percentiles(even, (50,), inner)[0] / panel.paper
    if not grainy and tone >= _DARK:
        return None  # As most are that headings are shaded with.
    ground = even.astype(np.float32)
    brighter = (smooth - ground) / np.maximum(panel.paper - ground, 1.0)
    darker = (ground - smooth) / np.maximum(ground, _DIVISOR * panel.paper)
    bright = brighter > _BRIGHT
    if bright[core].mean() > _MOST_PRINT:
        return None
    broad = _broad(brighter.astype(np.float32), px_per_mm)
    brighter[broad] = 0.0
    if not grainy:
        darker[_broad(darker.astype(np.float32), px_per_mm)] = 0.0
    white, black = float((bright & ~broad)[core].mean()), float((darker[core] > _DARKER).mean())
    in_white = tone < _DARK and white >= max(_LEAST_PRINT, _AS_WHITE * black)
    if not (grainy or in_white or tone < _BLACK):
        return None
    strokes = darker if grainy else np.maximum(brighter, darker)
    if grainy:
        spread = _SPREADS * float(np.median(np.abs(strokes[core])))
        strokes = strokes - spread
        strokes = strokes / max(_PALEST, float(np.percentile(strokes[core], _STRONGEST)))
    result = (PAPER * (1 - strokes.clip(0, 1))).astype(np.uint8)
    above, beside = (round(thick * px_per_mm) for thick in (_ABOVE_MM, _BESIDE_MM))
    kernel = np.ones((2 * above + 1, 2 * beside + 1), np.uint8)
    result[cv2.erode(panel.mask, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=[0]) == 0] = 0
    return result


def _is_grainy(page: Grey, paper: float, core: NDArray[np.bool_], px_per_mm: float) -> bool:
    """Whether a ground consists of specks: it does everywhere, where small print leaves room between its words."""
    specks = np.asarray(cv2.absdiff(page, cv2.medianBlur(page, 5)) > _SPECK * paper)
    if np.count_nonzero(specks & core) <= _GRAIN * np.count_nonzero(core):
        return False
    side = round(_AROUND_SPECKS_MM * px_per_mm) | 1
    around = cv2.blur(specks.astype(np.float32), (side, side))[core]
    return bool(np.percentile(around, _EMPTIEST) > _EVERYWHERE * _GRAIN)


def _broad(brighter: NDArray[np.float32], px_per_mm: float) -> NDArray[np.bool_]:
    """Where it is brighter, or darker, as broadly as no print is: a row of column numbers on another grey than the
    headings."""
    square = _square(_BROAD_MM, px_per_mm)
    least = cv2.erode(cv2.blur(brighter, (5, 5)), square, borderType=cv2.BORDER_CONSTANT, borderValue=[0.0])
    opened = (least > _BROADLY * _BRIGHT).astype(np.uint8)
    return np.asarray(cv2.dilate(opened, _square(2 * _BROAD_MM, px_per_mm)) > 0)


def _square(mm: float, px_per_mm: float) -> Grey:
    side = 2 * round(mm * px_per_mm) + 1
    return np.ones((side, side), np.uint8)


def _ground(page: Grey, inner: Grey, px_per_mm: float) -> Grey:
    """How bright the ground of the panel is at each place, print left out; along its edges as in its middle. inner: 0
    beside it and along them."""
    by, tone = _GROUND_REDUCED, int(grey_percentiles(page, (50,), inner)[0])
    size = max(1, page.shape[1] // by), max(1, page.shape[0] // by)
    small = cv2.resize(np.where(inner, page, np.uint8(tone)), size, interpolation=cv2.INTER_AREA)
    reach = round(_GROUND_MM * px_per_mm / by / 2)
    wide = cv2.copyMakeBorder(small, reach, reach, reach, reach, cv2.BORDER_CONSTANT, value=[tone])
    even = cv2.medianBlur(wide, 2 * reach + 1)[reach : reach + size[1], reach : reach + size[0]]
    return np.asarray(cv2.resize(even, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
