"""The pens of strangers: letters, ticks, crosses, rings and strokes put on a printed page, each hand in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Box = tuple[float, float, float, float]
Mask = NDArray[np.float32]

INKS = {
    "blue": (40, 60, 150),
    "black": (35, 35, 40),
    "dark blue": (25, 35, 95),
    "pencil": (105, 105, 108),
    "gel": (95, 105, 165),
    "violet": (85, 50, 130),
}


@dataclass(frozen=True, slots=True)
class Hand:
    """How a person writes: letters `cap` px high, `slant` (x per y), spacing in parts of an em, how unsteady (0 to 1),
    letters heavier than the pen by `weight` px, ticks like a check or a v, how far in (`lead`) and above a line
    (`lift`), in letters."""

    font: Path
    cap: float
    slant: float
    spacing: float
    unsteady: float
    weight: float
    tick: str
    lead: float
    lift: float


@dataclass(frozen=True, slots=True)
class Pen:
    """An ink: its colour, how much of the paper it covers (0 to 1), how broad its strokes are in px."""

    colour: tuple[int, int, int]
    cover: float
    breadth: float


class Writer:
    """Writes with a hand and a pen on an RGB page (H x W x 3, uint8), which it changes."""

    def __init__(self, page: NDArray[np.uint8], hand: Hand, pen: Pen, rng: Random) -> None:
        self.page, self.hand, self.pen, self.rng = page, hand, pen, rng

    def text(self, words: str, box: Box, middle: bool = False, scale: float = 1.0, dotted: bool = False) -> Box:
        """Writes in a box (px), smaller or in two lines where it must; dotted: on its foot. Returns the inked box."""
        left, top, right, bottom = box
        room, high = right - left - 0.6 * self.hand.cap, bottom - top
        cap = min(self.hand.cap * scale, high * (0.62 if not dotted else 0.8))
        mask, base = self._line(words, cap)
        if mask.shape[1] > room:
            fitted = max(0.72, room / mask.shape[1])
            halves = _halves(words)
            if mask.shape[1] * fitted > room * 1.02 and halves and high > 2.1 * cap * 0.72 and not dotted:
                return self._two(halves, box, cap * min(1.0, 0.46 * high / cap))
            mask, base = self._line(words, cap * fitted)
            if mask.shape[1] > room:
                narrow = max(0.6, room / mask.shape[1])
                mask = cv2.resize(mask, (int(mask.shape[1] * narrow), mask.shape[0]), interpolation=cv2.INTER_AREA)
        spare = max(0.0, right - left - mask.shape[1])
        x = (
            left + spare * (0.5 + self.rng.uniform(-0.16, 0.16))
            if middle
            else left + min(spare, self.hand.lead * self.hand.cap * self.rng.uniform(0.6, 1.5))
        )
        line = bottom - (0.12 + self.hand.lift) * cap if dotted else (top + bottom + cap) / 2
        y = line + self.rng.gauss(0, 0.05) * high * (0.4 + self.hand.unsteady) - base
        return self._ink(mask, x, y)

    def _two(self, halves: tuple[str, str], box: Box, cap: float) -> Box:
        left, top, right, bottom = box
        middle = (top + bottom) / 2
        boxes = [
            self.text(half, (left, edge, right, end), scale=min(1.0, cap / self.hand.cap))
            for half, edge, end in ((halves[0], top, middle), (halves[1], middle, bottom))
        ]
        return (min(boxes[0][0], boxes[1][0]), boxes[0][1], max(boxes[0][2], boxes[1][2]), boxes[1][3])

    def tick(self, box: Box) -> Box:
        """A tick in the middle of a box."""
        x, y, size = self._middle(box)
        lean = self.rng.uniform(0.7, 1.2)
        points = [(-0.45, -0.1), (-0.12, 0.45), (0.6 * lean, -0.75 * self.rng.uniform(0.8, 1.2))]
        if self.hand.tick == "v":
            points = [(-0.4, -0.5), (0.0, 0.45), (0.42 * lean, -0.5)]
        return self._stroke([(x + a * size, y + b * size) for a, b in points])

    def cross(self, box: Box) -> Box:
        """A cross in the middle of a box."""
        x, y, size = self._middle(box)
        size *= 0.8
        self._stroke([(x - 0.45 * size, y - 0.5 * size), (x + 0.5 * size, y + 0.5 * size)])
        return self._stroke([(x + 0.5 * size, y - 0.5 * size), (x - 0.45 * size, y + 0.5 * size)])

    def dash(self, box: Box) -> Box:
        """A dash in the middle of a box."""
        x, y, size = self._middle(box)
        half = size * self.rng.uniform(0.25, 0.5)
        return self._stroke(
            [(x - half, y + self.rng.gauss(0, 0.04) * size), (x + half, y + self.rng.gauss(0, 0.04) * size)]
        )

    def ditto(self, box: Box, dashes: bool) -> Box:
        """Ditto marks in the middle of a box, between dashes or not."""
        x, y, size = self._middle(box)
        gap = max(0.16 * size, self.pen.breadth)
        for step in (-gap, gap):
            box = self._stroke([(x + step + 0.06 * size, y - 0.32 * size), (x + step, y + 0.1 * size)])
        if dashes:
            for side in (-1, 1):
                self._stroke([(x + side * 0.5 * size, y - 0.08 * size), (x + side * 1.05 * size, y - 0.08 * size)])
        return box

    def ring(self, box: Box) -> Box:
        """A ring round a printed word."""
        left, top, right, bottom = box
        x, y, high = (left + right) / 2, (top + bottom) / 2, bottom - top
        small = right - left < 1.6 * high  # a letter or number before the option
        wide = (right - left) / 2 + high * (self.rng.uniform(0.02, 0.12) if small else self.rng.uniform(0.2, 0.45))
        tall = high * (self.rng.uniform(0.5, 0.62) if small else self.rng.uniform(0.66, 0.85))
        start, turn, tilt = self.rng.uniform(0, 6.3), self.rng.uniform(6.3, 7.0), self.rng.uniform(-0.06, 0.06)
        angles = start + np.linspace(0, turn, 40)
        drift = 1 + np.linspace(0, self.rng.uniform(-0.06, 0.08), 40)
        return self._stroke(
            [
                (float(x + wide * d * np.cos(a)), float(y + tall * d * np.sin(a) + tilt * wide * np.cos(a)))
                for a, d in zip(angles, drift, strict=True)
            ],
            wobble=0.3,
        )

    def strike(self, box: Box, lines: int = 1) -> Box:
        """A line (or several) through a word."""
        left, top, right, bottom = box
        high = bottom - top
        out = box
        for number in range(lines):
            y = (top + bottom) / 2 + high * (0.05 + 0.16 * (number - (lines - 1) / 2) + self.rng.gauss(0, 0.03))
            slope = self.rng.gauss(0, 0.05) * high
            out = self._stroke(
                [
                    (left - high * self.rng.uniform(0.02, 0.15), y - slope),
                    ((left + right) / 2, y),
                    (right + high * self.rng.uniform(0.02, 0.15), y + slope),
                ]
            )
        return out

    def stamp(self, box: Box, letters: Path) -> Box:
        """A round office stamp, violet and uneven."""
        side = int(box[2] - box[0])
        canvas = Image.new("L", (side, side))
        draw = ImageDraw.Draw(canvas)
        for inset in (3, int(side * 0.2)):
            draw.ellipse((inset, inset, side - inset, side - inset), outline=255, width=4)
        draw.text((side / 2, side / 2), "TP PKK", font=_font(letters, side * 0.13), fill=255, anchor="mm")
        mask = np.asarray(canvas, np.float32) / 255
        patches = cv2.resize(_noise(self.rng, 6, 6), (side, side), interpolation=cv2.INTER_CUBIC)
        pen, self.pen = self.pen, Pen((96, 60, 150), 0.75, 3.0)
        box = self._ink(mask * np.clip(0.75 + 0.35 * patches, 0, 1), box[0], box[1])
        self.pen = pen
        return box

    def _middle(self, box: Box) -> tuple[float, float, float]:
        left, top, right, bottom = box
        size = min(self.hand.cap * 1.15, (bottom - top) * 0.62, (right - left) * 0.8) * self.rng.uniform(0.85, 1.15)
        x = (left + right) / 2 + self.rng.gauss(0, 0.06) * (right - left)
        return x, (top + bottom) / 2 + self.rng.gauss(0, 0.04) * (bottom - top), size

    def _line(self, words: str, cap: float) -> tuple[Mask, float]:
        """The letters as a mask, and the y of their base line in it."""
        size, rng = max(6.0, cap / _cap_share(self.hand.font)), self.rng
        pad = int(size * 0.5) + 3
        font = _font(self.hand.font, round(size * 4) / 4)
        wide = int(font.getlength(words) + abs(self.hand.spacing) * size * len(words) + 2 * pad + size * 0.3)
        high = int(size * 1.9) + 2 * pad
        canvas = Image.new("L", (wide, high))
        draw, x, base = ImageDraw.Draw(canvas), float(pad), pad + size * 1.25
        for number, letter in enumerate(words):
            odd = _font(self.hand.font, round(size * (1 + rng.gauss(0, 0.035) * self.hand.unsteady) * 4) / 4)
            draw.text(
                (
                    x + rng.gauss(0, 0.012) * size * self.hand.unsteady,
                    base + rng.gauss(0, 0.025) * size * self.hand.unsteady,
                ),
                letter,
                font=odd,
                fill=255,
                anchor="ls",
            )
            x += (
                font.getlength(words[: number + 1])
                - font.getlength(words[:number])
                + self.hand.spacing * size * rng.uniform(0.3, 1.6)
            )
        mask = _waved(
            np.asarray(canvas, np.float32) / 255, self.hand.slant, base, size * 0.02 * self.hand.unsteady, rng
        )
        mask = _heavier(
            mask, 0.8 * (min(self.pen.breadth, 0.115 * cap) - _stroke_share(self.hand.font) * size) + self.hand.weight
        )
        seen = np.flatnonzero(mask.max(axis=0) > 0.2)
        return (mask[:, max(0, seen[0] - 1) : seen[-1] + 2] if len(seen) else mask), base

    def _stroke(self, points: list[tuple[float, float]], wobble: float = 0.6) -> Box:
        """A polyline of the pen's breadth, bent a little."""
        pad = int(4 * self.pen.breadth) + 6
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        left, top = min(xs) - pad, min(ys) - pad
        mask = np.zeros((int(max(ys) - top) + pad, int(max(xs) - left) + pad), np.uint8)
        shifted = np.array([[(x - left) * 16, (y - top) * 16] for x, y in points]).astype(np.int32)
        cv2.polylines(mask, [shifted.reshape(-1, 1, 2)], False, 255, max(2, round(self.pen.breadth)), cv2.LINE_AA, 4)
        return self._ink(
            _waved(mask.astype(np.float32) / 255, 0.0, 0.0, wobble * self.pen.breadth, self.rng), left, top
        )

    def _ink(self, mask: Mask, x: float, y: float) -> Box:
        """Lays the pen's colour through a mask; ink past the page is lost. Returns the inked box."""
        left, top = round(x), round(y)
        high, wide = self.page.shape[:2]
        mask = mask[max(0, -top) : max(0, high - top), max(0, -left) : max(0, wide - left)]
        left, top = max(0, left), max(0, top)
        if not mask.size:
            return (left, top, left, top)
        pressure = cv2.resize(
            _noise(self.rng, 3, 2 + mask.shape[1] // 40), mask.shape[::-1], interpolation=cv2.INTER_CUBIC
        )
        cover = (mask * self.pen.cover * (1 - 0.25 * np.clip(pressure, 0, 1)))[..., None]
        part = self.page[top : top + mask.shape[0], left : left + mask.shape[1]]
        ink = np.minimum(part, np.array(self.pen.colour, np.float32))
        part[:] = np.clip(part * (1 - cover) + ink * cover, 0, 255).astype(np.uint8)
        return (left, top, left + mask.shape[1], top + mask.shape[0])


def _halves(words: str) -> tuple[str, str] | None:
    parts = words.split(" ") if " " in words else words.replace("/", "/ ").split(" ")
    if len(parts) < 2:
        return None
    cut = min(range(1, len(parts)), key=lambda place: abs(len(" ".join(parts[:place])) - len(words) / 2))
    return " ".join(parts[:cut]), " ".join(parts[cut:])


def _waved(mask: Mask, slant: float, base: float, reach: float, rng: Random) -> Mask:
    high, wide = mask.shape
    grid = [cv2.resize(_noise(rng, 3, 2 + wide // 25), (wide, high), interpolation=cv2.INTER_CUBIC) for _ in range(2)]
    ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
    return cv2.remap(mask, xs + (ys - base) * slant + reach * grid[0], ys + reach * grid[1], cv2.INTER_LINEAR)


def _heavier(mask: Mask, weight: float) -> Mask:
    """Strokes broader (weight above 0) or a little thinner, by about so many px."""
    for _ in range(int(weight)):
        mask = cv2.dilate(mask, np.ones((2, 2)))
    rest = weight - int(weight) if weight > 0 else max(weight, -0.8)
    grown = cv2.dilate(mask, np.ones((2, 2))) if rest > 0 else cv2.erode(mask, np.ones((2, 2)))
    return mask + (grown - mask) * abs(rest)


def _noise(rng: Random, high: int, wide: int) -> Mask:
    return np.array([[rng.gauss(0, 1) for _ in range(wide)] for _ in range(high)], np.float32)


@lru_cache(maxsize=256)
def _font(path: Path, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache
def _stroke_share(path: Path) -> float:
    """How broad the strokes are, in parts of the size."""
    canvas = Image.new("L", (900, 400))
    ImageDraw.Draw(canvas).text((60, 250), "nHo", font=_font(path, 200), fill=255, anchor="ls")
    deep = cv2.distanceTransform((np.asarray(canvas) > 127).astype(np.uint8), cv2.DIST_L2, 5)
    ridge = deep[(deep > 1) & (deep >= cv2.dilate(deep, np.ones((3, 3))))]
    return 2 * float(np.median(ridge)) / 200


@lru_cache
def _cap_share(path: Path) -> float:
    """The height of a capital, and of figures where these are higher, in parts of the size."""
    font = _font(path, 200)
    return max(font.getbbox(letter)[3] - font.getbbox(letter)[1] for letter in "HN17") / 200
