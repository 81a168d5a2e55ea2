"""Cells with one sign, or with other writing, drawn for the small network of signs (training/shapes.py)."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from training.hands import DigitHand, FontHand
from training.strokes import cross, crossed_out, cut, dash, ditto, drawn_seven, flagged_one, slanted_one, tick

Grey = NDArray[np.uint8]

_MARGIN_PX = 14
_FIELD = Field("training", Kind.TICK_OR_COUNT)
_CROSSED_OUT = 0.12
"""So much of the other writing is crossed out: two strokes over it are no cross."""


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
        return cut(_STROKES[name](high, rng))
    if name == "other":
        text, real = _other(rng)
    else:
        text, real = name, rng.random() < 0.6
        if name == "1" and rng.random() < 0.45:
            return cut(rng.choice([slanted_one, flagged_one])(high, rng))
        if name == "7" and rng.random() < 0.2:
            return cut(drawn_seven(high, rng))
        if rng.random() < 0.04:
            text += "."
    written = digits.write(text, rng) if real else rng.choice(fonts).write(text, rng)
    strength = cut(1 - written.astype(np.float32) / 255)
    tall = high * min(1.0, max(0.2, rng.gauss(0.5, 0.13)))
    if real and rng.random() < 0.5:
        strength = cv2.dilate(strength, np.ones((rng.choice([2, 3]),) * 2, np.uint8))
    elif not real and rng.random() < 0.5:
        strength = cv2.dilate(strength, np.ones((rng.choice([2, 3, 4]),) * 2, np.uint8))
    scale = tall / strength.shape[0]
    small = _warped(cv2.resize(strength, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), rng)
    one_digit = len(text) == 1 and text.isdigit()
    struck = name == "other" and (one_digit or rng.random() < _CROSSED_OUT)
    return cut(crossed_out(small, rng)) if struck else small


def _other(rng: random.Random) -> tuple[str, bool]:
    """What is written, and whether in MNIST's digits; one digit is to be crossed out, so that it is no other digit."""
    way = rng.random()
    if way < 0.05:
        return rng.choice("023456789"), rng.random() < 0.6
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


_STROKES = {"tick": tick, "cross": cross, "dash": dash, "ditto": ditto}


def _warped(strength: NDArray[np.float32], rng: random.Random) -> NDArray[np.float32]:
    room = strength.shape[0] // 3 + 2
    padded = np.pad(strength, room)
    middle = padded.shape[1] / 2, padded.shape[0] / 2
    matrix = cv2.getRotationMatrix2D(middle, rng.gauss(0, 4), 1.0)
    slant = rng.gauss(0.05, 0.15)
    matrix[0, 1] += slant
    matrix[0, 2] -= slant * middle[1]
    return cut(cv2.warpAffine(padded, matrix, padded.shape[::-1], flags=cv2.INTER_LINEAR))


def _stray(strength: NDArray[np.float32], rng: random.Random) -> None:
    """Specks, a neighbour's stroke from the edge, rests of rulings below or above, and at a side."""
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
    if rng.random() < 0.1:
        x = rng.choice([_MARGIN_PX, width - _MARGIN_PX]) + rng.randint(-4, 4)
        top, thick = rng.randrange(height - 10), rng.choice([1, 2, 2, 4])
        cv2.line(strength, (x, top), (x, top + rng.randint(10, height)), rng.uniform(0.3, 0.9), thick, cv2.LINE_AA)
