"""Signs drawn from strokes: ticks, crosses, dashes, ditto marks, and digits as they are taught in Indonesia.

Each function draws one sign on a canvas of its own, strength 0 (paper) to 1 (ink), float32, for writing `high` px high.
"""

from __future__ import annotations

import random
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

_SWUNG, _HOOKED, _BENT = 0.5, 0.2, 0.3
"""How many ticks are drawn in one swing, how many turn over at the top, how many crosses and dashes are bent."""


def _canvas(high: int) -> NDArray[np.float32]:
    return np.zeros((int(high * 1.3), int(high * 1.6)), np.float32)


def _pen_px(rng: random.Random, high: int) -> int:
    return max(2, round(high * rng.uniform(0.025, 0.085)))


def _line(canvas: NDArray[np.float32], points: list[tuple[float, float]], rng: random.Random, pen_px: int) -> None:
    """A stroke through `points`, bent a little between them."""
    path: list[tuple[float, float]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        bend = rng.gauss(0, 0.06)
        mx, my = (x0 + x1) / 2 - bend * (y1 - y0), (y0 + y1) / 2 + bend * (x1 - x0)
        for t in np.linspace(0, 1, 14):
            a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
            path.append((a * x0 + b * mx + c * x1, a * y0 + b * my + c * y1))
    line = np.round(np.array(path) * 8).astype(np.int32)
    cv2.polylines(canvas, [line], False, 1.0, pen_px, cv2.LINE_AA, 3)


def _rounded(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same path without its corners: each is cut off twice (Chaikin's algorithm)."""
    for _ in range(2):
        cut_off = [points[0]]
        for (x0, y0), (x1, y1) in pairwise(points):
            cut_off += [(0.75 * x0 + 0.25 * x1, 0.75 * y0 + 0.25 * y1), (0.25 * x0 + 0.75 * x1, 0.25 * y0 + 0.75 * y1)]
        points = [*cut_off, points[-1]]
    return points


def _bent(
    start: tuple[float, float], end: tuple[float, float], most: float, rng: random.Random
) -> list[tuple[float, float]]:
    """A stroke that is bent in one arc, by up to `most` of its length to either side."""
    off = rng.uniform(-most, most)
    middle = ((start[0] + end[0]) / 2 - off * (end[1] - start[1]), (start[1] + end[1]) / 2 + off * (end[0] - start[0]))
    return _rounded([start, middle, end])


def tick(high: int, rng: random.Random) -> NDArray[np.float32]:
    """A tick, with or without a hook where it begins and where it ends; some in one swing, without a corner."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.28, 0.95)
    wide = size * rng.uniform(0.35, 1.3)
    corner = rng.uniform(0.1, 0.48)
    x, y = 0.15 * canvas.shape[1], canvas.shape[0] * 0.1
    drop = rng.uniform(0.0, 0.8)
    end = (x + wide, y + size * rng.uniform(-0.05, 0.1))
    points = [(x, y + size * drop), (x + wide * corner, y + size), end]
    if rng.random() < 0.12:
        points.insert(0, (x - size * 0.12, y + size * (drop + rng.uniform(-0.02, 0.1))))
    if rng.random() < _SWUNG:
        half = rng.uniform(0.4, 0.6)
        sag = size * rng.uniform(0.0, 0.16)
        points.insert(-1, (x + wide * (corner + half * (1 - corner)) + sag, y + size * (1 - half) + 0.5 * sag))
    if rng.random() < _HOOKED:
        points.append((end[0] + size * rng.uniform(0.08, 0.3), end[1] + size * rng.uniform(-0.02, 0.14)))
    _line(canvas, _rounded(points) if rng.random() < _SWUNG else points, rng, _pen_px(rng, high))
    return canvas


def cross(high: int, rng: random.Random) -> NDArray[np.float32]:
    """Two crossing strokes."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.9)
    wide = size * rng.uniform(0.7, 1.4)
    x, y = 0.15 * canvas.shape[1], canvas.shape[0] * 0.1

    def near(px: float, py: float) -> tuple[float, float]:
        return x + wide * (px + rng.gauss(0, 0.07)), y + size * (py + rng.gauss(0, 0.07))

    pen_px = _pen_px(rng, high)
    most = 0.3 if rng.random() < _BENT else 0.0
    _line(canvas, _bent(near(0, 0), near(1, 1), most, rng), rng, pen_px)
    _line(canvas, _bent(near(1, 0), near(0, 1), most, rng), rng, pen_px)
    if rng.random() < 0.08:
        _line(canvas, [near(0, 1), near(0.2, 0.9)], rng, pen_px)
    return canvas


def dash(high: int, rng: random.Random) -> NDArray[np.float32]:
    """One level stroke."""
    canvas = _canvas(high)
    long = high * rng.choice([rng.uniform(0.1, 0.3), rng.uniform(0.2, 0.8)])
    x, y = 0.2 * canvas.shape[1], canvas.shape[0] * 0.5
    pen_px = min(_pen_px(rng, high), max(2, int(long * 0.4)))
    most = 0.3 if rng.random() < _BENT else 0.0
    _line(canvas, _bent((x, y), (x + long, y + long * rng.gauss(0, 0.1)), most, rng), rng, pen_px)
    return canvas


def ditto(high: int, rng: random.Random) -> NDArray[np.float32]:
    """Two short strokes side by side."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.09, 0.28)
    apart = size * rng.uniform(0.35, 1.2)
    slant = rng.gauss(-0.15, 0.25)
    x, y = 0.3 * canvas.shape[1], canvas.shape[0] * 0.3
    pen_px = min(_pen_px(rng, high), max(2, int(size * 0.4)))
    for at in (0.0, apart):
        tall = size * rng.uniform(0.85, 1.15)
        _line(canvas, [(x + at, y + rng.gauss(0, 0.06) * size), (x + at + slant * tall, y + tall)], rng, pen_px)
    return canvas


def crossed_out(strength: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    """Writing that fills `strength`, with one to three lines or a zigzag through it; larger by what reaches out."""
    high, wide = strength.shape
    room = high // 3 + 2
    canvas = np.pad(strength, room)
    pen_px = _pen_px(rng, high)
    if rng.random() < 0.3:
        turns = max(4, round(wide / (high * rng.uniform(0.2, 0.5))))
        points = [(room + wide * at / turns, room + high * (0.1 if at % 2 else 0.9)) for at in range(turns + 1)]
        _line(canvas, points, rng, pen_px)
        return canvas
    for _ in range(rng.choice([1, 1, 2, 3])):
        y, rise = room + high * rng.uniform(0.35, 0.65), high * rng.uniform(-0.2, 0.2)
        out = [high * rng.uniform(-0.1, 0.3) for _ in range(2)]
        _line(canvas, [(room - out[0], y + rise), (room + wide + out[1], y - rise)], rng, pen_px)
    return canvas


def slanted_one(high: int, rng: random.Random, pen_px: int = 0) -> NDArray[np.float32]:
    """A 1 that is a bare stroke."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.75)
    slant = rng.uniform(-0.1, 0.65)
    x, y = 0.2 * canvas.shape[1], canvas.shape[0] * 0.1
    _line(canvas, [(x + slant * size, y), (x, y + size)], rng, pen_px or _pen_px(rng, high))
    return canvas


def flagged_one(high: int, rng: random.Random, pen_px: int = 0) -> NDArray[np.float32]:
    """A 1 with an upstroke before the stem, as it is taught in Indonesia; some with a foot."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.7)
    slant = rng.gauss(0.12, 0.14)
    x, y = 0.35 * canvas.shape[1], canvas.shape[0] * 0.1
    top = (x + slant * size, y)
    back, drop = size * rng.uniform(0.12, 0.42), rng.uniform(0.6, 1.6)
    pen_px = pen_px or _pen_px(rng, high)
    _line(canvas, [(top[0] - back, y + min(0.65 * size, back * drop)), top, (x, y + size)], rng, pen_px)
    if rng.random() < 0.15:
        _line(canvas, [(x - 0.2 * size, y + size), (x + 0.2 * size, y + size)], rng, pen_px)
    return canvas


def drawn_seven(high: int, rng: random.Random, pen_px: int = 0) -> NDArray[np.float32]:
    """A 7 with a level roof; many with a bar through the stem."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.7)
    wide = size * rng.uniform(0.35, 0.75)
    x, y = 0.3 * canvas.shape[1], canvas.shape[0] * 0.1
    foot = (x + wide * rng.uniform(-0.1, 0.7), y + size)
    pen_px = pen_px or _pen_px(rng, high)
    points = [(x, y + wide * rng.gauss(0.05, 0.06)), (x + wide, y), foot]
    if rng.random() < 0.3:
        points.insert(0, (x, y + size * rng.uniform(0.05, 0.2)))
    _line(canvas, points, rng, pen_px)
    if rng.random() < 0.4:
        middle = ((x + wide + foot[0]) / 2, y + size * rng.uniform(0.42, 0.6))
        half = size * rng.uniform(0.12, 0.25)
        _line(canvas, [(middle[0] - half, middle[1]), (middle[0] + half, middle[1] - 0.05 * size)], rng, pen_px)
    return canvas


def cut(strength: NDArray[np.float32]) -> NDArray[np.float32]:
    """`strength` without the empty paper around its ink."""
    rows = np.flatnonzero(strength.max(axis=1) > 0.2)
    columns = np.flatnonzero(strength.max(axis=0) > 0.2)
    if len(rows) == 0:
        return strength
    return strength[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
