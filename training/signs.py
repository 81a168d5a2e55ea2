"""Cells with one sign, or with other writing, drawn for the small network of signs (training/shapes.py)."""

from __future__ import annotations

import random
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from training.hands import DigitHand, FontHand

Grey = NDArray[np.uint8]

_MARGIN_PX = 14
_FIELD = Field("training", Kind.TICK_OR_COUNT)


def draw_cell(name: str, rng: random.Random, fonts: list[FontHand], digits: DigitHand) -> Crop:
    """A crop with the sign `name` (pipeline.read.shapes.SHAPES), its size, place, pen and paper drawn from `rng`."""
    high = rng.randint(48, 118)
    wide = int(high * rng.uniform(0.55, 2.2))
    strength = np.zeros((high + 2 * _MARGIN_PX, wide + 2 * _MARGIN_PX), np.float32)
    sign = _sign(name, high, rng, fonts, digits)
    room = strength.shape[0] - sign.shape[0], strength.shape[1] - sign.shape[1]
    if min(room) < 2:
        scale = min((strength.shape[0] - 4) / sign.shape[0], (strength.shape[1] - 4) / sign.shape[1])
        sign = cv2.resize(sign, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        room = strength.shape[0] - sign.shape[0], strength.shape[1] - sign.shape[1]
    top = int(np.clip(room[0] * rng.gauss(0.5, 0.13), 0, room[0]))
    left = int(np.clip(room[1] * rng.gauss(0.5, 0.13), 0, room[1]))
    strength[top : top + sign.shape[0], left : left + sign.shape[1]] = sign
    _stray(strength, rng)
    paper, ink = rng.randint(225, 255), rng.randint(10, 150)
    grey = paper - strength * (paper - ink)
    noise = np.random.default_rng(rng.getrandbits(32))
    grey += noise.normal(0, rng.uniform(0, 5), grey.shape)
    if rng.random() < 0.6:
        grey = cv2.GaussianBlur(grey, (0, 0), rng.uniform(0.4, 1.2))
    pixels = np.clip(grey, 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        coded = cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, rng.randint(40, 90)])[1]
        pixels = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    box = Box(_MARGIN_PX, _MARGIN_PX, _MARGIN_PX + wide, _MARGIN_PX + high)
    return Crop(Cell(Part.TABLE, 0, _FIELD, box), pixels, Box(0, 0, pixels.shape[1], pixels.shape[0]))


def _sign(name: str, high: int, rng: random.Random, fonts: list[FontHand], digits: DigitHand) -> NDArray[np.float32]:
    """The sign alone, 0 paper to 1 ink, cut to its ink."""
    if name in _STROKES:
        return _cut(_STROKES[name](high, rng))
    if name == "other":
        text, real = _other(rng)
    else:
        text, real = name, rng.random() < 0.6
        if name == "1" and rng.random() < 0.45:
            return _cut(rng.choice([_slanted_one, _flagged_one])(high, rng))
        if name == "7" and rng.random() < 0.2:
            return _cut(_drawn_seven(high, rng))
        if rng.random() < 0.04:
            text += "."
    written = digits.write(text, rng) if real else rng.choice(fonts).write(text, rng)
    strength = _cut(1 - written.astype(np.float32) / 255)
    tall = high * min(1.0, max(0.2, rng.gauss(0.5, 0.13)))
    if real and rng.random() < 0.5:
        strength = cv2.dilate(strength, np.ones((rng.choice([2, 3]),) * 2, np.uint8))
    elif not real and rng.random() < 0.5:
        strength = cv2.dilate(strength, np.ones((rng.choice([2, 3, 4]),) * 2, np.uint8))
    scale = tall / strength.shape[0]
    small = cv2.resize(strength, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return _warped(small, rng)


def _other(rng: random.Random) -> tuple[str, bool]:
    way = rng.random()
    if way < 0.42:
        return str(rng.randint(10, 999 if rng.random() < 0.4 else 99)), rng.random() < 0.55
    if way < 0.47:
        return f"{rng.randint(1, 99):02d}", rng.random() < 0.5
    if way < 0.62:
        return rng.choice(["L", "P", "Y", "T", "K", "J", "D", "S1", "S2", "D3", "MI", "SD", "TK", "BK", "MA"]), False
    if way < 0.72:
        return rng.choice("ABCDEFGHKMNQRSTUWZabcdefghkmnpqrstuwz"), False
    words = ["ada", "ya", "tdk", "PAUD", "Islam", "Tani", "PKBN", "arisan", "UP2K", "Ani", "Siti", "th", "KB", "sda"]
    return rng.choice(words) if way < 0.93 else f"{rng.randint(1, 99)} {rng.choice(['th', 'org', 'ls'])}", False


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


def _tick(high: int, rng: random.Random) -> NDArray[np.float32]:
    canvas = _canvas(high)
    size = high * rng.uniform(0.28, 0.95)
    wide = size * rng.uniform(0.6, 1.3)
    corner = rng.uniform(0.15, 0.48)
    x, y = 0.15 * canvas.shape[1], canvas.shape[0] * 0.1
    drop = rng.uniform(0.0, 0.72)
    points = [(x, y + size * drop), (x + wide * corner, y + size), (x + wide, y + size * rng.uniform(-0.05, 0.1))]
    if rng.random() < 0.12:
        points.insert(0, (x - size * 0.12, y + size * (drop + rng.uniform(-0.02, 0.1))))
    _line(canvas, points, rng, _pen_px(rng, high))
    return canvas


def _cross(high: int, rng: random.Random) -> NDArray[np.float32]:
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.9)
    wide = size * rng.uniform(0.7, 1.4)
    x, y = 0.15 * canvas.shape[1], canvas.shape[0] * 0.1

    def near(px: float, py: float) -> tuple[float, float]:
        return x + wide * (px + rng.gauss(0, 0.07)), y + size * (py + rng.gauss(0, 0.07))

    pen_px = _pen_px(rng, high)
    _line(canvas, [near(0, 0), near(1, 1)], rng, pen_px)
    _line(canvas, [near(1, 0), near(0, 1)], rng, pen_px)
    if rng.random() < 0.08:
        _line(canvas, [near(0, 1), near(0.2, 0.9)], rng, pen_px)
    return canvas


