"""Fit what tells a corrected count or mark (pipeline/read/number_net.py): python -m training.corrected_counts.

Counts of one to three digits in the training fonts, of MNIST's digits and of ruled registers; ticks, crosses, dashes.
In half of them a number is written over what stood there, or that is crossed out, with or without a new number above,
behind or at its upper right. With --packaged: the scores of what ships.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.read.ink import Ink
from pipeline.read.number_net import COUNT, PACKAGED_COUNTS, load_corrected_counts
from training.glyphs import HIGH_PX, DigitGlyphs, FontGlyphs, leaned, put, scanned
from training.hands import DigitHand, FontHand
from training.number_fit import BenchPen, NumberFit
from training.pens import Pen, SamplePen, Strength, TremblingPen
from training.real_tiles import Tiles, cut_to_ink
from training.struck_digits import strike_digit

_MNIST_SHARE, _REAL_SHARE, _MARK_SHARE = 0.3, 0.08, 0.35
_SIZE_PX = (4 * HIGH_PX, 6 * HIGH_PX)
_BASE_PX = 2.6 * HIGH_PX
"""Where the feet of what is written first stand, from the top."""
_OVER, _STRUCK_ALONE = 0.5, 0.58
"""Of corrected ones, so many are written over; so many that, or crossed out with nothing new."""

Writer = FontGlyphs | DigitGlyphs


def draw_cell(
    rng: random.Random,
    hands: Sequence[FontHand],
    digits: DigitHand | None,
    real: Tiles,
    corrected: bool,
    held_out: bool = False,
) -> Ink:
    """The ink of a cell with a count or a mark, corrected or not. digits: None where fonts alone write."""
    if real and not corrected and rng.random() < _REAL_SHARE:
        paper = np.pad(cut_to_ink(rng.choice(real)), HIGH_PX)
    else:
        paper = _cell(rng, hands, digits, corrected, held_out)
    paper = leaned(paper, rng.uniform(26, 62) / HIGH_PX, rng.uniform(-0.15, 0.25))
    if rng.random() < 0.3:
        paper = cv2.GaussianBlur(paper, (0, 0), rng.uniform(0.5, 1.3))
    return scanned(paper, rng)


def _cell(
    rng: random.Random, hands: Sequence[FontHand], digits: DigitHand | None, corrected: bool, held_out: bool
) -> Strength:
    mnist = digits is not None and (not hands or rng.random() < _MNIST_SHARE)
    writer: Writer = DigitGlyphs(digits) if digits is not None and mnist else FontGlyphs(rng.choice(hands))
    first, second = np.zeros(_SIZE_PX, np.float32), np.zeros(_SIZE_PX, np.float32)
    pens = [BenchPen] if held_out else [SamplePen, TremblingPen]
    left = rng.uniform(1.2, 2.0) * HIGH_PX
    if rng.random() < _MARK_SHARE:
        old, box = "", _mark(rng.choice(pens)(first, rng), left, rng)
    else:
        old = _number(rng)
        box = _write(first, writer, old, left, _BASE_PX, 1.0, rng)
    pen: Pen = rng.choice(pens)(second, rng)
    if corrected:
        _correct(second, pen, writer, old, box, rng)
    elif rng.random() < 0.2:
        _besides(pen, box, rng)
    fat = [rng.choice((0, 0, 0, 2, 3)) for _ in range(2)] if rng.random() < 0.5 else [rng.choice((0, 0, 2, 3))] * 2
    layers = [
        cv2.dilate(layer, np.ones((wide, wide), np.uint8)) if wide else layer
        for layer, wide in zip((first * rng.uniform(0.7, 1.0), second), fat, strict=True)
    ]
    return np.maximum(*layers)


def _number(rng: random.Random) -> str:
    size = rng.choices([1, 2, 3], [7, 3, 1])[0]
    text = str(rng.randint(0 if size == 1 else 10 ** (size - 1), 10**size - 1))
    way = rng.random()
    return f"{text}." if way < 0.05 else text.zfill(2) if way < 0.1 else text


def _write(
    paper: Strength, writer: Writer, text: str, left: float, base: float, scale: float, rng: random.Random
) -> Box:
    """Writes text from `left` on, its feet at `base`. Returns the box around its digits."""
    x, gap, boxes = left, rng.uniform(0.0, 0.18) * HIGH_PX * scale, []
    for character in text:
        one = writer.glyph(character, rng)
        ink = cv2.resize(one.ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale != 1 else one.ink
        box = put(paper, ink * rng.uniform(0.85, 1.0), x, base + one.top * scale + rng.gauss(0, 0.03) * HIGH_PX)
        x = box.right + gap
        boxes.append(box)
    found = boxes[0]
    for box in boxes[1:]:
        found = found.union(box)
    return found


def _mark(pen: Pen, left: float, rng: random.Random) -> Box:
    """A tick, a cross or a dash; the box about it."""
    half = HIGH_PX * rng.uniform(0.4, 0.75)
    x, y = left + half, _BASE_PX - HIGH_PX / 2
    way = rng.random()
    if way < 0.5:
        pen.tick(x, y, 2 * half)
    elif way < 0.85:
        pen.cross(x, y, 2 * half)
    else:
        pen.path([(x - half, y + rng.uniform(-3, 3)), (x + half, y + rng.uniform(-3, 3))])
    return Box(x - half, y - half, x + half, y + half)


def _correct(paper: Strength, pen: Pen, writer: Writer, old: str, box: Box, rng: random.Random) -> None:
    way, new = rng.random(), _number(rng)
    while new == old:
        new = _number(rng)
    if way < _OVER:
        if len(old) > 1 and rng.random() < 0.6:
            # One of the digits, which share the box about alike.
            at, wide = rng.randrange(len(old)), box.width / len(old)
            box = Box(box.left + at * wide, box.top, box.left + (at + 1) * wide, box.bottom)
            new = rng.choice([digit for digit in "0123456789" if digit != old[at]])
        scale = rng.uniform(0.85, 1.3)
        wide = len(new) * 0.55 * HIGH_PX * scale
        x = box.centre[0] - wide / 2 + rng.gauss(0, 0.08) * HIGH_PX
        base = box.centre[1] + HIGH_PX * scale / 2 + rng.gauss(0, 0.06) * HIGH_PX
        _write(paper, writer, new, x, base, scale, rng)
        return
    strike_digit(pen, box, rng)
    if way < _STRUCK_ALONE:
        return
    scale, place = rng.uniform(0.45, 0.9), rng.random()
    high = HIGH_PX * scale
    if place < 0.5:  # at its upper right
        x, base = box.right + rng.uniform(-0.15, 0.15) * HIGH_PX, box.top + rng.uniform(0.3, 0.9) * high
    elif place < 0.75:  # above
        x, base = box.centre[0] + rng.uniform(-0.4, 0.4) * HIGH_PX, box.top - rng.uniform(-0.15, 0.15) * HIGH_PX
    else:  # behind it
        scale = rng.uniform(0.7, 1.1)
        x, base = box.right + rng.uniform(0.05, 0.3) * HIGH_PX, box.bottom + rng.gauss(0, 0.08) * HIGH_PX
    _write(paper, writer, new, x, base, scale, rng)


def _besides(pen: Pen, box: Box, rng: random.Random) -> None:
    """What corrects nothing: a rest of a ruling at a side, a neighbour's tail, a speck, a line under it."""
    way, high = rng.random(), HIGH_PX
    if way < 0.3:
        y = box.bottom + high * rng.uniform(0.08, 0.3)
        pen.path([(box.left - 0.3 * high, y), (box.right + 0.3 * high, y + rng.gauss(0, 2))])
    elif way < 0.55:
        x, y = rng.uniform(box.left - 0.3 * high, box.right + 0.3 * high), box.bottom + high * rng.uniform(-0.1, 0.3)
        pen.path([(x, y), (x + rng.uniform(2, 8), y + rng.uniform(-3, 3))])
    elif way < 0.8:
        x, top = rng.uniform(box.left, box.right), box.top - rng.uniform(0.15, 0.4) * high
        pen.path([(x, top - 0.4 * high), (x - rng.uniform(0, 10), top)])
    else:
        x = rng.choice((box.left - rng.uniform(0.3, 0.6) * high, box.right + rng.uniform(0.3, 0.6) * high))
        top = box.top + rng.uniform(-0.3, 0.6) * high
        pen.path([(x, top), (x + rng.gauss(0, 2), top + rng.uniform(0.3, 1.0) * high)])


FIT = NumberFit("corrected counts", draw_cell, COUNT, (16, 24, 32, 48), 48, PACKAGED_COUNTS, load_corrected_counts)

if __name__ == "__main__":
    sys.exit(FIT.run(__doc__))
