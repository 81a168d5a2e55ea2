"""Which printed option was chosen: a marked check box, a circled, ticked or struck word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Alternative, Crop, State
from pipeline.read.ink import LEAST_CONTRAST, Mask, contrast_of, darkness
from pipeline.read.struck import line_through

_INNER = 0.2
"""Share of a check box's side that its outline and print tolerance take away at each edge."""
_MARKED_FILL, _FILL_SPREAD = 0.09, 0.02
"""Ink inside a check box: half of the boxes with this share of dark pixels are marked; logistic spread."""
_ENCLOSED, _ENCLOSED_SPREAD = 0.5, 0.08
_STRUCK, _STRUCK_SPREAD = 0.84, 0.035


@dataclass(frozen=True, slots=True)
class OptionInk:
    """Probabilities that one option is chosen by a positive mark (box, circle, tick), and that it is struck out."""

    marked: float
    struck: float


def read_options(crop: Crop) -> tuple[Alternative, ...]:
    """The option chosen, blank, or unreadable when several are; best first, probabilities sum to 1."""
    options = crop.cell.options
    if not options:
        return (Alternative(State.BLANK, None, 0.5),)
    dark = _dark(crop)
    inks = [_option_ink(crop, dark, option.mark, option.label) for option in options]
    return _choose([option.value for option in options], inks)


def _choose(values: Sequence[str], inks: Sequence[OptionInk]) -> tuple[Alternative, ...]:
    marked = np.array([ink.marked for ink in inks])
    struck = np.array([ink.struck for ink in inks])
    no_mark = float(np.prod(1 - marked))
    only = [float(marked[at] * np.prod(np.delete(1 - marked, at))) for at in range(len(inks))]
    left = [float((1 - struck[at]) * np.prod(np.delete(struck, at))) for at in range(len(inks))]
    if len(inks) == 1:
        left = [0.0]
    none_struck = float(np.prod(1 - struck))
    shares = {value: one + no_mark * rest for value, one, rest in zip(values, only, left, strict=True)}
    blank = no_mark * none_struck
    several = max(0.0, 1.0 - blank - sum(shares.values()))
    found = [Alternative(State.VALUE, value, share) for value, share in shares.items() if share > 1e-3]
    found.append(Alternative(State.BLANK, None, blank))
    if several > 1e-3:
        found.append(Alternative(State.UNREADABLE, None, several))
    if several > 0.5:
        # The marked ones stay as alternatives, so that a person and the evidence can choose among them.
        weights = marked if no_mark < 0.5 else 1 - struck
        found = [Alternative(State.UNREADABLE, None, several)]
        rest = (1.0 - several) / max(float(weights.sum()), 1e-9)
        found += [
            Alternative(State.VALUE, value, float(weight) * rest)
            for value, weight in zip(values, weights, strict=True)
            if weight > 0.3
        ]
    return tuple(sorted(found, key=lambda one: (-one.probability, one.state, one.text or "")))


def _option_ink(crop: Crop, dark: Mask, mark: Box | None, label: Box) -> OptionInk:
    words = label.shifted(-crop.box.left, -crop.box.top)
    if mark is not None:
        square = mark.shifted(-crop.box.left, -crop.box.top)
        return OptionInk(_logistic(_fill_inside(dark, square), _MARKED_FILL, _FILL_SPREAD), 0.0)
    circled = _logistic(_enclosed(dark, words), _ENCLOSED, _ENCLOSED_SPREAD)
    through = _logistic(line_through(_cut(dark, words)), _STRUCK, _STRUCK_SPREAD)
    return OptionInk(circled, through * (1 - circled))


def _dark(crop: Crop) -> Mask:
    dark = darkness(crop.grey)
    result: Mask = dark > max(0.3 * contrast_of(dark), LEAST_CONTRAST)
    return result


def _fill_inside(dark: Mask, square: Box) -> float:
    """Share of dark pixels well inside a check box."""
    inner = square.grown(-_INNER * square.width, -_INNER * square.height)
    part = _cut(dark, inner)
    return float(part.mean()) if part.size else 0.0


def _enclosed(dark: Mask, words: Box) -> float:
    """Share of the paper between the letters that cannot be reached from outside without crossing ink."""
    around = words.grown(0.9 * words.height, 0.9 * words.height)
    part = _cut(dark, around)
    if part.size == 0:
        return 0.0
    gap = max(1, round(0.1 * words.height))
    walls = cv2.morphologyEx(part.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    room: NDArray[np.uint8] = np.pad(walls, 1)
    flooded = cv2.floodFill(room.copy(), None, (0, 0), 2)[1][1:-1, 1:-1]
    corner = around.clipped(dark.shape[1], dark.shape[0])
    inner = words.grown(-0.1 * words.width, -0.15 * words.height).shifted(-corner.left, -corner.top)
    seen = _cut(flooded, inner)
    paper = np.count_nonzero(seen != 1)
    return float(np.count_nonzero(seen == 0) / paper) if paper else 0.0


def _cut(pixels: NDArray[np.generic], box: Box) -> NDArray[np.generic]:
    rows, columns = box.slices(pixels.shape[1], pixels.shape[0])
    return pixels[rows, columns]


def _logistic(value: float, middle: float, spread: float) -> float:
    return float(np.clip(1 / (1 + np.exp(-(value - middle) / spread)), 0.003, 0.997))
