"""Labels of the overlay: small pictures of text, put where they hide least of the writing and of each other."""

from __future__ import annotations

import unicodedata
from itertools import product

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.geometry import Box
from pipeline.model import Grey

Picture = NDArray[np.uint8]
"""Pixels in blue, green, red, shape (height, width, 3)."""

Colour = tuple[int, int, int]

FONT = cv2.FONT_HERSHEY_SIMPLEX
FONT_PX = 30.0
"""Height of a line of that font, with its leading, at scale 1."""

# What a place costs for each of its pixels; chosen by eye on sample pages. Another label must not be hidden at all,
# writing hardly, and a label outside its box is hard to attribute.
_TAKEN, _INK, _OUTSIDE = 4.0, 1.0, 0.12
_STEPS = 7


def plain(text: str) -> str:
    """The text in the letters that OpenCV can draw; others lose their marks, or are left out."""
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().replace("\n", " ")


def width_px(text: str, size: float) -> int:
    """How wide a line is drawn at that scale of the font."""
    return int(cv2.getTextSize(plain(text), FONT, size, _stroke_px(size))[0][0])


def write(picture: Picture, text: str, left: int, baseline: int, size: float, colour: Colour) -> None:
    """Text whose first letter stands at `left` on `baseline`."""
    cv2.putText(picture, plain(text), (left, baseline), FONT, size, colour, _stroke_px(size), cv2.LINE_AA)


def _stroke_px(size: float) -> int:
    return max(1, round(size * 2))


def patch(parts: tuple[tuple[str, Colour], ...], size: float, upwards: bool = False) -> Picture:
    """A white picture just large enough for the parts in a line; `upwards`: turned, to be read from below."""
    gap = round(6 * size)
    widths = [width_px(text, size) for text, _ in parts]
    made = np.full((round(FONT_PX * size), max(1, sum(widths) + gap * (len(parts) + 1)), 3), 255, np.uint8)
    left = gap
    for (text, colour), width in zip(parts, widths, strict=True):
        write(made, text, left, round(FONT_PX * size * 0.75), size, colour)
        left += width + gap
    return np.ascontiguousarray(np.rot90(made)) if upwards else made


class Sheet:
    """A picture that labels are put on one after the other; it remembers where ink and labels are."""

    def __init__(self, picture: Picture, grey: Grey) -> None:
        """grey: the same page as it was before anything was drawn on it."""
        self.picture = picture
        self._cost = (255 - grey).astype(np.float32) * (_INK / 255)

    def put(self, label: Picture, box: Box, above: bool = False) -> Box:
        """Put a label in or beside a box, or only above it; where it went. It is cut where the picture is smaller."""
        height, width = self.picture.shape[:2]
        label = label[:height, :width]
        high, wide = label.shape[:2]
        tops = [box.top - high] if above else np.linspace(box.top - high, box.bottom, _STEPS + 2)
        lefts = np.linspace(box.left - (0 if above else wide), box.right - (wide if above else 0), _STEPS + 2)
        places = [
            (round(min(max(0, top), height - high)), round(min(max(0, left), width - wide)))
            for top, left in product(tops, [box.left + 2, (box.left + box.right - wide) / 2, *lefts])
        ]
        top, left = min(places, key=lambda place: self._costs(place[0], place[1], high, wide, box))
        rows, columns = slice(top, top + high), slice(left, left + wide)
        under = self.picture[rows, columns]
        # Paler than what it lies on but for its own letters, so that a stroke below stays to be seen.
        self.picture[rows, columns] = np.minimum(label, (under * 0.2 + 255 * 0.8).astype(np.uint8))
        self._cost[rows, columns] = _TAKEN
        return Box(left, top, left + wide, top + high)

    def _costs(self, top: int, left: int, high: int, wide: int, box: Box) -> float:
        inside_high = max(0.0, min(box.bottom, top + high) - max(box.top, top))
        inside_wide = max(0.0, min(box.right, left + wide) - max(box.left, left))
        hidden = float(self._cost[top : top + high, left : left + wide].sum())
        return hidden + _OUTSIDE * (high * wide - inside_high * inside_wide)
