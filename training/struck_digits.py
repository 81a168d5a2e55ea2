"""Fit what tells a struck digit in a number (pipeline/read/number_net.py): python -m training.struck_digits.

Numbers in the training fonts, of MNIST's digits and of ruled registers (lectaurep-numeric); in half of them one digit
is crossed out with the pens of training/pens.py, its correction beside it. Held out: fonts, MNIST's last tenth, the
registers' held-out pages (none of whose digits is crossed out), and the pen of benchmarks/pen.py. With --packaged: the
scores of what ships.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.pen import on_paper
from pipeline.form import Field, Kind
from pipeline.geometry import Box
from pipeline.model import Cell, Crop, Part
from pipeline.read.ink import Ink, find_ink
from pipeline.read.number_net import PACKAGED_NUMBERS, STRUCK, load_numbers
from training.hands import DigitHand, FontHand
from training.number_fit import BenchPen, NumberFit
from training.pens import Pen, SamplePen, Strength, TremblingPen
from training.real_tiles import Tiles, cut_to_ink

_FIELD = Field("training", Kind.COUNT)
_MARGIN_PX = 16
_MNIST_SHARE, _REAL_SHARE = 0.35, 0.2


def draw_number(
    rng: random.Random, hands: Sequence[FontHand], digits: DigitHand, real: Tiles, struck: bool, held_out: bool = False
) -> Ink:
    """The ink of a cell with a number of two digits or more, one of them crossed out or not."""
    high = rng.randint(26, 66)
    hand = digits if not hands or rng.random() < _MNIST_SHARE else rng.choice(hands)
    plain_real = bool(real) and not struck and rng.random() < _REAL_SHARE
    numbers = [str(rng.randint(0, 9)), str(rng.choice([rng.randint(0, 9), rng.randint(10, 99), rng.randint(100, 999)]))]
    if struck:
        way = rng.random()
        if way < 0.3:  # within the number
            whole = str(rng.randint(10, 999))
            at = rng.randrange(len(whole))
            numbers = [whole[:at], whole[at], whole[at:] if rng.random() < 0.8 else whole[at + 1 :]]
        else:
            numbers = ["", *numbers]
    else:
        numbers = [str(rng.choice([rng.randint(10, 99), rng.randint(100, 999), rng.randint(1000, 9999)]))]
        if rng.random() < 0.1:
            numbers = [f"{rng.randint(0, 9)} {rng.randint(0, 9)}"]
    tiles = [rng.choice(real)] if plain_real else [_tile(hand, text, rng) for text in numbers]
    paper, spans = _in_a_row(tiles, high, struck, rng)
    over = np.zeros_like(paper)
    pen: Pen = BenchPen(over, rng) if held_out else rng.choice([SamplePen, TremblingPen])(over, rng)
    if struck:
        strike_digit(pen, spans[1], rng)
    elif rng.random() < 0.15:
        _besides(pen, spans[0], rng)
    np.maximum(paper, over, out=paper)
    if rng.random() < 0.35:
        paper = cv2.GaussianBlur(paper, (0, 0), rng.uniform(0.8, 2.0))
    pixels = on_paper(paper, np.zeros_like(paper), rng)
    height, width = pixels.shape
    cell = Box(_MARGIN_PX, _MARGIN_PX, width - _MARGIN_PX, height - _MARGIN_PX)
    return find_ink(Crop(Cell(Part.TABLE, 0, _FIELD, cell), pixels, Box(0, 0, width, height)), 0.0)


def _tile(hand: FontHand | DigitHand, text: str, rng: random.Random) -> NDArray[np.float32]:
    if not text:
        return np.zeros((8, 0), np.float32)
    return cut_to_ink(1 - hand.write(text, rng).astype(np.float32) / 255)


def _in_a_row(tiles: Tiles, high: int, struck: bool, rng: random.Random) -> tuple[Strength, list[Box]]:
    """The numbers side by side, about as high; the boxes they stand in."""
    sized = []
    fat = rng.random() < 0.25
    for at, tile in enumerate(tiles):
        own = high * (rng.uniform(0.7, 1.05) if at and struck else 1.0)
        tall = max(8, round(own))
        wide = max(1, round(tile.shape[1] * tall / tile.shape[0])) if tile.shape[1] else 0
        small = (
            cv2.resize(tile, (wide, tall), interpolation=cv2.INTER_AREA) if wide else np.zeros((tall, 0), np.float32)
        )
        sized.append(cv2.dilate(small, np.ones((2, 2), np.uint8)) if fat and wide else small)
    gaps = [rng.uniform(0.02, 0.7) * high if rng.random() < 0.6 else rng.uniform(0, 0.15) * high for _ in sized]
    room = [rng.randint(4, 30) for _ in range(4)]
    width = int(sum(tile.shape[1] for tile in sized) + sum(gaps)) + room[0] + room[1] + 2 * _MARGIN_PX
    height = int(1.4 * high) + room[2] + room[3] + 2 * _MARGIN_PX
    paper, boxes, x = np.zeros((height, width), np.float32), [], float(_MARGIN_PX + room[0])
    for tile, gap in zip(sized, gaps, strict=True):
        tall, wide = tile.shape
        y = _MARGIN_PX + room[2] + round(0.2 * high + (high - tall) / 2 + rng.gauss(0, 0.07) * high)
        part = paper[y : y + tall, round(x) : round(x) + wide]
        np.maximum(part, tile[: part.shape[0], : part.shape[1]], out=part)
        boxes.append(Box(round(x), y, round(x) + wide, y + tall))
        x += wide + (gap if wide else 0)
    return paper, boxes


def strike_digit(pen: Pen, digit: Box, rng: random.Random) -> None:
    """Cross out one digit: one to three lines, level or slanting; a slash; a cross; to and fro."""
    high, way = digit.height, rng.random()
    (x, y), wide = digit.centre, max(digit.width, 0.3 * digit.height)
    if way < 0.62:
        for _ in range(rng.choice([1, 1, 1, 2, 2, 3])):
            level, rise = y + high * rng.uniform(-0.2, 0.2), high * rng.uniform(-0.25, 0.25)
            out = [high * rng.uniform(0.02, 0.35) for _ in range(2)]
            bend = high * rng.gauss(0, 0.05)
            start, end = x - wide / 2 - out[0], x + wide / 2 + out[1]
            pen.path([(start, level + rise), ((start + end) / 2, level + bend), (end, level - rise)])
    elif way < 0.86:
        out, up = high * rng.uniform(0.0, 0.25), high * rng.uniform(-0.1, 0.2)
        left, right = x - wide / 2 - out, x + wide / 2 + out
        slashes = [
            [(left, digit.bottom + up), (right, digit.top - up)],
            [(left, digit.top - up), (right, digit.bottom + up)],
        ]
        for points in slashes if way < 0.76 else slashes[:1]:
            pen.path(points)
    else:
        turns = rng.randint(4, 8)
        points = []
        for at in range(turns + 1):
            points.append((x - 0.6 * wide + 1.2 * wide * at / turns, digit.top if at % 2 else digit.bottom))
        pen.path(points)


def _besides(pen: Pen, number: Box, rng: random.Random) -> None:
    """What strikes nothing: a line under or over the number, a dash before or behind it."""
    high = number.height
    if rng.random() < 0.6:
        y = (
            number.bottom + high * rng.uniform(0, 0.2)
            if rng.random() < 0.7
            else number.top - high * rng.uniform(0, 0.1)
        )
        pen.path([(number.left - 4, y), (number.right + 4, y + rng.gauss(0, 2))])
    else:
        x = number.right + 0.25 * high if rng.random() < 0.6 else number.left - 0.7 * high
        pen.path([(x, number.centre[1]), (x + 0.45 * high, number.centre[1] + rng.gauss(0, 2))])


FIT = NumberFit("struck digits", draw_number, STRUCK, (12, 24, 32, 48), 48, PACKAGED_NUMBERS, load_numbers)

if __name__ == "__main__":
    sys.exit(FIT.run(__doc__))
