"""Fit what tells a corrected digit in a string of them (pipeline/read/number_net.py):
python -m training.corrected_numbers.

Dates, NIK and numbers in the training fonts, of MNIST's digits and of ruled registers (lectaurep-numeric); in half of
them one digit is crossed out with the pens of training/pens.py, is written over another, or is put in with a caret.
Held out: fonts, MNIST's last tenth, the registers' held-out pages (none of whose digits is corrected), and the pen of
benchmarks/pen.py. With --packaged: the scores of what ships.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence

import cv2
import numpy as np

from pipeline.geometry import Box
from pipeline.read.ink import Ink
from pipeline.read.number_net import PACKAGED_STRINGS, STRING, load_corrected_strings
from training.glyphs import HIGH_PX, DigitGlyphs, FontGlyphs, Glyph, leaned, put, scanned
from training.hands import DigitHand, FontHand
from training.number_fit import BenchPen, NumberFit
from training.pens import Pen, SamplePen, Strength, TremblingPen
from training.phrases import date_or_number
from training.real_tiles import Tiles, cut_to_ink
from training.struck_digits import strike_digit

_MARGIN_PX = 20
_MNIST_SHARE, _REAL_SHARE = 0.3, 0.12
_STRUCK, _OVER = 0.45, 0.85
"""Of corrected strings, so many are struck, so many struck or written over; in the others one is put in."""
_LONGEST = 10
"""Characters of a string: what is to be seen is as wide as a digit or two, and of a NIK a part will do."""


def draw_string(
    rng: random.Random,
    hands: Sequence[FontHand],
    digits: DigitHand | None,
    real: Tiles,
    corrected: bool,
    held_out: bool = False,
) -> Ink:
    """The ink of a cell with a string of digits, one of them corrected or not. digits: None where fonts alone write."""
    if real and not corrected and rng.random() < _REAL_SHARE:
        paper = np.pad(cut_to_ink(rng.choice(real)), _MARGIN_PX)
    else:
        paper = _string(rng, hands, digits, corrected, held_out)
    paper = leaned(paper, rng.uniform(28, 62) / HIGH_PX, rng.uniform(-0.15, 0.25))
    if rng.random() < 0.25:
        paper = cv2.GaussianBlur(paper, (0, 0), rng.uniform(0.5, 1.2))
    paper = np.pad(paper, [(rng.randint(8, 30), rng.randint(8, 30)), (rng.randint(8, 30), rng.randint(8, 30))])
    return scanned(paper, rng)


def _string(
    rng: random.Random, hands: Sequence[FontHand], digits: DigitHand | None, corrected: bool, held_out: bool
) -> Strength:
    mnist = digits is not None and (not hands or rng.random() < _MNIST_SHARE)
    writer = DigitGlyphs(digits) if digits is not None and mnist else FontGlyphs(rng.choice(hands))
    text = _text(rng, not mnist)
    fat = rng.choice([0, 0, 0, 2, 3, 4])
    gap = rng.uniform(0.0, 0.22) * HIGH_PX
    shown = [writer.glyph(character, rng) for character in text if character != " "]
    at_space = {at - text[:at].count(" ") for at, character in enumerate(text) if character == " "}
    width = int(sum(one.ink.shape[1] for one in shown) + (gap + 8) * len(shown) + 30 * len(at_space)) + 4 * _MARGIN_PX
    base = 2 * _MARGIN_PX + 1.5 * HIGH_PX
    paper = np.zeros((int(base + HIGH_PX), width), np.float32)
    boxes: list[Box] = []
    x = 2.0 * _MARGIN_PX
    for at, one in enumerate(shown):
        x += 0.35 * HIGH_PX if at in at_space else 0
        y = base + one.top + rng.gauss(0, 0.03) * HIGH_PX
        ink = cv2.dilate(one.ink, np.ones((2, 2), np.uint8)) if rng.random() < 0.07 else one.ink
        boxes.append(put(paper, ink * rng.uniform(0.85, 1.0), x, y))
        x += one.ink.shape[1] + gap * rng.uniform(0.6, 1.4)
    numbers = [at for at, one in enumerate(shown) if one.text.isdigit()]
    over = np.zeros_like(paper)
    pen: Pen = BenchPen(over, rng) if held_out else rng.choice([SamplePen, TremblingPen])(over, rng)
    if corrected and numbers:
        _correct(paper, pen, rng.choice(numbers), boxes, shown, writer, rng)
    elif rng.random() < 0.15:
        _besides(pen, boxes, rng)
    np.maximum(paper, over, out=paper)
    return cv2.dilate(paper, np.ones((fat, fat), np.uint8)) if fat else paper


def _text(rng: random.Random, letters: bool) -> str:
    """A date, a number, a part of a longer one; with letters in it only where the hand has some."""
    while True:
        text = date_or_number(rng)
        if len(text) > _LONGEST:
            first = rng.randrange(len(text) - _LONGEST + 1)
            text = text[first : first + rng.randint(3, _LONGEST)].strip()
        if any(c.isdigit() for c in text) and (letters or all(c in "0123456789-/., " for c in text)):
            return text


def _correct(
    paper: Strength,
    pen: Pen,
    at: int,
    boxes: Sequence[Box],
    shown: Sequence[Glyph],
    writer: FontGlyphs | DigitGlyphs,
    rng: random.Random,
) -> None:
    box, old, way = boxes[at], shown[at].text, rng.random()
    new = writer.glyph(rng.choice([digit for digit in "0123456789" if digit != old]), rng)
    if way < _STRUCK:
        strike_digit(pen, box, rng)
        if rng.random() < 0.25:
            _above(paper, new, box.centre[0], box.top - rng.uniform(-0.08, 0.12) * HIGH_PX, rng)
    elif way < _OVER:
        thick = rng.choice([0, 0, 2, 3, 4, 5])
        ink = cv2.dilate(new.ink, np.ones((thick, thick), np.uint8)) if thick else new.ink
        scale = rng.uniform(0.92, 1.12)
        ink = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_LINEAR)
        x = box.centre[0] - ink.shape[1] / 2 + rng.gauss(0, 0.06) * HIGH_PX
        put(paper, ink, x, box.centre[1] - ink.shape[0] / 2 + rng.gauss(0, 0.05) * HIGH_PX)
    else:
        # A caret below the gap; what it puts in stands above, and may touch nothing.
        x, high = box.right + rng.uniform(0, 0.1) * HIGH_PX, rng.uniform(0.2, 0.45) * HIGH_PX
        foot = box.bottom + rng.uniform(-0.2, 0.35) * HIGH_PX
        half = high * rng.uniform(0.3, 0.6)
        pen.path([(x - half, foot), (x, foot - high), (x + half, foot)])
        if rng.random() < 0.3:
            _above(paper, new, x, box.top - rng.uniform(0, 0.12) * HIGH_PX, rng)


def _above(paper: Strength, new: Glyph, x: float, bottom: float, rng: random.Random) -> None:
    scale = rng.uniform(0.55, 0.9)
    ink = cv2.resize(new.ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    put(paper, ink, x - ink.shape[1] / 2, bottom - ink.shape[0])


def _besides(pen: Pen, boxes: Sequence[Box], rng: random.Random) -> None:
    """What corrects nothing: a line under all of it, a rest of a ruling, a speck, a neighbour's tail from above."""
    first, last = boxes[0], boxes[-1]
    low, way = max(box.bottom for box in boxes), rng.random()
    if way < 0.35:
        y = low + HIGH_PX * rng.uniform(0.02, 0.25)
        pen.path([(first.left - 4, y), (last.right + 4, y + rng.gauss(0, 2))])
    elif way < 0.6:
        x, y = rng.uniform(first.left, last.right), low + HIGH_PX * rng.uniform(-0.1, 0.3)
        pen.path([(x, y), (x + rng.uniform(2, 8), y + rng.uniform(-3, 3))])
    elif way < 0.85:
        x, top = rng.uniform(first.left, last.right), min(box.top for box in boxes)
        pen.path([(x, top - 0.5 * HIGH_PX), (x - rng.uniform(0, 12), top - rng.uniform(-0.15, 0.2) * HIGH_PX)])
    else:
        y = low + HIGH_PX * rng.uniform(-0.05, 0.15)
        x = rng.uniform(first.left, last.right)
        pen.path([(x, y), (x + rng.uniform(10, 60), y + rng.gauss(0, 1))])


FIT = NumberFit(
    "corrected numbers", draw_string, STRING, (16, 24, 32, 64), 96, PACKAGED_STRINGS, load_corrected_strings
)

if __name__ == "__main__":
    sys.exit(FIT.run(__doc__))
