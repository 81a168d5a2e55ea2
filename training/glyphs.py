"""Characters one by one, so that any of them can be corrected where it stands, and the ink of what is drawn of them."""

from __future__ import annotations

import random
from dataclasses import dataclass

import cv2
import numpy as np
from PIL import Image, ImageDraw

from benchmarks.pen import on_paper
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from training.hands import DigitHand, FontHand
from training.pens import Strength
from training.real_tiles import cut_to_ink

HIGH_PX = 60
"""Of the digits as they are drawn."""
_FIELD = Field("training", Kind.NAME)
_EDGE_PX = 4
"""Between what is scanned and the sides of its cell."""


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A character as it is drawn: ink (0 to 1), and where its upper left corner lies below the line's, pixels."""

    ink: Strength
    top: float
    text: str


class FontGlyphs:
    """A font's characters."""

    def __init__(self, hand: FontHand) -> None:
        self._font = hand.sized(HIGH_PX, "0")

    def glyph(self, text: str, rng: random.Random) -> Glyph:
        """The character on its line."""
        box = self._font.getbbox(text, anchor="ls")
        wide, high = max(1, int(box[2] - box[0])), max(1, int(box[3] - box[1]))
        image = Image.new("L", (wide + 2, high + 2), 0)
        ImageDraw.Draw(image).text((1 - box[0], 1 - box[1]), text, fill=255, font=self._font, anchor="ls")
        return Glyph(np.asarray(image).astype(np.float32) / 255, float(box[1]), text)


class DigitGlyphs:
    """MNIST's digits; what is none is a dash, low or high."""

    def __init__(self, hand: DigitHand) -> None:
        self._hand = hand

    def glyph(self, text: str, rng: random.Random) -> Glyph:
        """The character on its line, each time another of its kind."""
        tile = cut_to_ink(1 - self._hand.write(text, rng).astype(np.float32) / 255)
        high = max(4, round(HIGH_PX * rng.uniform(0.85, 1.05))) if text.isdigit() or text == "/" else tile.shape[0]
        wide = max(2, round(tile.shape[1] * high / tile.shape[0]))
        ink = cv2.resize(tile, (wide, high), interpolation=cv2.INTER_LINEAR)
        top = -high if text.isdigit() or text == "/" else -0.5 * HIGH_PX if text == "-" else -high
        return Glyph(ink, float(top), text)


def put(paper: Strength, ink: Strength, x: float, y: float) -> Box:
    """Lays ink on paper with its upper left corner at (x, y). Returns the box that it takes, pixels."""
    left, top = round(x), max(0, round(y))
    part = paper[top : top + ink.shape[0], left : left + ink.shape[1]]
    np.maximum(part, ink[: part.shape[0], : part.shape[1]], out=part)
    return Box(left, top, left + ink.shape[1], top + ink.shape[0])


def leaned(paper: Strength, scale: float, lean: float) -> Strength:
    """The paper so many times as large, what is written on it leaning by that much of its height."""
    room = int(abs(lean) * paper.shape[0])
    matrix = np.array([[scale, -scale * lean, scale * room], [0.0, scale, 0.0]])
    size = int((paper.shape[1] + 2 * room) * scale) + 1, int(paper.shape[0] * scale) + 1
    return np.asarray(cv2.warpAffine(paper, matrix, size, flags=cv2.INTER_AREA), dtype=np.float32)


def scanned(paper: Strength, rng: random.Random) -> Ink:
    """The ink of a cell in which that is drawn."""
    pixels = on_paper(paper, np.zeros_like(paper), rng)
    height, width = pixels.shape
    cell = Box(_EDGE_PX, _EDGE_PX, width - _EDGE_PX, height - _EDGE_PX)
    return find_ink(Crop(Cell(Part.TABLE, 0, _FIELD, cell), pixels, Box(0, 0, width, height)), 0.0)
