"""A hand with a pen: writes letters, marks and strokes onto a layer of ink."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from benchmarks.typed_faces import Glyph, hand_face, line_letters

Ink = NDArray[np.float32]
Box = tuple[float, float, float, float]
FINE = 3
INKS = {"blue": (142, 62, 38), "black": (38, 34, 32), "pencil": (96, 94, 92), "violet": (120, 52, 66)}
"""Blue, green, red of a full stroke."""


@dataclass
class Hand:
    """One person's way of writing."""

    name: str
    chance: random.Random
    dpi: int
    letters: dict[str, Glyph] | None = None
    face: str = ""

    def __post_init__(self) -> None:
        between = self.chance.uniform
        self.size = between(3.0, 4.2) * self.dpi / 25.4
        """Height of a capital, pixels."""
        self.slant, self.wide, self.space = between(-0.08, 0.3), between(0.85, 1.1), between(-0.02, 0.08)
        self.pen = between(0.32, 0.6) * self.dpi / 25.4
        self.shake, self.drift, self.uneven = between(0.008, 0.02), between(-0.02, 0.03), between(0.02, 0.07)
        self.colour = INKS[self.chance.choice(["blue", "blue", "black", "pencil", "violet"])]
        self.dry = between(0.0, 0.35)
        self.centre = self.chance.random() < 0.4
        self.noise = np.random.default_rng(self.chance.randrange(2**31))

    def line(self, text: str, high: float) -> tuple[Ink, float]:
        """A line of writing whose capitals are `high`, three times as fine; and where its baseline is."""
        made = self._strokes(text, high) if self.letters is not None else self._shapes(text, high)
        return made

    def _strokes(self, text: str, high: float) -> tuple[Ink, float]:
        letters, high = self.letters or {}, high * FINE
        scale = high / _capital(letters)
        x, strokes = 0.0, []
        for letter in text:
            step, parts = letters.get(letter, letters.get(letter.lower(), (0.4, [])))
            step = max(step, 0.36) if letter == " " else step
            size = 1 + self.noise.normal(0, self.uneven)
            lift, turn = self.noise.normal(0, 0.03), self.noise.normal(0, 0.03)
            bend = self.noise.normal(0, 0.02, 4)
            for part in parts:
                points = _smooth(part) * [self.wide * size, size]
                waves = [bend[i] * np.sin(points[:, 1 - i] * 5 + bend[2 + i] * 60) for i in (0, 1)]
                points = points + np.stack(waves, 1)
                points = points + self.noise.normal(0, self.shake * 0.25, points.shape)
                moved = np.stack(
                    [points[:, 0] - points[:, 1] * (self.slant + turn) + x, points[:, 1] + lift + self.drift * x], 1
                )
                strokes.append(moved * scale)
            x += step * self.wide * size + self.space * (0.6 if letter != " " else 0.0)
        if not strokes:
            return np.zeros((4, 4), np.float32), 0.0
        low = np.min([s.min(0) for s in strokes], 0) - self.pen * FINE * 2
        top = np.max([s.max(0) for s in strokes], 0) + self.pen * FINE * 2
        layer = np.zeros((int(top[1] - low[1]) + 2, int(top[0] - low[0]) + 2), np.float32)
        for stroke in strokes:
            self.trace(layer, stroke - low, self.pen * FINE)
        return layer, -float(low[1])

    def trace(self, layer: Ink, points: NDArray[np.float64], pen: float) -> None:
        """A stroke whose width follows the pressure."""
        press = 1 + 0.25 * np.sin(np.linspace(0.3, 2.9, len(points))) - 0.15 + self.noise.normal(0, 0.04, len(points))
        for at in range(len(points) - 1):
            width = max(1, round(pen * float(press[at])))
            start, end = (tuple(int(v * 8) for v in points[at + i]) for i in (0, 1))
            cv2.line(layer, start, end, 1.0, width, cv2.LINE_AA, 3)

    def _shapes(self, text: str, high: float) -> tuple[Ink, float]:
        font = ImageFont.truetype(self.face, round(high * FINE / 0.68))
        if font.getlength(" ") < 0.45 * high * FINE:
            text = text.replace(" ", "  ")
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        edge = round(high)
        size = (int(right - left) + 2 * edge + round(self.slant * high * FINE), int(bottom - top) + 2 * edge)
        picture = Image.new("L", size)
        ImageDraw.Draw(picture).text((edge - left, edge - top), text, fill=255, font=font, anchor="ls")
        layer = np.asarray(picture, np.float32) / 255
        height, width = layer.shape
        base = edge - top
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        waves = [self._wave(width + height, high * FINE) for _ in range(2)]
        amount = self.uneven * high * FINE * 0.9
        extra = self.slant * 0.6
        across = x + (y - base) * extra + amount * waves[0][(x + y).astype(int).clip(0, width + height - 1)]
        along = y - self.drift * x + amount * waves[1][x.astype(int)]
        return np.asarray(
            cv2.remap(layer, across.astype(np.float32), along.astype(np.float32), cv2.INTER_LINEAR), np.float32
        ), float(base)

    def _wave(self, length: int, period: float) -> NDArray[np.float64]:
        knots = self.noise.normal(0, 1, int(length / period) + 4)
        return np.interp(np.arange(length) / period, np.arange(len(knots)), knots)

    def ink(self, layer: Ink) -> Ink:
        """A layer as this pen leaves it on paper: at the page's fineness, with gaps and grain."""
        height, width = (max(1, round(side / FINE)) for side in layer.shape)
        made = np.asarray(cv2.resize(layer, (width, height), interpolation=cv2.INTER_AREA), np.float32)
        coarse = self.noise.random((height // 3 + 2, width // 3 + 2)).astype(np.float32)
        grain = cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR)
        return made * (1 - self.dry * grain)


def hand(name: str, words: dict[str, Any], chance: random.Random, dpi: int) -> Hand:
    """A writer's hand by the name of its letters."""
    if name in words["hands"]["lines"]:
        return Hand(name, chance, dpi, line_letters(name, words["hands"]["lines_version"]))
    return Hand(name, chance, dpi, face=str(hand_face(name, words["hands"]["faces"][name])))


def _capital(letters: dict[str, Glyph]) -> float:
    return -float(min(stroke[:, 1].min() for stroke in letters["H"][1]))


def _smooth(part: NDArray[np.float64]) -> NDArray[np.float64]:
    """A stroke with points close to one another and its corners rounded."""
    if len(part) < 2:
        return np.vstack([part, part + 0.01])
    steps = np.hypot(*np.diff(part, axis=0).T)
    along = np.concatenate([[0], np.cumsum(steps)])
    many = max(4, int(along[-1] / 0.03))
    at = np.linspace(0, along[-1], many)
    points = np.stack([np.interp(at, along, part[:, side]) for side in (0, 1)], 1)
    for _ in range(2):
        points[1:-1] = (points[:-2] + 2 * points[1:-1] + points[2:]) / 4
    return points
