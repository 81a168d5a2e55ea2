"""Pen strokes for marks, other than those of samples/generator: splines whose width changes with the pressure."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Strength = NDArray[np.float32]
"""0 paper to 1 ink."""
Point = tuple[float, float]


class Pen:
    """Draws on `paper`; the width and the pressure are this pen's."""

    def __init__(self, paper: Strength, rng: random.Random) -> None:
        self._paper, self._rng = paper, rng
        self._width_px = rng.uniform(2.2, 6.0)
        self._dark = rng.uniform(0.55, 1.0)

    def stroke(self, points: Sequence[Point]) -> None:
        """One stroke through the points (Catmull-Rom), thinner where it begins and ends."""
        rng, path = self._rng, _spline(points)
        tile = np.zeros(self._paper.shape, np.uint8)
        swell = rng.uniform(0.15, 0.6)
        for at, ((x0, y0), (x1, y1)) in enumerate(pairwise(path)):
            along = at / max(1, len(path) - 2)
            width = self._width_px * (1 - swell + swell * math.sin(math.pi * min(1.0, 0.15 + 0.85 * along)))
            start, end = (round(x0 * 8), round(y0 * 8)), (round(x1 * 8), round(y1 * 8))
            cv2.line(tile, start, end, 255, max(1, round(width)), cv2.LINE_AA, 3)
        np.maximum(self._paper, tile.astype(np.float32) * (self._dark * rng.uniform(0.85, 1.0) / 255), out=self._paper)

    def tick(self, x: float, y: float, size: float) -> None:
        """A tick whose corner is at (x, y): short or no first leg, straight or swung second one, sometimes a hook."""
        rng = self._rng
        first = size * rng.choice([0.15, 0.3, 0.45])
        end = (x + size * rng.uniform(0.4, 1.1), y - size * rng.uniform(0.7, 1.2))
        belly = ((x + end[0]) / 2 + size * rng.uniform(-0.05, 0.18), (y + end[1]) / 2 + size * rng.uniform(-0.02, 0.15))
        points = [(x - first * rng.uniform(0.5, 1.0), y - first * rng.uniform(0.4, 1.3)), (x, y), belly, end]
        if rng.random() < 0.15:
            points.append((end[0] + 0.2 * size, end[1] + 0.05 * size))
        self.stroke(points)

    def cross(self, x: float, y: float, size: float) -> None:
        """Two strokes that cross about (x, y), not at right angles."""
        rng, half = self._rng, size / 2
        for way in (1, -1):
            a = rng.uniform(0.7, 1.2) * half, rng.uniform(0.6, 1.2) * half
            bend = rng.uniform(-0.15, 0.15) * size
            self.stroke([(x - a[0], y - way * a[1]), (x + bend, y - bend * way), (x + a[0], y + way * a[1])])

    def ring(self, x: float, y: float, half_width: float, half_height: float) -> None:
        """A ring about (x, y): open by up to a fifth, run over, egg-shaped, flattened."""
        rng = self._rng
        turn, begin = rng.uniform(0.82, 1.25) * 2 * math.pi, rng.uniform(0, 2 * math.pi)
        way, egg, drift = rng.choice([-1, 1]), rng.uniform(-0.2, 0.2), rng.uniform(-0.08, 0.12)
        power = rng.choice([1.0, 1.0, 0.75])
        points = []
        for at in range(17):
            angle = begin + way * turn * at / 16
            c, s = math.cos(angle), math.sin(angle)
            c, s = math.copysign(abs(c) ** power, c), math.copysign(abs(s) ** power, s)
            grow = 1 + egg * c + drift * at / 16
            points.append((x + half_width * grow * c, y + half_height * grow * s))
        self.stroke(points)

    def line(self, start: Point, end: Point, wave: float = 0.0) -> None:
        """A line, straight, bent or wavy by `wave` pixels."""
        rng = self._rng
        count = 3 if wave < 2 else rng.randint(5, 9)
        points = []
        for at in range(count):
            t = at / (count - 1)
            off = wave * (1 if at % 2 else -1) + rng.gauss(0, 1.0)
            points.append((start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1]) + off))
        self.stroke(points)

    def scribble(self, left: float, top: float, right: float, bottom: float) -> None:
        """Back and forth over a box, or loops along it."""
        rng = self._rng
        turns = max(4, int((right - left) / max(6.0, 0.35 * (bottom - top))))
        points = []
        for at in range(turns + 1):
            x = left + (right - left) * at / turns
            points.append((x + rng.gauss(0, 2), (top if at % 2 else bottom) + rng.gauss(0, 0.1 * (bottom - top))))
        self.stroke(points)


def _spline(points: Sequence[Point]) -> list[Point]:
    knots = np.array([points[0], *points, points[-1]], dtype=np.float64)
    t = np.linspace(0, 1, 10, endpoint=False)[:, None]
    pieces = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        pieces.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return [tuple(point) for point in np.vstack([*pieces, knots[-1:]]).tolist()]


def on_paper(strength: Strength, printed: Strength, rng: random.Random) -> NDArray[np.uint8]:
    """Grey pixels: print and pen on paper, with what a scanner or a copier does to them."""
    paper, ink, black = rng.randint(222, 252), rng.randint(10, 120), rng.randint(0, 60)
    grey = paper - np.maximum(strength * (paper - ink), printed * (paper - black))
    noise = np.random.default_rng(rng.getrandbits(32))
    grey += noise.normal(0, rng.uniform(0, 6), grey.shape)
    if rng.random() < 0.7:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.4, 1.3))
    pixels = np.clip(grey, 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        size = max(4, round(pixels.shape[1] * 0.6)), max(4, round(pixels.shape[0] * 0.6))
        small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        pixels = cv2.resize(small, pixels.shape[::-1], interpolation=cv2.INTER_CUBIC)
    if rng.random() < 0.4:
        coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(45, 90)])[1]
        pixels = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE).astype(np.uint8)
    return pixels