def _dash(high: int, rng: random.Random) -> NDArray[np.float32]:
    canvas = _canvas(high)
    long = high * rng.choice([rng.uniform(0.1, 0.3), rng.uniform(0.2, 0.8)])
    x, y = 0.2 * canvas.shape[1], canvas.shape[0] * 0.5
    pen_px = min(_pen_px(rng, high), max(2, int(long * 0.4)))
    _line(canvas, [(x, y), (x + long, y + long * rng.gauss(0, 0.1))], rng, pen_px)
    return canvas


def _ditto(high: int, rng: random.Random) -> NDArray[np.float32]:
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


def _slanted_one(high: int, rng: random.Random) -> NDArray[np.float32]:
    """A 1 that is a bare stroke."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.75)
    slant = rng.uniform(-0.1, 0.65)
    x, y = 0.2 * canvas.shape[1], canvas.shape[0] * 0.1
    _line(canvas, [(x + slant * size, y), (x, y + size)], rng, _pen_px(rng, high))
    return canvas


def _flagged_one(high: int, rng: random.Random) -> NDArray[np.float32]:
    """A 1 with an upstroke before the stem, as it is taught in Indonesia; some with a foot."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.7)
    slant = rng.gauss(0.12, 0.14)
    x, y = 0.35 * canvas.shape[1], canvas.shape[0] * 0.1
    top = (x + slant * size, y)
    back, drop = size * rng.uniform(0.12, 0.42), rng.uniform(0.6, 1.6)
    pen_px = _pen_px(rng, high)
    _line(canvas, [(top[0] - back, y + min(0.65 * size, back * drop)), top, (x, y + size)], rng, pen_px)
    if rng.random() < 0.15:
        _line(canvas, [(x - 0.2 * size, y + size), (x + 0.2 * size, y + size)], rng, pen_px)
    return canvas


def _drawn_seven(high: int, rng: random.Random) -> NDArray[np.float32]:
    """A 7 with a level roof; many with a bar through the stem."""
    canvas = _canvas(high)
    size = high * rng.uniform(0.25, 0.7)
    wide = size * rng.uniform(0.35, 0.75)
    x, y = 0.3 * canvas.shape[1], canvas.shape[0] * 0.1
    foot = (x + wide * rng.uniform(-0.1, 0.7), y + size)
    pen_px = _pen_px(rng, high)
    points = [(x, y + wide * rng.gauss(0.05, 0.06)), (x + wide, y), foot]
    if rng.random() < 0.3:
        points.insert(0, (x, y + size * rng.uniform(0.05, 0.2)))
    _line(canvas, points, rng, pen_px)
    if rng.random() < 0.4:
        middle = ((x + wide + foot[0]) / 2, y + size * rng.uniform(0.42, 0.6))
        half = size * rng.uniform(0.12, 0.25)
        _line(canvas, [(middle[0] - half, middle[1]), (middle[0] + half, middle[1] - 0.05 * size)], rng, pen_px)
    return canvas


_STROKES = {"tick": _tick, "cross": _cross, "dash": _dash, "ditto": _ditto}


def _warped(strength: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    room = strength.shape[0] // 3 + 2
    padded = np.pad(strength, room)
    middle = padded.shape[1] / 2, padded.shape[0] / 2
    matrix = cv2.getRotationMatrix2D(middle, rng.gauss(0, 4), 1.0)
    slant = rng.gauss(0.05, 0.15)
    matrix[0, 1] += slant
    matrix[0, 2] -= slant * middle[1]
    return _cut(cv2.warpAffine(padded, matrix, padded.shape[::-1], flags=cv2.INTER_LINEAR))


def _cut(strength: NDArray[np.float32]) -> NDArray[np.float32]:
    rows = np.flatnonzero(strength.max(axis=1) > 0.2)
    columns = np.flatnonzero(strength.max(axis=0) > 0.2)
    if len(rows) == 0:
        return strength
    return strength[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _stray(strength: NDArray[np.float32], rng: random.Random) -> None:
    """Specks, a neighbour's stroke from the edge, a ruling's rest."""
    height, width = strength.shape
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2])):
        at = rng.randrange(width), rng.randrange(height)
        cv2.circle(strength, at, rng.choice([1, 1, 2, 3, 4]), rng.uniform(0.5, 1.0), -1, cv2.LINE_AA)
    if rng.random() < 0.15:
        edge = rng.choice([0, width - 1])
        y = rng.randrange(height)
        inward = _MARGIN_PX if edge == 0 else -_MARGIN_PX
        cv2.line(strength, (edge, y), (edge + inward, y + rng.randint(-10, 10)), 0.9, 3, cv2.LINE_AA)
    if rng.random() < 0.1:
        y = rng.choice([_MARGIN_PX, height - _MARGIN_PX]) + rng.randint(-2, 2)
        first = rng.randrange(width)
        cv2.line(strength, (first, y), (first + rng.randint(5, 30), y), rng.uniform(0.2, 0.6), 1, cv2.LINE_AA)
